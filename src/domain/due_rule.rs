//! By when a case must be answered: rules of law and of the house, each with the days from which it held.
//!
//! A case keeps the id and the version of the rule that gave its day, so that a rule that changes later changes
//! nothing about it. Sources: PL art. 7a of the act on consumer rights (ustawa o prawach konsumenta, Dz.U. 2014
//! poz. 827), 30 days as of 2017-01-10 (Dz.U. 2016 poz. 1823), 14 days as of 2023-01-01 (Dz.U. 2022 poz. 2337);
//! CZ § 19 (3) of act 634/1992 Sb., on consumer protection. Where the last day is free, the law gives until the next
//! working day: PL art. 115 Kodeks cywilny, CZ § 607 občanský zákoník. We aim at the day itself, and show the other.

use chrono::{Days, NaiveDate};

use super::case::CaseKind;
use super::customer::CustomerKind;
use super::working_days::{FREE_DAYS_MAX, is_working_day};

/// What moves the end of a term in a country.
const EXTENSIONS: [(&str, &str); 2] = [("PL", "art. 115 Kodeksu cywilnego"), ("CZ", "§ 607 občanského zákoníku")];

/// One version of one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueRule {
    pub id: &'static str,
    pub version: i32,
    pub kind: CaseKind,
    /// Whom it protects; `None` for everybody.
    pub customer: Option<CustomerKind>,
    /// ISO 3166-1; empty for everywhere.
    pub country: &'static str,
    /// Days after the day on which the case came.
    pub days: u64,
    /// The first day of cases for which it holds: year, month, day.
    from: (i32, u32, u32),
    /// Where it is written, for the screen.
    pub basis: &'static str,
}

/// From the special to the general; within a rule, the newest version first.
const RULES: [DueRule; 5] = [
    DueRule {
        id: "pl-consumer-complaint",
        version: 2,
        kind: CaseKind::Complaint,
        customer: Some(CustomerKind::Person),
        country: "PL",
        days: 14,
        from: (2023, 1, 1),
        basis: "art. 7a ustawy o prawach konsumenta (14 dni)",
    },
    DueRule {
        id: "pl-consumer-complaint",
        version: 1,
        kind: CaseKind::Complaint,
        customer: Some(CustomerKind::Person),
        country: "PL",
        days: 30,
        from: (2017, 1, 10),
        basis: "art. 7a ustawy o prawach konsumenta (30 dni)",
    },
    DueRule {
        id: "cz-consumer-complaint",
        version: 1,
        kind: CaseKind::Complaint,
        customer: Some(CustomerKind::Person),
        country: "CZ",
        days: 30,
        from: (1993, 1, 1),
        basis: "§ 19 odst. 3 zákona č. 634/1992 Sb.",
    },
    DueRule {
        id: "house-complaint",
        version: 1,
        kind: CaseKind::Complaint,
        customer: None,
        country: "",
        days: 30,
        from: (1970, 1, 1),
        basis: "our own terms",
    },
    DueRule {
        id: "house-request",
        version: 1,
        kind: CaseKind::Request,
        customer: None,
        country: "",
        days: 14,
        from: (1970, 1, 1),
        basis: "our own terms",
    },
];

impl DueRule {
    /// The rule for a case that came on `day`.
    pub fn of(kind: CaseKind, customer: CustomerKind, country: &str, day: NaiveDate) -> &'static DueRule {
        let fits = |rule: &&DueRule| {
            rule.kind == kind
                && rule.customer.is_none_or(|protected| protected == customer)
                && (rule.country.is_empty() || rule.country == country)
                && rule.from() <= day
        };
        // Before 1970 the house rules hold too: nobody keeps such cases.
        let house = RULES.iter().rev().find(|rule| rule.kind == kind).expect("every kind has a house rule");
        RULES.iter().find(fits).unwrap_or(house)
    }

    /// The rule that a stored case names; `None` for one that this version no longer knows.
    pub fn named(id: &str, version: i32) -> Option<&'static DueRule> {
        RULES.iter().find(|rule| rule.id == id && rule.version == version)
    }

    /// The last day on which an answer is in time.
    pub fn due_on(&self, came_on: NaiveDate) -> NaiveDate {
        came_on.checked_add_days(Days::new(self.days)).unwrap_or(NaiveDate::MAX)
    }

    /// Until when the law gives time for what is due on `due_on`, and where that is written; `None` where that is a
    /// working day, and for rules of the house.
    pub fn extension(&self, due_on: NaiveDate) -> Option<(NaiveDate, &'static str)> {
        let (_, basis) = EXTENSIONS.iter().find(|(country, _)| *country == self.country)?;
        if is_working_day(self.country, due_on) {
            return None;
        }
        let later = due_on.iter_days().take(FREE_DAYS_MAX).find(|day| is_working_day(self.country, *day))?;
        Some((later, basis))
    }

    fn from(&self) -> NaiveDate {
        let (year, month, day) = self.from;
        NaiveDate::from_ymd_opt(year, month, day).expect("a test holds the dates")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_rule_of_the_day_on_which_a_complaint_came_holds() {
        let cases = [
            ("2026-11-28", CustomerKind::Person, "PL", "pl-consumer-complaint", 2, "2026-12-12"),
            ("2023-01-01", CustomerKind::Person, "PL", "pl-consumer-complaint", 2, "2023-01-15"),
            ("2022-12-31", CustomerKind::Person, "PL", "pl-consumer-complaint", 1, "2023-01-30"),
            ("2016-12-31", CustomerKind::Person, "PL", "house-complaint", 1, "2017-01-30"),
            ("2026-11-28", CustomerKind::Company, "PL", "house-complaint", 1, "2026-12-28"),
            ("2026-11-28", CustomerKind::Person, "CZ", "cz-consumer-complaint", 1, "2026-12-28"),
            ("2026-11-28", CustomerKind::Person, "DE", "house-complaint", 1, "2026-12-28"),
        ];
        for (came, customer, country, id, version, due) in cases {
            let rule = DueRule::of(CaseKind::Complaint, customer, country, day(came));
            assert_eq!((rule.id, rule.version, rule.due_on(day(came))), (id, version, day(due)), "{came} {country}");
        }
        assert_eq!(DueRule::of(CaseKind::Request, CustomerKind::Person, "PL", day("2026-11-28")).id, "house-request");
    }

    #[test]
    fn a_term_that_ends_on_a_free_day_lasts_until_the_next_working_day() {
        let of = |country: &str| DueRule::of(CaseKind::Complaint, CustomerKind::Person, country, day("2026-11-28"));
        let cases = [
            // A Saturday, a Friday, Christmas Eve (free in Poland since 2025) before a Friday and a weekend.
            ("PL", "2026-12-12", Some("2026-12-14")),
            ("PL", "2026-12-11", None),
            ("PL", "2026-12-24", Some("2026-12-28")),
            ("PL", "2027-05-01", Some("2027-05-04")),
            ("CZ", "2026-12-26", Some("2026-12-28")),
            ("DE", "2026-12-26", None),
        ];
        for (country, due, until) in cases {
            assert_eq!(of(country).extension(day(due)).map(|(until, _)| until), until.map(day), "{country} {due}");
        }
    }

    #[test]
    fn every_rule_has_a_date_and_is_found_by_its_name() {
        for rule in &RULES {
            assert!(rule.from() <= day("2026-11-28"));
            assert_eq!(DueRule::named(rule.id, rule.version), Some(rule));
        }
    }
}
