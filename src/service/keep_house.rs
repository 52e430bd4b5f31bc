//! Forgets what has had its time: answers kept for repeats, changes that no listener asks for any more, links that
//! have ended, and files of customers, which nobody should find after the customers are gone.

use crate::store::{Author, Store, StoreError};
use crate::units::{Seconds, Timestamp};

/// How long things are kept.
#[derive(Clone, Copy, Debug)]
pub struct Retention {
    pub idempotent_replies: Seconds,
    pub changes: Seconds,
    /// After their end: so long whoever opens a link is told that it has ended.
    pub answer_links: Seconds,
    /// Imports of customers with their rows; as long as one can be undone.
    pub customer_files: Seconds,
}

/// How many rows were forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forgotten {
    pub idempotent_replies: u64,
    pub changes: u64,
    pub answer_links: u64,
    pub customer_files: u64,
}

/// Forgets in one transaction what is older than `retention`, as of `now`. The audit is never touched.
pub async fn keep_house(store: &Store, retention: Retention, now: Timestamp) -> Result<Forgotten, StoreError> {
    let mut tx = store.begin(Author::system(now)).await?;
    let idempotent_replies = tx.forget_replies(now - retention.idempotent_replies).await?;
    let changes = tx.forget_changes(now - retention.changes).await?;
    let answer_links = tx.forget_answer_links(now - retention.answer_links).await?;
    let customer_files = tx.forget_customer_files(now - retention.customer_files).await?;
    tx.commit().await?;
    Ok(Forgotten { idempotent_replies, changes, answer_links, customer_files })
}
