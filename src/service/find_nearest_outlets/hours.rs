//! States of outlets at given moments: from the shared compiled hours, or compiled for this query.
//!
//! Answers look `LOOK_AHEAD` past the moment and no farther, so that they do not depend on how much of
//! the future happens to be compiled.

use std::collections::HashMap;

use crate::domain::opening_hours::{Reason, State, Status};
use crate::live::outlets::{CompiledHours, OutletRef};
use crate::units::{Seconds, Timestamp};

/// "Opens on Monday" is an answer, "opens in three weeks" is not.
const LOOK_AHEAD: Seconds = Seconds::days(7);

/// Hours compiled for one query when it asks outside the coming days; bounds it to some 50 ms.
const COMPILED_MAX: usize = 1_000;

/// More openings than a week of hours can have; ends the search for one that is long enough.
const OPENINGS_TRIED_MAX: usize = 64;

/// Looks up hours for one query.
#[derive(Debug, Default)]
pub(super) struct HoursLookup {
    /// By hours number and the first moment of the window.
    compiled: HashMap<(u32, Timestamp), CompiledHours>,
}

impl HoursLookup {
    /// True when this query has compiled all that one query may.
    pub fn is_exhausted(&self) -> bool {
        self.compiled.len() >= COMPILED_MAX
    }

    /// The state at `at`, and its next change if that comes within `LOOK_AHEAD`.
    pub fn status(&mut self, outlet: OutletRef<'_>, at: Timestamp) -> Status {
        const UNKNOWN: Status = Status { state: State::Unknown, reason: Reason::Regular, next_change: None };
        let status = self.hours(outlet, at).schedule.status_at(at).unwrap_or(UNKNOWN);
        Status { next_change: status.next_change.filter(|&change| change <= at + LOOK_AHEAD), ..status }
    }

    /// The first moment from `from` on at which the outlet is open and stays so for `stay`.
    pub fn next_fit(&mut self, outlet: OutletRef<'_>, from: Timestamp, stay: Seconds) -> Option<Timestamp> {
        let schedule = &self.hours(outlet, from).schedule;
        let mut after = from;
        for _ in 0..OPENINGS_TRIED_MAX {
            let opening = schedule.next_open(after).filter(|&at| at <= from + LOOK_AHEAD)?;
            let closing = schedule.status_at(opening)?.next_change;
            match closing {
                Some(closing) if closing < opening + stay => after = closing,
                _ => return Some(opening),
            }
        }
        None
    }

    /// Hours that decide the time from `at` on for `LOOK_AHEAD` and the longest stay.
    fn hours<'a>(&'a mut self, outlet: OutletRef<'a>, at: Timestamp) -> &'a CompiledHours {
        let until = at + LOOK_AHEAD + Seconds::days(1);
        match outlet.compiled_hours() {
            Some(shared) if shared.covers(at, until) => shared,
            _ => self.compile(outlet, at),
        }
    }

    fn compile(&mut self, outlet: OutletRef<'_>, at: Timestamp) -> &CompiledHours {
        let source = outlet.hours_source();
        let from = CompiledHours::window_start(source, at);
        let key = (outlet.hours_number(), from);
        self.compiled.entry(key).or_insert_with(|| CompiledHours::around(source, at))
    }
}

/// Open at `moment`, and for `stay` from then on.
pub(super) fn fits(status: Status, moment: Timestamp, stay: Seconds) -> bool {
    status.state == State::Open && status.next_change.is_none_or(|closing| closing >= moment + stay)
}
