//! From when until when something holds.

use chrono::NaiveDate;

use super::validation::Checker;

/// Both days belong to it; `None` is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Validity {
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

impl Validity {
    pub fn holds_on(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Complains at `pointer` when the span ends before it begins.
    pub fn check(self, check: &mut Checker, pointer: &str) {
        let ordered = self.from.zip(self.until).is_none_or(|(from, until)| from <= until);
        check.require(ordered, &format!("{pointer}/valid_until"), "order", || {
            "the last day must not be before the first".into()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(2026, 11, day)
    }

    #[test]
    fn both_days_belong_to_the_span() {
        let span = Validity { from: day(2), until: day(4) };
        let held: Vec<u32> = (1..6).filter(|d| span.holds_on(day(*d).unwrap())).collect();
        assert_eq!(held, [2, 3, 4]);
        assert!(Validity::default().holds_on(day(1).unwrap()));
    }

    #[test]
    fn a_span_that_ends_before_it_begins_is_refused() {
        let mut check = Checker::default();
        Validity { from: day(4), until: day(2) }.check(&mut check, "/addresses/0");
        assert_eq!(check.finish(()).unwrap_err().0[0].pointer, "/addresses/0/valid_until");
    }
}
