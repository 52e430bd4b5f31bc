//! Undoing: what an import created is deleted, what it updated is as before. A record that somebody has
//! changed since is left alone and listed: their work is not thrown away.

use uuid::Uuid;

use super::PAGE_ROWS;
use super::customers::CustomerRows;
use super::error::ImportError;
use super::jobs::Progress;
use super::outlets::OutletRows;
use super::row_kind::RowKind;
use crate::domain::ids::ImportId;
use crate::domain::import::{Import, ImportKind, ImportState, RowOutcome, RowProblem, RowResult};
use crate::store::imports::ResultWrite;
use crate::store::{Author, Store, Tx};

/// The action in the audit of every record that undoing writes.
pub(super) const ACTION: &str = "import_undo";

/// Takes an applied import back, in one transaction. Rows that are left alone have the outcome `kept`.
pub async fn undo_import(
    store: &Store,
    author: Author,
    id: ImportId,
    progress: &Progress,
) -> Result<Import, ImportError> {
    let mut tx = store.begin(author).await?;
    let mut import = tx.lock_import(id).await?.ok_or(ImportError::NotFound)?;
    if import.state != ImportState::Applied {
        return Err(ImportError::WrongState { state: import.state, instead: "only an applied import can be undone" });
    }
    match import.kind {
        ImportKind::Outlets => undo_rows::<OutletRows>(&mut tx, &mut import, progress).await?,
        ImportKind::Customers => undo_rows::<CustomerRows>(&mut tx, &mut import, progress).await?,
    }
    import.state = ImportState::Undone;
    import.revision = tx.revision().or(import.revision);
    tx.update_import(&import).await?;
    tx.commit().await?;
    Ok(store.find_import(id).await?.unwrap_or(import))
}

async fn undo_rows<K: RowKind>(tx: &mut Tx, import: &mut Import, progress: &Progress) -> Result<(), ImportError> {
    let mut before = u32::MAX;
    loop {
        let rows = tx.applied_rows(import.id, before, PAGE_ROWS).await?;
        let Some(last) = rows.last() else { break };
        before = last.number;
        progress.advance(rows.len());
        let results = K::undo(tx, rows).await?;
        results.iter().for_each(|write| import.counts.add(&write.result));
        tx.put_import_results(import.id, &results).await?;
    }
    K::undo_rest(tx, import).await
}

/// What became of a row; with the reason where its record was left alone.
pub(super) fn undo_result(number: u32, id: Uuid, kept: Option<String>) -> ResultWrite {
    let outcome = if kept.is_some() { RowOutcome::Kept } else { RowOutcome::Undone };
    let problem = |message| RowProblem { code: "changed_since".to_owned(), message, ..RowProblem::default() };
    let problems = kept.map(problem).into_iter().collect();
    ResultWrite {
        result: RowResult { number, outcome, problems, record_id: Some(id) },
        version_after: None,
        before: None,
    }
}
