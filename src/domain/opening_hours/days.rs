//! A schedule told by local days, as people read calendars.
//!
//! A night shift that ends by six belongs to the evening on which it begins; a longer one is cut at midnight.
//! Law, holidays and exceptions are in the days as in every answer, because they come from the compiled schedule.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

use super::schedule::{Schedule, Stretch};
use super::{HoursSource, Reason, State};
use crate::domain::opening_hours::TradeClass;
use crate::units::Timestamp;

/// A shift that ends by this minute of the next day belongs to the night before.
const NIGHT_ENDS_MINUTE: i64 = 6 * 60;
const DAY_MINUTES: i64 = 24 * 60;

/// Days over which two texts are held against each other: every season and every holiday of a year.
const COMPARED_DAYS: u64 = 398;

/// One local day.
#[derive(Clone, Debug, PartialEq)]
pub struct DayHours {
    pub date: NaiveDate,
    /// Minutes after midnight; a night shift ends beyond 1440.
    pub open: Vec<(i64, i64)>,
    /// Stretches of which nobody knows, in minutes after midnight.
    pub unknown: Vec<(i64, i64)>,
    /// The law, holiday or exception that holds on some of it.
    pub reason: Option<Reason>,
}

impl DayHours {
    pub fn is_unknown(&self) -> bool {
        !self.unknown.is_empty()
    }
}

/// `count` local days from `first` on, at most as many as a schedule holds.
pub fn days_of(source: &HoursSource, first: NaiveDate, count: u64) -> Vec<DayHours> {
    let zone = source.time_zone;
    let day = |number: u64| first.checked_add_days(Days::new(number)).unwrap_or(first);
    let window = midnight(zone, first.pred_opt().unwrap_or(first))..midnight(zone, day(count + 1));
    let schedule = Schedule::compile(source, window.start, window.end);
    let stretches: Vec<Stretch> = schedule.stretches().collect();
    let open = merged(&stretches, State::Open);
    (0..count).map(|number| day_hours(day(number), zone, &stretches, &open)).collect()
}

/// Whether two texts mean the same hours on every day of a year and a month from `first`, whatever the law says.
pub fn mean_the_same(source: &HoursSource, other: &str, first: NaiveDate) -> bool {
    let states = |text: &str| {
        let source = HoursSource {
            opening_hours: text.to_owned(),
            overrides: Vec::new(),
            trade_class: TradeClass::NotRetail,
            ..source.clone()
        };
        let last = first.checked_add_days(Days::new(COMPARED_DAYS)).unwrap_or(first);
        let window = midnight(source.time_zone, first)..midnight(source.time_zone, last);
        let stretches: Vec<Stretch> = Schedule::compile(&source, window.start, window.end).stretches().collect();
        [merged(&stretches, State::Open), merged(&stretches, State::Unknown)]
    };
    states(&source.opening_hours) == states(other)
}

/// The first moment of a local day.
fn midnight(zone: Tz, date: NaiveDate) -> Timestamp {
    let times = (0..24).filter_map(|hour| NaiveTime::from_hms_opt(hour, 0, 0));
    let first = times.filter_map(|time| zone.from_local_datetime(&date.and_time(time)).earliest()).next();
    Timestamp(first.map_or(0, |first| first.timestamp_millis()))
}

/// Stretches of that state that follow each other without a gap as one, whatever the reasons.
fn merged(stretches: &[Stretch], state: State) -> Vec<(Timestamp, Timestamp)> {
    let mut merged: Vec<(Timestamp, Timestamp)> = Vec::new();
    for stretch in stretches.iter().filter(|stretch| stretch.state == state) {
        match merged.last_mut() {
            Some((_, until)) if *until == stretch.from => *until = stretch.until,
            _ => merged.push((stretch.from, stretch.until)),
        }
    }
    merged
}

fn day_hours(date: NaiveDate, zone: Tz, stretches: &[Stretch], open: &[(Timestamp, Timestamp)]) -> DayHours {
    let (from, until) = (midnight(zone, date), midnight(zone, date.succ_opt().unwrap_or(date)));
    let of_day: Vec<Stretch> =
        stretches.iter().filter(|stretch| stretch.from < until && stretch.until > from).copied().collect();
    let span = |(start, end): &(Timestamp, Timestamp)| (wall_minute(*start, zone, date), wall_minute(*end, zone, date));
    let cut = |(start, end): (i64, i64)| (start.max(0), end.min(DAY_MINUTES));
    DayHours {
        date,
        open: open.iter().map(span).filter_map(|(start, end)| span_of_day(start, end)).collect(),
        unknown: merged(&of_day, State::Unknown).iter().map(span).map(cut).collect(),
        reason: of_day.iter().map(|stretch| stretch.reason).find(|reason| *reason != Reason::Regular),
    }
}

/// Minutes on the wall clock from the midnight of `date`.
fn wall_minute(at: Timestamp, zone: Tz, date: NaiveDate) -> i64 {
    let at = DateTime::<Utc>::from_timestamp_millis(at.0).unwrap_or_default().with_timezone(&zone).naive_local();
    (at - date.and_time(NaiveTime::MIN)).num_minutes()
}

/// What of an opening belongs to the day, in minutes after its midnight.
fn span_of_day(start: i64, end: i64) -> Option<(i64, i64)> {
    if end <= 0 || start >= DAY_MINUTES || (start < 0 && start > -DAY_MINUTES && end <= NIGHT_ENDS_MINUTE) {
        return None;
    }
    let end = if start >= 0 && end <= DAY_MINUTES + NIGHT_ENDS_MINUTE { end } else { end.min(DAY_MINUTES) };
    Some((start.max(0), end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::opening_hours::legal_rule_code;

    fn shop(text: &str) -> HoursSource {
        HoursSource {
            opening_hours: text.to_owned(),
            overrides: Vec::new(),
            country: "PL".to_owned(),
            region: String::new(),
            trade_class: TradeClass::Retail,
            floor_area_m2: None,
            time_zone: Tz::Europe__Warsaw,
        }
    }

    fn saturday() -> NaiveDate {
        "2026-11-28".parse().unwrap()
    }

    #[test]
    fn a_night_is_told_on_the_day_on_which_it_begins() {
        let days =
            days_of(&HoursSource { trade_class: TradeClass::NotRetail, ..shop("Sa 18:00-02:00") }, saturday(), 2);
        assert_eq!(days[0].open, [(1080, 1560)]);
        assert!(days[1].open.is_empty());
    }

    #[test]
    fn a_shop_that_never_closes_is_open_all_of_each_day() {
        assert_eq!(span_of_day(-3 * DAY_MINUTES, 9 * DAY_MINUTES), Some((0, DAY_MINUTES)));
    }

    #[test]
    fn a_sunday_without_trade_says_so() {
        let days = days_of(&shop("Mo-Su 09:00-20:00"), saturday(), 2);
        assert_eq!(days[0].reason, None);
        let Some(Reason::LegalClosure(rule)) = days[1].reason else { panic!("{:?}", days[1]) };
        assert_eq!(legal_rule_code(rule), "pl_non_trading_sunday");
        assert!(days[1].open.is_empty());
    }

    #[test]
    fn what_nobody_knows_is_no_closed_day() {
        let days = days_of(&shop("Sa 17:00+"), saturday(), 1);
        assert_eq!(days[0].unknown, [(1020, 1440)]);
        assert!(days[0].is_unknown());
    }

    #[test]
    fn texts_are_the_same_by_what_they_mean_and_not_by_how_they_are_written() {
        let same = |one: &str, other: &str| mean_the_same(&shop(one), other, saturday());
        assert!(same("Mo-Fr 08:00-16:00", "Mo,Tu,We,Th,Fr 08:00-16:00"));
        assert!(same("pon-pt 8-16", "Mo-Fr 08:00-16:00"));
        assert!(!same("Mo-Fr 08:00-16:00", "Mo-Fr 08:00-16:00; PH off"));
        assert!(!same("Mo-Fr 08:00-16:00; Jul-Aug off", "Mo-Fr 08:00-16:00"));
        assert!(!same("Mo-Fr 08:00-16:00; Sa \"ask\"", "Mo-Fr 08:00-16:00"));
    }
}
