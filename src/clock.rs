//! The only caller of `now()`. Everything that needs the time is given it.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::units::{Seconds, Timestamp};

/// Where the time comes from: the system, or a test that sets it.
#[derive(Clone, Debug)]
pub enum Clock {
    System,
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands still until somebody moves it.
    pub fn fixed(at: Timestamp) -> Self {
        Clock::Fixed(Arc::new(AtomicI64::new(at.0)))
    }

    pub fn now(&self) -> Timestamp {
        match self {
            Clock::System => {
                let since_epoch = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                Timestamp(since_epoch.as_millis() as i64)
            }
            Clock::Fixed(at) => Timestamp(at.load(Ordering::SeqCst)),
        }
    }

    /// Moves a fixed clock; the system's clock is left alone.
    pub fn advance(&self, span: Seconds) {
        if let Clock::Fixed(at) = self {
            at.fetch_add(span.0 * 1000, Ordering::SeqCst);
        }
    }

    /// Sets a fixed clock; the system's clock is left alone.
    pub fn set(&self, to: Timestamp) {
        if let Clock::Fixed(at) = self {
            at.store(to.0, Ordering::SeqCst);
        }
    }
}
