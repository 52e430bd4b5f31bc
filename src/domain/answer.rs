//! An answer that is sent to a customer: where to go, with a short link that holds nothing personal.

use super::consent::ConsentChannel;
use super::contact_point::ContactKind;
use super::ids::{CustomerId, OutboxId, OutletId};
use super::interaction::Channel;
use super::language::Language;
use super::outlet::coded_enum;
use super::validation::{Checker, ValidationError};
use crate::units::Timestamp;

/// Seven text messages; a longer answer is a letter.
pub const TEXT_CHARS_MAX: usize = 1_000;

coded_enum! {
    /// By which an answer goes out.
    AnswerChannel {
        Sms = "sms",
        Email = "email",
        Chat = "chat",
    }
}

coded_enum! {
    /// Why somebody writes to a customer.
    MessagePurpose {
        /// The customer asked.
        Answer = "answer",
        /// We want to sell: only with a consent to this channel (PL: Prawo komunikacji elektronicznej, art. 398).
        Marketing = "marketing",
    }
}

impl AnswerChannel {
    /// The contact point that it goes to; a chat is answered where it is.
    pub const fn reaches(self) -> Option<ContactKind> {
        match self {
            AnswerChannel::Sms => Some(ContactKind::Phone),
            AnswerChannel::Email => Some(ContactKind::Email),
            AnswerChannel::Chat => None,
        }
    }

    /// The channel that consents are given for.
    pub const fn consent(self) -> ConsentChannel {
        match self {
            AnswerChannel::Sms => ConsentChannel::Sms,
            AnswerChannel::Email => ConsentChannel::Email,
            AnswerChannel::Chat => ConsentChannel::Chat,
        }
    }

    /// As the timeline calls it.
    pub const fn channel(self) -> Channel {
        match self {
            AnswerChannel::Sms => Channel::Sms,
            AnswerChannel::Email => Channel::Email,
            AnswerChannel::Chat => Channel::Chat,
        }
    }
}

coded_enum! {
    OutboxState {
        /// For the first try, or for the next one.
        Waiting = "waiting",
        /// Somebody is at it.
        Sending = "sending",
        Sent = "sent",
        /// Given up; `failure` says why. A person may try again.
        Failed = "failed",
        /// A person has taken it back.
        Cancelled = "cancelled",
    }
}

coded_enum! {
    /// Why a message was not sent.
    SendFailure {
        /// Nothing is configured that sends by this channel.
        NoSender = "no_sender",
        /// The customer does not want to hear from us this way, or has not said that offers are welcome.
        NoConsent = "no_consent",
        /// What it says does not hold any more.
        Expired = "expired",
        /// Whoever sends does not take it, and will not.
        Refused = "refused",
        /// Whoever sends does not answer, or cannot at the moment.
        Unavailable = "unavailable",
    }
}

/// What an agent sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerDraft {
    pub channel: AnswerChannel,
    pub purpose: MessagePurpose,
    /// `None` for a caller whom nobody knows.
    pub customer: Option<CustomerId>,
    /// A number or an address; empty for the customer's own.
    pub recipient: String,
    pub outlet: OutletId,
    pub language: Language,
    /// When the customer means to be there; `None` for now.
    pub visit_at: Option<Timestamp>,
    /// Said before the link; empty for the outlet's name and address.
    pub text: String,
}

/// A message that waits to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxMessage {
    pub id: OutboxId,
    pub channel: AnswerChannel,
    pub purpose: MessagePurpose,
    pub recipient: String,
    pub subject: String,
    pub body: String,
    pub customer: Option<CustomerId>,
    pub state: OutboxState,
    /// `None` when nothing went wrong so far.
    pub failure: Option<SendFailure>,
    /// Tries so far.
    pub attempts: i64,
    pub next_try_at: Timestamp,
    pub sent_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

/// A short link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerLink {
    /// Without its signature.
    pub token: String,
    pub outlet: OutletId,
    pub language: Language,
    pub visit_at: Timestamp,
    pub expires_at: Timestamp,
}

impl AnswerDraft {
    pub fn validate(mut self) -> Result<Self, ValidationError> {
        self.text = self.text.trim().to_owned();
        let mut check = Checker::default();
        check.text("/text", &self.text, TEXT_CHARS_MAX);
        check.text("/recipient", &self.recipient, super::contact_point::VALUE_CHARS_MAX);
        if self.purpose == MessagePurpose::Marketing {
            check.require(self.customer.is_some(), "/customer_id", "required", || {
                "say to whom: an offer needs a consent".into()
            });
            check.require(!self.text.is_empty(), "/text", "required", || "say what you offer".into());
            // A consent is given by somebody for their own number.
            check.require(self.recipient.trim().is_empty(), "/recipient", "unknown_value", || {
                "an offer goes to the customer's own number or address: leave it empty".into()
            });
        }
        check.finish(self)
    }
}
