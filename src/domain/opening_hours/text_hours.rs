//! Hours in OSM syntax, evaluated day by day through the `opening-hours` crate.
//!
//! A day comes out as cells in minutes of the wall clock. Where the parser is more certain than the text
//! (open ends, hours by the sun, fallbacks to asking) the cells are made unknown.

use std::str::FromStr;

use chrono::NaiveDate;
use opening_hours::{OpeningHours, RuleKind};

use super::State;
use super::dialect::{follows_the_sun, last_fallback, names_school_holidays, open_ends, with_explicit_unknown};
use super::holiday_calendar::HolidayCalendar;
use super::local_time::MINUTES_PER_DAY;
use super::normalize::{TRADING_SUNDAYS, Understood, understand};
use super::reading::HoursProblem;
use crate::domain::outlet::HOURS_CHARS_MAX;

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
    /// The last fallback (`|| "by appointment"`), which holds wherever nothing else does.
    otherwise: Option<OpeningHours>,
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
        let otherwise =
            last_fallback(&osm).and_then(|rules| OpeningHours::from_str(&with_explicit_unknown(rules)).ok());
        Self { osm, parsed, open_ends, follows_the_sun, otherwise }
    }

    /// The same hours where these are the public holidays.
    pub fn with_holidays(&self, calendar: &HolidayCalendar) -> Self {
        let kept = |hours: &OpeningHours| hours.clone().with_context(calendar.context());
        Self { parsed: kept(&self.parsed), otherwise: self.otherwise.as_ref().map(kept), ..self.clone() }
    }

    /// What is readable but not evaluated to the full.
    pub fn caution(&self) -> Option<HoursProblem> {
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
        let clipped = clip_at_midnight(&self.parsed.to_string())?;
        let context = self.parsed.get_context().clone();
        let parsed = OpeningHours::from_str(&clipped).ok()?.with_context(context);
        Some(Self { parsed, ..self.clone() })
    }

    /// The cells of one local day, in order, from minute 0 to 1440 without gaps.
    pub fn on(&self, date: NaiveDate) -> Vec<TextCell> {
        if self.follows_the_sun {
            let (until, state) = (MINUTES_PER_DAY, State::Unknown);
            return vec![TextCell { from: 0, until, state, trading_sundays_only: false }];
        }
        let cells = text_cells(&self.parsed, date);
        let cells = match &self.otherwise {
            Some(rules) => or_unknown(cells, &text_cells(rules, date)),
            None => cells,
        };
        if self.open_ends.is_empty() {
            return cells;
        }
        cells.into_iter().flat_map(|cell| self.with_open_end(cell)).collect()
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

fn text_cells(hours: &OpeningHours, date: NaiveDate) -> Vec<TextCell> {
    let ranges = hours.schedule_at(date).into_iter();
    ranges
        .map(|range| TextCell {
            from: range.range.start.mins_from_midnight(),
            until: range.range.end.mins_from_midnight().min(MINUTES_PER_DAY),
            state: match range.kind {
                RuleKind::Open => State::Open,
                RuleKind::Closed => State::Closed,
                RuleKind::Unknown => State::Unknown,
            },
            trading_sundays_only: &*range.comment == TRADING_SUNDAYS,
        })
        .collect()
}

/// The cells where closed time is unknown as far as the fallback says so. The parser falls back for whole
/// days only, and would call an evening closed on which one may ask.
fn or_unknown(cells: Vec<TextCell>, fallback: &[TextCell]) -> Vec<TextCell> {
    let mut merged = Vec::with_capacity(cells.len());
    for cell in cells {
        if cell.state != State::Closed {
            merged.push(cell);
            continue;
        }
        for other in fallback.iter().filter(|other| other.from < cell.until && other.until > cell.from) {
            let state = if other.state == State::Unknown { State::Unknown } else { State::Closed };
            merged.push(TextCell {
                from: other.from.max(cell.from),
                until: other.until.min(cell.until),
                state,
                ..cell
            });
        }
    }
    merged
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

pub(super) fn clock_minutes(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    if hour.len() != 2 || minute.len() != 2 || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') {
        return None;
    }
    Some(hour.parse::<u16>().ok()? * 60 + minute.parse::<u16>().ok()?)
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
    fn a_fallback_to_asking_leaves_no_time_closed() {
        let states = |text: &str| -> Vec<_> {
            let cells = Hours::read(text, "PL").unwrap().on("2026-11-23".parse().unwrap());
            cells.iter().map(|cell| (cell.from, cell.until, cell.state)).collect()
        };
        let expected = [(0, 600, State::Unknown), (600, 720, State::Open), (720, 1440, State::Unknown)];
        assert_eq!(states("Mo 10:00-12:00 || \"by appointment\""), expected);
        // A closed evening that was written down stays closed.
        assert_eq!(states("Mo 10:00-12:00; Mo 12:00-24:00 off || \"ask\"")[2], (720, 1440, State::Closed));
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
}
