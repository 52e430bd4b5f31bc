//! Facts for `blisko verify`: what the database says about itself, in numbers that a rule can judge.

use sqlx::FromRow;

use super::{Pools, Store, StoreError, on};

/// More complaints than anybody reads; the first ones tell what is wrong.
const COMPLAINTS_MAX: i64 = 100;

/// The change log, the audit and the records, all of one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct LogFacts {
    /// The counter.
    pub revision: i64,
    /// Rows in the log, and the revisions of the first and the last; `None` when it is empty.
    pub changes: i64,
    pub first: Option<i64>,
    pub last: Option<i64>,
    /// Changes of outlets, users and keys without a row in the audit.
    pub unaudited: i64,
    /// Rows of the audit that belong to a revision that does not exist yet.
    pub audited_ahead: i64,
    /// Outlets that are there although the log says deleted, or missing although it does not.
    pub astray: i64,
}

const LOG_FACTS: &str = "with last_change as ( \
        select entity_id, max(revision) as revision from change where entity = 'outlet' group by entity_id \
    ) select \
    (select value from revision where id = 1) as revision, \
    (select count(*) from change) as changes, \
    (select min(revision) from change) as first, \
    (select max(revision) from change) as last, \
    (select count(*) from change where entity in ('outlet', 'user', 'api_key') and not exists ( \
        select 1 from audit where audit.revision = change.revision and audit.entity_id = change.entity_id \
    )) as unaudited, \
    (select count(*) from audit where revision > (select value from revision where id = 1)) as audited_ahead, \
    (select count(*) from last_change join change on change.revision = last_change.revision \
        left join outlet on outlet.id = last_change.entity_id \
        where (change.op = 'delete') = (outlet.id is not null)) as astray";

impl Store {
    pub async fn log_facts(&self) -> Result<LogFacts, StoreError> {
        Ok(on!(self, db => sqlx::query_as(LOG_FACTS).fetch_one(db).await)?)
    }

    /// What SQLite finds wrong with pages, indexes, constraints and references; empty when all is well.
    /// PostgreSQL checks itself (`pg_amcheck`).
    pub async fn physical_faults(&self) -> Result<Vec<String>, StoreError> {
        let Pools::Sqlite { readers, .. } = &self.pools else {
            return Ok(Vec::new());
        };
        let mut lent = readers.lend().await?;
        let mut faults: Vec<String> =
            sqlx::query_scalar("select integrity_check from pragma_integrity_check where integrity_check <> 'ok'")
                .fetch_all(&mut *lent)
                .await?;
        let orphans: Vec<String> = sqlx::query_scalar(
            "select 'a row of ' || \"table\" || ' refers to a row of ' || parent || ' that is not there' \
             from pragma_foreign_key_check limit $1",
        )
        .bind(COMPLAINTS_MAX)
        .fetch_all(&mut *lent)
        .await?;
        faults.extend(orphans);
        Ok(faults)
    }
}
