//! The states an outlet can be in, the reasons for them, and their compact form in memory.

use super::{HolidayId, LegalRuleId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    Open,
    Closed,
    Unknown,
}

/// Why the state is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The weekly hours.
    Regular,
    /// The override with this index in `HoursSource::overrides`.
    Override(u16),
    /// A rule of the hours for public holidays (`PH`) makes this day another than its weekday.
    PublicHoliday(HolidayId),
    LegalClosure(LegalRuleId),
}

/// A stretch of one state and reason; it lasts to the start of the next one. Eight bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// Minutes since the epoch, rounded down.
    pub start_minute: i32,
    state: State,
    reason: ReasonKind,
    detail: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ReasonKind {
    Regular,
    Override,
    PublicHoliday,
    LegalClosure,
}

impl Span {
    pub fn new(start_minute: i32, state: State, reason: Reason) -> Self {
        let (reason, detail) = match reason {
            Reason::Regular => (ReasonKind::Regular, 0),
            Reason::Override(index) => (ReasonKind::Override, index),
            Reason::PublicHoliday(id) => (ReasonKind::PublicHoliday, id.0),
            Reason::LegalClosure(id) => (ReasonKind::LegalClosure, id.0),
        };
        Self { start_minute, state, reason, detail }
    }

    pub fn state(self) -> State {
        self.state
    }

    pub fn reason(self) -> Reason {
        match self.reason {
            ReasonKind::Regular => Reason::Regular,
            ReasonKind::Override => Reason::Override(self.detail),
            ReasonKind::PublicHoliday => Reason::PublicHoliday(HolidayId(self.detail)),
            ReasonKind::LegalClosure => Reason::LegalClosure(LegalRuleId(self.detail)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_takes_eight_bytes_and_keeps_its_reason() {
        assert_eq!(size_of::<Span>(), 8);
        for reason in [
            Reason::Regular,
            Reason::Override(749),
            Reason::PublicHoliday(HolidayId(7)),
            Reason::LegalClosure(LegalRuleId(3)),
        ] {
            assert_eq!(Span::new(-5, State::Unknown, reason).reason(), reason);
        }
    }
}
