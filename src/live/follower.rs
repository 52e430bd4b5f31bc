//! Follows the change log: the only writer of what memory mirrors.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{broadcast, watch};
use tokio::task::JoinHandle;

use crate::clock::Clock;
use crate::store::{Change, Store, StoreError};

/// The safety net under lost hints.
const POLL: Duration = Duration::from_secs(1);

/// Pause after an error of the database, and before listening for hints again.
const RETRY: Duration = Duration::from_secs(1);

/// Changes read at a time; bounds the memory of one step after a bulk import.
const BATCH: i64 = 2_000;

/// Loads once, then follows in the background.
pub(super) async fn start(
    store: &Store,
    _clock: &Clock,
    events: broadcast::Sender<Arc<Change>>,
) -> Result<(watch::Receiver<i64>, Vec<JoinHandle<()>>), StoreError> {
    let revision = store.revision().await?;
    let (applied, follow) = watch::channel(revision);
    let follower = tokio::spawn(run(store.clone(), applied, events));
    let hints = tokio::spawn(forward_hints(store.clone()));
    Ok((follow, vec![follower, hints]))
}

async fn run(store: Store, applied: watch::Sender<i64>, events: broadcast::Sender<Arc<Change>>) {
    let committed = store.committed();
    loop {
        // Registered before reading: a commit between reading and waiting still wakes us.
        let hint = committed.notified();
        match catch_up(&store, &applied, &events).await {
            Ok(()) => drop(tokio::time::timeout(POLL, hint).await),
            Err(error) => {
                tracing::warn!(%error, "The follower cannot read the change log, trying again: {error}");
                tokio::time::sleep(RETRY).await;
            }
        }
    }
}

async fn catch_up(
    store: &Store,
    applied: &watch::Sender<i64>,
    events: &broadcast::Sender<Arc<Change>>,
) -> Result<(), StoreError> {
    loop {
        let from = *applied.borrow();
        let changes = store.changes_after(from, BATCH).await?;
        let Some(last) = changes.last() else {
            return Ok(());
        };
        let revision = last.revision;
        applied.send_replace(revision);
        for change in changes {
            // Nobody listening is not an error.
            let _ = events.send(Arc::new(change));
        }
    }
}

async fn forward_hints(store: Store) {
    loop {
        if let Err(error) = store.forward_remote_hints().await {
            tracing::warn!(%error, "Lost the connection for commit hints, polling until it is back: {error}");
        }
        tokio::time::sleep(RETRY).await;
    }
}
