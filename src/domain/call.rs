//! A telephone call, folded from what the switchboard tells.
//!
//! Switchboards tell things twice, late and in the wrong order. The events are kept; the call is what they say
//! when they are put in order by their own time. So no order of arrival makes a difference.

use super::ids::{CallId, ContactId, CustomerId, UserId};
use super::interaction::Direction;
use super::outlet::coded_enum;
use super::validation::{Checker, ValidationError};
use crate::units::{Seconds, Timestamp};

/// A call that is held and taken up again all day; more is a loop of the switchboard.
pub const EVENTS_MAX: usize = 500;
/// Names that switchboards give calls and events.
const NAME_CHARS_MAX: usize = 200;

coded_enum! {
    /// What happened. The order is that of events with one and the same time.
    CallEventKind {
        Ringing = "ringing",
        Answered = "answered",
        Held = "held",
        Transferred = "transferred",
        Ended = "ended",
    }
}

coded_enum! {
    /// Where a call stands.
    CallState {
        Ringing = "ringing",
        Answered = "answered",
        Held = "held",
        /// On its way to another agent.
        Transferred = "transferred",
        Ended = "ended",
        /// Ended before anybody answered.
        Missed = "missed",
    }
}

coded_enum! {
    /// What is known about who is on the other end.
    Caller {
        None = "none",
        One = "one",
        Many = "many",
        Withheld = "withheld",
    }
}

/// One thing that the switchboard tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallEvent {
    /// Which switchboard: `asterisk`, `webhook`.
    pub provider: String,
    /// The switchboard's name for the call.
    pub call_id: String,
    /// Its name for the event, by which a doubled one is known.
    pub event_id: String,
    pub kind: CallEventKind,
    pub direction: Direction,
    pub at: Timestamp,
    /// The other end, as sent; empty or a word like `anonymous` when it is withheld.
    pub number: String,
    /// The company's number that was called.
    pub line: String,
    /// Login name of the agent that it is for; empty while nobody is.
    pub agent_login: String,
}

impl CallEvent {
    pub fn validate(self) -> Result<Self, ValidationError> {
        let mut check = Checker::default();
        for (pointer, name) in [("/call_id", &self.call_id), ("/event_id", &self.event_id)] {
            check.require(!name.is_empty(), pointer, "required", || "give the switchboard's own name".into());
            check.text(pointer, name, NAME_CHARS_MAX);
        }
        for (pointer, text) in [("/number", &self.number), ("/line", &self.line), ("/agent", &self.agent_login)] {
            check.text(pointer, text, super::phone::PHONE_CHARS_MAX);
        }
        check.finish(self)
    }
}

/// What the events of one call say together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CallCourse {
    pub state: CallState,
    pub direction: Direction,
    pub began_at: Timestamp,
    pub answered_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
    pub number: String,
    pub line: String,
    pub agent_login: String,
}

impl CallCourse {
    /// Folds the events of one call, in whatever order they came; `None` for no events. An end is an end, also when
    /// something bears a later time: the clocks of a switchboard's parts differ.
    pub fn of(events: &[CallEvent]) -> Option<Self> {
        let mut events: Vec<&CallEvent> = events.iter().collect();
        events.sort_by(|a, b| (a.at, a.kind, &a.event_id).cmp(&(b.at, b.kind, &b.event_id)));
        let first = events.first()?;
        let earliest = |kind: CallEventKind| events.iter().find(|event| event.kind == kind).map(|event| event.at);
        let last_said = |text: fn(&CallEvent) -> &String| {
            let said = events.iter().rev().map(|event| text(event)).find(|text| !text.is_empty());
            said.cloned().unwrap_or_default()
        };
        let (answered_at, ended_at) = (earliest(CallEventKind::Answered), earliest(CallEventKind::Ended));
        let last = events.iter().rev().find(|event| event.kind != CallEventKind::Ended).map(|event| event.kind);
        Some(Self {
            state: state(last, answered_at.is_some(), ended_at.is_some()),
            direction: first.direction,
            began_at: first.at,
            answered_at,
            ended_at,
            number: events
                .iter()
                .map(|event| &event.number)
                .find(|number| !number.is_empty())
                .cloned()
                .unwrap_or_default(),
            line: last_said(|event| &event.line),
            agent_login: last_said(|event| &event.agent_login),
        })
    }

    /// How long people spoke: from the answer to the end.
    pub fn duration(&self) -> Option<Seconds> {
        let span = self.ended_at? - self.answered_at?;
        Some(span.max(Seconds(0)))
    }
}

fn state(last: Option<CallEventKind>, answered: bool, ended: bool) -> CallState {
    match (last, answered, ended) {
        (_, true, true) => CallState::Ended,
        (_, false, true) => CallState::Missed,
        (Some(CallEventKind::Answered), ..) => CallState::Answered,
        (Some(CallEventKind::Held), ..) => CallState::Held,
        (Some(CallEventKind::Transferred), ..) => CallState::Transferred,
        _ => CallState::Ringing,
    }
}

/// A stored call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    pub id: CallId,
    pub provider: String,
    pub provider_call_id: String,
    pub course: CallCourse,
    /// Empty when it is withheld or no number.
    pub e164: String,
    pub extension: String,
    pub agent: Option<UserId>,
    pub caller: Caller,
    pub customer: Option<CustomerId>,
    pub contact: Option<ContactId>,
    /// When the agent had written down what it was about.
    pub wrapped_up_at: Option<Timestamp>,
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Call {
    /// Whether it is still going on.
    pub fn is_live(&self) -> bool {
        self.course.ended_at.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: CallEventKind, at: i64) -> CallEvent {
        CallEvent {
            provider: "test".into(),
            call_id: "c1".into(),
            event_id: format!("{}-{at}", kind.code()),
            kind,
            direction: Direction::Inbound,
            at: Timestamp(at),
            number: if kind == CallEventKind::Ringing { "601100201".into() } else { String::new() },
            line: String::new(),
            agent_login: if kind == CallEventKind::Ringing { "ewa".into() } else { String::new() },
        }
    }

    /// Every order of the events, by Heap's method.
    fn orders(mut events: Vec<CallEvent>, size: usize, out: &mut Vec<Vec<CallEvent>>) {
        if size <= 1 {
            out.push(events);
            return;
        }
        for index in 0..size {
            orders(events.clone(), size - 1, out);
            events.swap(if size.is_multiple_of(2) { index } else { 0 }, size - 1);
        }
    }

    #[test]
    fn no_order_of_arrival_makes_a_difference() {
        use CallEventKind::{Answered, Ended, Held, Ringing};
        let events = vec![
            event(Ringing, 0),
            event(Answered, 4_000),
            event(Held, 9_000),
            event(Answered, 12_000),
            event(Ended, 64_000),
        ];
        let expected = CallCourse::of(&events).unwrap();
        let mut all = Vec::new();
        orders(events, 5, &mut all);
        assert_eq!(all.len(), 120);
        assert!(all.iter().all(|order| CallCourse::of(order).as_ref() == Some(&expected)));
        assert_eq!((expected.state, expected.duration()), (CallState::Ended, Some(Seconds(60))));
        assert_eq!((expected.number.as_str(), expected.agent_login.as_str()), ("601100201", "ewa"));
    }

    #[test]
    fn a_call_that_nobody_answered_is_missed_until_an_answer_turns_up() {
        let mut events = vec![event(CallEventKind::Ringing, 0), event(CallEventKind::Ended, 20_000)];
        assert_eq!(CallCourse::of(&events).unwrap().state, CallState::Missed);
        events.push(event(CallEventKind::Answered, 5_000));
        assert_eq!(CallCourse::of(&events).unwrap().state, CallState::Ended);
    }

    #[test]
    fn what_bears_a_later_time_than_the_end_does_not_raise_the_call_again() {
        let events =
            [event(CallEventKind::Answered, 0), event(CallEventKind::Ended, 5_000), event(CallEventKind::Held, 6_000)];
        assert_eq!(CallCourse::of(&events).unwrap().state, CallState::Ended);
    }

    #[test]
    fn a_transferred_call_is_for_the_agent_it_goes_to() {
        let moved = CallEvent { agent_login: "jan".into(), ..event(CallEventKind::Transferred, 9_000) };
        let course = CallCourse::of(&[event(CallEventKind::Ringing, 0), event(CallEventKind::Answered, 4_000), moved]);
        let course = course.unwrap();
        assert_eq!((course.state, course.agent_login.as_str()), (CallState::Transferred, "jan"));
    }
}
