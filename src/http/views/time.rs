//! Times at the wire: RFC 3339, in UTC or in an outlet's own zone.

use std::cell::RefCell;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Offset, SecondsFormat, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use serde::{Serialize, Serializer};

use crate::domain::validation::FieldError;
use crate::units::Timestamp;

/// Clocks are only ever changed on a quarter of an hour of UTC.
const QUARTER_MS: i64 = 15 * 60 * 1_000;

/// Offsets remembered per thread: opening and closing times are few, and an answer tells dozens of them.
const REMEMBERED: usize = 64;

thread_local! {
    /// Zone, quarter of an hour since 1970, and the offset then.
    static OFFSETS: RefCell<[Option<(Tz, i64, i32)>; REMEMBERED]> = const { RefCell::new([None; REMEMBERED]) };
}

/// A moment by the clocks of a zone, written as `2026-11-28T17:40:00+01:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTime {
    naive: NaiveDateTime,
    offset_s: i32,
}

impl LocalTime {
    pub fn new(at: Timestamp, zone: Tz) -> Self {
        let offset_s = offset_s(at, zone);
        Self { naive: moment(at).naive_utc() + TimeDelta::seconds(i64::from(offset_s)), offset_s }
    }

    /// What calendar and clock show.
    pub fn naive(self) -> NaiveDateTime {
        self.naive
    }
}

impl Serialize for LocalTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (date, time) = (self.naive.date(), self.naive.time());
        let is_plain = (0..10_000).contains(&date.year()) && time.nanosecond() == 0 && self.offset_s % 60 == 0;
        if !is_plain {
            let offset = chrono::FixedOffset::east_opt(self.offset_s).unwrap_or_else(|| Utc.fix());
            let full = offset.from_local_datetime(&self.naive).single().unwrap_or_default();
            return serializer.serialize_str(&full.to_rfc3339_opts(SecondsFormat::AutoSi, false));
        }
        let mut text = *b"0000-00-00T00:00:00+00:00";
        put_two(&mut text[0..2], date.year() as u32 / 100);
        put_two(&mut text[2..4], date.year() as u32 % 100);
        put_two(&mut text[5..7], date.month());
        put_two(&mut text[8..10], date.day());
        put_two(&mut text[11..13], time.hour());
        put_two(&mut text[14..16], time.minute());
        put_two(&mut text[17..19], time.second());
        text[19] = if self.offset_s < 0 { b'-' } else { b'+' };
        let minutes = self.offset_s.unsigned_abs() / 60;
        put_two(&mut text[20..22], minutes / 60);
        put_two(&mut text[23..25], minutes % 60);
        serializer.serialize_str(std::str::from_utf8(&text).expect("digits and signs"))
    }
}

fn put_two(digits: &mut [u8], number: u32) {
    digits[0] = b'0' + (number / 10) as u8;
    digits[1] = b'0' + (number % 10) as u8;
}

/// Seconds that clocks of the zone are ahead of UTC.
fn offset_s(at: Timestamp, zone: Tz) -> i32 {
    let quarter = at.0.div_euclid(QUARTER_MS);
    let place = (quarter as usize).wrapping_add((zone as usize).wrapping_mul(7)) % REMEMBERED;
    OFFSETS.with_borrow_mut(|offsets| match offsets[place] {
        Some((known_zone, known_quarter, offset)) if (known_zone, known_quarter) == (zone, quarter) => offset,
        _ => {
            let offset = zone.offset_from_utc_datetime(&moment(at).naive_utc()).fix().local_minus_utc();
            offsets[place] = Some((zone, quarter, offset));
            offset
        }
    })
}

/// `2026-11-28T16:40:00Z`; milliseconds only where there are any.
pub fn utc(at: Timestamp) -> String {
    moment(at).to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// The calendar day in the zone.
pub fn local_date(at: Timestamp, zone: Tz) -> NaiveDate {
    LocalTime::new(at, zone).naive().date()
}

/// Reads RFC 3339 with a zone; `None` for anything else.
pub fn parse(text: &str) -> Option<Timestamp> {
    // A `+` in a query string arrives as a blank when it was not escaped.
    let text = text.replace(' ', "+");
    DateTime::parse_from_rfc3339(&text).ok().map(|at| Timestamp(at.timestamp_millis()))
}

/// The time in a field of a body; what cannot be read goes to `errors`.
pub fn parse_field(errors: &mut Vec<FieldError>, pointer: &str, text: &str) -> Option<Timestamp> {
    let at = parse(text);
    if at.is_none() {
        let message = "give a time with a zone, like 2026-11-28T17:40:00+01:00";
        errors.push(FieldError::new(pointer, "format", message));
    }
    at
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
        assert_eq!(written(at, chrono_tz::Europe::Warsaw), "\"2026-11-28T17:40:00+01:00\"");
    }

    fn written(at: Timestamp, zone: Tz) -> String {
        serde_json::to_string(&LocalTime::new(at, zone)).unwrap()
    }

    #[test]
    fn a_time_is_written_as_the_library_writes_it() {
        let zones =
            [chrono_tz::Europe::Warsaw, chrono_tz::America::St_Johns, chrono_tz::Asia::Kathmandu, chrono_tz::UTC];
        let steps = (0..4_000).map(|step| Timestamp(-3_000_000_000_000 + step * 1_234_567_890));
        for (at, zone) in steps.flat_map(|at| zones.map(|zone| (at, zone))) {
            let expected =
                zone.from_utc_datetime(&moment(at).naive_utc()).to_rfc3339_opts(SecondsFormat::AutoSi, false);
            assert_eq!(written(at, zone), format!("{expected:?}"));
        }
    }

    #[test]
    fn clocks_change_between_two_quarters() {
        let before = parse("2026-10-25T00:59:59Z").unwrap();
        let after = parse("2026-10-25T01:00:00Z").unwrap();
        assert_eq!(written(before, chrono_tz::Europe::Warsaw), "\"2026-10-25T02:59:59+02:00\"");
        assert_eq!(written(after, chrono_tz::Europe::Warsaw), "\"2026-10-25T02:00:00+01:00\"");
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
