//! Ending a repair: a pin, an acceptance, or the way out.

use super::{RepairError, Repaired, Settled};
use crate::domain::ids::OutletId;
use crate::domain::outlet_geocode::{Geocode, GeocodeCause, GeocodeState, OutletGeocode};
use crate::geo::LonLat;
use crate::service::write_outlets;
use crate::store::{StoreError, Tx};

/// In the audit of outlets that a repair makes.
const ACTION: &str = "repair";

/// Puts the outlet where a person says it is.
pub async fn put_pin(tx: &mut Tx, id: OutletId, point: LonLat) -> Result<Settled, RepairError> {
    let Some(waiting) = tx.open_geocode(id).await? else { return Ok(Settled::NotWaiting) };
    let geocode = Geocode::manual(waiting.geocode.raw_text.clone(), point);
    settle(tx, waiting, geocode, point).await
}

/// Takes what was found, as it is.
pub async fn accept(tx: &mut Tx, ids: &[OutletId]) -> Result<Vec<Repaired>, RepairError> {
    let mut repaired = Vec::with_capacity(ids.len());
    for id in ids {
        repaired.push(Repaired { id: *id, settled: accept_one(tx, *id).await? });
    }
    Ok(repaired)
}

async fn accept_one(tx: &mut Tx, id: OutletId) -> Result<Settled, RepairError> {
    let Some(waiting) = tx.open_geocode(id).await? else { return Ok(Settled::NotWaiting) };
    let Some(point) = waiting.geocode.found.as_ref().map(|found| found.point) else {
        return Ok(Settled::NothingToAccept);
    };
    let geocode = Geocode { cause: None, state: GeocodeState::Accepted, ..waiting.geocode.clone() };
    settle(tx, waiting, geocode, point).await
}

/// Takes it out of the queue: what is held is forgotten, an outlet stays where it is. False when it did not wait.
pub async fn dismiss(tx: &mut Tx, id: OutletId) -> Result<bool, StoreError> {
    tx.delete_open_geocode(id).await
}

/// The outlet gets the point, or is made with it, and remembers how it was found.
pub(super) async fn settle(
    tx: &mut Tx,
    mut waiting: OutletGeocode,
    geocode: Geocode,
    point: LonLat,
) -> Result<Settled, RepairError> {
    match waiting.held.take() {
        Some(held) => {
            let mut draft = held.draft.clone();
            if !tx.outlets_by_codes(std::slice::from_ref(&draft.code)).await?.is_empty() {
                waiting.held = Some(held);
                return still_open(tx, waiting, GeocodeCause::CodeTaken).await;
            }
            draft.point = point;
            write_outlets::add_outlet(tx, waiting.id, draft, ACTION).await?;
        }
        None => {
            let Some(outlet) = tx.find_outlet(waiting.id).await? else { return Ok(Settled::NotWaiting) };
            let draft = crate::domain::outlet::OutletDraft { point, ..outlet.draft };
            write_outlets::update_outlet(tx, waiting.id, None, draft).await?;
        }
    }
    let updated_at = tx.author().at;
    tx.put_outlet_geocodes(&[OutletGeocode { geocode, updated_at, ..waiting }]).await?;
    Ok(Settled::Done)
}

pub(super) async fn still_open(
    tx: &mut Tx,
    mut waiting: OutletGeocode,
    cause: GeocodeCause,
) -> Result<Settled, RepairError> {
    waiting.geocode.cause = Some(cause);
    waiting.geocode.state = GeocodeState::Open;
    waiting.updated_at = tx.author().at;
    tx.put_outlet_geocodes(&[waiting]).await?;
    Ok(Settled::StillOpen(cause))
}
