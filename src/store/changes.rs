//! The ordered log of changes: one row per changed record, numbered without gaps in order of commit.
//!
//! The counter in `revision` is updated by the writing transaction and stays locked until it commits, so
//! a reader that has seen revision n has seen everything up to n. A sequence would not give that.

use sqlx::QueryBuilder;
use uuid::Uuid;

use super::{Store, StoreError, Tx, on, on_tx};
use crate::units::Timestamp;

/// SQLite allows 32,766 variables a statement; seven a row.
const ROWS_PER_INSERT: usize = 4_000;

/// SQLite takes two statements at once.
const RECORD_ONE_SQLITE: &str = "update revision set value = value + 1 where id = 1; \
     insert into change (revision, entity, entity_id, op, at_ms, actor_id, audience_id) \
     select value, $1, $2, $3, $4, $5, $6 from revision where id = 1 returning revision";

/// PostgreSQL writes in the course of reading.
const RECORD_ONE_POSTGRES: &str = "with next as (update revision set value = value + 1 where id = 1 returning value) \
     insert into change (revision, entity, entity_id, op, at_ms, actor_id, audience_id) \
     select value, $1, $2, $3, $4, $5, $6 from next returning revision";

/// A change to one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    pub revision: i64,
    /// Name of the table: `outlet`, `service`.
    pub entity: String,
    pub entity_id: Uuid,
    pub op: Op,
    pub at: Timestamp,
    /// The user whom alone it is for; `None` for everybody who may see such changes.
    pub audience: Option<Uuid>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    Create,
    Update,
    Delete,
}

impl Op {
    pub const fn code(self) -> &'static str {
        match self {
            Op::Create => "create",
            Op::Update => "update",
            Op::Delete => "delete",
        }
    }

    fn from_code(code: &str) -> Self {
        match code {
            "create" => Op::Create,
            "delete" => Op::Delete,
            _ => Op::Update,
        }
    }
}

impl Tx {
    /// Records that one record changed; returns the revision.
    pub async fn record(&mut self, entity: &'static str, id: Uuid, op: Op) -> Result<i64, StoreError> {
        self.record_many(entity, &[(id, op)]).await
    }

    /// See `record`; for one user alone.
    pub async fn record_for(
        &mut self,
        audience: Uuid,
        entity: &'static str,
        id: Uuid,
        op: Op,
    ) -> Result<i64, StoreError> {
        self.record_all(entity, &[(id, op)], Some(audience)).await
    }

    /// Records changes of many records, in order; returns the revision of the first. `changes` is not empty.
    pub async fn record_many(&mut self, entity: &'static str, changes: &[(Uuid, Op)]) -> Result<i64, StoreError> {
        self.record_all(entity, changes, None).await
    }

    /// Takes the next revision and writes the change in one journey to the database: most transactions change one record,
    /// and journeys are what a short transaction costs.
    async fn record_one(&mut self, entity: &str, id: Uuid, op: Op, audience: Option<Uuid>) -> Result<i64, StoreError> {
        let text = if self.is_sqlite() { RECORD_ONE_SQLITE } else { RECORD_ONE_POSTGRES };
        let (at_ms, actor_id) = (self.author().at.0, self.author().id);
        let revision: i64 = on_tx!(self, db => sqlx::query_scalar(text)
            .bind(entity).bind(id).bind(op.code()).bind(at_ms).bind(actor_id).bind(audience).fetch_one(db).await)?;
        self.note_revision(revision);
        Ok(revision)
    }

    async fn record_all(
        &mut self,
        entity: &'static str,
        changes: &[(Uuid, Op)],
        audience: Option<Uuid>,
    ) -> Result<i64, StoreError> {
        if let [(id, op)] = changes {
            return self.record_one(entity, *id, *op, audience).await;
        }
        let count = changes.len() as i64;
        let last: i64 = on_tx!(self, db => sqlx::query_scalar(
            "update revision set value = value + $1 where id = 1 returning value",
        ).bind(count).fetch_one(db).await)?;
        let first = last - count + 1;
        let (at_ms, actor_id) = (self.author().at.0, self.author().id);
        for (chunk_index, chunk) in changes.chunks(ROWS_PER_INSERT).enumerate() {
            let base = first + (chunk_index * ROWS_PER_INSERT) as i64;
            on_tx!(self, db => {
                let mut query =
                    QueryBuilder::new("insert into change (revision, entity, entity_id, op, at_ms, actor_id, audience_id) ");
                query.push_values(chunk.iter().enumerate(), |mut row, (offset, (id, op))| {
                    row.push_bind(base + offset as i64)
                        .push_bind(entity)
                        .push_bind(*id)
                        .push_bind(op.code())
                        .push_bind(at_ms)
                        .push_bind(actor_id)
                        .push_bind(audience);
                });
                query.build().execute(db).await.map(drop)
            })?;
        }
        self.note_revision(last);
        Ok(first)
    }
}

impl Tx {
    /// Forgets changes made before `before`, never the newest one; returns how many.
    pub async fn forget_changes(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        Ok(on_tx!(self, db => sqlx::query(
            "delete from change where at_ms < $1 and revision < (select value from revision where id = 1)",
        ).bind(before.0).execute(db).await.map(|done| done.rows_affected()))?)
    }
}

type ChangeRow = (i64, String, Uuid, String, i64, Option<Uuid>);

impl Store {
    /// The revision of the newest committed change; 0 before the first.
    pub async fn revision(&self) -> Result<i64, StoreError> {
        Ok(on!(self, db => sqlx::query_scalar("select value from revision where id = 1").fetch_one(db).await)?)
    }

    /// Changes after `revision`, oldest first, at most `limit`.
    pub async fn changes_after(&self, revision: i64, limit: i64) -> Result<Vec<Change>, StoreError> {
        let rows: Vec<ChangeRow> = on!(self, db => sqlx::query_as(
            "select revision, entity, entity_id, op, at_ms, audience_id from change where revision > $1 order by revision limit $2",
        ).bind(revision).bind(limit).fetch_all(db).await)?;
        Ok(rows.into_iter().map(change_from_row).collect())
    }

    /// The oldest revision still in the log, `None` when it is empty.
    pub async fn oldest_change(&self) -> Result<Option<i64>, StoreError> {
        Ok(on!(self, db => sqlx::query_scalar("select min(revision) from change").fetch_one(db).await)?)
    }
}

fn change_from_row((revision, entity, entity_id, op, at_ms, audience): ChangeRow) -> Change {
    Change { revision, entity, entity_id, op: Op::from_code(&op), at: Timestamp(at_ms), audience }
}
