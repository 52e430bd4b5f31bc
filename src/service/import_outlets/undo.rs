//! Undoing: what an import created is deleted, what it updated is as before. An outlet that somebody has
//! changed since is left alone and listed: their work is not thrown away.

use std::collections::HashMap;

use super::PAGE_ROWS;
use super::error::ImportError;
use super::jobs::Progress;
use crate::domain::ids::{ImportId, OutletId};
use crate::domain::import::{Import, ImportState, RowOutcome, RowProblem, RowResult};
use crate::domain::outlet::Outlet;
use crate::store::imports::{AppliedRow, ResultWrite};
use crate::store::outlets::OutletWrite;
use crate::store::{Author, Store, Tx};

const ACTION: &str = "import_undo";

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
    let mut before = u32::MAX;
    loop {
        let rows = tx.applied_rows(id, before, PAGE_ROWS).await?;
        let Some(last) = rows.last() else { break };
        before = last.number;
        progress.advance(rows.len());
        let results = undo_page(&mut tx, rows).await?;
        results.iter().for_each(|write| import.counts.add(&write.result));
        tx.put_import_results(id, &results).await?;
    }
    tx.delete_held_of_import(id).await?;
    tx.delete_unused_services(&import.created_services).await?;
    import.state = ImportState::Undone;
    import.revision = tx.revision().or(import.revision);
    tx.update_import(&import).await?;
    tx.commit().await?;
    Ok(store.find_import(id).await?.unwrap_or(import))
}

async fn undo_page(tx: &mut Tx, rows: Vec<AppliedRow>) -> Result<Vec<ResultWrite>, ImportError> {
    let ids: Vec<_> = rows.iter().map(|row| row.outlet_id.0).collect();
    let mut there: HashMap<_, Outlet> =
        tx.outlets_by_ids(&ids).await?.into_iter().map(|outlet| (outlet.id, outlet)).collect();
    let at = tx.author().at;
    let (mut deletes, mut restores, mut expected) = (Vec::new(), Vec::new(), Vec::new());
    let mut results = Vec::with_capacity(rows.len());
    for row in rows {
        let (number, id) = (row.number, row.outlet_id);
        let kept = match judge(there.remove(&id), row) {
            Undo::Gone => None,
            Undo::Keep(reason) => Some(reason),
            Undo::Delete(now) => {
                deletes.push(*now);
                None
            }
            Undo::Restore { now, before } => {
                expected.push(now.version);
                let outlet = Outlet { version: now.version + 1, updated_at: at, ..*before };
                restores.push(OutletWrite { outlet, before: Some(*now) });
                None
            }
        };
        results.push(undo_result(number, id, kept));
    }
    tx.delete_outlets(&deletes, ACTION).await?;
    tx.update_outlets(&restores, &expected, ACTION).await?;
    Ok(results)
}

/// What undoing does to the outlet of a row.
enum Undo {
    /// Somebody has deleted it since: as gone as undoing would have it.
    Gone,
    Keep(String),
    Delete(Box<Outlet>),
    Restore {
        now: Box<Outlet>,
        before: Box<Outlet>,
    },
}

fn judge(now: Option<Outlet>, row: AppliedRow) -> Undo {
    match (now, row.before) {
        (None, None) => Undo::Gone,
        (None, Some(_)) => Undo::Keep("the outlet was deleted since: there is nothing to put back on".to_owned()),
        (Some(now), _) if now.version != row.version_after => Undo::Keep(format!(
            "the outlet was changed since the import (version {} then, {} now): it is left as it is",
            row.version_after, now.version
        )),
        (Some(now), None) => Undo::Delete(Box::new(now)),
        (Some(now), Some(before)) => Undo::Restore { now: Box::new(now), before: Box::new(before) },
    }
}

fn undo_result(number: u32, id: OutletId, kept: Option<String>) -> ResultWrite {
    let outcome = if kept.is_some() { RowOutcome::Kept } else { RowOutcome::Undone };
    let problem = |message| RowProblem { column: None, code: "changed_since".to_owned(), message, warning: false };
    let problems = kept.map(problem).into_iter().collect();
    ResultWrite {
        result: RowResult { number, outcome, problems, outlet_id: Some(id) },
        version_after: None,
        before: None,
    }
}
