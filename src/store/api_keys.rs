//! API keys: found by their public prefix, made, used and revoked.

use serde_json::json;
use sqlx::FromRow;
use uuid::Uuid;

use super::audit::AuditEntry;
use super::{Op, Store, StoreError, Tx, on, on_tx};
use crate::domain::api_key::{ApiKey, ApiKeyDraft};
use crate::domain::ids::{ApiKeyId, UserId};
use crate::domain::permission::{Permission, PermissionSet};
use crate::units::Timestamp;

/// Name of this kind of record in `change` and `audit`.
pub const ENTITY: &str = "api_key";

/// A key and what its secret is checked against.
#[derive(Clone, Debug)]
pub struct FoundKey {
    pub key: ApiKey,
    pub secret_hash: Vec<u8>,
}

#[derive(FromRow)]
struct KeyRow {
    id: Uuid,
    prefix: String,
    secret_hash: Vec<u8>,
    name: String,
    scopes: String,
    created_by: Option<Uuid>,
    expires_at_ms: Option<i64>,
    last_used_at_ms: Option<i64>,
    revoked_at_ms: Option<i64>,
    created_at_ms: i64,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, prefix, secret_hash, name, scopes, created_by, expires_at_ms, last_used_at_ms, \
             revoked_at_ms, created_at_ms from api_key ",
            $rest
        )
    };
}

impl Store {
    pub async fn find_key_by_prefix(&self, prefix: &str) -> Result<Option<FoundKey>, StoreError> {
        let row: Option<KeyRow> =
            on!(self, db => sqlx::query_as(select!("where prefix = $1")).bind(prefix).fetch_optional(db).await)?;
        Ok(row.map(|row| FoundKey { secret_hash: row.secret_hash.clone(), key: row.into_key() }))
    }

    pub async fn find_key(&self, id: ApiKeyId) -> Result<Option<ApiKey>, StoreError> {
        let row: Option<KeyRow> =
            on!(self, db => sqlx::query_as(select!("where id = $1")).bind(id.0).fetch_optional(db).await)?;
        Ok(row.map(KeyRow::into_key))
    }

    /// Newest first, revoked ones included, older than `before`; at most `limit`.
    pub async fn keys_page(&self, before: Option<ApiKeyId>, limit: i64) -> Result<Vec<ApiKey>, StoreError> {
        let before = before.map_or(Uuid::max(), |id| id.0);
        let rows: Vec<KeyRow> = on!(self, db => {
            sqlx::query_as(select!("where id < $1 order by id desc limit $2")).bind(before).bind(limit).fetch_all(db).await
        })?;
        Ok(rows.into_iter().map(KeyRow::into_key).collect())
    }
}

impl Tx {
    pub async fn insert_key(&mut self, key: &ApiKey, secret_hash: &[u8; 32]) -> Result<(), StoreError> {
        let draft = &key.draft;
        on_tx!(self, db => sqlx::query(
            "insert into api_key (id, prefix, secret_hash, name, scopes, created_by, expires_at_ms, created_at_ms, \
             updated_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        )
        .bind(key.id.0).bind(&key.prefix).bind(secret_hash.as_slice()).bind(&draft.name)
        .bind(codes(draft.scopes).join(" ")).bind(key.created_by.map(|id| id.0))
        .bind(draft.expires_at.map(|at| at.0)).bind(key.created_at.0).execute(db).await.map(drop))?;
        let after = json!({
            "prefix": key.prefix, "name": draft.name, "scopes": codes(draft.scopes),
            "expires_at_ms": draft.expires_at.map(|at| at.0),
        });
        self.log_key(key.id, Op::Create, "create", after).await
    }

    /// False when there is no such key, or it is revoked already.
    pub async fn revoke_key(&mut self, id: ApiKeyId) -> Result<bool, StoreError> {
        let at_ms = self.author().at.0;
        let rows = on_tx!(self, db => sqlx::query(
            "update api_key set revoked_at_ms = $1, updated_at_ms = $1 where id = $2 and revoked_at_ms is null",
        ).bind(at_ms).bind(id.0).execute(db).await.map(|done| done.rows_affected()))?;
        if rows == 1 {
            self.log_key(id, Op::Update, "revoke", json!({ "revoked_at_ms": at_ms })).await?;
        }
        Ok(rows == 1)
    }

    /// Writes down that the key is in use.
    pub async fn touch_key(&mut self, id: ApiKeyId) -> Result<(), StoreError> {
        let at_ms = self.author().at.0;
        on_tx!(self, db => sqlx::query("update api_key set last_used_at_ms = $1, updated_at_ms = $1 where id = $2")
            .bind(at_ms).bind(id.0).execute(db).await.map(drop))?;
        Ok(())
    }

    async fn log_key(
        &mut self,
        id: ApiKeyId,
        op: Op,
        action: &'static str,
        after: serde_json::Value,
    ) -> Result<(), StoreError> {
        let revision = self.record(ENTITY, id.0, op).await?;
        let (before_json, after_json) = (None, Some(after.to_string()));
        self.audit(AuditEntry { revision, action, entity: ENTITY, entity_id: id.0, before_json, after_json }).await
    }
}

impl KeyRow {
    fn into_key(self) -> ApiKey {
        // A scope that this version does not know grants nothing.
        let scopes: PermissionSet = self.scopes.split_whitespace().filter_map(Permission::from_code).collect();
        let draft = ApiKeyDraft { name: self.name, scopes, expires_at: self.expires_at_ms.map(Timestamp) };
        ApiKey {
            id: ApiKeyId(self.id),
            prefix: self.prefix,
            draft,
            created_by: self.created_by.map(UserId),
            created_at: Timestamp(self.created_at_ms),
            last_used_at: self.last_used_at_ms.map(Timestamp),
            revoked_at: self.revoked_at_ms.map(Timestamp),
        }
    }
}

fn codes(scopes: PermissionSet) -> Vec<&'static str> {
    scopes.iter().map(Permission::code).collect()
}
