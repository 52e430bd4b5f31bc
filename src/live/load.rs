//! The first load: every outlet once, streamed from one read transaction into the index.

use std::sync::mpsc;

use super::Mirrors;
use super::outlets::{OutletIndex, ServiceVocabulary};
use crate::clock::Clock;
use crate::domain::outlet::{Outlet, Service};
use crate::store::outlets::RawOutlets;
use crate::store::{Store, StoreError};

/// Batches of outlets between the reading and the building side; bounds memory, keeps both busy.
const BATCHES_IN_FLIGHT: usize = 4;

/// The mirrors, and the revision that they show.
pub(super) async fn mirrors(store: &Store, clock: &Clock) -> Result<(Mirrors, i64), StoreError> {
    loop {
        let services = store.services().await?;
        let (index, revision) = outlets(store, clock, &services).await?;
        // A service added meanwhile would be missing in the masks of outlets that already offer it.
        if store.services().await? == services {
            return Ok((Mirrors::new(index, services, revision), revision));
        }
    }
}

async fn outlets(store: &Store, clock: &Clock, services: &[Service]) -> Result<(OutletIndex, i64), StoreError> {
    let vocabulary = ServiceVocabulary::new(services.iter().map(|service| service.code.clone()));
    let (sender, receiver) = mpsc::sync_channel::<RawOutlets>(BATCHES_IN_FLIGHT);
    let now = clock.now();
    let building = tokio::task::spawn_blocking(move || {
        let outlets = receiver.into_iter().flat_map(readable);
        OutletIndex::build(outlets, vocabulary, now)
    });
    // The builder only hangs up when it panicked, which the join below reports.
    let read = store.each_outlet(|batch| drop(sender.send(batch))).await;
    drop(sender);
    let index = building.await.expect("building the index does not panic");
    Ok((index, read?))
}

/// One corrupt row must not keep all others from being served.
fn readable(batch: RawOutlets) -> impl Iterator<Item = Outlet> {
    let report = |error: &StoreError| tracing::error!(%error, "Left an outlet out of the index: {error}");
    batch.read().filter_map(move |outlet| outlet.inspect_err(report).ok())
}
