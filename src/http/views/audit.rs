//! Audit rows as JSON.

use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use uuid::Uuid;

use super::time;
use crate::store::audit::AuditRow;
use crate::units::Timestamp;

/// Who changed what, when; the record before and after.
#[derive(Debug, Serialize, ToSchema)]
pub struct AuditView {
    pub id: Uuid,
    pub revision: i64,
    #[schema(format = DateTime)]
    pub at: String,
    /// `user`, `api_key` or `system`.
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub actor_name: String,
    pub action: String,
    pub entity: String,
    pub entity_id: Uuid,
    pub request_id: String,
    #[schema(value_type = Option<Object>)]
    pub before: Option<Box<RawValue>>,
    #[schema(value_type = Option<Object>)]
    pub after: Option<Box<RawValue>>,
}

impl From<AuditRow> for AuditView {
    fn from(row: AuditRow) -> Self {
        let raw = |json: Option<String>| json.and_then(|json| RawValue::from_string(json).ok());
        Self {
            id: row.id,
            revision: row.revision,
            at: time::utc(Timestamp(row.at_ms)),
            actor_kind: row.actor_kind,
            actor_id: row.actor_id,
            actor_name: row.actor_name,
            action: row.action,
            entity: row.entity,
            entity_id: row.entity_id,
            request_id: row.request_id,
            before: raw(row.before_json),
            after: raw(row.after_json),
        }
    }
}
