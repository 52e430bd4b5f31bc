//! What a customer allows us to send, by channel. The history is kept; the newest word of a channel holds.

use super::ids::{ConsentId, CustomerId};
use super::outlet::coded_enum;
use super::validation::{Checker, ValidationError};
use crate::units::Timestamp;

/// "Form on paper, branch Kraków": where it was said.
pub const SOURCE_CHARS_MAX: usize = 200;

coded_enum! {
    /// By which marketing may be sent.
    ConsentChannel {
        Phone = "phone",
        Sms = "sms",
        Email = "email",
        Letter = "letter",
        Chat = "chat",
    }
}

/// What was said, as somebody writes it down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsentDraft {
    pub channel: ConsentChannel,
    pub given: bool,
    pub source: String,
    pub said_at: Timestamp,
}

/// A stored word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    pub id: ConsentId,
    pub customer_id: CustomerId,
    pub draft: ConsentDraft,
    /// Login name or key.
    pub recorded_by: String,
    pub created_at: Timestamp,
}

impl ConsentDraft {
    /// A word without a source proves nothing, and nobody can have said it tomorrow.
    pub fn validate(mut self, now: Timestamp) -> Result<Self, ValidationError> {
        self.source = self.source.trim().to_owned();
        let mut check = Checker::default();
        check.require(!self.source.is_empty(), "/source", "required", || "say where the customer said it".into());
        check.text("/source", &self.source, SOURCE_CHARS_MAX);
        check.require(self.said_at <= now, "/said_at", "out_of_range", || "give a time that has passed".into());
        check.finish(self)
    }
}

/// The newest word of each channel, in the order of the channels.
pub fn current(history: &[Consent]) -> Vec<&Consent> {
    let newest = |channel: &ConsentChannel| {
        let of_channel = history.iter().filter(|consent| consent.draft.channel == *channel);
        of_channel.max_by_key(|consent| (consent.draft.said_at, consent.id))
    };
    ConsentChannel::ALL.iter().filter_map(newest).collect()
}

/// What the newest word of a channel says; `None` where nothing was ever said.
pub fn word_on(history: &[Consent], channel: ConsentChannel) -> Option<bool> {
    current(history).into_iter().find(|consent| consent.draft.channel == channel).map(|consent| consent.draft.given)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(channel: ConsentChannel, given: bool, at: i64) -> Consent {
        let draft = ConsentDraft { channel, given, source: "call".into(), said_at: Timestamp(at) };
        Consent {
            id: ConsentId::generate(),
            customer_id: CustomerId::generate(),
            draft,
            recorded_by: "ewa".into(),
            created_at: Timestamp(at),
        }
    }

    #[test]
    fn the_newest_word_holds_even_when_it_was_written_down_first() {
        let history = [
            said(ConsentChannel::Email, false, 2_000),
            said(ConsentChannel::Email, true, 1_000),
            said(ConsentChannel::Sms, true, 500),
        ];
        let current: Vec<_> = current(&history).iter().map(|each| (each.draft.channel, each.draft.given)).collect();
        assert_eq!(current, [(ConsentChannel::Sms, true), (ConsentChannel::Email, false)]);
    }

    #[test]
    fn a_word_needs_a_source_and_a_past() {
        let draft = said(ConsentChannel::Sms, true, 2_000).draft;
        assert!(draft.clone().validate(Timestamp(1_000)).is_err());
        assert!(ConsentDraft { source: "  ".into(), ..draft.clone() }.validate(Timestamp(3_000)).is_err());
        assert!(draft.validate(Timestamp(2_000)).is_ok());
    }
}
