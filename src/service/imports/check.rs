//! The dry run: what each row would do. Writes results page by page in small transactions, so nobody waits.

use std::sync::Arc;

use super::PAGE_ROWS;
use super::customers::CustomerRows;
use super::error::ImportError;
use super::jobs::Progress;
use super::outlets::OutletRows;
use super::row_kind::RowKind;
use crate::domain::ids::ImportId;
use crate::domain::import::{Import, ImportCounts, ImportKind, ImportState, RowResult};
use crate::service::geocode::IndexSet;
use crate::store::imports::ResultWrite;
use crate::store::{Author, Reading, Store};

/// Checks every row with the mapping as it is; with `indexes`, addresses without coordinates are looked for there.
/// Nothing but the import's own record changes.
pub async fn check_import(
    store: &Store,
    author: Author,
    id: ImportId,
    progress: &Progress,
    indexes: Option<Arc<IndexSet>>,
) -> Result<Import, ImportError> {
    let import = store.find_import(id).await?.ok_or(ImportError::NotFound)?;
    if !import.state.may_check() {
        return Err(ImportError::WrongState { state: import.state, instead: "upload the file again to check it anew" });
    }
    clear(store, &author, id).await?;
    let counts = match import.kind {
        ImportKind::Outlets => check_rows::<OutletRows>(store, &author, &import, progress, indexes).await?,
        ImportKind::Customers => check_rows::<CustomerRows>(store, &author, &import, progress, indexes).await?,
    };
    let mut tx = store.begin(author).await?;
    let mut now = tx.lock_import(id).await?.ok_or(ImportError::NotFound)?;
    if now.mapping != import.mapping || !now.state.may_check() {
        return Err(ImportError::MappingChanged);
    }
    now.state = ImportState::Checked;
    now.counts = counts;
    now.failure.clear();
    tx.update_import(&now).await?;
    tx.commit().await?;
    Ok(store.find_import(id).await?.unwrap_or(now))
}

async fn clear(store: &Store, author: &Author, id: ImportId) -> Result<(), ImportError> {
    let mut tx = store.begin(author.clone()).await?;
    tx.clear_import_results(id).await?;
    tx.commit().await?;
    Ok(())
}

async fn check_rows<K: RowKind>(
    store: &Store,
    author: &Author,
    import: &Import,
    progress: &Progress,
    indexes: Option<Arc<IndexSet>>,
) -> Result<ImportCounts, ImportError> {
    let mut kind = K::open(&mut Reading::Store(store), import, indexes).await?;
    let mut counts = ImportCounts::default();
    let mut after = 0;
    loop {
        let rows = store.import_rows(import.id, after, PAGE_ROWS).await?;
        let Some(last) = rows.last() else { return Ok(counts) };
        after = last.number;
        let judged;
        (kind, judged) = kind.judge(&mut Reading::Store(store), rows).await?;
        judged.iter().for_each(|each| counts.add(each.as_ref()));
        progress.advance(judged.len());
        let mut tx = store.begin(author.clone()).await?;
        tx.put_import_results(import.id, &results(judged)).await?;
        tx.commit().await?;
    }
}

fn results<J: Into<RowResult>>(judged: Vec<J>) -> Vec<ResultWrite> {
    let write = |each: J| ResultWrite { result: each.into(), version_after: None, before: None };
    judged.into_iter().map(write).collect()
}
