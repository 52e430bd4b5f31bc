//! Undoing: who an import made is deleted, who it changed is as before. Whoever somebody has changed since, or has
//! had to do with, is left alone.

use std::collections::{HashMap, HashSet};

use uuid::Uuid;

use crate::domain::customer::Customer;
use crate::service::imports::ImportError;
use crate::service::imports::undo::{ACTION, undo_result};
use crate::store::customers::{CustomerImage, CustomerWrite};
use crate::store::imports::{AppliedRow, ResultWrite};
use crate::store::{Reading, Tx};

/// Takes back what these rows did.
pub(super) async fn undo_page(tx: &mut Tx, rows: Vec<AppliedRow>) -> Result<Vec<ResultWrite>, ImportError> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.record_id).collect();
    let created: Vec<Uuid> = rows.iter().filter(|row| row.created).map(|row| row.record_id).collect();
    let found = Reading::Tx(tx).customers_by_ids(&ids).await?;
    let mut there: HashMap<Uuid, Customer> = found.into_iter().map(|customer| (customer.id.0, customer)).collect();
    let busy = tx.customers_with_history(&created).await?;
    let mut deletes = Vec::new();
    let mut results = Vec::with_capacity(rows.len());
    for row in rows {
        let (number, id) = (row.number, row.record_id);
        let kept = match (reason_to_keep(&row, there.get(&id), &busy), there.remove(&id)) {
            (None, Some(now)) if row.created => {
                deletes.push(now);
                None
            }
            (None, Some(now)) => {
                restore(tx, now, &row).await?;
                None
            }
            (reason, _) => reason,
        };
        results.push(undo_result(number, id, kept));
    }
    tx.delete_customers(&deletes, ACTION).await?;
    Ok(results)
}

fn reason_to_keep(row: &AppliedRow, now: Option<&Customer>, busy: &HashSet<Uuid>) -> Option<String> {
    let Some(now) = now else {
        let gone = "the customer was deleted or merged since: there is nobody to put back";
        return (!row.created).then(|| gone.to_owned());
    };
    if now.version != row.version_after {
        return Some(format!(
            "the customer was changed since the import (version {} then, {} now) and is left as they are",
            row.version_after, now.version
        ));
    }
    let has_history = row.created && busy.contains(&row.record_id);
    has_history.then(|| "there are calls, messages, cases or orders of the customer since: they stay".to_owned())
}

async fn restore(tx: &mut Tx, now: Customer, row: &AppliedRow) -> Result<(), ImportError> {
    let Some(image) = row.before.as_deref() else { return Ok(()) };
    let CustomerImage { before, consents } = CustomerImage::from_json(image)?;
    tx.delete_consents(&consents).await?;
    if before.draft == now.draft {
        return Ok(tx.note_consents_of_import(now.id, ACTION).await?);
    }
    let expected = now.version;
    let customer = Customer { version: expected + 1, updated_at: tx.author().at, ..before };
    let write = CustomerWrite { customer, before: Some(now) };
    Ok(tx.update_customer(&write, expected, ACTION).await?)
}
