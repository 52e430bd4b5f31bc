//! Between an outlet's wall clock and UTC, right across the nights in which the clock jumps.
//!
//! A wall-clock time that is skipped in spring stands for the moment of the jump. One that comes twice
//! in autumn stands for its first or its last pass, as the caller asks: an opening takes the last and
//! a closing the first, so that nobody is sent to a door that may be shut.

use chrono::{DateTime, Datelike, MappedLocalTime, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use crate::units::Timestamp;

pub const MINUTES_PER_DAY: u16 = 24 * 60;
/// Days from 0001-01-01, as chrono counts, to 1970-01-01.
const EPOCH_DAY: i64 = 719_163;

/// Which of two equal readings of the wall clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    First,
    Last,
}

/// The date on the outlet's wall; `None` beyond the years that chrono can count.
pub fn local_date(zone: Tz, at: Timestamp) -> Option<NaiveDate> {
    Some(DateTime::<Utc>::from_timestamp_millis(at.0)?.with_timezone(&zone).date_naive())
}

/// One local day, ready to turn its wall-clock minutes into minutes since the epoch.
#[derive(Clone, Copy, Debug)]
pub struct LocalDay {
    zone: Tz,
    date: NaiveDate,
    /// Minutes east of UTC, where one offset holds all day long.
    offset_minutes: Option<i64>,
}

impl LocalDay {
    pub fn new(zone: Tz, date: NaiveDate) -> Self {
        let at_start = single_offset(zone, midnight(date));
        let at_end = single_offset(zone, midnight(date) + TimeDelta::days(1));
        let offset_minutes = if at_start == at_end { at_start } else { None };
        Self { zone, date, offset_minutes }
    }

    /// Minutes since 1970-01-01T00:00Z of the wall-clock reading `minute` (0 to 1440, the end of the day) of this day.
    pub fn utc_minute(&self, minute: u16, pass: Pass) -> i64 {
        let wall =
            (i64::from(self.date.num_days_from_ce()) - EPOCH_DAY) * i64::from(MINUTES_PER_DAY) + i64::from(minute);
        match self.offset_minutes {
            Some(offset) => wall - offset,
            None => {
                wall - resolve_offset(self.zone, midnight(self.date) + TimeDelta::minutes(minute.into()), pass, wall)
            }
        }
    }
}

fn midnight(date: NaiveDate) -> NaiveDateTime {
    date.and_time(chrono::NaiveTime::MIN)
}

fn single_offset(zone: Tz, wall: NaiveDateTime) -> Option<i64> {
    zone.offset_from_local_datetime(&wall).single().map(minutes)
}

fn minutes(offset: impl Offset) -> i64 {
    i64::from(offset.fix().local_minus_utc()).div_euclid(60)
}

/// The offset that turns `wall` (also given as minutes) into UTC on a day with a jump.
fn resolve_offset(zone: Tz, wall: NaiveDateTime, pass: Pass, wall_minute: i64) -> i64 {
    match zone.offset_from_local_datetime(&wall) {
        MappedLocalTime::Single(offset) => minutes(offset),
        MappedLocalTime::Ambiguous(first, last) => minutes(if pass == Pass::First { first } else { last }),
        MappedLocalTime::None => wall_minute - jump_near(zone, wall),
    }
}

/// The minute (UTC, since the epoch) at which the clock jumps over the skipped reading `wall`.
fn jump_near(zone: Tz, wall: NaiveDateTime) -> i64 {
    let offset_at = |minute: i64| {
        let at = DateTime::<Utc>::from_timestamp(minute * 60, 0).expect("a day around a date of the schedule");
        minutes(zone.offset_from_utc_datetime(&at.naive_utc()))
    };
    let wall_minute = wall.and_utc().timestamp().div_euclid(60);
    // Any offset is within a day of UTC, so the jump lies between these two; halve until they meet.
    let (mut before, mut after) = (wall_minute - 24 * 60 - 60, wall_minute + 24 * 60 + 60);
    let new_offset = offset_at(after);
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        if offset_at(middle) == new_offset {
            after = middle;
        } else {
            before = middle;
        }
    }
    after
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(zone: Tz, date: &str, minute: u16, pass: Pass, expected: &str) {
        let minute = LocalDay::new(zone, date.parse().unwrap()).utc_minute(minute, pass);
        let at = DateTime::<Utc>::from_timestamp(minute * 60, 0).unwrap();
        assert_eq!(at.format("%Y-%m-%dT%H:%M").to_string(), expected, "{zone} {date}");
    }

    #[test]
    fn plain_days_take_the_offset_of_the_season() {
        check(Tz::Europe__Warsaw, "2026-01-15", 8 * 60, Pass::First, "2026-01-15T07:00");
        check(Tz::Europe__Warsaw, "2026-07-15", 8 * 60, Pass::Last, "2026-07-15T06:00");
        check(Tz::Europe__Lisbon, "2026-07-15", 8 * 60, Pass::Last, "2026-07-15T07:00");
        check(Tz::Asia__Kathmandu, "2026-07-15", 0, Pass::First, "2026-07-14T18:15");
    }

    #[test]
    fn a_skipped_reading_is_the_moment_of_the_jump() {
        for minute in [120, 135, 179, 180] {
            check(Tz::Europe__Warsaw, "2026-03-29", minute, Pass::First, "2026-03-29T01:00");
        }
        check(Tz::Europe__Warsaw, "2026-03-29", 119, Pass::First, "2026-03-29T00:59");
    }

    #[test]
    fn a_reading_that_comes_twice_is_told_apart_by_its_pass() {
        check(Tz::Europe__Warsaw, "2026-10-25", 150, Pass::First, "2026-10-25T00:30");
        check(Tz::Europe__Warsaw, "2026-10-25", 150, Pass::Last, "2026-10-25T01:30");
        check(Tz::Europe__Warsaw, "2026-10-25", 180, Pass::First, "2026-10-25T02:00");
        check(Tz::Europe__Warsaw, "2026-10-25", 1440, Pass::First, "2026-10-25T23:00");
    }

    #[test]
    fn a_jump_at_midnight_does_not_disturb_the_day() {
        // Cairo skips 00:00 to 01:00 on the last Friday of April.
        check(Tz::Africa__Cairo, "2026-04-24", 0, Pass::First, "2026-04-23T22:00");
        check(Tz::Africa__Cairo, "2026-04-24", 9 * 60, Pass::First, "2026-04-24T06:00");
    }
}
