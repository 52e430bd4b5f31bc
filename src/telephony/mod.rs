//! What telephone systems say: the languages of Asterisk and FreeSWITCH, and the calls that their words make.
//!
//! A `Session` of either language takes bytes and gives back what to send and what was told; both tell the same
//! few `Notice`s about the legs of calls. The `Switchboard` keeps the legs and turns notices into events of
//! calls that concern our agents. Nothing here opens a connection or looks at a clock.

pub mod agents;
pub mod ami;
pub mod esl;
pub mod notice;
pub mod switchboard;

#[cfg(test)]
mod recorded;

use thiserror::Error;

pub use agents::AgentTable;
pub use notice::{Leg, News, Notice};
pub use switchboard::Switchboard;

/// Why a connection to a telephone system is of no use any more.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum TelephonyError {
    #[error("it does not take our name and secret: {0}")]
    Refused(String),
    #[error("it does not speak as {0} does")]
    OtherLanguage(&'static str),
    #[error("a line or a message is longer than {0} bytes")]
    TooLong(usize),
}

/// Who signs in.
#[derive(Clone)]
pub struct Credentials {
    pub user: String,
    pub secret: String,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Credentials").field("user", &self.user).finish_non_exhaustive()
    }
}

/// What came of some bytes, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reaction {
    /// These bytes are the answer.
    Send(Vec<u8>),
    /// Name and secret were taken; from now on events come.
    SignedIn,
    Told(Notice),
    /// All legs that there are follow as notices.
    SnapshotBegins,
    /// Those were all: what was not among them is gone.
    SnapshotEnds,
}
