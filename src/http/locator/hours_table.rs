//! The hours of an outlet as a table: this week with today first, then the days that differ.
//!
//! Rows come from the compiled schedule, so law, holidays and exceptions are in them as in every answer.

use serde::Serialize;

use super::formats::{capitalised, day_and_month, weekday};
use super::texts::text;
use crate::domain::language::Language;
use crate::domain::opening_hours::{DayHours, HoursSource, Reason, days_of, holiday_name};
use crate::http::views::sentences::push_reason;
use crate::http::views::time::local_date;
use crate::units::Timestamp;

/// Days from today that special days are told for.
const LOOK_AHEAD_DAYS: u64 = 60;
/// Today and the six days after it: each weekday once.
const WEEK_DAYS: u64 = 7;
/// More rows than anybody reads.
const SPECIAL_MAX: usize = 12;
const DAY_MINUTES: i64 = 24 * 60;

/// The part of an outlet's page about hours.
#[derive(Debug, Serialize)]
pub struct HoursTable {
    week: Vec<HoursRow>,
    special: Vec<HoursRow>,
    /// Nobody knows: call first.
    is_unknown: bool,
    as_written: String,
}

#[derive(Debug, Serialize)]
pub struct HoursRow {
    label: String,
    hours: String,
    reason: Option<String>,
    is_today: bool,
}

/// Today and the days after it for `LOOK_AHEAD_DAYS`.
pub fn coming_days(source: &HoursSource, now: Timestamp) -> Vec<DayHours> {
    days_of(source, local_date(now, source.time_zone), LOOK_AHEAD_DAYS + 1)
}

impl HoursTable {
    pub fn new(source: &HoursSource, now: Timestamp, language: Language) -> Self {
        let days = coming_days(source, now);
        let is_unknown = days.iter().take(WEEK_DAYS as usize).all(|day| day.is_unknown());
        if is_unknown {
            let as_written = source.opening_hours.clone();
            return Self { week: Vec::new(), special: Vec::new(), is_unknown, as_written };
        }
        let (week, later) = days.split_at(WEEK_DAYS as usize);
        let special = later.iter().filter(|day| day.reason.is_some()).take(SPECIAL_MAX);
        Self {
            week: week_rows(week, source, language),
            special: special.map(|day| special_row(day, source, language)).collect(),
            is_unknown,
            as_written: String::new(),
        }
    }
}

/// Today alone, then equal days together: `Wtorek–piątek`.
fn week_rows(week: &[DayHours], source: &HoursSource, language: Language) -> Vec<HoursRow> {
    let mut rows = Vec::new();
    let mut rest = week;
    while let Some(first) = rest.first() {
        let is_today = rows.is_empty();
        let is_same = |day: &&DayHours| !is_today && first.reason.is_none() && same_hours(first, day);
        let count = 1 + rest[1..].iter().take_while(is_same).count();
        rows.push(HoursRow {
            label: week_label(&rest[..count], is_today, language),
            hours: hours_text(first, language),
            reason: reason_text(first, source, language),
            is_today,
        });
        rest = &rest[count..];
    }
    rows
}

fn same_hours(one: &DayHours, other: &DayHours) -> bool {
    (&one.open, one.is_unknown(), one.reason) == (&other.open, other.is_unknown(), other.reason)
}

fn week_label(days: &[DayHours], is_today: bool, language: Language) -> String {
    let first = weekday(days[0].date, language);
    match days {
        _ if is_today => format!("{}, {first}", text("today", language)),
        [_] => capitalised(first),
        [.., last] => format!("{}–{}", capitalised(first), weekday(last.date, language)),
        [] => String::new(),
    }
}

fn special_row(day: &DayHours, source: &HoursSource, language: Language) -> HoursRow {
    let label = format!("{} {}", capitalised(weekday(day.date, language)), day_and_month(day.date, language));
    HoursRow {
        label,
        hours: hours_text(day, language),
        reason: Some(reason_text(day, source, language).unwrap_or_default()),
        is_today: false,
    }
}

/// The holiday by name where there is one, else the exception or the law.
fn reason_text(day: &DayHours, source: &HoursSource, language: Language) -> Option<String> {
    let reason = day.reason?;
    if let (Reason::LegalClosure(_), Some(holiday)) = (reason, source.holiday_on(day.date)) {
        return Some(capitalised(holiday_name(holiday, language)));
    }
    let mut text = String::new();
    push_reason(&mut text, reason, source, language);
    // The act of law is for lawyers; customers read what kind of day it is.
    let short = text.split(" (").next().unwrap_or_default().to_owned();
    Some(short)
}

/// `9:00–12:00, 13:00–17:00`.
pub fn hours_text(day: &DayHours, language: Language) -> String {
    if day.is_unknown() {
        return text("call_first", language).to_owned();
    }
    if day.open.is_empty() {
        return text("closed", language).to_owned();
    }
    let span = |&(start, end): &(i64, i64)| {
        if (start, end) == (0, DAY_MINUTES) {
            text("all_day", language).to_owned()
        } else {
            format!("{}–{}", clock(start), clock(end))
        }
    };
    day.open.iter().map(span).collect::<Vec<_>>().join(", ")
}

/// `9:00`; midnight at the end of a day is `24:00`, later is the next morning.
fn clock(minute: i64) -> String {
    let minute = if minute > DAY_MINUTES { minute - DAY_MINUTES } else { minute };
    format!("{}:{:02}", minute / 60, minute % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_are_told_as_people_read_them() {
        assert_eq!((clock(540), clock(1_440), clock(1_560)), ("9:00".into(), "24:00".into(), "2:00".into()));
    }
}
