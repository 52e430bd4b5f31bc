//! From the text somebody typed to hours that can be evaluated, or to the reason why not.
//!
//! A text is brought into OSM syntax by `normalize` and parsed by the `opening-hours` crate. What cannot
//! be read is a problem with a sentence for the steward; the text itself is never changed.

use std::str::FromStr;

use chrono::NaiveDate;
use opening_hours::{OpeningHours, RuleKind};

use super::State;
use super::dialect::{follows_the_sun, names_school_holidays, open_ends, with_explicit_unknown};
use super::holiday_calendar::HolidayCalendar;
use super::local_time::MINUTES_PER_DAY;
use super::normalize::{TRADING_SUNDAYS, Understood, normalize_hours, understand};
use crate::domain::outlet::HOURS_CHARS_MAX;

/// Why a text of hours cannot be evaluated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursProblem {
    #[error("no hours are given: write them like `Mo-Fr 08:00-16:00; Sa 09:00-13:00`")]
    Empty,
    #[error("the text has more than {HOURS_CHARS_MAX} characters: keep the hours and move the rest to a note")]
    TooLong,
    #[error("these hours are not understood: write them like `Mo-Fr 08:00-16:00; Sa 09:00-13:00; PH off`")]
    NotUnderstood,
    #[error("hours by the sun are shown as unknown: write times if the outlet keeps any")]
    FollowsTheSun,
    #[error("school holidays are not known here, so `SH` rules never hold: write dated overrides instead")]
    SchoolHolidays,
    #[error("an open end like `17:00+` is shown as unknown: write when the outlet closes")]
    OpenEnd,
}

/// How a text of hours reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoursReading {
    pub readable: bool,
    /// The same hours in OSM syntax.
    pub normalized: Option<String>,
    /// What to do about a text that is not readable, or a caution about one that is.
    pub problem: Option<String>,
}

/// Reads a text of hours as typed in `country` (ISO 3166-1; it decides what `So` means).
pub fn read_hours(text: &str, country: &str) -> HoursReading {
    match Hours::read(text, country) {
        Ok(hours) => {
            let problem = hours.caution().map(|problem| problem.to_string());
            HoursReading { readable: true, normalized: Some(hours.osm), problem }
        }
        Err(problem) => HoursReading { readable: false, normalized: None, problem: Some(problem.to_string()) },
    }
}

/// Hours that can be evaluated day by day.
#[derive(Clone, Debug)]
pub(super) struct Hours {
    /// OSM syntax.
    pub osm: String,
    parsed: OpeningHours,
    /// Minutes from which on nobody knows until when it is open.
    open_ends: Vec<u16>,
    /// Then no day is evaluated at all: the parser would guess at seven and seven.
    follows_the_sun: bool,
}

/// A stretch of one day as the text has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TextCell {
    pub from: u16,
    pub until: u16,
    pub state: State,
    pub trading_sundays_only: bool,
}

impl Hours {
    pub fn read(text: &str, country: &str) -> Result<Self, HoursProblem> {
        if text.trim().is_empty() {
            return Err(HoursProblem::Empty);
        }
        if text.chars().count() > HOURS_CHARS_MAX {
            return Err(HoursProblem::TooLong);
        }
        let Understood { osm, parsed } = understand(text, country).ok_or(HoursProblem::NotUnderstood)?;
        Ok(Self::new(osm, parsed))
    }

    fn new(osm: String, parsed: OpeningHours) -> Self {
        let (open_ends, follows_the_sun) = (open_ends(&osm), follows_the_sun(&osm));
        Self { osm, parsed, open_ends, follows_the_sun }
    }

    /// The same hours where these are the public holidays.
    pub fn with_holidays(&self, calendar: &HolidayCalendar) -> Self {
        Self { parsed: self.parsed.clone().with_context(calendar.context()), ..self.clone() }
    }

    /// What is readable but not evaluated to the full.
    fn caution(&self) -> Option<HoursProblem> {
        if self.follows_the_sun {
            Some(HoursProblem::FollowsTheSun)
        } else if names_school_holidays(&self.osm) {
            Some(HoursProblem::SchoolHolidays)
        } else if !self.open_ends.is_empty() {
            Some(HoursProblem::OpenEnd)
        } else {
            None
        }
    }

    /// The same hours with every shift ending at midnight; `None` where no shift runs past it.
    pub fn clipped_at_midnight(&self) -> Option<Self> {
        let osm = clip_at_midnight(&self.osm)?;
        let context = self.parsed.get_context().clone();
        let parsed = OpeningHours::from_str(&with_explicit_unknown(&osm)).ok()?.with_context(context);
        Some(Self::new(osm, parsed))
    }

    /// The cells of one local day, in order, from minute 0 to 1440 without gaps.
    pub fn on(&self, date: NaiveDate) -> Vec<TextCell> {
        if self.follows_the_sun {
            let (until, state) = (MINUTES_PER_DAY, State::Unknown);
            return vec![TextCell { from: 0, until, state, trading_sundays_only: false }];
        }
        let cells = self.parsed.schedule_at(date).into_iter().map(|range| TextCell {
            from: range.range.start.mins_from_midnight(),
            until: range.range.end.mins_from_midnight().min(MINUTES_PER_DAY),
            state: match range.kind {
                RuleKind::Open => State::Open,
                RuleKind::Closed => State::Closed,
                RuleKind::Unknown => State::Unknown,
            },
            trading_sundays_only: &*range.comment == TRADING_SUNDAYS,
        });
        if self.open_ends.is_empty() {
            cells.collect()
        } else {
            cells.flat_map(|cell| self.with_open_end(cell)).collect()
        }
    }

    /// After an open end the parser is certain: open until midnight, or closed. Nobody knows.
    fn with_open_end(&self, cell: TextCell) -> Vec<TextCell> {
        let unknown = TextCell { state: State::Unknown, ..cell };
        match cell.state {
            State::Closed if self.open_ends.contains(&cell.from) => vec![unknown],
            State::Open if cell.until == MINUTES_PER_DAY => {
                let within = self.open_ends.iter().filter(|end| (cell.from..cell.until).contains(*end));
                let Some(&end) = within.min() else { return vec![cell] };
                let (known, unknown) = (TextCell { until: end, ..cell }, TextCell { from: end, ..unknown });
                if end == cell.from { vec![unknown] } else { vec![known, unknown] }
            }
            _ => vec![cell],
        }
    }
}

/// Rewrites each `hh:mm-hh:mm` that runs past midnight to end at 24:00, outside quotes.
fn clip_at_midnight(osm: &str) -> Option<String> {
    let mut clipped = String::with_capacity(osm.len());
    let (mut rest, mut quoted, mut changed) = (osm, false, false);
    while let Some(first) = rest.chars().next() {
        quoted ^= first == '"';
        match time_range(rest) {
            Some((range, from, until)) if !quoted && (until <= from || until > MINUTES_PER_DAY) => {
                clipped.push_str(&range[..range.len() - 5]);
                clipped.push_str("24:00");
                rest = &rest[range.len()..];
                changed = true;
            }
            _ => {
                clipped.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    changed.then_some(clipped)
}

/// The `hh:mm-hh:mm` at the start of `text` with its two ends in minutes.
fn time_range(text: &str) -> Option<(&str, u16, u16)> {
    let range = text.get(..11)?;
    let (from, until) = range.split_once('-')?;
    Some((range, clock_minutes(from)?, clock_minutes(until)?))
}

fn clock_minutes(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    if hour.len() != 2 || minute.len() != 2 || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') {
        return None;
    }
    Some(hour.parse::<u16>().ok()? * 60 + minute.parse::<u16>().ok()?)
}

/// The hours of a dated override: open from and until, in minutes after midnight of its day, until up to 2880.
/// `None` when the text is not plain hours of one day.
pub(super) fn read_day_hours(text: &str, country: &str) -> Option<Vec<(u16, u16)>> {
    let osm = normalize_hours(text, country)?;
    match osm.as_str() {
        "off" | "closed" => return Some(Vec::new()),
        "24/7" | "open" => return Some(vec![(0, MINUTES_PER_DAY)]),
        _ => {}
    }
    osm.split(',').map(|range| one_range(range.trim())).collect()
}

fn one_range(range: &str) -> Option<(u16, u16)> {
    let (from, until) = range.split_once('-')?;
    let pad = |text: &str| if text.find(':') == Some(1) { format!("0{text}") } else { text.to_owned() };
    let (from, until) = (clock_minutes(&pad(from))?, clock_minutes(&pad(until))?);
    let until = if until <= from { until + MINUTES_PER_DAY } else { until };
    (from < MINUTES_PER_DAY && until <= 2 * MINUTES_PER_DAY).then_some((from, until))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shifts_past_midnight_are_clipped_outside_quotes() {
        assert_eq!(clip_at_midnight("Mo-Fr 08:00-16:00"), None);
        assert_eq!(clip_at_midnight("Fr 22:00-04:00; Sa off").as_deref(), Some("Fr 22:00-24:00; Sa off"));
        assert_eq!(clip_at_midnight("18:00-26:00").as_deref(), Some("18:00-24:00"));
        assert_eq!(clip_at_midnight("Mo \"22:00-04:00\""), None);
        assert_eq!(clip_at_midnight("Mo \"ż22:00-04:00"), None);
    }

    #[test]
    fn after_an_open_end_nothing_is_known() {
        let states = |text: &str| -> Vec<_> {
            let cells = Hours::read(text, "PL").unwrap().on("2026-11-23".parse().unwrap());
            cells.iter().map(|cell| (cell.from, cell.until, cell.state)).collect()
        };
        let (closed, open, unknown) = (State::Closed, State::Open, State::Unknown);
        assert_eq!(states("17:00+"), [(0, 1020, closed), (1020, 1440, unknown)]);
        let both = [(0, 780, closed), (780, 1020, open), (1020, 1440, unknown)];
        assert_eq!(states("13:00-17:00+"), both);
        assert_eq!(states("13:00-17:00,17:00+"), both);
    }

    #[test]
    fn the_hours_of_one_day_are_read() {
        assert_eq!(read_day_hours("10:00-14:00", "PL"), Some(vec![(600, 840)]));
        assert_eq!(read_day_hours("10:00-12:00,13:00-14:00", "PL"), Some(vec![(600, 720), (780, 840)]));
        assert_eq!(read_day_hours("22:00-04:00", "PL"), Some(vec![(1320, 1680)]));
        assert_eq!(read_day_hours("24/7", "PL"), Some(vec![(0, 1440)]));
        assert_eq!(read_day_hours("off", "PL"), Some(vec![]));
        assert_eq!(read_day_hours("Mo 10:00-14:00", "PL"), None);
        assert_eq!(read_day_hours("after lunch", "PL"), None);
    }

    #[test]
    fn a_text_that_cannot_be_read_says_what_to_do() {
        let reading = read_hours("call us maybe", "PL");
        assert!(!reading.readable);
        assert!(reading.problem.unwrap().contains("write them like"));
        assert_eq!(
            read_hours("Mo-Fr 08:00-16:00; SH off", "PL").problem,
            Some(HoursProblem::SchoolHolidays.to_string())
        );
        assert!(read_hours("Mo sunrise-sunset", "PL").readable);
        assert_eq!(read_hours(" ", "PL").problem, Some(HoursProblem::Empty.to_string()));
        assert_eq!(read_hours(&"x".repeat(5_000), "PL").problem, Some(HoursProblem::TooLong.to_string()));
    }
}
