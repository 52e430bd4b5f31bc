//! Gives their name's key to customers who were written before there were such keys, so that duplicates are found
//! among them too. Derived: no change is recorded, and a second server at the same work does no harm.

use uuid::Uuid;

use crate::clock::Clock;
use crate::domain::name_key::name_key;
use crate::store::{Author, Store, StoreError};

/// Customers in one transaction: some ten milliseconds, during which others wait to write.
const BATCH: i64 = 500;

/// Works until nobody lacks a key who can have one; returns for how many one was made.
pub async fn fill_name_keys(store: &Store, clock: &Clock) -> Result<u64, StoreError> {
    let (mut after, mut filled) = (Uuid::nil(), 0);
    loop {
        let batch = store.customers_without_name_key(after, BATCH).await?;
        let Some((last, _)) = batch.last() else { return Ok(filled) };
        after = *last;
        let mut tx = store.begin(Author::system(clock.now())).await?;
        for (id, name) in &batch {
            filled += tx.fill_name_key(*id, &name_key(name)).await?;
        }
        tx.commit().await?;
    }
}
