//! The mirror behind a lock.

use std::sync::{PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};

use super::OutletIndex;
use crate::units::Timestamp;

/// Hours compiled between two locks: some ten milliseconds of work, none of it under the lock.
const REFRESH_STEP: usize = 256;

/// Shared by all requests; the follower is the only writer. Never hold a guard across an await.
#[derive(Debug, Default)]
pub struct LiveOutlets(RwLock<OutletIndex>);

impl LiveOutlets {
    pub fn new(index: OutletIndex) -> Self {
        Self(RwLock::new(index))
    }

    pub fn read(&self) -> RwLockReadGuard<'_, OutletIndex> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn write(&self) -> RwLockWriteGuard<'_, OutletIndex> {
        self.0.write().unwrap_or_else(PoisonError::into_inner)
    }

    /// Moves all windows of compiled hours to the day of `now`, in short steps. Answers how many moved.
    pub fn refresh_hours(&self, now: Timestamp) -> usize {
        let mut moved = 0;
        loop {
            let stale = self.read().stale_hours(now, REFRESH_STEP);
            if stale.is_empty() {
                return moved;
            }
            moved += stale.len();
            let fresh: Vec<_> = stale.into_iter().map(|each| each.compile(now)).collect();
            self.write().install_hours(fresh);
        }
    }
}
