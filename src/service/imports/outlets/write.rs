//! Writing what a page of rows wants: outlets, and those that wait for a person.

use super::evaluate::{Evaluated, Wish};
use crate::domain::ids::{ImportId, OutletId};
use crate::domain::outlet::{Outlet, OutletDraft};
use crate::domain::outlet_geocode::{Geocode, ImportedRow, OutletGeocode};
use crate::service::imports::ImportError;
use crate::service::imports::apply::ACTION;
use crate::store::Tx;
use crate::store::imports::ResultWrite;
use crate::store::outlets::{OutletWrite, image_to_json};
use crate::units::Timestamp;

/// Writes what the rows want.
pub(super) async fn write_page(
    tx: &mut Tx,
    id: ImportId,
    evaluated: Vec<Evaluated>,
) -> Result<Vec<ResultWrite>, ImportError> {
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
                result.record_id = Some(outlet.id.0);
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
                (Some(version), Some(image_to_json(&before)))
            }
        };
        results.push(ResultWrite { result, version_after, before });
    }
    tx.insert_outlets(&creates, ACTION).await?;
    tx.update_outlets(&updates, &expected, ACTION).await?;
    tx.delete_held_with_codes(&held_codes(&creates, &geocodes)).await?;
    tx.put_outlet_geocodes(&geocodes).await?;
    Ok(results)
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
