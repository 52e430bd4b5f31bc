//! What a source decides over a window of time, kept as spans in UTC so that asking costs nanoseconds.
//!
//! The spans cover the window without gaps and neighbours differ in state or reason. Compiling is the
//! business of `compile`; here are only the questions.

use std::ops::Range;

use super::compile::compile_spans;
use super::span::Span;
use super::{HoursSource, Reason, State};
use crate::units::{Seconds, Timestamp};

/// Longer windows are cut: a year of preview and a month, so that one call costs milliseconds at most.
pub const WINDOW_DAYS_MAX: i64 = 400;
/// The first and last moments a schedule can speak about: 1900-01-01 and 2200-01-01, UTC.
const HORIZON: Range<i64> = -2_208_988_800_000..7_258_118_400_000;

/// The state at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status {
    pub state: State,
    pub reason: Reason,
    /// When the state next becomes another one; `None` when it does not within the window.
    pub next_change: Option<Timestamp>,
}

/// A stretch of time with one state for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub from: Timestamp,
    /// Exclusive.
    pub until: Timestamp,
    pub state: State,
    pub reason: Reason,
}

/// What a source decides over a window of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    from: Timestamp,
    until: Timestamp,
    spans: Box<[Span]>,
}

impl Schedule {
    /// Evaluates `source` from `from` (inclusive) to `until` (exclusive). The window is cut to
    /// `WINDOW_DAYS_MAX` days and to the years 1900 to 2199; `window` tells what is left of it.
    pub fn compile(source: &HoursSource, from: Timestamp, until: Timestamp) -> Self {
        let from = Timestamp(from.0.clamp(HORIZON.start, HORIZON.end));
        let latest = Timestamp(HORIZON.end).min(from + Seconds::days(WINDOW_DAYS_MAX));
        let until = until.clamp(from, latest);
        let spans = if from < until { compile_spans(source, from, until) } else { Vec::new() };
        Self { from, until, spans: spans.into_boxed_slice() }
    }

    /// From when to when (exclusive) the schedule can answer.
    pub fn window(&self) -> Range<Timestamp> {
        self.from..self.until
    }

    /// `None` when `at` lies outside the window.
    pub fn status_at(&self, at: Timestamp) -> Option<Status> {
        let index = self.index_at(at)?;
        let span = self.spans[index];
        let next = self.spans[index + 1..].iter().find(|next| next.state() != span.state());
        Some(Status { state: span.state(), reason: span.reason(), next_change: next.map(|next| self.start_of(*next)) })
    }

    /// The first moment at or after `at`, inside the window, at which the outlet is open.
    pub fn next_open(&self, at: Timestamp) -> Option<Timestamp> {
        let index = self.index_at(at)?;
        let open = self.spans[index..].iter().find(|span| span.state() == State::Open)?;
        Some(self.start_of(*open).max(at))
    }

    /// The stretches of the window in order, without gaps; neighbours differ in state or reason.
    pub fn stretches(&self) -> impl Iterator<Item = Stretch> + '_ {
        self.spans.iter().enumerate().map(|(index, span)| Stretch {
            from: self.start_of(*span),
            until: self.spans.get(index + 1).map_or(self.until, |next| self.start_of(*next)),
            state: span.state(),
            reason: span.reason(),
        })
    }

    /// Bytes this schedule takes, its own fields included.
    pub fn memory_bytes(&self) -> usize {
        size_of::<Self>() + size_of_val::<[Span]>(&self.spans)
    }

    fn index_at(&self, at: Timestamp) -> Option<usize> {
        if at < self.from || at >= self.until {
            return None;
        }
        let minute = at.0.div_euclid(60_000);
        self.spans.partition_point(|span| i64::from(span.start_minute) <= minute).checked_sub(1)
    }

    /// The first span starts with the window, the others on their minute.
    fn start_of(&self, span: Span) -> Timestamp {
        Timestamp(i64::from(span.start_minute) * 60_000).max(self.from)
    }
}
