//! Changes as they happen, for whoever listens: one bounded buffer, and a word when somebody fell behind.

use std::sync::Arc;

use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

use crate::store::Change;

/// A bulk import of this many changes may pass before a slow listener has to start over.
pub const EVENTS_BUFFERED: usize = 4_096;

/// What a listener is told.
#[derive(Clone, Debug)]
pub enum Event {
    Changed(Arc<Change>),
    /// The listener was too slow and has missed changes: it must read anew.
    Missed,
}

#[derive(Debug)]
pub struct Events {
    receiver: broadcast::Receiver<Arc<Change>>,
}

impl Events {
    pub(super) fn new(receiver: broadcast::Receiver<Arc<Change>>) -> Self {
        Self { receiver }
    }

    /// The next event; `None` when the service stops.
    pub async fn next(&mut self) -> Option<Event> {
        match self.receiver.recv().await {
            Ok(change) => Some(Event::Changed(change)),
            Err(RecvError::Lagged(_)) => Some(Event::Missed),
            Err(RecvError::Closed) => None,
        }
    }
}
