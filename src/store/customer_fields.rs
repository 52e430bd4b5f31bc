//! The company's own fields of a customer: few, read whole, in the order in which they are shown.

use serde_json::json;
use sqlx::FromRow;
use uuid::Uuid;

use super::audit::AuditEntry;
use super::{Op, Reading, Store, StoreError, Tx, on_reading, on_tx};
use crate::domain::customer_field::{CustomerField, CustomerFieldDraft, CustomerFieldKind, FieldRules};
use crate::domain::outlet::Localized;
use crate::domain::permission::Role;
use crate::units::Timestamp;

/// Name of this kind of record in `change` and `audit`; fields have no id of their own.
pub const ENTITY: &str = "customer_field";

const ALL: &str = "select key, label_pl, label_cs, label_en, kind, choices, visible_to, required, position, version, \
     created_at_ms, updated_at_ms from customer_field order by position, key limit 1000";

#[derive(FromRow)]
struct FieldRow {
    key: String,
    label_pl: String,
    label_cs: String,
    label_en: String,
    kind: String,
    choices: String,
    visible_to: String,
    required: bool,
    position: i32,
    version: i64,
    created_at_ms: i64,
    updated_at_ms: i64,
}

impl Store {
    /// All definitions, in the order in which they are shown.
    pub async fn customer_fields(&self) -> Result<FieldRules, StoreError> {
        Reading::Store(self).customer_fields().await
    }
}

impl Reading<'_> {
    /// All definitions, in the order in which they are shown.
    pub async fn customer_fields(&mut self) -> Result<FieldRules, StoreError> {
        let rows: Vec<FieldRow> = on_reading!(self, db => sqlx::query_as(ALL).fetch_all(db).await)?;
        Ok(FieldRules(rows.into_iter().map(FieldRow::into_field).collect::<Result<_, _>>()?))
    }
}

impl Tx {
    /// Adds a definition, or replaces the one with its key.
    pub async fn put_customer_field(&mut self, field: &CustomerField) -> Result<(), StoreError> {
        let CustomerField { version, created_at, updated_at, draft } = field;
        let roles: Vec<&str> = draft.visible_to.iter().map(|role| role.code()).collect();
        on_tx!(self, db => sqlx::query(
            "insert into customer_field (key, label_pl, label_cs, label_en, kind, choices, visible_to, required, \
             position, version, created_at_ms, updated_at_ms) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (key) do update set \
             label_pl = excluded.label_pl, label_cs = excluded.label_cs, label_en = excluded.label_en, \
             kind = excluded.kind, choices = excluded.choices, visible_to = excluded.visible_to, \
             required = excluded.required, position = excluded.position, version = excluded.version, \
             updated_at_ms = excluded.updated_at_ms",
        )
        .bind(&draft.key).bind(&draft.label.pl).bind(&draft.label.cs).bind(&draft.label.en).bind(draft.kind.code())
        .bind(json!(draft.choices).to_string()).bind(json!(roles).to_string()).bind(draft.required)
        .bind(draft.position).bind(version).bind(created_at.0).bind(updated_at.0)
        .execute(db).await.map(drop))?;
        let op = if *version == 1 { Op::Create } else { Op::Update };
        self.log_customer_field(&draft.key, op).await
    }

    /// Removes a definition; what customers have of it stays with them.
    pub async fn delete_customer_field(&mut self, key: &str) -> Result<(), StoreError> {
        on_tx!(self, db => sqlx::query("delete from customer_field where key = $1").bind(key)
            .execute(db).await.map(drop))?;
        self.log_customer_field(key, Op::Delete).await
    }

    async fn log_customer_field(&mut self, key: &str, op: Op) -> Result<(), StoreError> {
        let revision = self.record(ENTITY, Uuid::nil(), op).await?;
        let action = match op {
            Op::Create => "create",
            Op::Update => "update",
            Op::Delete => "delete",
        };
        let after_json = Some(json!({ "key": key }).to_string());
        let entity_id = Uuid::nil();
        self.audit(AuditEntry { revision, action, entity: ENTITY, entity_id, before_json: None, after_json }).await
    }
}

impl FieldRow {
    fn into_field(self) -> Result<CustomerField, StoreError> {
        let corrupt = |problem: &str| StoreError::CorruptRow {
            entity: ENTITY,
            id: self.key.clone(),
            problem: format!("column {problem}"),
        };
        let roles: Vec<String> = serde_json::from_str(&self.visible_to).map_err(|_| corrupt("visible_to"))?;
        let draft = CustomerFieldDraft {
            kind: CustomerFieldKind::from_code(&self.kind).ok_or_else(|| corrupt("kind"))?,
            choices: serde_json::from_str(&self.choices).map_err(|_| corrupt("choices"))?,
            visible_to: roles.iter().filter_map(|code| Role::from_code(code)).collect(),
            key: self.key,
            label: Localized { pl: self.label_pl, cs: self.label_cs, en: self.label_en },
            required: self.required,
            position: self.position,
        };
        let (created_at, updated_at) = (Timestamp(self.created_at_ms), Timestamp(self.updated_at_ms));
        Ok(CustomerField { version: self.version, created_at, updated_at, draft })
    }
}
