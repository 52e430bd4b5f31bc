//! Looking again: the data may be better now, or the address was mended.

use super::list::with_outlets;
use super::settle::{settle, still_open};
use super::{RepairError, Repaired, Settled};
use crate::domain::ids::OutletId;
use crate::domain::outlet::{OutletAddress, OutletDraft};
use crate::domain::outlet_geocode::{Geocode, GeocodeCause, GeocodeState, OutletGeocode, Repair};
use crate::service::geocode::Geocoding;
use crate::service::write_outlets;
use crate::store::{Author, Store, Tx};

/// What a person has mended of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressChange {
    pub street: String,
    pub postcode: String,
    pub city: String,
}

/// Looks for all of `ids` again; with `change`, all of them get the mended address first. Returns the last revision
/// it wrote beside what became of each.
pub async fn retry(
    store: &Store,
    geocoding: &Geocoding,
    author: Author,
    ids: &[OutletId],
    change: Option<&AddressChange>,
) -> Result<(Vec<Repaired>, Option<i64>), RepairError> {
    let mut repairs = Vec::with_capacity(ids.len());
    let mut repaired = Vec::with_capacity(ids.len());
    for id in ids {
        let waiting = store.find_outlet_geocode(*id).await?.filter(|each| each.geocode.state == GeocodeState::Open);
        match waiting {
            Some(waiting) => repairs.extend(with_outlets(store, vec![waiting]).await?),
            None => repaired.push(Repaired { id: *id, settled: Settled::NotWaiting }),
        }
    }
    let addresses: Vec<OutletAddress> = repairs.iter().map(|repair| mended(repair, change)).collect();
    let geocodes = geocoding.place(addresses.clone()).await?;
    let mut tx = store.begin(author).await?;
    for ((repair, geocode), address) in repairs.into_iter().zip(geocodes).zip(addresses) {
        let id = repair.geocode.id;
        let settled = take(&mut tx, id, geocode, change.map(|_| address)).await?;
        repaired.push(Repaired { id, settled });
    }
    let revision = tx.commit().await?.revision;
    Ok((repaired, revision))
}

fn mended(repair: &Repair, change: Option<&AddressChange>) -> OutletAddress {
    let address = repair.outlet.draft.address.clone();
    match change {
        Some(AddressChange { street, postcode, city }) => {
            OutletAddress { street: street.clone(), postcode: postcode.clone(), city: city.clone(), ..address }
        }
        None => address,
    }
}

async fn take(
    tx: &mut Tx,
    id: OutletId,
    geocode: Geocode,
    address: Option<OutletAddress>,
) -> Result<Settled, RepairError> {
    let Some(mut waiting) = tx.open_geocode(id).await? else { return Ok(Settled::NotWaiting) };
    waiting.attempts += 1;
    if let Some(address) = address {
        write_address(tx, &mut waiting, address).await?;
    }
    match geocode.good_point() {
        Some(point) => settle(tx, waiting, geocode, point).await,
        None => {
            let cause = geocode.cause.unwrap_or(GeocodeCause::Unsure);
            still_open(tx, OutletGeocode { geocode, ..waiting }, cause).await
        }
    }
}

async fn write_address(tx: &mut Tx, waiting: &mut OutletGeocode, address: OutletAddress) -> Result<(), RepairError> {
    if let Some(held) = &mut waiting.held {
        held.draft.address = address;
        return Ok(());
    }
    if let Some(outlet) = tx.find_outlet(waiting.id).await? {
        let draft = OutletDraft { address, ..outlet.draft };
        write_outlets::update_outlet(tx, waiting.id, None, draft).await?;
    }
    Ok(())
}
