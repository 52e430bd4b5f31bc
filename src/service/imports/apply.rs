//! Applying: every row is judged again and written, all in one transaction.
//!
//! One transaction, because half an import must never be seen, not even after `kill -9`, and because then
//! nothing needs repair. Its price is that on SQLite other writers wait for it; readers never do.

use std::sync::Arc;

use super::PAGE_ROWS;
use super::customers::CustomerRows;
use super::error::ImportError;
use super::jobs::Progress;
use super::outlets::OutletRows;
use super::row_kind::RowKind;
use crate::domain::ids::ImportId;
use crate::domain::import::{Import, ImportCounts, ImportKind, ImportState};
use crate::service::geocode::IndexSet;
use crate::store::{Author, Reading, Store, StoreError, Tx};

/// The action in the audit of every record an import writes.
pub(super) const ACTION: &str = "import";

/// Tries when another writer changes the same records at the same time, which only PostgreSQL allows.
const TRIES_MAX: usize = 3;

/// Applies a checked import. The counts that come back may differ from the check's where records have
/// changed since. When it fails as a whole, nothing is written but the reason.
pub async fn apply_import(
    store: &Store,
    author: Author,
    id: ImportId,
    progress: &Progress,
    indexes: Option<Arc<IndexSet>>,
) -> Result<Import, ImportError> {
    let mut tries = 1;
    loop {
        match apply_once(store, author.clone(), id, progress, indexes.clone()).await {
            Err(ImportError::Store(
                StoreError::VersionConflict { .. }
                | StoreError::DuplicateOutletCode { .. }
                | StoreError::DuplicateCustomerNumber { .. }
                | StoreError::Busy,
            )) if tries < TRIES_MAX => tries += 1,
            Err(ImportError::Store(error)) => {
                note_failure(store, author, id, &error).await;
                return Err(error.into());
            }
            other => return other,
        }
    }
}

async fn apply_once(
    store: &Store,
    author: Author,
    id: ImportId,
    progress: &Progress,
    indexes: Option<Arc<IndexSet>>,
) -> Result<Import, ImportError> {
    progress.restart();
    let mut tx = store.begin(author).await?;
    let mut import = tx.lock_import(id).await?.ok_or(ImportError::NotFound)?;
    if !import.state.may_apply() {
        let instead = match import.state {
            ImportState::Uploaded => "check it first",
            _ => "it can be applied once; upload the file again",
        };
        return Err(ImportError::WrongState { state: import.state, instead });
    }
    tx.clear_import_results(id).await?;
    let (counts, services) = match import.kind {
        ImportKind::Outlets => apply_rows::<OutletRows>(&mut tx, &import, progress, indexes).await?,
        ImportKind::Customers => apply_rows::<CustomerRows>(&mut tx, &import, progress, indexes).await?,
    };
    import.state = ImportState::Applied;
    import.counts = counts;
    import.created_services = services;
    import.failure.clear();
    import.revision = tx.revision();
    tx.update_import(&import).await?;
    tx.save_mapping(&import.fingerprint, &import.mapping).await?;
    tx.commit().await?;
    Ok(store.find_import(id).await?.unwrap_or(import))
}

/// Returns the counts and the codes of services that were added.
async fn apply_rows<K: RowKind>(
    tx: &mut Tx,
    import: &Import,
    progress: &Progress,
    indexes: Option<Arc<IndexSet>>,
) -> Result<(ImportCounts, Vec<String>), ImportError> {
    let mut kind = K::open(&mut Reading::Tx(tx), import, indexes).await?;
    let mut counts = ImportCounts::default();
    let mut after = 0;
    loop {
        let rows = tx.import_rows(import.id, after, PAGE_ROWS).await?;
        let Some(last) = rows.last() else { break };
        after = last.number;
        let judged;
        (kind, judged) = kind.judge(&mut Reading::Tx(tx), rows).await?;
        judged.iter().for_each(|each| counts.add(each.as_ref()));
        progress.advance(judged.len());
        let results = kind.write(tx, import.id, judged).await?;
        tx.put_import_results(import.id, &results).await?;
    }
    Ok((counts, kind.finish(tx).await?))
}

/// Says on the import why it failed. Best effort: a full disk may refuse this too.
async fn note_failure(store: &Store, author: Author, id: ImportId, error: &StoreError) {
    let noted = async {
        let mut tx = store.begin(author).await?;
        let Some(mut import) = tx.lock_import(id).await? else { return Ok(()) };
        if import.state.may_apply() {
            import.state = ImportState::Failed;
            import.failure = error.to_string();
            tx.update_import(&import).await?;
            tx.commit().await?;
        }
        Ok::<(), StoreError>(())
    };
    if let Err(second) = noted.await {
        tracing::warn!(import.id = %id, "Could not note on import {id} that it failed: {second}");
    }
}
