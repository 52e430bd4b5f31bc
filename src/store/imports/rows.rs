//! The rows of an import and what became of each, read in pages by row number and written many at a time.

use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::json;
use crate::domain::ids::ImportId;
use crate::domain::import::{ImportRow, RowOutcome, RowResult};
use crate::store::{Store, StoreError, Tx, on, on_tx};

/// SQLite allows 32,766 variables a statement; seven a result, four a row.
const ROWS_PER_INSERT: usize = 4_000;

/// A result to store, with what undoing needs.
#[derive(Clone, Debug)]
pub struct ResultWrite {
    pub result: RowResult,
    /// Version of the record after the row; `None` when the row wrote nothing.
    pub version_after: Option<i64>,
    /// What undoing needs to know of the record as it was: an image that the store of its kind makes and reads.
    pub before: Option<String>,
}

/// A row with what became of it; no result before the first check.
#[derive(Clone, Debug)]
pub struct RowWithResult {
    pub row: ImportRow,
    pub result: Option<RowResult>,
}

/// Which rows a page holds; what is `None` does not filter.
#[derive(Clone, Debug, Default)]
pub struct RowFilter {
    pub outcome: Option<RowOutcome>,
    /// Code of a problem that the row has.
    pub problem: Option<String>,
}

/// A row that created or updated a record.
#[derive(Clone, Debug)]
pub struct AppliedRow {
    pub number: u32,
    pub created: bool,
    pub record_id: Uuid,
    pub version_after: i64,
    /// See `ResultWrite`; of what the row created there may be none.
    pub before: Option<String>,
}

#[derive(FromRow)]
struct StoredRow {
    number: i32,
    cells: String,
    faults: String,
}

#[derive(FromRow)]
struct StoredRowWithResult {
    number: i32,
    cells: String,
    faults: String,
    outcome: Option<String>,
    problems: Option<String>,
    record_id: Option<Uuid>,
}

const ROWS_AFTER: &str = "select number, cells, faults from import_row where import_id = $1 and number > $2 \
     order by number limit $3";

impl Store {
    /// At most `limit` rows after the row `after`.
    pub async fn import_rows(&self, id: ImportId, after: u32, limit: i64) -> Result<Vec<ImportRow>, StoreError> {
        let rows: Vec<StoredRow> = on!(self, db => sqlx::query_as(ROWS_AFTER)
            .bind(id.0).bind(after as i32).bind(limit).fetch_all(db).await)?;
        rows.into_iter().map(|row| row.into_row(id)).collect()
    }

    /// At most `limit` rows after the row `after`, as `filter` says.
    pub async fn import_results(
        &self,
        id: ImportId,
        filter: &RowFilter,
        after: u32,
        limit: i64,
    ) -> Result<Vec<RowWithResult>, StoreError> {
        let rows: Vec<StoredRowWithResult> = on!(self, db => {
            let mut query = QueryBuilder::new(
                "select r.number, r.cells, r.faults, o.outcome, o.problems, o.record_id from import_row r \
                 left join import_result o on o.import_id = r.import_id and o.number = r.number where r.import_id = ",
            );
            query.push_bind(id.0).push(" and r.number > ").push_bind(after as i32);
            if let Some(problem) = &filter.problem {
                let escaped = problem.replace('!', "!!").replace('%', "!%").replace('_', "!_");
                query.push(" and o.problems like ").push_bind(format!("%\"code\":\"{escaped}\"%")).push(" escape '!'");
            }
            if let Some(outcome) = filter.outcome {
                // Both columns, so that the index by outcome serves.
                query.push(" and o.import_id = ").push_bind(id.0).push(" and o.outcome = ").push_bind(outcome.code());
                query.push(" and o.number > ").push_bind(after as i32).push(" order by o.number");
            } else {
                query.push(" order by r.number");
            }
            query.push(" limit ").push_bind(limit);
            query.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(|row| row.into_row(id)).collect()
    }
}

impl Tx {
    /// See `Store::import_rows`; here as the transaction sees them.
    pub async fn import_rows(&mut self, id: ImportId, after: u32, limit: i64) -> Result<Vec<ImportRow>, StoreError> {
        let rows: Vec<StoredRow> = on_tx!(self, db => sqlx::query_as(ROWS_AFTER)
            .bind(id.0).bind(after as i32).bind(limit).fetch_all(db).await)?;
        rows.into_iter().map(|row| row.into_row(id)).collect()
    }

    pub async fn insert_import_rows(&mut self, id: ImportId, rows: &[ImportRow]) -> Result<(), StoreError> {
        for chunk in rows.chunks(ROWS_PER_INSERT) {
            on_tx!(self, db => {
                let mut query = QueryBuilder::new("insert into import_row (import_id, number, cells, faults) ");
                query.push_values(chunk, |mut values, row| {
                    values
                        .push_bind(id.0)
                        .push_bind(row.number as i32)
                        .push_bind(json::to_json(&row.cells))
                        .push_bind(json::problems_to_json(&row.faults));
                });
                query.build().execute(db).await.map(drop)
            })?;
        }
        Ok(())
    }

    /// Forgets what became of the rows, before the next step tells it anew.
    pub async fn clear_import_results(&mut self, id: ImportId) -> Result<(), StoreError> {
        on_tx!(self, db => sqlx::query("delete from import_result where import_id = $1").bind(id.0)
            .execute(db).await.map(drop))?;
        Ok(())
    }

    /// Stores results; a row that has one gets the new outcome and problems and keeps what undoing needs.
    pub async fn put_import_results(&mut self, id: ImportId, results: &[ResultWrite]) -> Result<(), StoreError> {
        for chunk in results.chunks(ROWS_PER_INSERT) {
            on_tx!(self, db => {
                let mut query = QueryBuilder::new(
                    "insert into import_result (import_id, number, outcome, problems, record_id, version_after, \
                     before_json) ",
                );
                query.push_values(chunk, |mut values, write| {
                    values
                        .push_bind(id.0)
                        .push_bind(write.result.number as i32)
                        .push_bind(write.result.outcome.code())
                        .push_bind(json::problems_to_json(&write.result.problems))
                        .push_bind(write.result.record_id)
                        .push_bind(write.version_after)
                        .push_bind(write.before.clone());
                });
                query.push(
                    " on conflict (import_id, number) do update set outcome = excluded.outcome, \
                     problems = excluded.problems",
                );
                query.build().execute(db).await.map(drop)
            })?;
        }
        Ok(())
    }

    /// Rows that created or updated a record, at most `limit` before the row `before`, last row first: what
    /// was done last is undone first.
    pub async fn applied_rows(&mut self, id: ImportId, before: u32, limit: i64) -> Result<Vec<AppliedRow>, StoreError> {
        let rows: Vec<(i32, String, Uuid, i64, Option<String>)> = on_tx!(self, db => sqlx::query_as(
            "select number, outcome, record_id, version_after, before_json from import_result \
             where import_id = $1 and number < $2 and outcome in ('create', 'update') and version_after is not null \
             order by number desc limit $3",
        ).bind(id.0).bind(before.min(i32::MAX as u32) as i32).bind(limit).fetch_all(db).await)?;
        let applied =
            |(number, outcome, record_id, version_after, before): (i32, String, Uuid, i64, Option<String>)| {
                let created = outcome == RowOutcome::Create.code();
                AppliedRow { number: number as u32, created, record_id, version_after, before }
            };
        Ok(rows.into_iter().map(applied).collect())
    }
}

impl StoredRow {
    fn into_row(self, id: ImportId) -> Result<ImportRow, StoreError> {
        let corrupt = || StoreError::CorruptRow {
            entity: "import_row",
            id: id.to_string(),
            problem: format!("row {}", self.number),
        };
        Ok(ImportRow {
            number: self.number as u32,
            cells: json::from_json(&self.cells).ok_or_else(corrupt)?,
            faults: json::problems_from_json(&self.faults).ok_or_else(corrupt)?,
        })
    }
}

impl StoredRowWithResult {
    fn into_row(self, id: ImportId) -> Result<RowWithResult, StoreError> {
        let number = self.number as u32;
        let result = match (self.outcome.as_deref().and_then(RowOutcome::from_code), self.problems) {
            (Some(outcome), Some(problems)) => Some(RowResult {
                number,
                outcome,
                problems: json::problems_from_json(&problems).unwrap_or_default(),
                record_id: self.record_id,
            }),
            _ => None,
        };
        let row = StoredRow { number: self.number, cells: self.cells, faults: self.faults }.into_row(id)?;
        Ok(RowWithResult { row, result })
    }
}
