//! Times at the wire: RFC 3339, in UTC or in an outlet's own zone.

use chrono::{DateTime, NaiveDate, SecondsFormat, TimeZone, Utc};
use chrono_tz::Tz;

use crate::units::Timestamp;

/// `2026-11-28T16:40:00Z`; milliseconds only where there are any.
pub fn utc(at: Timestamp) -> String {
    moment(at).to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// `2026-11-28T17:40:00+01:00` in the zone.
pub fn local(at: Timestamp, zone: Tz) -> String {
    zone.from_utc_datetime(&moment(at).naive_utc()).to_rfc3339_opts(SecondsFormat::AutoSi, false)
}

/// The calendar day in the zone.
pub fn local_date(at: Timestamp, zone: Tz) -> NaiveDate {
    zone.from_utc_datetime(&moment(at).naive_utc()).date_naive()
}

/// Reads RFC 3339 with a zone; `None` for anything else.
pub fn parse(text: &str) -> Option<Timestamp> {
    // A `+` in a query string arrives as a blank when it was not escaped.
    let text = text.replace(' ', "+");
    DateTime::parse_from_rfc3339(&text).ok().map(|at| Timestamp(at.timestamp_millis()))
}

fn moment(at: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at.0).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_written_in_the_zone_of_the_outlet() {
        let at = parse("2026-11-28T17:40:00+01:00").unwrap();
        assert_eq!(utc(at), "2026-11-28T16:40:00Z");
        assert_eq!(local(at, chrono_tz::Europe::Warsaw), "2026-11-28T17:40:00+01:00");
    }

    #[test]
    fn an_unescaped_plus_of_the_zone_is_understood() {
        assert_eq!(parse("2026-11-28T17:40:00 01:00"), parse("2026-11-28T17:40:00+01:00"));
    }

    #[test]
    fn a_time_without_a_zone_is_not_taken() {
        assert_eq!(parse("2026-11-28T17:40:00"), None);
    }
}
