//! Working days, on which promises to customers are counted: Monday to Friday without public holidays.

use chrono::{Datelike, NaiveDate, Weekday};
use chrono_tz::Tz;

use super::opening_hours::{LocalDay, Pass, local_date, public_holiday};
use crate::units::Timestamp;

/// More free days do not follow upon each other anywhere.
pub(super) const FREE_DAYS_MAX: usize = 14;

/// Whether offices work on `date` in `country` (ISO 3166-1).
pub fn is_working_day(country: &str, date: NaiveDate) -> bool {
    let is_weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    !is_weekend && public_holiday(country, "", date).is_none()
}

/// The midnight that ends the first working day after the day of `at`.
pub fn end_of_next_working_day(country: &str, zone: Tz, at: Timestamp) -> Timestamp {
    let today = local_date(zone, at).unwrap_or(NaiveDate::MIN);
    let coming = || today.iter_days().skip(1).take(FREE_DAYS_MAX);
    let day = coming().find(|date| is_working_day(country, *date)).unwrap_or(today);
    let end = day.succ_opt().unwrap_or(day);
    Timestamp(LocalDay::new(zone, end).utc_minute(0, Pass::First) * 60_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_days_are_passed_over() {
        for (at, expected) in [
            // Tuesday; Saturday; the Friday before Monday 4 May, with the holiday of 1 May on it; before Christmas.
            ("2026-11-24T10:00:00+01:00", "2026-11-26T00:00:00+01:00"),
            ("2026-11-28T17:40:00+01:00", "2026-12-01T00:00:00+01:00"),
            ("2026-04-30T23:59:59+02:00", "2026-05-05T00:00:00+02:00"),
            ("2026-12-23T12:00:00+01:00", "2026-12-29T00:00:00+01:00"),
        ] {
            let end = end_of_next_working_day("PL", chrono_tz::Europe::Warsaw, moment(at));
            assert_eq!(end, moment(expected), "{at}");
        }
    }

    fn moment(text: &str) -> Timestamp {
        Timestamp(chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis())
    }
}
