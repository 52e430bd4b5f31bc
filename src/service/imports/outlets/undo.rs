//! Undoing: what an import created is deleted, what it updated is as before.

use std::collections::HashMap;

use crate::domain::ids::OutletId;
use crate::domain::outlet::Outlet;
use crate::service::imports::ImportError;
use crate::service::imports::undo::{ACTION, undo_result};
use crate::store::imports::{AppliedRow, ResultWrite};
use crate::store::outlets::{OutletWrite, image_from_json};
use crate::store::{StoreError, Tx};

/// Takes back what these rows did.
pub(super) async fn undo_page(tx: &mut Tx, rows: Vec<AppliedRow>) -> Result<Vec<ResultWrite>, ImportError> {
    let ids: Vec<_> = rows.iter().map(|row| row.record_id).collect();
    let mut there: HashMap<_, Outlet> =
        tx.outlets_by_ids(&ids).await?.into_iter().map(|outlet| (outlet.id, outlet)).collect();
    let at = tx.author().at;
    let (mut deletes, mut restores, mut expected) = (Vec::new(), Vec::new(), Vec::new());
    let mut results = Vec::with_capacity(rows.len());
    for row in rows {
        let (number, id) = (row.number, row.record_id);
        let kept = match judge(there.remove(&OutletId(id)), row)? {
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

fn judge(now: Option<Outlet>, row: AppliedRow) -> Result<Undo, StoreError> {
    let before = row.before.as_deref().map(image_from_json).transpose()?;
    Ok(match (now, before) {
        (None, None) => Undo::Gone,
        (None, Some(_)) => Undo::Keep("the outlet was deleted since: there is nothing to put back on".to_owned()),
        (Some(now), _) if now.version != row.version_after => Undo::Keep(format!(
            "the outlet was changed since the import (version {} then, {} now): it is left as it is",
            row.version_after, now.version
        )),
        (Some(now), None) => Undo::Delete(Box::new(now)),
        (Some(now), Some(before)) => Undo::Restore { now: Box::new(now), before: Box::new(before) },
    })
}
