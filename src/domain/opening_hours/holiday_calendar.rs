//! The public holidays around a window, as the evaluation of hours needs them.
//!
//! Our own tables come first; for other countries the calendars of the `opening-hours` crate are used,
//! which know dates but no names. Days that are holidays in parts of a country only, where we do not know
//! the part, are "perhaps": a `PH` rule makes them unknown.

use std::str::FromStr;
use std::sync::Arc;

use chrono::NaiveDate;
use opening_hours::localization::Country;
use opening_hours::{Context, ContextHolidays};

use super::HolidayId;
use super::public_holidays::{has_table, public_holidays_between, regional_holidays_between};
use super::words::UNNAMED_HOLIDAY;

pub(super) struct HolidayCalendar {
    /// By date; the first name of a date comes first.
    kept: Vec<(NaiveDate, HolidayId)>,
    perhaps: Vec<NaiveDate>,
}

impl HolidayCalendar {
    /// The holidays from `first` to `last`, both included.
    pub fn of(country: &str, region: &str, first: NaiveDate, last: NaiveDate) -> Self {
        if has_table(country) {
            let kept = public_holidays_between(country, region, first, last);
            let perhaps = if region.is_empty() { regional_holidays_between(country, first, last) } else { Vec::new() };
            return Self { kept, perhaps };
        }
        let Ok(country) = Country::from_str(country) else { return Self { kept: Vec::new(), perhaps: Vec::new() } };
        let kept = dates_between(&country.holidays(), first, last).map(|date| (date, UNNAMED_HOLIDAY)).collect();
        let perhaps = dates_between(&country.holidays_regional(), first, last).collect();
        Self { kept, perhaps }
    }

    /// The holiday on that day, if it surely is one.
    pub fn holiday_on(&self, date: NaiveDate) -> Option<HolidayId> {
        let index = self.kept.partition_point(|(day, _)| *day < date);
        self.kept.get(index).filter(|(day, _)| *day == date).map(|(_, id)| *id)
    }

    /// What an expression is evaluated in.
    pub fn context(&self) -> Context {
        let kept = Arc::new(self.kept.iter().map(|(date, _)| *date).collect());
        let perhaps = Arc::new(self.perhaps.iter().copied().collect());
        Context::default()
            .with_holidays(ContextHolidays::new(kept, Arc::default()))
            .with_holidays_unknown(ContextHolidays::new(perhaps, Arc::default()))
    }
}

fn dates_between(
    calendar: &ContextHolidays,
    first: NaiveDate,
    last: NaiveDate,
) -> impl Iterator<Item = NaiveDate> + '_ {
    let public = calendar.get_public();
    let mut next = first.pred_opt().and_then(|day| public.first_after(day));
    std::iter::from_fn(move || {
        let date = next.filter(|date| *date <= last)?;
        next = public.first_after(date);
        Some(date)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_country_without_a_table_keeps_its_holidays_without_names() {
        let calendar = HolidayCalendar::of("FR", "", day("2026-07-01"), day("2026-07-31"));
        assert_eq!(calendar.holiday_on(day("2026-07-14")), Some(UNNAMED_HOLIDAY));
        assert_eq!(calendar.holiday_on(day("2026-07-15")), None);
        assert!(HolidayCalendar::of("", "", day("2026-01-01"), day("2026-12-31")).kept.is_empty());
    }

    #[test]
    fn german_holidays_of_single_states_are_perhaps_where_the_state_is_unknown() {
        let calendar = HolidayCalendar::of("DE", "", day("2026-10-01"), day("2026-10-31"));
        assert_eq!(calendar.perhaps, [day("2026-10-31")]);
        assert!(HolidayCalendar::of("DE", "DE-HE", day("2026-10-01"), day("2026-10-31")).perhaps.is_empty());
    }
}
