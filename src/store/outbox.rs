//! What is to be sent, and the short links that go with it.

use serde_json::json;
use sqlx::FromRow;
use uuid::Uuid;

use super::audit::AuditEntry;
use super::{Op, Store, StoreError, Tx, on, on_tx};
use crate::domain::answer::{AnswerChannel, AnswerLink, MessagePurpose, OutboxMessage, OutboxState, SendFailure};
use crate::domain::ids::{CustomerId, InteractionId, OutboxId, OutletId, UserId};
use crate::domain::language::Language;
use crate::units::Timestamp;

/// Name of this kind of record in `change` and `audit`.
pub const ENTITY: &str = "outbox";

#[derive(FromRow)]
struct MessageRow {
    id: Uuid,
    channel: String,
    purpose: String,
    recipient: String,
    subject: String,
    body: String,
    customer_id: Option<Uuid>,
    state: String,
    failure: String,
    attempts: i64,
    next_try_at_ms: i64,
    sent_at_ms: Option<i64>,
    created_at_ms: i64,
}

/// Which messages a page holds.
#[derive(Clone, Copy, Debug, Default)]
pub struct OutboxFilter {
    pub state: Option<OutboxState>,
    /// Only messages to customers in the care of this user.
    pub owner: Option<UserId>,
}

/// What became of a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tried {
    Sent,
    /// Try again then.
    Again(SendFailure, Timestamp),
    GivenUp(SendFailure),
}

macro_rules! columns {
    ($before:literal, $after:literal $(,)?) => {
        concat!(
            $before,
            " id, channel, purpose, recipient, subject, body, customer_id, state, failure, cast(attempts as bigint) as attempts, \
             next_try_at_ms, sent_at_ms, created_at_ms ",
            $after
        )
    };
}

type LinkRow = (String, Uuid, String, i64, i64);

impl Store {
    /// Messages older than `before`, newest first: ids grow with time.
    pub async fn outbox_page(
        &self,
        filter: OutboxFilter,
        before: Option<Uuid>,
        limit: i64,
    ) -> Result<Vec<OutboxMessage>, StoreError> {
        let (state, owner) = (filter.state.map(OutboxState::code), filter.owner.map(|owner| owner.0));
        let rows: Vec<MessageRow> = on!(self, db => sqlx::query_as(columns!("select", "from outbox \
             where ($1 is null or state = $1) and id < $2 \
             and ($3 is null or customer_id in (select id from customer where owner_id = $3)) \
             order by id desc limit $4",
        )).bind(state).bind(before.unwrap_or(Uuid::max())).bind(owner).bind(limit).fetch_all(db).await)?;
        rows.into_iter().map(MessageRow::into_message).collect()
    }

    /// Whether a message waits whose time has come.
    pub async fn is_outbox_due(&self, now: Timestamp) -> Result<bool, StoreError> {
        let first: Option<i64> = on!(self, db => sqlx::query_scalar(
            "select next_try_at_ms from outbox where (state = 'waiting' and next_try_at_ms <= $1) \
             or (state = 'sending' and lease_until_ms <= $1) limit 1",
        ).bind(now.0).fetch_optional(db).await)?;
        Ok(first.is_some())
    }

    /// The link of this token, expired or not.
    pub async fn find_answer_link(&self, token: &str) -> Result<Option<AnswerLink>, StoreError> {
        let row: Option<LinkRow> = on!(self, db => sqlx::query_as(
            "select token, outlet_id, language, visit_at_ms, expires_at_ms from answer_link where token = $1",
        ).bind(token).fetch_optional(db).await)?;
        Ok(row.map(|(token, outlet_id, language, visit_at_ms, expires_at_ms)| AnswerLink {
            token,
            outlet: OutletId(outlet_id),
            language: Language::from_code(&language).unwrap_or(Language::Polish),
            visit_at: Timestamp(visit_at_ms),
            expires_at: Timestamp(expires_at_ms),
        }))
    }

    /// A key that this installation has made for itself; `None` before it has.
    pub async fn server_secret(&self, name: &str) -> Result<Option<String>, StoreError> {
        Ok(on!(self, db => sqlx::query_scalar("select value from server_secret where name = $1")
            .bind(name).fetch_optional(db).await)?)
    }
}

impl Tx {
    /// Takes messages whose time has come, and those whose sender has died. Until `until` nobody else takes them:
    /// the condition stands twice, since PostgreSQL looks at the row again after it has waited for another server.
    pub async fn claim_outbox(
        &mut self,
        lease: &str,
        until: Timestamp,
        limit: i64,
    ) -> Result<Vec<OutboxMessage>, StoreError> {
        let now = self.author().at;
        let rows: Vec<MessageRow> = on_tx!(self, db => sqlx::query_as(columns!("update outbox set state = 'sending', \
             lease = $1, lease_until_ms = $2, attempts = attempts + 1, updated_at_ms = $3 where id in ( \
               select id from outbox where (state = 'waiting' and next_try_at_ms <= $3) \
               or (state = 'sending' and lease_until_ms <= $3) order by next_try_at_ms, id limit $4) \
             and ((state = 'waiting' and next_try_at_ms <= $3) or (state = 'sending' and lease_until_ms <= $3)) \
             returning", "")).bind(lease).bind(until.0).bind(now.0).bind(limit).fetch_all(db).await)?;
        rows.into_iter().map(MessageRow::into_message).collect()
    }

    /// Writes down what became of a try; false when the lease had gone to somebody else.
    pub async fn settle_outbox(&mut self, id: OutboxId, lease: &str, tried: Tried) -> Result<bool, StoreError> {
        let now = self.author().at;
        let (state, failure, next_try_at, sent_at) = match tried {
            Tried::Sent => (OutboxState::Sent, None, now, Some(now.0)),
            Tried::Again(failure, at) => (OutboxState::Waiting, Some(failure), at, None),
            Tried::GivenUp(failure) => (OutboxState::Failed, Some(failure), now, None),
        };
        let failure = failure.map_or("", SendFailure::code);
        let settled = on_tx!(self, db => sqlx::query(
            "update outbox set state = $3, failure = $4, next_try_at_ms = $5, sent_at_ms = $6, lease = '', \
             lease_until_ms = 0, updated_at_ms = $7 where id = $1 and lease = $2 and state = 'sending'",
        )
        .bind(id.0).bind(lease).bind(state.code()).bind(failure).bind(next_try_at.0).bind(sent_at).bind(now.0)
        .execute(db).await.map(|done| done.rows_affected()))?;
        if settled == 0 {
            return Ok(false);
        }
        self.record(ENTITY, id.0, Op::Update).await?;
        Ok(true)
    }

    /// One message; on PostgreSQL nobody else writes it until the end.
    pub async fn find_outbox(&mut self, id: OutboxId) -> Result<Option<OutboxMessage>, StoreError> {
        let row: Option<MessageRow> = on_tx!(self, db => sqlx::query_as(columns!(
            "update outbox set updated_at_ms = updated_at_ms where id = $1 returning", ""
        )).bind(id.0).fetch_optional(db).await)?;
        row.map(MessageRow::into_message).transpose()
    }

    /// Puts a message into another state at a person's word; `action` is for the audit.
    pub async fn move_outbox(
        &mut self,
        message: &OutboxMessage,
        state: OutboxState,
        action: &'static str,
    ) -> Result<(), StoreError> {
        let now = self.author().at;
        on_tx!(self, db => sqlx::query(
            "update outbox set state = $2, failure = '', attempts = 0, next_try_at_ms = $3, updated_at_ms = $3 \
             where id = $1",
        ).bind(message.id.0).bind(state.code()).bind(now.0).execute(db).await.map(drop))?;
        let revision = self.record(ENTITY, message.id.0, Op::Update).await?;
        let state_json = |state: OutboxState| Some(json!({ "state": state.code() }).to_string());
        let (before_json, after_json) = (state_json(message.state), state_json(state));
        let entity_id = message.id.0;
        self.audit(AuditEntry { revision, action, entity: ENTITY, entity_id, before_json, after_json }).await
    }

    /// Forgets links that ended before `before`.
    pub async fn forget_answer_links(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        Ok(on_tx!(self, db => sqlx::query("delete from answer_link where expires_at_ms < $1")
            .bind(before.0).execute(db).await.map(|done| done.rows_affected()))?)
    }

    /// The key of that name: `new` when there is none yet.
    pub async fn server_secret(&mut self, name: &str, new: &str) -> Result<String, StoreError> {
        let at_ms = self.author().at.0;
        on_tx!(self, db => sqlx::query(
            "insert into server_secret (name, value, created_at_ms, updated_at_ms) values ($1, $2, $3, $3) \
             on conflict (name) do nothing",
        ).bind(name).bind(new).bind(at_ms).execute(db).await.map(drop))?;
        Ok(on_tx!(self, db => sqlx::query_scalar("select value from server_secret where name = $1")
            .bind(name).fetch_one(db).await)?)
    }

    pub async fn insert_answer_link(&mut self, link: &AnswerLink) -> Result<(), StoreError> {
        let at_ms = self.author().at.0;
        on_tx!(self, db => sqlx::query(
            "insert into answer_link (token, outlet_id, language, visit_at_ms, expires_at_ms, created_at_ms, \
             updated_at_ms) values ($1, $2, $3, $4, $5, $6, $6)",
        )
        .bind(&link.token).bind(link.outlet.0).bind(link.language.code()).bind(link.visit_at.0)
        .bind(link.expires_at.0).bind(at_ms).execute(db).await.map(drop))?;
        Ok(())
    }

    /// Puts a message into the outbox. The audit says that, not what it says or to whom.
    pub async fn insert_outbox(
        &mut self,
        message: &OutboxMessage,
        interaction: Option<InteractionId>,
    ) -> Result<(), StoreError> {
        let at_ms = self.author().at.0;
        on_tx!(self, db => sqlx::query(
            "insert into outbox (id, channel, recipient, subject, body, customer_id, interaction_id, state, failure, \
             attempts, next_try_at_ms, created_at_ms, updated_at_ms, purpose) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $10, $10, $11)",
        )
        .bind(message.id.0).bind(message.channel.code()).bind(&message.recipient).bind(&message.subject)
        .bind(&message.body).bind(message.customer.map(|id| id.0)).bind(interaction.map(|id| id.0))
        .bind(message.state.code()).bind("").bind(at_ms).bind(message.purpose.code()).execute(db).await.map(drop))?;
        let revision = self.record(ENTITY, message.id.0, Op::Create).await?;
        let (channel, purpose) = (message.channel.code(), message.purpose.code());
        let after = json!({ "channel": channel, "purpose": purpose, "customer_id": message.customer.map(|id| id.0) });
        let (entity_id, after_json) = (message.id.0, Some(after.to_string()));
        self.audit(AuditEntry { revision, action: "create", entity: ENTITY, entity_id, before_json: None, after_json })
            .await
    }
}

impl MessageRow {
    fn into_message(self) -> Result<OutboxMessage, StoreError> {
        let corrupt = |problem: &str| StoreError::CorruptRow {
            entity: ENTITY,
            id: self.id.to_string(),
            problem: problem.to_owned(),
        };
        Ok(OutboxMessage {
            id: OutboxId(self.id),
            channel: AnswerChannel::from_code(&self.channel).ok_or_else(|| corrupt("channel"))?,
            purpose: MessagePurpose::from_code(&self.purpose).ok_or_else(|| corrupt("purpose"))?,
            state: OutboxState::from_code(&self.state).ok_or_else(|| corrupt("state"))?,
            recipient: self.recipient,
            subject: self.subject,
            body: self.body,
            customer: self.customer_id.map(CustomerId),
            failure: SendFailure::from_code(&self.failure),
            attempts: self.attempts,
            next_try_at: Timestamp(self.next_try_at_ms),
            sent_at: self.sent_at_ms.map(Timestamp),
            created_at: Timestamp(self.created_at_ms),
        })
    }
}
