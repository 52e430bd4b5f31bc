//! Applying: every row is judged again and written, all in one transaction.
//!
//! One transaction, because half an import must never be seen, not even after `kill -9`, and because then
//! nothing needs repair. Its price is that on SQLite other writers wait for it; readers never do.

use std::sync::Arc;

use super::PAGE_ROWS;
use super::error::ImportError;
use super::evaluate::{Evaluated, Evaluator, Wish};
use super::jobs::Progress;
use crate::domain::ids::{ImportId, OutletId};
use crate::domain::import::{Import, ImportCounts, ImportState};
use crate::domain::outlet::{Outlet, OutletDraft};
use crate::domain::outlet_geocode::{Geocode, ImportedRow, OutletGeocode};
use crate::service::geocode::IndexSet;
use crate::store::imports::ResultWrite;
use crate::store::outlets::OutletWrite;
use crate::store::{Author, Store, StoreError, Tx};
use crate::units::Timestamp;

/// The action in the audit of every outlet an import writes.
pub(super) const ACTION: &str = "import";

/// Tries when another writer changes the same outlets at the same time, which only PostgreSQL allows.
const TRIES_MAX: usize = 3;

/// Applies a checked import. The counts that come back may differ from the check's where outlets have
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
                StoreError::VersionConflict { .. } | StoreError::DuplicateOutletCode { .. } | StoreError::Busy,
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
    let (counts, services) = apply_rows(&mut tx, &import, progress, indexes).await?;
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
async fn apply_rows(
    tx: &mut Tx,
    import: &Import,
    progress: &Progress,
    indexes: Option<Arc<IndexSet>>,
) -> Result<(ImportCounts, Vec<String>), ImportError> {
    let mut evaluator = Evaluator::new(&import.mapping, &tx.services().await?, indexes);
    let mut counts = ImportCounts::default();
    let mut after = 0;
    loop {
        let rows = tx.import_rows(import.id, after, PAGE_ROWS).await?;
        let Some(last) = rows.last() else { break };
        after = last.number;
        let existing = tx.outlets_by_codes(&evaluator.codes(&rows)).await?;
        let evaluated;
        (evaluator, evaluated) = tokio::task::spawn_blocking(move || {
            let evaluated = evaluator.evaluate(rows, existing);
            (evaluator, evaluated)
        })
        .await?;
        evaluated.iter().for_each(|each| counts.add(&each.result));
        progress.advance(evaluated.len());
        write_page(tx, import.id, evaluated).await?;
    }
    let services = evaluator.new_services();
    tx.put_services(&services).await?;
    Ok((counts, services.into_iter().map(|service| service.code).collect()))
}

async fn write_page(tx: &mut Tx, id: ImportId, evaluated: Vec<Evaluated>) -> Result<(), ImportError> {
    let at = tx.author().at;
    let (mut creates, mut updates, mut expected) = (Vec::new(), Vec::new(), Vec::new());
    let mut geocodes = Vec::new();
    let mut results = Vec::with_capacity(evaluated.len());
    for Evaluated { mut result, wish, geocode } in evaluated {
        let imported = ImportedRow { import_id: id, number: result.number };
        let (version_after, before) = match wish {
            Wish::Nothing => (None, None),
            Wish::Hold(draft) => {
                geocodes.extend(geocode.map(|geocode| held(*draft, *geocode, imported, at)));
                (None, None)
            }
            Wish::Create(draft) => {
                let outlet =
                    Outlet { id: OutletId::generate(), version: 1, created_at: at, updated_at: at, draft: *draft };
                result.outlet_id = Some(outlet.id);
                geocodes.extend(geocode.map(|geocode| placed(outlet.id, *geocode, imported, at)));
                creates.push(OutletWrite { outlet, before: None });
                (Some(1), None)
            }
            Wish::Update { before, draft } => {
                let outlet = Outlet { version: before.version + 1, updated_at: at, draft: *draft, ..*before.clone() };
                expected.push(before.version);
                geocodes.extend(geocode.map(|geocode| placed(outlet.id, *geocode, imported, at)));
                let version = outlet.version;
                updates.push(OutletWrite { outlet, before: Some(*before.clone()) });
                (Some(version), Some(*before))
            }
        };
        results.push(ResultWrite { result, version_after, before });
    }
    tx.insert_outlets(&creates, ACTION).await?;
    tx.update_outlets(&updates, &expected, ACTION).await?;
    tx.delete_held_with_codes(&held_codes(&creates, &geocodes)).await?;
    tx.put_outlet_geocodes(&geocodes).await?;
    Ok(tx.put_import_results(id, &results).await?)
}

/// What an earlier import held under a code gives way to what this one brings.
fn held_codes(creates: &[OutletWrite], geocodes: &[OutletGeocode]) -> Vec<String> {
    let held = geocodes.iter().filter_map(|each| each.held.as_deref());
    creates.iter().map(|write| &write.outlet).chain(held).map(|outlet| outlet.draft.code.clone()).collect()
}

fn placed(id: OutletId, geocode: Geocode, imported: ImportedRow, at: Timestamp) -> OutletGeocode {
    let imported = Some(imported);
    OutletGeocode { id, held: None, geocode, imported, attempts: 1, created_at: at, updated_at: at }
}

/// The outlet to be, with the id that it will have.
fn held(draft: OutletDraft, geocode: Geocode, imported: ImportedRow, at: Timestamp) -> OutletGeocode {
    let outlet = Outlet { id: OutletId::generate(), version: 1, created_at: at, updated_at: at, draft };
    OutletGeocode { held: Some(Box::new(outlet.clone())), ..placed(outlet.id, geocode, imported, at) }
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
