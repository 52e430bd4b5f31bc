//! One thing that a telephone system tells, in no system's language.

use crate::units::Timestamp;

/// One end of a call: a telephone that rings or talks, a line to the outside, or a piece of wire in between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leg {
    /// The system's own name for it, never used again.
    pub id: String,
    /// The telephone or line: `PJSIP/201`, `201@pbx.example.com`.
    pub device: String,
    /// Who is on this end, as far as the system knows; empty for a withheld number.
    pub number: String,
    /// What this end had dialled; empty where it was called.
    pub dialled: String,
    /// A piece of wire inside the system that only leads to an end.
    pub is_wire: bool,
}

/// What happened to a leg.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// It is there.
    Began,
    /// More is known of it. Systems say so of legs that have gone, too: it brings none back.
    Changed,
    /// It waits in the queue of that name.
    Waits(String),
    Rings,
    /// It is connected with somebody.
    Talks,
    /// It rings no longer, and was not answered.
    Quiet,
    Held,
    Resumed,
    /// It has sent the other end to this extension.
    SentTo(String),
    Gone,
}

/// What happened to which leg of which call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// By the clock of the telephone system, in microseconds since 1970; `None` where it does not say.
    pub at_us: Option<i64>,
    /// The system's name for the call that the leg belongs to now.
    pub call: String,
    pub leg: Leg,
    pub news: News,
}

impl Notice {
    /// When it happened; `now` where the system does not say.
    pub fn at(&self, now: Timestamp) -> Timestamp {
        self.at_us.map_or(now, |at_us| Timestamp(at_us.div_euclid(1_000)))
    }
}
