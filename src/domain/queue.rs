//! What waits for an answer, whoever it came from and whichever way: one list, in the order in which it is due.

use super::customer::ValueTier;
use super::ids::{CustomerId, QueueItemId, UserId};
use super::interaction::Channel;
use super::outlet::coded_enum;
use super::working_days::end_of_next_working_day;
use crate::units::{Seconds, Timestamp};

pub const NOTE_CHARS_MAX: usize = 500;

coded_enum! {
    /// What kind of thing waits. Among things that are due together and worth the same, the earlier kind goes first.
    QueueKind {
        Complaint = "complaint",
        MissedCall = "missed_call",
        CallBack = "call_back",
        Message = "message",
        Request = "request",
    }
}

/// Something that waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueItem {
    pub id: QueueItemId,
    pub kind: QueueKind,
    /// The case, interaction or call; the item's own id for what is nothing else.
    pub subject: uuid::Uuid,
    pub customer: Option<CustomerId>,
    pub note: String,
    pub waiting_since: Timestamp,
    pub due_at: Timestamp,
    pub taken: Option<Taken>,
    pub done_at: Option<Timestamp>,
    pub version: i64,
}

/// Who works on an item, since when, and when it goes back by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    pub by: UserId,
    pub at: Timestamp,
    pub return_at: Timestamp,
}

impl QueueItem {
    /// Who works on it now: nobody once the return timer has run out.
    pub fn taken_at(&self, now: Timestamp) -> Option<Taken> {
        self.taken.filter(|taken| now < taken.return_at)
    }
}

/// Whose calendar promises are counted by.
const HOME: (&str, chrono_tz::Tz) = ("PL", chrono_tz::Europe::Warsaw);

/// By when somebody who wrote at `at` is to have a first answer: what a shop promises on its page of terms. Whoever
/// writes on a Saturday is answered on Monday.
pub fn answer_by(channel: Channel, at: Timestamp) -> Timestamp {
    match channel {
        Channel::Chat => at + Seconds::minutes(5),
        Channel::Sms | Channel::Phone | Channel::Video => at + Seconds::hours(1),
        Channel::Email | Channel::WebForm | Channel::Fax | Channel::InPerson => {
            end_of_next_working_day(HOME.0, HOME.1, at)
        }
        Channel::Letter => at + Seconds::days(7),
    }
}

/// How soon a customer whom nobody answered is called back.
pub const CALL_BACK_WITHIN: Seconds = Seconds::hours(1);

/// The rank of a customer's value in the queue; somebody unknown is served like anybody.
pub fn value_rank(tier: Option<ValueTier>) -> i32 {
    tier.unwrap_or(ValueTier::Standard) as i32
}
