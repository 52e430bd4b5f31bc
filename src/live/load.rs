//! The first load: every outlet once, streamed from one read transaction into the index.

use std::sync::mpsc;

use super::Mirrors;
use super::outlets::{OutletIndex, ServiceVocabulary};
use crate::clock::Clock;
use crate::domain::outlet::{Outlet, Service};
use crate::store::{Store, StoreError};

/// Outlets between the reading and the building side; bounds memory, keeps both busy.
const IN_FLIGHT: usize = 1_024;

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
    let (sender, receiver) = mpsc::sync_channel::<Outlet>(IN_FLIGHT);
    let now = clock.now();
    let building = tokio::task::spawn_blocking(move || OutletIndex::build(receiver, vocabulary, now));
    let read = store
        .each_outlet(
            // The builder only hangs up when it panicked, which the join below reports.
            |outlet| drop(sender.send(outlet)),
            |error| tracing::error!(%error, "Left an outlet out of the index: {error}"),
        )
        .await;
    drop(sender);
    let index = building.await.expect("building the index does not panic");
    Ok((index, read?))
}
