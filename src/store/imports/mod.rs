//! Imports: the record with its state and mapping. Rows and what became of them are in `rows`.

mod json;
mod rows;

use sqlx::FromRow;
use uuid::Uuid;

use super::{Store, StoreError, Tx, on, on_tx};
use crate::domain::ids::ImportId;
use crate::domain::import::{ColumnMapping, Import, ImportKind, ImportSource, ImportState};
use crate::units::Timestamp;

pub use rows::{AppliedRow, ResultWrite, RowFilter, RowWithResult};

#[derive(FromRow)]
struct StoredImport {
    id: Uuid,
    kind: String,
    state: String,
    file_name: String,
    format: String,
    encoding: String,
    delimiter: String,
    sheet: String,
    header: String,
    fingerprint: String,
    mapping: String,
    confidence: String,
    notes: String,
    rows_total: i32,
    counts: String,
    failure: String,
    created_services: String,
    revision: Option<i64>,
    created_by: String,
    created_at_ms: i64,
    updated_at_ms: i64,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, kind, state, file_name, format, encoding, delimiter, sheet, header, fingerprint, mapping, confidence, \
             notes, rows_total, counts, failure, created_services, revision, created_by, created_at_ms, updated_at_ms from import ",
            $rest
        )
    };
}

impl Store {
    pub async fn find_import(&self, id: ImportId) -> Result<Option<Import>, StoreError> {
        let row: Option<StoredImport> =
            on!(self, db => sqlx::query_as(select!("where id = $1")).bind(id.0).fetch_optional(db).await)?;
        row.map(StoredImport::into_import).transpose()
    }

    /// Imports of these kinds made before `before`, newest first; those whose upload is not finished are left out.
    pub async fn import_page(
        &self,
        kinds: &[ImportKind],
        before: Option<ImportId>,
        limit: i64,
    ) -> Result<Vec<Import>, StoreError> {
        let before = before.map_or(Uuid::max(), |id| id.0);
        // There are two kinds; a single one stands for both places.
        let (Some(one), Some(other)) = (kinds.first(), kinds.last()) else { return Ok(Vec::new()) };
        let rows: Vec<StoredImport> = on!(self, db => sqlx::query_as(
            select!("where id < $1 and state <> 'reading' and kind in ($3, $4) order by id desc limit $2"),
        ).bind(before).bind(limit).bind(one.code()).bind(other.code()).fetch_all(db).await)?;
        rows.into_iter().map(StoredImport::into_import).collect()
    }

    /// The mapping that was last applied to a file with these columns.
    pub async fn saved_mapping(&self, fingerprint: &str) -> Result<Option<ColumnMapping>, StoreError> {
        let mapping: Option<String> = on!(self, db => sqlx::query_scalar(
            "select mapping from import_mapping where fingerprint = $1",
        ).bind(fingerprint).fetch_optional(db).await)?;
        Ok(mapping.as_deref().and_then(json::mapping_from_json))
    }
}

impl Tx {
    /// The import as this transaction sees it; on PostgreSQL others wait to change it until the end.
    pub async fn lock_import(&mut self, id: ImportId) -> Result<Option<Import>, StoreError> {
        on_tx!(self, db => sqlx::query("update import set updated_at_ms = updated_at_ms where id = $1")
            .bind(id.0).execute(db).await.map(drop))?;
        let row: Option<StoredImport> =
            on_tx!(self, db => sqlx::query_as(select!("where id = $1")).bind(id.0).fetch_optional(db).await)?;
        row.map(StoredImport::into_import).transpose()
    }

    pub async fn insert_import(&mut self, import: &Import) -> Result<(), StoreError> {
        let at_ms = self.author().at.0;
        on_tx!(self, db => sqlx::query(
            "insert into import (id, state, file_name, format, encoding, delimiter, sheet, header, fingerprint, \
             mapping, confidence, notes, rows_total, counts, failure, created_services, revision, created_by, \
             created_at_ms, updated_at_ms, kind) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $19, $20)",
        )
        .bind(import.id.0)
        .bind(import.state.code())
        .bind(&import.source.file_name)
        .bind(&import.source.format)
        .bind(&import.source.encoding)
        .bind(&import.source.delimiter)
        .bind(&import.source.sheet)
        .bind(json::to_json(&import.header))
        .bind(&import.fingerprint)
        .bind(json::mapping_to_json(&import.mapping))
        .bind(json::to_json(&import.confidence))
        .bind(json::notes_to_json(&import.notes))
        .bind(import.rows_total as i32)
        .bind(json::counts_to_json(&import.counts))
        .bind(&import.failure)
        .bind(json::to_json(&import.created_services))
        .bind(import.revision)
        .bind(&import.created_by)
        .bind(at_ms)
        .bind(import.kind.code())
        .execute(db).await.map(drop))?;
        Ok(())
    }

    /// Writes what may change of an import: state, mapping, notes, counts, failure, revision.
    pub async fn update_import(&mut self, import: &Import) -> Result<(), StoreError> {
        let at_ms = self.author().at.0;
        on_tx!(self, db => sqlx::query(
            "update import set state = $2, mapping = $3, confidence = $4, notes = $5, rows_total = $6, counts = $7, \
             failure = $8, created_services = $9, revision = $10, updated_at_ms = $11 where id = $1",
        )
        .bind(import.id.0)
        .bind(import.state.code())
        .bind(json::mapping_to_json(&import.mapping))
        .bind(json::to_json(&import.confidence))
        .bind(json::notes_to_json(&import.notes))
        .bind(import.rows_total as i32)
        .bind(json::counts_to_json(&import.counts))
        .bind(&import.failure)
        .bind(json::to_json(&import.created_services))
        .bind(import.revision)
        .bind(at_ms)
        .execute(db).await.map(drop))?;
        Ok(())
    }

    /// Removes an import with its rows; outlets are not touched.
    pub async fn delete_import(&mut self, id: ImportId) -> Result<(), StoreError> {
        on_tx!(self, db => sqlx::query("delete from import where id = $1").bind(id.0).execute(db).await.map(drop))?;
        Ok(())
    }

    /// Removes imports whose upload began before `before` and never ended; returns how many.
    pub async fn delete_unfinished_imports(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        Ok(on_tx!(self, db => sqlx::query("delete from import where state = 'reading' and created_at_ms < $1")
            .bind(before.0).execute(db).await.map(|done| done.rows_affected()))?)
    }

    /// Removes imports of customers that nothing has happened to since `before`; returns how many.
    pub async fn forget_customer_files(&mut self, before: Timestamp) -> Result<u64, StoreError> {
        Ok(on_tx!(self, db => sqlx::query("delete from import where kind = 'customers' and updated_at_ms < $1")
            .bind(before.0).execute(db).await.map(|done| done.rows_affected()))?)
    }

    /// Remembers the mapping for the next file with the same columns.
    pub async fn save_mapping(&mut self, fingerprint: &str, mapping: &ColumnMapping) -> Result<(), StoreError> {
        let at_ms = self.author().at.0;
        on_tx!(self, db => sqlx::query(
            "insert into import_mapping (fingerprint, mapping, created_at_ms, updated_at_ms) values ($1, $2, $3, $3) \
             on conflict (fingerprint) do update set mapping = excluded.mapping, updated_at_ms = excluded.updated_at_ms",
        ).bind(fingerprint).bind(json::mapping_to_json(mapping)).bind(at_ms).execute(db).await.map(drop))?;
        Ok(())
    }
}

impl StoredImport {
    fn into_import(self) -> Result<Import, StoreError> {
        let id = self.id;
        let corrupt = |column: &str| StoreError::CorruptRow {
            entity: "import",
            id: id.to_string(),
            problem: format!("column {column}"),
        };
        Ok(Import {
            id: ImportId(id),
            kind: ImportKind::from_code(&self.kind).ok_or_else(|| corrupt("kind"))?,
            state: ImportState::from_code(&self.state).ok_or_else(|| corrupt("state"))?,
            header: json::from_json(&self.header).ok_or_else(|| corrupt("header"))?,
            mapping: json::mapping_from_json(&self.mapping).ok_or_else(|| corrupt("mapping"))?,
            confidence: json::from_json(&self.confidence).ok_or_else(|| corrupt("confidence"))?,
            notes: json::notes_from_json(&self.notes).ok_or_else(|| corrupt("notes"))?,
            counts: json::counts_from_json(&self.counts).ok_or_else(|| corrupt("counts"))?,
            created_services: json::from_json(&self.created_services).ok_or_else(|| corrupt("created_services"))?,
            source: ImportSource {
                file_name: self.file_name,
                format: self.format,
                encoding: self.encoding,
                delimiter: self.delimiter,
                sheet: self.sheet,
            },
            fingerprint: self.fingerprint,
            rows_total: self.rows_total as u32,
            failure: self.failure,
            revision: self.revision,
            created_by: self.created_by,
            created_at: Timestamp(self.created_at_ms),
            updated_at: Timestamp(self.updated_at_ms),
        })
    }
}
