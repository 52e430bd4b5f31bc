//! What memory mirrors of the database, and the follower that keeps it in step.
//!
//! `follower` is the only writer: it reads the ordered change log, loads the rows that changed, edits the
//! index, says how far it has come (`applied`), and tells the listeners. A lost hint costs delay, never
//! truth; a rebuild is always allowed, since memory is derived state.

pub mod customers;
mod events;
mod follower;
mod load;
mod moves;
pub mod outlets;

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use self::customers::LiveCustomers;
use self::outlets::{LiveOutlets, OutletIndex, ServiceVocabulary};
use crate::clock::Clock;
use crate::domain::ids::UserId;
use crate::domain::outlet::Service;
use crate::store::{Store, StoreError};

pub use events::{Audience, BATCHES_BUFFERED, Batch, Event, Events, FORMS, Personal};

/// How long a writer waits to read its own write from memory; after that it is told both revisions.
const READ_OWN_WRITE: Duration = Duration::from_millis(250);

/// What is mirrored.
#[derive(Debug)]
pub struct Mirrors {
    pub outlets: LiveOutlets,
    pub customers: LiveCustomers,
    services: RwLock<Arc<[Service]>>,
    outlets_revision: AtomicI64,
    customers_revision: AtomicI64,
}

impl Mirrors {
    fn new(index: OutletIndex, services: Vec<Service>, revision: i64) -> Self {
        let (outlets, customers) = (LiveOutlets::new(index), LiveCustomers::default());
        let (outlets_revision, customers_revision) = (AtomicI64::new(revision), AtomicI64::new(revision));
        Self { outlets, customers, services: RwLock::new(services.into()), outlets_revision, customers_revision }
    }

    /// The last change of an outlet that memory shows.
    pub fn outlets_revision(&self) -> i64 {
        self.outlets_revision.load(Ordering::Acquire)
    }

    fn set_outlets_revision(&self, revision: i64) {
        self.outlets_revision.store(revision, Ordering::Release);
    }

    /// The last change of a customer that memory shows.
    pub fn customers_revision(&self) -> i64 {
        self.customers_revision.load(Ordering::Acquire)
    }

    fn set_customers_revision(&self, revision: i64) {
        self.customers_revision.store(revision, Ordering::Release);
    }

    /// The vocabulary in the order of the bits in service masks.
    pub fn services(&self) -> Arc<[Service]> {
        Arc::clone(&self.services.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn set_services(&self, services: Vec<Service>) {
        let vocabulary = ServiceVocabulary::new(services.iter().map(|service| service.code.clone()));
        self.outlets.write().set_vocabulary(vocabulary);
        *self.services.write().unwrap_or_else(PoisonError::into_inner) = services.into();
    }
}

/// The mirrors and how far they are.
#[derive(Debug)]
pub struct Live {
    mirrors: Arc<Mirrors>,
    applied: watch::Receiver<i64>,
    audience: Arc<Audience>,
    tasks: Vec<JoinHandle<()>>,
}

impl Live {
    /// Loads everything, then follows. Returns when the first load is done.
    pub async fn start(store: &Store, clock: &Clock) -> Result<Self, StoreError> {
        let audience = Arc::new(Audience::default());
        let (mirrors, applied, tasks) = follower::start(store, clock, Arc::clone(&audience)).await?;
        Ok(Self { mirrors, applied, audience, tasks })
    }

    /// The revision up to which memory has followed.
    pub fn applied(&self) -> i64 {
        *self.applied.borrow()
    }

    /// What is mirrored, for work that outlives a request.
    pub fn mirrors(&self) -> Arc<Mirrors> {
        Arc::clone(&self.mirrors)
    }

    /// Follows `applied`.
    pub fn watch_applied(&self) -> watch::Receiver<i64> {
        self.applied.clone()
    }

    /// Outlets in memory.
    pub fn outlet_count(&self) -> usize {
        self.mirrors.outlets.read().len()
    }

    /// The outlets in memory; never hold the guard across an await.
    pub fn outlets(&self) -> &LiveOutlets {
        &self.mirrors.outlets
    }

    /// The customers in memory; never hold the guard across an await.
    pub fn customers(&self) -> &LiveCustomers {
        &self.mirrors.customers
    }

    /// The vocabulary in the order of the bits in service masks.
    pub fn services(&self) -> Arc<[Service]> {
        self.mirrors.services()
    }

    /// Waits until memory has followed up to `revision`, a quarter of a second at most.
    pub async fn wait_for(&self, revision: i64) {
        let mut applied = self.applied.clone();
        // Late or stopped: the caller answers with what there is, and says which revision that is.
        let _ = tokio::time::timeout(READ_OWN_WRITE, applied.wait_for(|applied| *applied >= revision)).await;
    }

    /// Changes from now on, in order, and those for `user` alone.
    pub fn listen(&self, user: Option<UserId>) -> Events {
        self.audience.listen(user.map(|user| user.0))
    }

    pub fn stop(&self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

impl Drop for Live {
    fn drop(&mut self) {
        self.stop();
    }
}
