//! The audit: who changed what, when, with the record before and after as JSON.

use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::{Store, StoreError, Tx, on, on_tx};
use crate::units::Timestamp;

/// SQLite allows 32,766 variables a statement; twelve a row.
const ROWS_PER_INSERT: usize = 2_000;

/// What one audit row says besides the author.
#[derive(Clone, Debug)]
pub struct AuditEntry {
    pub revision: i64,
    /// `create`, `update`, `delete`, `import`, …
    pub action: &'static str,
    pub entity: &'static str,
    pub entity_id: Uuid,
    pub before_json: Option<String>,
    pub after_json: Option<String>,
}

/// A stored audit row.
#[derive(Clone, Debug, FromRow)]
pub struct AuditRow {
    pub id: Uuid,
    pub revision: i64,
    pub at_ms: i64,
    pub actor_kind: String,
    pub actor_id: Option<Uuid>,
    pub actor_name: String,
    pub action: String,
    pub entity: String,
    pub entity_id: Uuid,
    pub request_id: String,
    pub before_json: Option<String>,
    pub after_json: Option<String>,
}

impl Tx {
    pub async fn audit(&mut self, entry: AuditEntry) -> Result<(), StoreError> {
        self.audit_many(std::slice::from_ref(&entry)).await
    }

    pub async fn audit_many(&mut self, entries: &[AuditEntry]) -> Result<(), StoreError> {
        let author = self.author().clone();
        for chunk in entries.chunks(ROWS_PER_INSERT) {
            on_tx!(self, db => {
                let mut query = QueryBuilder::new(
                    "insert into audit (id, revision, at_ms, actor_kind, actor_id, actor_name, action, entity, \
                     entity_id, request_id, before_json, after_json) ",
                );
                query.push_values(chunk, |mut row, entry| {
                    row.push_bind(Uuid::now_v7())
                        .push_bind(entry.revision)
                        .push_bind(author.at.0)
                        .push_bind(author.kind)
                        .push_bind(author.id)
                        .push_bind(author.name.clone())
                        .push_bind(entry.action)
                        .push_bind(entry.entity)
                        .push_bind(entry.entity_id)
                        .push_bind(author.request_id.clone())
                        .push_bind(entry.before_json.clone())
                        .push_bind(entry.after_json.clone());
                });
                query.build().execute(db).await.map(drop)
            })?;
        }
        Ok(())
    }
}

/// Which rows are asked for; conditions that are `None` do not filter.
#[derive(Clone, Debug, Default)]
pub struct AuditFilter {
    pub entity: Option<String>,
    pub entity_id: Option<Uuid>,
    pub actor_id: Option<Uuid>,
    pub action: Option<String>,
    pub from: Option<Timestamp>,
    /// Exclusive.
    pub until: Option<Timestamp>,
}

impl Store {
    /// Audit rows older than the row `before`, newest first.
    pub async fn audit_page(
        &self,
        filter: &AuditFilter,
        before: Option<Uuid>,
        limit: i64,
    ) -> Result<Vec<AuditRow>, StoreError> {
        Ok(on!(self, db => {
            let mut query = QueryBuilder::new(
                "select id, revision, at_ms, actor_kind, actor_id, actor_name, action, entity, entity_id, \
                 request_id, before_json, after_json from audit where 1 = 1",
            );
            if let Some(entity) = &filter.entity {
                query.push(" and entity = ").push_bind(entity.clone());
            }
            if let Some(id) = filter.entity_id {
                query.push(" and entity_id = ").push_bind(id);
            }
            if let Some(id) = filter.actor_id {
                query.push(" and actor_id = ").push_bind(id);
            }
            if let Some(action) = &filter.action {
                query.push(" and action = ").push_bind(action.clone());
            }
            if let Some(from) = filter.from {
                query.push(" and at_ms >= ").push_bind(from.0);
            }
            if let Some(until) = filter.until {
                query.push(" and at_ms < ").push_bind(until.0);
            }
            if let Some(before) = before {
                query.push(" and id < ").push_bind(before);
            }
            query.push(" order by id desc limit ").push_bind(limit);
            query.build_query_as::<AuditRow>().fetch_all(db).await
        })?)
    }
}
