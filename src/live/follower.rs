//! Follows the change log: the only writer of what memory mirrors.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use uuid::Uuid;

use super::customers::{self, CustomerIndex};
use super::events::{Announcer, Audience};
use super::{Mirrors, load};
use crate::clock::Clock;
use crate::domain::ids::{CustomerId, OutletId};
use crate::store::{Change, Store, StoreError};

/// The safety net under lost hints.
const POLL: Duration = Duration::from_secs(1);

/// Pause after an error of the database, and before listening for hints again.
const RETRY: Duration = Duration::from_secs(1);

/// Changes read at a time; bounds the memory of one step after a bulk import.
const BATCH: i64 = 2_000;

/// Outlets written under one lock: well under a millisecond that readers wait.
const EDITS_PER_LOCK: usize = 32;

/// How often compiled hours are looked over; they reach two weeks ahead, so this is not urgent.
const REFRESH: Duration = Duration::from_secs(60);

/// What the follower keeps in step and whom it tells.
#[derive(Debug)]
struct Follower {
    store: Store,
    clock: Clock,
    mirrors: Arc<Mirrors>,
    applied: watch::Sender<i64>,
    announcer: Announcer,
}

/// Loads once, then follows in the background.
pub(super) async fn start(
    store: &Store,
    clock: &Clock,
    audience: Arc<Audience>,
) -> Result<(Arc<Mirrors>, watch::Receiver<i64>, Vec<JoinHandle<()>>), StoreError> {
    let (mirrors, revision) = load::mirrors(store, clock).await?;
    let mirrors = Arc::new(mirrors);
    let (applied, follow) = watch::channel(revision);
    let announcer = Announcer::new(audience);
    let follower =
        Follower { store: store.clone(), clock: clock.clone(), mirrors: Arc::clone(&mirrors), applied, announcer };
    let refresh = tokio::spawn(keep_hours_fresh(Arc::clone(&mirrors), clock.clone()));
    let loading = tokio::spawn(customers::load(store.clone(), Arc::clone(&mirrors)));
    let tasks = vec![tokio::spawn(follower.run()), tokio::spawn(forward_hints(store.clone())), refresh, loading];
    Ok((mirrors, follow, tasks))
}

impl Follower {
    async fn run(mut self) {
        let committed = self.store.committed();
        loop {
            // Registered before reading: a commit between reading and waiting still wakes us.
            let hint = committed.notified();
            match self.catch_up().await {
                Ok(()) => {
                    let wait = self.announcer.tell_when_due(Instant::now()).unwrap_or(POLL);
                    drop(tokio::time::timeout(wait, hint).await);
                }
                Err(error) => {
                    tracing::warn!(%error, "The follower cannot read the change log, trying again: {error}");
                    tokio::time::sleep(RETRY).await;
                }
            }
        }
    }

    async fn catch_up(&mut self) -> Result<(), StoreError> {
        self.take_over_customers().await?;
        loop {
            let from = *self.applied.borrow();
            let changes = self.store.changes_after(from, BATCH).await?;
            let Some(last) = changes.last() else {
                return Ok(());
            };
            let revision = last.revision;
            self.apply(&changes).await?;
            self.applied.send_replace(revision);
            self.announcer.announce(changes);
        }
    }

    /// Brings the mirrors to the state after `changes`. Rows may be newer than the change that led to them;
    /// the change that made them so comes later and changes nothing.
    async fn apply(&self, changes: &[Change]) -> Result<(), StoreError> {
        if changes.iter().any(|change| change.entity == "service") {
            self.mirrors.set_services(self.store.services().await?);
        }
        self.apply_to_customers(changes).await?;
        let outlet_changes = || changes.iter().filter(|change| change.entity == "outlet");
        let Some(last) = outlet_changes().next_back() else {
            return Ok(());
        };
        let mut ids: Vec<Uuid> = outlet_changes().map(|change| change.entity_id).collect();
        ids.sort_unstable();
        ids.dedup();
        let outlets = self.store.outlets_by_ids(&ids).await?;
        let found: HashSet<Uuid> = outlets.iter().map(|outlet| outlet.id.0).collect();
        let now = self.clock.now();
        for step in outlets.chunks(EDITS_PER_LOCK) {
            let mut index = self.mirrors.outlets.write();
            for outlet in step {
                index.upsert(outlet, now);
            }
        }
        let mut index = self.mirrors.outlets.write();
        for id in ids.iter().filter(|id| !found.contains(*id)) {
            index.remove(OutletId(*id));
        }
        self.mirrors.set_outlets_revision(last.revision);
        Ok(())
    }
}

impl Follower {
    /// Installs loaded customers, once what happened since they were read is in them.
    async fn take_over_customers(&self) -> Result<(), StoreError> {
        let Some((mut index, revision)) = self.mirrors.customers.take_loaded() else {
            return Ok(());
        };
        let (mut from, applied) = (revision, *self.applied.borrow());
        while from < applied {
            let changes = self.store.changes_after(from, BATCH).await?;
            let Some(last) = changes.last() else { break };
            from = last.revision;
            self.edit_customers(&changes, |edit| edit(&mut index)).await?;
        }
        tracing::info!(customers = index.len(), "Searching {} customers in memory", index.len());
        self.mirrors.customers.install(index);
        self.mirrors.set_customers_revision(from);
        Ok(())
    }

    async fn apply_to_customers(&self, changes: &[Change]) -> Result<(), StoreError> {
        if self.mirrors.customers.read().is_none() {
            return Ok(());
        }
        self.edit_customers(changes, |edit| self.mirrors.customers.write().as_mut().into_iter().for_each(edit)).await?;
        if let Some(last) = changes.iter().rfind(|change| change.entity == "customer") {
            self.mirrors.set_customers_revision(last.revision);
        }
        Ok(())
    }

    /// Brings customers to the state after `changes`; `on_index` runs one short edit after the other.
    async fn edit_customers(
        &self,
        changes: &[Change],
        mut on_index: impl FnMut(&mut dyn FnMut(&mut CustomerIndex)),
    ) -> Result<(), StoreError> {
        let of_customers = changes.iter().filter(|change| change.entity == "customer");
        let mut ids: Vec<Uuid> = of_customers.map(|change| change.entity_id).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            return Ok(());
        }
        let found = self.store.searched_customers(&ids).await?;
        for step in found.chunks(EDITS_PER_LOCK) {
            on_index(&mut |index| step.iter().for_each(|customer| index.upsert(customer)));
        }
        let found: HashSet<Uuid> = found.iter().map(|customer| customer.id.0).collect();
        let gone: Vec<Uuid> = ids.into_iter().filter(|id| !found.contains(id)).collect();
        on_index(&mut |index| gone.iter().for_each(|id| index.remove(CustomerId(*id))));
        Ok(())
    }
}

/// Moves the windows of compiled hours along with the days.
async fn keep_hours_fresh(mirrors: Arc<Mirrors>, clock: Clock) {
    loop {
        tokio::time::sleep(REFRESH).await;
        let (mirrors, now) = (Arc::clone(&mirrors), clock.now());
        // An error means that the runtime is shutting down.
        let _ = tokio::task::spawn_blocking(move || mirrors.outlets.refresh_hours(now)).await;
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
