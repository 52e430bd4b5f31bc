//! Sends what waits in the outbox: mail by SMTP, text messages and answers to chats by gateways.
//!
//! A message is claimed in one transaction, sent outside of any, and settled in another. Whoever claims holds a
//! lease that is longer than sending may take, so two servers on one database never send a message at a time. When
//! a server dies between sending and settling, the message is sent again after the lease, under the same
//! `Message-ID` or `webhook-id`, by which the receiver knows it. What a customer has refused since is not sent,
//! nor an offer for which there is no consent any more.

mod gateway;
mod mail;

use std::time::Duration;

use futures_util::future::join_all;
use uuid::Uuid;

pub use gateway::Gateway;
pub use mail::{MailSender, MailSettingsError};

use crate::clock::Clock;
use crate::domain::answer::{AnswerChannel, MessagePurpose, OutboxMessage, OutboxState, SendFailure};
use crate::domain::consent;
use crate::domain::customer_sight::CustomerSight;
use crate::domain::ids::OutboxId;
use crate::service::customers::{CustomerError, locked_customer};
use crate::store::outbox::Tried;
use crate::store::{Author, Store, StoreError, Tx};
use crate::units::{Seconds, Timestamp};

/// Sent at the same time; a mail server takes more from one customer of it unwillingly.
const BATCH: i64 = 8;
/// A server that takes longer is tried later. Those who send give up before, so that nothing goes out behind it.
const SEND_TIMEOUT: Duration = Duration::from_secs(150);
/// Longer than `SEND_TIMEOUT` and the settling behind it.
const LEASE: Seconds = Seconds::minutes(5);
/// Pauses between tries; the last one holds for all that follow.
const PAUSES: [Seconds; 7] = [
    Seconds(30),
    Seconds::minutes(2),
    Seconds::minutes(10),
    Seconds::minutes(30),
    Seconds::hours(1),
    Seconds::hours(2),
    Seconds::hours(5),
];

/// Why a message did not go out.
#[derive(Clone, Debug, PartialEq, Eq)]
enum SendError {
    /// It never will.
    Refused(String),
    /// It may later; not before the span, if one is named.
    Unavailable(String, Option<Seconds>),
}

/// Whoever sends, by channel.
#[derive(Clone, Debug)]
pub struct Senders {
    pub email: Option<MailSender>,
    pub sms: Option<Gateway>,
    pub chat: Option<Gateway>,
    pub tries_max: i64,
    /// What is older is not sent any more.
    pub good_for: Seconds,
}

impl Senders {
    async fn send(&self, message: &OutboxMessage, now: Timestamp) -> Result<(), SendError> {
        let gateway = match message.channel {
            AnswerChannel::Email => return self.email.as_ref().ok_or_else(no_sender)?.send(message, now).await,
            AnswerChannel::Sms => &self.sms,
            AnswerChannel::Chat => &self.chat,
        };
        gateway.as_ref().ok_or_else(no_sender)?.send(message, now).await
    }

    fn has(&self, channel: AnswerChannel) -> bool {
        match channel {
            AnswerChannel::Email => self.email.is_some(),
            AnswerChannel::Sms => self.sms.is_some(),
            AnswerChannel::Chat => self.chat.is_some(),
        }
    }
}

fn no_sender() -> SendError {
    SendError::Refused("nothing sends by this channel".to_owned())
}

/// Sends some of what is due; returns how many messages were taken up, none when nothing is due.
pub async fn send_due(store: &Store, senders: &Senders, clock: &Clock) -> Result<usize, StoreError> {
    let now = clock.now();
    if !store.is_outbox_due(now).await? {
        return Ok(0);
    }
    let lease = Uuid::now_v7().to_string();
    let mut tx = store.begin(Author::system(now)).await?;
    let claimed = tx.claim_outbox(&lease, now + LEASE, BATCH).await?;
    tx.commit().await?;
    let tries = claimed.iter().map(|message| send_and_settle(store, senders, clock, message, &lease));
    join_all(tries).await.into_iter().collect::<Result<(), StoreError>>()?;
    Ok(claimed.len())
}

/// Each message is settled as soon as it is sent: a server that dies leaves as little open as can be.
async fn send_and_settle(
    store: &Store,
    senders: &Senders,
    clock: &Clock,
    message: &OutboxMessage,
    lease: &str,
) -> Result<(), StoreError> {
    let tried = send_one(store, senders, clock, message).await?;
    let mut tx = store.begin(Author::system(clock.now())).await?;
    tx.settle_outbox(message.id, lease, tried).await?;
    tx.commit().await?;
    Ok(())
}

async fn send_one(
    store: &Store,
    senders: &Senders,
    clock: &Clock,
    message: &OutboxMessage,
) -> Result<Tried, StoreError> {
    let now = clock.now();
    if let Some(failure) = reason_not_to(store, senders, message, now).await? {
        count(message, failure.code());
        return Ok(Tried::GivenUp(failure));
    }
    let sending = tokio::time::timeout(SEND_TIMEOUT, senders.send(message, now));
    let sent = sending.await.unwrap_or_else(|_| Err(SendError::Unavailable("it takes too long".to_owned(), None)));
    Ok(match sent {
        Ok(()) => {
            count(message, "sent");
            Tried::Sent
        }
        Err(error) => failed(senders, message, error, clock.now()),
    })
}

/// Asked right before sending, since people change their mind.
async fn reason_not_to(
    store: &Store,
    senders: &Senders,
    message: &OutboxMessage,
    now: Timestamp,
) -> Result<Option<SendFailure>, StoreError> {
    if !senders.has(message.channel) {
        return Ok(Some(SendFailure::NoSender));
    }
    if now - message.created_at > senders.good_for {
        return Ok(Some(SendFailure::Expired));
    }
    let word = match message.customer {
        Some(customer) => consent::word_on(&store.consents_of(&[customer]).await?, message.channel.consent()),
        None => None,
    };
    let allowed = match message.purpose {
        // An answer is no advertisement and needs no consent, but a no is a no.
        MessagePurpose::Answer => word != Some(false),
        MessagePurpose::Marketing => word == Some(true),
    };
    Ok((!allowed).then_some(SendFailure::NoConsent))
}

/// The log gets no texts of servers: they repeat addresses.
fn failed(senders: &Senders, message: &OutboxMessage, error: SendError, now: Timestamp) -> Tried {
    let (failure, wait) = match error {
        SendError::Refused(text) => {
            tracing::debug!(message = %message.id.0, "A message was refused: {text}");
            (SendFailure::Refused, None)
        }
        SendError::Unavailable(text, wait) => {
            tracing::debug!(message = %message.id.0, "A message could not be sent: {text}");
            (SendFailure::Unavailable, Some(wait))
        }
    };
    count(message, failure.code());
    let Some(wait) = wait.filter(|_| message.attempts < senders.tries_max) else {
        tracing::warn!(message = %message.id.0, channel = message.channel.code(), failure = failure.code(),
            "A message was given up after {} tries: {}", message.attempts, failure.code());
        return Tried::GivenUp(failure);
    };
    Tried::Again(failure, now + pause(message.attempts).max(wait.unwrap_or(Seconds(0))))
}

/// After so many tries.
fn pause(attempts: i64) -> Seconds {
    let index = usize::try_from(attempts - 1).unwrap_or(0).min(PAUSES.len() - 1);
    PAUSES[index]
}

fn count(message: &OutboxMessage, outcome: &'static str) {
    metrics::counter!("blisko_outbox_tries_total", "channel" => message.channel.code(), "outcome" => outcome)
        .increment(1);
}

/// Why a person's word about a message cannot be followed.
#[derive(Debug, thiserror::Error)]
pub enum OutboxError {
    #[error("there is no such message")]
    NotFound,
    #[error("the message is {}", .0.code())]
    InState(OutboxState),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Tries a message again that was given up or taken back.
pub async fn retry(tx: &mut Tx, id: OutboxId, sight: CustomerSight) -> Result<OutboxMessage, OutboxError> {
    let message = seen_message(tx, id, sight).await?;
    move_to(tx, message, &[OutboxState::Failed, OutboxState::Cancelled], OutboxState::Waiting, "retry").await
}

/// Takes a message back that has not gone out.
pub async fn cancel(tx: &mut Tx, id: OutboxId, sight: CustomerSight) -> Result<OutboxMessage, OutboxError> {
    let message = seen_message(tx, id, sight).await?;
    move_to(tx, message, &[OutboxState::Waiting, OutboxState::Failed], OutboxState::Cancelled, "cancel").await
}

/// The message, when its customer is seen: to others it does not exist.
async fn seen_message(tx: &mut Tx, id: OutboxId, sight: CustomerSight) -> Result<OutboxMessage, OutboxError> {
    let message = tx.find_outbox(id).await?.ok_or(OutboxError::NotFound)?;
    match message.customer {
        None if sight.sees(None) => Ok(message),
        None => Err(OutboxError::NotFound),
        Some(customer) => match locked_customer(tx, customer, sight).await {
            Ok(_) => Ok(message),
            Err(CustomerError::Store(error)) => Err(error.into()),
            Err(_) => Err(OutboxError::NotFound),
        },
    }
}

async fn move_to(
    tx: &mut Tx,
    message: OutboxMessage,
    from: &[OutboxState],
    to: OutboxState,
    action: &'static str,
) -> Result<OutboxMessage, OutboxError> {
    if !from.contains(&message.state) {
        return Err(OutboxError::InState(message.state));
    }
    tx.move_outbox(&message, to, action).await?;
    let next_try_at = tx.author().at;
    Ok(OutboxMessage { state: to, failure: None, attempts: 0, next_try_at, ..message })
}
