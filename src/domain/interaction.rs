//! What passed between a customer and us: one line of the timeline, whatever the channel.

use super::ids::{CallId, CaseId, ContactId, CustomerId, InteractionId, OrderId, OutletId, UserId};
use super::outlet::{LINE_CHARS_MAX, coded_enum};
use super::validation::{Checker, ValidationError};
use crate::geo::LonLat;
use crate::units::{Seconds, Timestamp};

/// A long letter; scans are attached by reference.
pub const BODY_CHARS_MAX: usize = 20_000;
pub const ATTACHMENT_CHARS_MAX: usize = 500;
/// Clocks of other systems run ahead a little; nobody writes down what happens tomorrow.
const AHEAD_MAX: Seconds = Seconds::minutes(10);

coded_enum! {
    /// How it came or went.
    Channel {
        Phone = "phone",
        Fax = "fax",
        Email = "email",
        Letter = "letter",
        InPerson = "in_person",
        WebForm = "web_form",
        Chat = "chat",
        Sms = "sms",
        Video = "video",
    }
}

coded_enum! {
    Direction {
        Inbound = "inbound",
        Outbound = "outbound",
    }
}

impl Channel {
    /// Whether something that came this way waits until somebody answers: talk is answered as it happens.
    pub const fn waits(self) -> bool {
        !matches!(self, Channel::Phone | Channel::InPerson | Channel::Video)
    }
}

/// An interaction as somebody writes it.
#[derive(Clone, Debug, PartialEq)]
pub struct InteractionDraft {
    /// `None` until somebody knows who it was.
    pub customer: Option<CustomerId>,
    pub contact: Option<ContactId>,
    pub channel: Channel,
    pub direction: Direction,
    pub subject: String,
    pub body: String,
    pub at: Timestamp,
    pub agent: Option<UserId>,
    pub outlet: Option<OutletId>,
    pub case: Option<CaseId>,
    pub order: Option<OrderId>,
    pub call: Option<CallId>,
    pub point: Option<LonLat>,
    /// Where the scan or the file lies.
    pub attachment: String,
    /// How it ended, in the company's own word: `returns`, `sold`. What has an outcome waits no longer.
    pub outcome: String,
    pub duration: Option<Seconds>,
}

/// A stored interaction.
#[derive(Clone, Debug, PartialEq)]
pub struct Interaction {
    pub id: InteractionId,
    /// Grows by one with every write; the `ETag`.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub draft: InteractionDraft,
}

impl InteractionDraft {
    pub fn new(channel: Channel, direction: Direction, at: Timestamp) -> Self {
        Self {
            customer: None,
            contact: None,
            channel,
            direction,
            subject: String::new(),
            body: String::new(),
            at,
            agent: None,
            outlet: None,
            case: None,
            order: None,
            call: None,
            point: None,
            attachment: String::new(),
            outcome: String::new(),
            duration: None,
        }
    }

    /// Checks every bound. `now` is when it is written down.
    pub fn validate(mut self, now: Timestamp) -> Result<Self, ValidationError> {
        self.outcome = self.outcome.trim().to_owned();
        let mut check = Checker::default();
        check.text("/subject", &self.subject, LINE_CHARS_MAX);
        check.text("/body", &self.body, BODY_CHARS_MAX);
        check.text("/attachment", &self.attachment, ATTACHMENT_CHARS_MAX);
        check.text("/outcome", &self.outcome, LINE_CHARS_MAX);
        check.require(self.at <= now + AHEAD_MAX, "/at", "out_of_range", || "give a time that has passed".into());
        let lasted = self.duration.is_none_or(|span| (0..=Seconds::days(1).0).contains(&span.0));
        check.require(lasted, "/duration_s", "out_of_range", || "give seconds, a day at most".into());
        check.finish(self)
    }

    /// Whether somebody has to answer it.
    pub fn waits(&self) -> bool {
        self.direction == Direction::Inbound && self.channel.waits() && self.outcome.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(channel: Channel, direction: Direction) -> InteractionDraft {
        InteractionDraft::new(channel, direction, Timestamp(0))
    }

    #[test]
    fn what_comes_in_writing_waits_until_it_has_an_outcome() {
        assert!(draft(Channel::Letter, Direction::Inbound).waits());
        assert!(!draft(Channel::Letter, Direction::Outbound).waits());
        assert!(!draft(Channel::InPerson, Direction::Inbound).waits());
        let answered = InteractionDraft { outcome: "answered".into(), ..draft(Channel::Email, Direction::Inbound) };
        assert!(!answered.waits());
    }

    #[test]
    fn nobody_writes_down_what_happens_tomorrow() {
        let tomorrow = InteractionDraft { at: Timestamp(86_400_000), ..draft(Channel::Fax, Direction::Inbound) };
        assert_eq!(tomorrow.validate(Timestamp(0)).unwrap_err().0[0].pointer, "/at");
    }
}
