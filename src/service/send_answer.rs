//! Sending a customer where to go: a message for the outbox with a short link, and a line on the timeline.

use thiserror::Error;

use crate::domain::answer::{AnswerChannel, AnswerDraft, MessagePurpose, OutboxMessage, OutboxState};
use crate::domain::consent;
use crate::domain::contact_point::{ContactKind, fold_email};
use crate::domain::customer::Customer;
use crate::domain::customer_sight::CustomerSight;
use crate::domain::ids::{CustomerId, InteractionId, OutboxId, UserId};
use crate::domain::interaction::{Direction, Interaction, InteractionDraft};
use crate::domain::opening_hours::local_date;
use crate::domain::outlet::Outlet;
use crate::domain::phone;
use crate::domain::validation::{FieldError, ValidationError};
use crate::service::answer_links::make_link;
use crate::service::customers::{CustomerError, locked_customer};
use crate::store::{StoreError, Tx};
use crate::units::{Seconds, Timestamp};

#[derive(Debug, Error)]
pub enum SendAnswerError {
    /// `refused`: the customer said no; else nobody ever asked.
    #[error("there is no consent to offers by {}", .channel.code())]
    NoConsent { channel: AnswerChannel, refused: bool },
    #[error(transparent)]
    Invalid(#[from] ValidationError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Who sends, and what the house says about it.
#[derive(Clone, Debug)]
pub struct Sender<'a> {
    pub agent: Option<UserId>,
    pub sight: CustomerSight,
    /// The address that people use, without a slash at the end.
    pub public_address: &'a str,
    pub link_good_for: Seconds,
    /// Where numbers without a country code are from.
    pub region: &'a str,
}

/// What is going out.
#[derive(Clone, Debug)]
pub struct SentAnswer {
    pub message: OutboxMessage,
    pub url: String,
    pub expires_at: Timestamp,
    pub interaction: Interaction,
}

/// Puts the answer into the outbox. What it says is written down on the timeline; the link holds nothing personal.
pub async fn send_answer(tx: &mut Tx, draft: AnswerDraft, sender: &Sender<'_>) -> Result<SentAnswer, SendAnswerError> {
    let draft = draft.validate()?;
    let now = tx.author().at;
    let customer = match draft.customer {
        Some(id) => Some(seen(locked_customer(tx, id, sender.sight).await)?),
        None => None,
    };
    if let (MessagePurpose::Marketing, Some(id)) = (draft.purpose, draft.customer) {
        check_consent(tx, id, draft.channel).await?;
    }
    let outlet = tx.outlets_by_ids(&[draft.outlet.0]).await?.pop();
    let outlet = outlet.ok_or_else(|| wrong("/outlet_id", "unknown_value", "there is no outlet with this id"))?;
    let recipient = recipient(&draft, customer.as_ref(), sender.region, now)?;
    let expires_at = now + sender.link_good_for;
    let visit_at = draft.visit_at.unwrap_or(now);
    let (_, token) = make_link(tx, outlet.id, draft.language, visit_at, expires_at).await?;
    let url = format!("{}/s/{token}", sender.public_address);
    let message = OutboxMessage {
        id: OutboxId::generate(),
        channel: draft.channel,
        purpose: draft.purpose,
        recipient,
        subject: outlet.draft.name.clone(),
        body: format!("{} {url}", said(&draft, &outlet)),
        customer: draft.customer,
        state: OutboxState::Waiting,
        failure: None,
        attempts: 0,
        next_try_at: now,
        sent_at: None,
        created_at: now,
    };
    let interaction = line(&draft, &message, sender.agent, now);
    tx.insert_interactions(std::slice::from_ref(&interaction)).await?;
    tx.insert_outbox(&message, Some(interaction.id)).await?;
    Ok(SentAnswer { message, url, expires_at, interaction })
}

/// In the transaction that writes the message; it is asked once more right before sending.
async fn check_consent(tx: &mut Tx, customer: CustomerId, channel: AnswerChannel) -> Result<(), SendAnswerError> {
    match consent::word_on(&tx.consents_of(customer).await?, channel.consent()) {
        Some(true) => Ok(()),
        word => Err(SendAnswerError::NoConsent { channel, refused: word.is_some() }),
    }
}

fn line(draft: &AnswerDraft, message: &OutboxMessage, agent: Option<UserId>, now: Timestamp) -> Interaction {
    let draft = InteractionDraft {
        customer: draft.customer,
        subject: message.subject.clone(),
        body: message.body.clone(),
        agent,
        outlet: Some(draft.outlet),
        ..InteractionDraft::new(draft.channel.channel(), Direction::Outbound, now)
    };
    Interaction { id: InteractionId::generate(), version: 1, created_at: now, updated_at: now, draft }
}

fn said(draft: &AnswerDraft, outlet: &Outlet) -> String {
    if !draft.text.is_empty() {
        return draft.text.clone();
    }
    let address = &outlet.draft.address;
    let parts = [outlet.draft.name.as_str(), &address.street, &address.city];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Where it goes: as typed, else the customer's own first number or address that holds today.
fn recipient(
    draft: &AnswerDraft,
    customer: Option<&Customer>,
    region: &str,
    now: Timestamp,
) -> Result<String, ValidationError> {
    let Some(kind) = draft.channel.reaches() else { return Ok(String::new()) };
    let typed = draft.recipient.trim();
    if !typed.is_empty() {
        return match kind {
            ContactKind::Email if typed.contains('@') => Ok(fold_email(typed)),
            ContactKind::Email => Err(wrong("/recipient", "format", "give an address like name@example.com")),
            _ => phone::parse(typed, region)
                .map(|number| number.e164)
                .map_err(|error| wrong("/recipient", "format", &error.to_string())),
        };
    }
    let today = local_date(chrono_tz::Europe::Warsaw, now).unwrap_or_default();
    let own = customer.and_then(|customer| customer.draft.point_on(kind, today));
    let message = "nobody knows where to send it: give a number or an address";
    own.map(|point| point.value.clone()).ok_or_else(|| wrong("/recipient", "required", message))
}

fn seen(found: Result<Customer, CustomerError>) -> Result<Customer, SendAnswerError> {
    found.map_err(|error| match error {
        CustomerError::Store(error) => error.into(),
        _ => wrong("/customer_id", "unknown_value", "there is no customer with this id").into(),
    })
}

fn wrong(pointer: &str, code: &'static str, message: &str) -> ValidationError {
    ValidationError(vec![FieldError::new(pointer, code, message)])
}
