//! The mirror behind a lock, empty until it is loaded.

use std::sync::{Mutex, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use tokio::sync::watch;

use super::CustomerIndex;

/// Shared by all requests; the follower is the only writer. Never hold a guard across an await.
#[derive(Debug)]
pub struct LiveCustomers {
    index: RwLock<Option<CustomerIndex>>,
    /// Loaded, with its revision, and not yet taken over by the follower.
    loaded: Mutex<Option<(CustomerIndex, i64)>>,
    ready: watch::Sender<bool>,
}

impl Default for LiveCustomers {
    fn default() -> Self {
        Self { index: RwLock::default(), loaded: Mutex::default(), ready: watch::Sender::new(false) }
    }
}

impl LiveCustomers {
    /// An index that stands still.
    pub fn of(index: CustomerIndex) -> Self {
        let customers = Self::default();
        customers.install(index);
        customers
    }

    /// What stood still, to be changed.
    pub fn into_index(self) -> Option<CustomerIndex> {
        self.index.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// `None` until everybody is loaded.
    pub fn read(&self) -> RwLockReadGuard<'_, Option<CustomerIndex>> {
        self.index.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns when everybody is loaded.
    pub async fn ready(&self) {
        // An error would mean that the sender is gone, and it lives as long as this.
        let _ = self.ready.subscribe().wait_for(|ready| *ready).await.map(drop);
    }

    pub(in crate::live) fn write(&self) -> RwLockWriteGuard<'_, Option<CustomerIndex>> {
        self.index.write().unwrap_or_else(PoisonError::into_inner)
    }

    pub(in crate::live) fn offer(&self, index: CustomerIndex, revision: i64) {
        *self.loaded.lock().unwrap_or_else(PoisonError::into_inner) = Some((index, revision));
    }

    pub(in crate::live) fn take_loaded(&self) -> Option<(CustomerIndex, i64)> {
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    pub(in crate::live) fn install(&self, index: CustomerIndex) {
        *self.write() = Some(index);
        self.ready.send_replace(true);
    }
}
