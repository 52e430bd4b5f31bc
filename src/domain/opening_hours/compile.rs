//! Evaluates a source over a window: each local day is painted with the weekly hours, then a dated
//! override, then the law, and the days are strung together and put into UTC.
//!
//! A shift belongs to the day on which it starts: an override of Saturday leaves Friday night alone and
//! takes Saturday night along. The law counts by the calendar day and cuts either. Of several overrides
//! for one day the one with the shortest span wins, then the later in the list.

use chrono::{Days, NaiveDate};

use super::day::{Cell, Day};
use super::holiday_calendar::HolidayCalendar;
use super::local_time::{LocalDay, MINUTES_PER_DAY, Pass, local_date};
use super::reading::read_day_hours;
use super::span::Span;
use super::text_hours::{Hours, TextCell};
use super::trade_law::{TradePlace, trade_ban};
use super::{HoursSource, Reason, State, TradeClass};
use crate::domain::outlet::HoursOverride;
use crate::units::{Seconds, Timestamp};

/// Days around the window for which holidays are known, for rules like `PH -1 day`.
const HOLIDAY_MARGIN: Days = Days::new(31);

/// The spans of the window, in order, the first at or before `from`. `from` lies before `until`.
pub(super) fn compile_spans(source: &HoursSource, from: Timestamp, until: Timestamp) -> Vec<Span> {
    let zone = source.time_zone;
    let (Some(first), Some(last)) = (local_date(zone, from), local_date(zone, until - Seconds(1))) else {
        return Vec::new();
    };
    let compiler = Compiler::new(source, first, last);
    let mut line = Timeline::new(from, until);
    for date in first.iter_days().take_while(|date| *date <= last) {
        line.append(LocalDay::new(zone, date), &compiler.day(date));
    }
    line.spans
}

/// A source made ready to paint the days of one window.
struct Compiler<'a> {
    source: &'a HoursSource,
    place: TradePlace<'a>,
    holidays: HolidayCalendar,
    weekly: Option<Weekly>,
    /// Those that touch the window or the day before it, best first.
    overrides: Vec<Override<'a>>,
}

/// The readable weekly hours.
struct Weekly {
    hours: Hours,
    /// What they would be if no day were a holiday.
    without_holidays: Hours,
    /// What they would be if no shift ran past midnight; `None` where none does.
    clipped: Option<Hours>,
}

struct Override<'a> {
    dated: &'a HoursOverride,
    index: u16,
    /// Open stretches in minutes of its day, up to 2880; `None` where the text is not readable.
    open: Option<Vec<(u16, u16)>>,
}

impl<'a> Compiler<'a> {
    fn new(source: &'a HoursSource, first: NaiveDate, last: NaiveDate) -> Self {
        let (from, until) = (first - HOLIDAY_MARGIN, last + HOLIDAY_MARGIN);
        let holidays = HolidayCalendar::of(&source.country, &source.region, from, until);
        let overrides = Self::overrides(source, first - Days::new(1), last);
        let weekly = Hours::read(&source.opening_hours, &source.country).ok().map(|plain| {
            let hours = plain.with_holidays(&holidays);
            let clipped = if overrides.is_empty() { None } else { hours.clipped_at_midnight() };
            Weekly { hours, without_holidays: plain, clipped }
        });
        Self { source, place: source.trade_place(), holidays, weekly, overrides }
    }

    fn overrides(source: &'a HoursSource, first: NaiveDate, last: NaiveDate) -> Vec<Override<'a>> {
        let touching = source.overrides.iter().enumerate().filter(|(_, each)| each.from <= last && each.until >= first);
        let mut overrides: Vec<_> = touching
            .map(|(index, dated)| Override {
                dated,
                index: index.min(usize::from(u16::MAX)) as u16,
                open: dated.hours.as_deref().map_or(Some(Vec::new()), |text| read_day_hours(text, &source.country)),
            })
            .collect();
        overrides.sort_by_key(|each| (each.dated.until - each.dated.from, std::cmp::Reverse(each.index)));
        overrides
    }

    fn override_on(&self, date: NaiveDate) -> Option<&Override<'a>> {
        self.overrides.iter().find(|each| (each.dated.from..=each.dated.until).contains(&date))
    }

    fn day(&self, date: NaiveDate) -> Day {
        let yesterday = date.pred_opt().and_then(|day| self.override_on(day));
        let today = self.override_on(date);
        let mut day = match today {
            Some(dated) => self.overridden_day(dated, date, yesterday.is_none()),
            None => self.weekly_day(date, yesterday.is_some()),
        };
        for &(_, until) in yesterday.iter().flat_map(|each| each.open.iter().flatten()) {
            if until > MINUTES_PER_DAY {
                let index = yesterday.map_or(0, |each| each.index);
                day.paint(0, until - MINUTES_PER_DAY, State::Open, Reason::Override(index));
            }
        }
        self.apply_law(&mut day, date, today);
        day
    }

    /// The day by the weekly hours; without last night's tail when yesterday was overridden.
    fn weekly_day(&self, date: NaiveDate, drop_tail: bool) -> Day {
        let Some(weekly) = &self.weekly else { return Day::all(State::Unknown, Reason::Regular) };
        let hours = if drop_tail { weekly.clipped.as_ref().unwrap_or(&weekly.hours) } else { &weekly.hours };
        let cells = hours.on(date);
        let reason = match self.holidays.holiday_on(date) {
            Some(id) if cells != weekly.without_holidays.on(date) => Reason::PublicHoliday(id),
            _ => Reason::Regular,
        };
        Day { cells: cells.iter().map(|cell| Self::cell(cell, reason)).collect() }
    }

    fn cell(cell: &TextCell, reason: Reason) -> Cell {
        Cell {
            from: cell.from,
            until: cell.until,
            state: cell.state,
            reason,
            trading_sundays_only: cell.trading_sundays_only,
        }
    }

    /// The day by its override, with the tail of last night's regular shift if that took place.
    fn overridden_day(&self, dated: &Override, date: NaiveDate, keep_tail: bool) -> Day {
        let reason = Reason::Override(dated.index);
        let Some(open) = &dated.open else { return Day::all(State::Unknown, reason) };
        let mut day = Day::all(State::Closed, reason);
        for &(from, until) in open {
            day.paint(from, until.min(MINUTES_PER_DAY), State::Open, reason);
        }
        for (from, until) in if keep_tail { self.tail_into(date) } else { Vec::new() } {
            day.paint(from, until, State::Open, Reason::Regular);
        }
        day
    }

    /// The open stretches of `date` that belong to shifts of the day before.
    fn tail_into(&self, date: NaiveDate) -> Vec<(u16, u16)> {
        let Some(Weekly { hours, clipped: Some(clipped), .. }) = &self.weekly else { return Vec::new() };
        let own_start = clipped.on(date).iter().find(|cell| cell.state == State::Open).map(|cell| cell.from);
        let whole = hours.on(date).into_iter().filter(|cell| cell.state == State::Open && cell.from == 0);
        whole
            .map(|cell| (0, cell.until.min(own_start.unwrap_or(MINUTES_PER_DAY))))
            .filter(|(from, until)| from < until)
            .collect()
    }

    fn apply_law(&self, day: &mut Day, date: NaiveDate, dated: Option<&Override>) {
        let open_by_override = dated.is_some_and(|each| each.open.as_ref().is_some_and(|open| !open.is_empty()));
        let ban = trade_ban(&self.place, date).filter(|ban| !(ban.yields_to_override && open_by_override));
        if let Some(ban) = ban {
            day.ban(&ban, |_| true);
        } else if self.source.country == "PL" && day.cells.iter().any(|cell| cell.trading_sundays_only) {
            // The text itself keeps to the law although the outlet need not.
            let as_shop = TradePlace { class: TradeClass::Retail, ..self.place };
            if let Some(ban) = trade_ban(&as_shop, date) {
                day.ban(&ban, |cell| cell.trading_sundays_only);
            }
        }
    }
}

/// Days strung together in UTC.
struct Timeline {
    spans: Vec<Span>,
    from_minute: i64,
    /// Exclusive.
    until_minute: i64,
    /// Where the last boundary was put, also before the window.
    reached: i64,
}

impl Timeline {
    fn new(from: Timestamp, until: Timestamp) -> Self {
        let from_minute = from.0.div_euclid(60_000);
        let until_minute = (until.0 + 59_999).div_euclid(60_000);
        Self { spans: Vec::new(), from_minute, until_minute, reached: i64::MIN }
    }

    fn append(&mut self, local: LocalDay, day: &Day) {
        for cell in &day.cells {
            let last = self.spans.last();
            if last.is_some_and(|span| span.state() == cell.state && span.reason() == cell.reason) {
                continue;
            }
            // An opening waits for the last pass of its hour, anything else comes with the first.
            let pass = if cell.state == State::Open { Pass::Last } else { Pass::First };
            let mut minute = local.utc_minute(cell.from, pass);
            if minute <= self.reached {
                minute = local.utc_minute(cell.from, Pass::Last);
            }
            self.push(minute, cell);
        }
    }

    /// A boundary at or before the window's start replaces the span there; one past its end is dropped.
    fn push(&mut self, minute: i64, cell: &Cell) {
        self.reached = self.reached.max(minute);
        let start = minute.max(self.from_minute);
        if start >= self.until_minute {
            return;
        }
        if self.spans.last().is_some_and(|span| i64::from(span.start_minute) >= start) {
            self.spans.pop();
        }
        let same = |span: &Span| span.state() == cell.state && span.reason() == cell.reason;
        if !self.spans.last().is_some_and(same) {
            self.spans.push(Span::new(start as i32, cell.state, cell.reason));
        }
    }
}
