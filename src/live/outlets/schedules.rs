//! Schedules shared by all outlets with equal hours, compiled for the coming days.
//!
//! Reading an opening-hours text costs tens of microseconds, asking a compiled one costs nanoseconds.
//! Windows begin at local midnight and move on day by day: `stale` names what lags, the caller compiles
//! without holding a lock, `install` puts it in place.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Days, NaiveTime};
use chrono_tz::Tz;
use rayon::prelude::*;

use crate::domain::opening_hours::{HoursSource, Schedule};
use crate::units::{Seconds, Timestamp};

/// Two weeks: a week for questions about coming days, and a week in which their next opening lies.
pub const WINDOW_DAYS: i64 = 14;

/// What a source decides over a window.
#[derive(Clone, Debug)]
pub struct CompiledHours {
    pub schedule: Schedule,
    pub from: Timestamp,
    pub until: Timestamp,
}

impl CompiledHours {
    /// Evaluates `source` for `WINDOW_DAYS` from the local midnight before `at`.
    pub fn around(source: &HoursSource, at: Timestamp) -> Self {
        let from = Self::window_start(source, at);
        let until = from + Seconds::days(WINDOW_DAYS);
        Self { schedule: Schedule::compile(source, from, until), from, until }
    }

    /// Where the window `around` that moment begins.
    pub fn window_start(source: &HoursSource, at: Timestamp) -> Timestamp {
        local_midnight(source.time_zone, at)
    }

    pub fn covers(&self, from: Timestamp, until: Timestamp) -> bool {
        self.from <= from && until <= self.until
    }
}

/// The last midnight at or before `at` by the clocks of `zone`; where clocks skip midnight, the first
/// moment of the day.
pub fn local_midnight(zone: Tz, at: Timestamp) -> Timestamp {
    let Some(utc) = DateTime::from_timestamp_millis(at.0) else { return at };
    let date = utc.with_timezone(&zone).date_naive();
    let hours = (0..24).filter_map(|hour| NaiveTime::from_hms_opt(hour, 0, 0));
    let mut starts = hours.filter_map(|time| date.and_time(time).and_local_timezone(zone).earliest());
    starts.next().map_or(at, |start| Timestamp(start.timestamp_millis()))
}

#[derive(Clone, Debug)]
struct Entry {
    source: Arc<HoursSource>,
    /// `None` until first compiled.
    compiled: Option<CompiledHours>,
    /// How many outlets keep these hours; at zero the entry is free.
    outlets: u32,
}

#[derive(Clone, Debug, Default)]
pub(super) struct ScheduleTable {
    entries: Vec<Entry>,
    by_source: HashMap<Arc<HoursSource>, u32>,
    free: Vec<u32>,
}

/// A source whose window lags, and where its schedule belongs.
#[derive(Clone, Debug)]
pub struct StaleHours {
    index: u32,
    source: Arc<HoursSource>,
}

/// A schedule compiled for `install`.
#[derive(Clone, Debug)]
pub struct FreshHours {
    index: u32,
    source: Arc<HoursSource>,
    compiled: CompiledHours,
}

impl StaleHours {
    pub fn compile(self, now: Timestamp) -> FreshHours {
        let compiled = CompiledHours::around(&self.source, now);
        FreshHours { index: self.index, source: self.source, compiled }
    }
}

impl ScheduleTable {
    /// The number of the hours equal to `source`, counted as one more user. Not compiled by this.
    pub(super) fn intern(&mut self, source: HoursSource) -> u32 {
        if let Some(&index) = self.by_source.get(&source) {
            self.entries[index as usize].outlets += 1;
            return index;
        }
        let source = Arc::new(source);
        let entry = Entry { source: Arc::clone(&source), compiled: None, outlets: 1 };
        let index = match self.free.pop() {
            Some(index) => {
                self.entries[index as usize] = entry;
                index
            }
            None => {
                self.entries.push(entry);
                u32::try_from(self.entries.len() - 1).expect("no more schedules than outlets, which fit u32")
            }
        };
        self.by_source.insert(source, index);
        index
    }

    /// One outlet fewer keeps these hours.
    pub(super) fn release(&mut self, index: u32) {
        let entry = &mut self.entries[index as usize];
        entry.outlets -= 1;
        if entry.outlets == 0 {
            entry.compiled = None;
            self.by_source.remove(&entry.source);
            self.free.push(index);
        }
    }

    pub(super) fn source(&self, index: u32) -> &HoursSource {
        &self.entries[index as usize].source
    }

    pub(super) fn compiled(&self, index: u32) -> Option<&CompiledHours> {
        self.entries[index as usize].compiled.as_ref()
    }

    pub(super) fn compile(&mut self, index: u32, now: Timestamp) {
        let entry = &mut self.entries[index as usize];
        if entry.compiled.is_none() {
            entry.compiled = Some(CompiledHours::around(&entry.source, now));
        }
    }

    pub(super) fn compile_all(&mut self, now: Timestamp) {
        self.entries.par_iter_mut().filter(|entry| entry.compiled.is_none()).for_each(|entry| {
            entry.compiled = Some(CompiledHours::around(&entry.source, now));
        });
    }

    /// Up to `limit` hours in use whose window does not begin on the local day of `now`.
    pub(super) fn stale(&self, now: Timestamp, limit: usize) -> Vec<StaleHours> {
        let lags = |entry: &Entry| {
            let day_is_over = |compiled: &CompiledHours| {
                compiled.from > now || next_midnight(entry.source.time_zone, compiled.from) <= now
            };
            entry.outlets > 0 && entry.compiled.as_ref().is_none_or(day_is_over)
        };
        let numbered = (0..).zip(&self.entries).filter(|(_, entry)| lags(entry));
        numbered.take(limit).map(|(index, entry)| StaleHours { index, source: Arc::clone(&entry.source) }).collect()
    }

    /// Puts a schedule in place unless its hours have gone meanwhile.
    pub(super) fn install(&mut self, fresh: FreshHours) {
        let entry = &mut self.entries[fresh.index as usize];
        if entry.outlets > 0 && Arc::ptr_eq(&entry.source, &fresh.source) {
            entry.compiled = Some(fresh.compiled);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.by_source.len()
    }
}

fn next_midnight(zone: Tz, midnight: Timestamp) -> Timestamp {
    let next = DateTime::from_timestamp_millis(midnight.0)
        .and_then(|utc| utc.with_timezone(&zone).date_naive().checked_add_days(Days::new(1)))
        .and_then(|date| date.and_time(NaiveTime::from_hms_opt(12, 0, 0)?).and_local_timezone(zone).earliest());
    next.map_or(midnight, |noon| local_midnight(zone, Timestamp(noon.timestamp_millis())))
}
