//! What is to be sent, and the short links that go with it.

use serde_json::json;
use sqlx::FromRow;
use uuid::Uuid;

use super::audit::AuditEntry;
use super::{Op, Store, StoreError, Tx, on, on_tx};
use crate::domain::answer::{AnswerChannel, AnswerLink, OutboxMessage, OutboxState};
use crate::domain::ids::{CustomerId, InteractionId, OutboxId, OutletId};
use crate::domain::language::Language;
use crate::units::Timestamp;

/// Name of this kind of record in `change` and `audit`.
pub const ENTITY: &str = "outbox";

#[derive(FromRow)]
struct MessageRow {
    id: Uuid,
    channel: String,
    recipient: String,
    subject: String,
    body: String,
    customer_id: Option<Uuid>,
    state: String,
    created_at_ms: i64,
}

type LinkRow = (String, Uuid, String, i64, i64);

impl Store {
    /// Messages in this state after `after`, oldest first.
    pub async fn outbox_page(
        &self,
        state: OutboxState,
        after: Option<Uuid>,
        limit: i64,
    ) -> Result<Vec<OutboxMessage>, StoreError> {
        let rows: Vec<MessageRow> = on!(self, db => sqlx::query_as(
            "select id, channel, recipient, subject, body, customer_id, state, created_at_ms from outbox \
             where state = $1 and id > $2 order by id limit $3",
        ).bind(state.code()).bind(after.unwrap_or(Uuid::nil())).bind(limit).fetch_all(db).await)?;
        rows.into_iter().map(MessageRow::into_message).collect()
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
             attempts, created_at_ms, updated_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10, $10)",
        )
        .bind(message.id.0).bind(message.channel.code()).bind(&message.recipient).bind(&message.subject)
        .bind(&message.body).bind(message.customer.map(|id| id.0)).bind(interaction.map(|id| id.0))
        .bind(message.state.code()).bind("").bind(at_ms).execute(db).await.map(drop))?;
        let revision = self.record(ENTITY, message.id.0, Op::Create).await?;
        let after = json!({ "channel": message.channel.code(), "customer_id": message.customer.map(|id| id.0) });
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
            state: OutboxState::from_code(&self.state).ok_or_else(|| corrupt("state"))?,
            recipient: self.recipient,
            subject: self.subject,
            body: self.body,
            customer: self.customer_id.map(CustomerId),
            created_at: Timestamp(self.created_at_ms),
        })
    }
}
