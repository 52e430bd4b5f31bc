//! What waits.

use std::collections::HashMap;

use crate::domain::ids::OutletId;
use crate::domain::outlet::Outlet;
use crate::domain::outlet_geocode::{GeocodeCause, OutletGeocode, Repair};
use crate::store::{Store, StoreError};

/// A page of the queue.
#[derive(Clone, Debug)]
pub struct RepairPage {
    pub repairs: Vec<Repair>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<OutletId>,
    /// Of the whole queue, in the order of causes.
    pub counts: Vec<(GeocodeCause, i64)>,
}

/// Oldest first, those after `after`; of one cause where it is given.
pub async fn repair_page(
    store: &Store,
    cause: Option<GeocodeCause>,
    after: Option<OutletId>,
    limit: i64,
) -> Result<RepairPage, StoreError> {
    let mut waiting = store.open_geocodes(cause, after, limit + 1).await?;
    let more = waiting.len() as i64 > limit;
    waiting.truncate(limit as usize);
    let next = waiting.last().filter(|_| more).map(|last| last.id);
    Ok(RepairPage { repairs: with_outlets(store, waiting).await?, next, counts: store.open_geocode_counts().await? })
}

/// An outlet that is deleted in between takes its repair with it.
pub(super) async fn with_outlets(store: &Store, waiting: Vec<OutletGeocode>) -> Result<Vec<Repair>, StoreError> {
    let placed: Vec<_> = waiting.iter().filter(|each| each.held.is_none()).map(|each| each.id.0).collect();
    let outlets = store.outlets_by_ids(&placed).await?;
    let mut outlets: HashMap<OutletId, Outlet> = outlets.into_iter().map(|outlet| (outlet.id, outlet)).collect();
    let repair = |geocode: OutletGeocode| {
        let outlet = match &geocode.held {
            Some(held) => (**held).clone(),
            None => outlets.remove(&geocode.id)?,
        };
        Some(Repair { geocode, outlet })
    };
    Ok(waiting.into_iter().filter_map(repair).collect())
}
