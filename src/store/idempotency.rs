//! Stored answers to POST requests that carried an `Idempotency-Key`.

use sqlx::FromRow;

use super::{Store, StoreError, Tx, on, on_tx};
use crate::units::Timestamp;

/// An answer given before.
#[derive(Clone, Debug, FromRow)]
pub struct StoredReply {
    /// SHA-256 of method, path and body, in hex: the same key with another request is a mistake.
    pub request_digest: String,
    pub status: i32,
    /// `name: value` lines.
    pub headers: String,
    pub body: String,
}

impl Store {
    pub async fn stored_reply(&self, actor: &str, key: &str) -> Result<Option<StoredReply>, StoreError> {
        Ok(on!(self, db => sqlx::query_as(
            "select request_digest, status, headers, body from idempotent_reply \
             where actor = $1 and idempotency_key = $2",
        ).bind(actor).bind(key).fetch_optional(db).await)?)
    }
}

impl Tx {
    /// Remembers an answer in the transaction that did the work: both are durable or neither is.
    /// A key that is there already fails with `StoreError::Duplicate`.
    pub async fn remember_reply(&mut self, actor: &str, key: &str, reply: &StoredReply) -> Result<(), StoreError> {
        let at_ms = self.author().at.0;
        on_tx!(self, db => sqlx::query(
            "insert into idempotent_reply (actor, idempotency_key, request_digest, status, headers, body, \
             created_at_ms, updated_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $7)",
        )
        .bind(actor).bind(key).bind(&reply.request_digest).bind(reply.status).bind(&reply.headers).bind(&reply.body)
        .bind(at_ms).execute(db).await.map(drop))?;
        Ok(())
    }

    /// Forgets answers given before `before`; returns how many.
    pub async fn forget_replies(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        Ok(on_tx!(self, db => sqlx::query("delete from idempotent_reply where created_at_ms < $1")
            .bind(before.0).execute(db).await.map(|done| done.rows_affected()))?)
    }
}
