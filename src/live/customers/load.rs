//! The first load of all customers, beside the running service.

use std::sync::{Arc, mpsc};
use std::time::Duration;

use super::CustomerIndex;
use crate::live::Mirrors;
use crate::store::customers::SearchedCustomer;
use crate::store::{Store, StoreError};

/// Batches of customers between the reading and the building side; bounds memory, keeps both busy.
const BATCHES_IN_FLIGHT: usize = 2;

const RETRY: Duration = Duration::from_secs(1);

/// Offers the mirror to the follower when everybody is in it; tries again after an error of the database.
pub(in crate::live) async fn load(store: Store, mirrors: Arc<Mirrors>) {
    loop {
        match read(&store).await {
            Ok((index, revision)) => {
                mirrors.customers.offer(index, revision);
                store.committed().notify_waiters();
                return;
            }
            Err(error) => {
                tracing::warn!(%error, "Customers cannot be loaded for the search, trying again: {error}");
                tokio::time::sleep(RETRY).await;
            }
        }
    }
}

async fn read(store: &Store) -> Result<(CustomerIndex, i64), StoreError> {
    let (sender, receiver) = mpsc::sync_channel::<Vec<SearchedCustomer>>(BATCHES_IN_FLIGHT);
    let building = tokio::task::spawn_blocking(move || {
        let mut index = CustomerIndex::default();
        receiver.into_iter().flatten().for_each(|customer| index.upsert(&customer));
        index
    });
    // The builder only hangs up when it panicked, which the join below reports.
    let revision = store.each_searched_customer(|batch| drop(sender.send(batch))).await;
    drop(sender);
    let index = building.await.expect("building the index does not panic");
    Ok((index, revision?))
}
