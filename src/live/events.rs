//! Who is told of changes, and when: what is for one user alone at once, everything else collected for a moment.
//!
//! Five hundred people who watch two hundred writes a second would be woken a hundred thousand times a second. So a
//! listener gets a batch, a few times a second at most, and its text is made once for all who see the same of it. The
//! first change after a quiet moment does not wait.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{OnceCell, broadcast};
use tokio::time::Instant;
use uuid::Uuid;

use crate::store::Change;

/// Changes that come closer upon each other are told together: too short to be noticed on a screen.
pub const COLLECT: Duration = Duration::from_millis(200);

/// Batches that may wait for a slow listener before it has to start over.
pub const BATCHES_BUFFERED: usize = 32;

/// The same for what is for one user alone.
const PERSONAL_BUFFERED: usize = 256;

/// Changes of one batch; an import is told in several.
const BATCH_MAX: usize = 2_000;

/// Ways in which the text of a batch can differ by what its reader may see.
pub const FORMS: usize = 8;

/// Changes in the order of the log; never empty.
#[derive(Debug)]
pub struct Batch {
    pub changes: Vec<Change>,
    forms: [OnceLock<Bytes>; FORMS],
}

impl Batch {
    fn new(changes: Vec<Change>) -> Self {
        Self { changes, forms: Default::default() }
    }

    pub fn first_revision(&self) -> i64 {
        self.changes.first().map_or(0, |change| change.revision)
    }

    pub fn last_revision(&self) -> i64 {
        self.changes.last().map_or(0, |change| change.revision)
    }

    /// The text for readers of kind `form`, below `FORMS`, made by the first who asks.
    pub fn form(&self, form: usize, make: impl FnOnce(&[Change]) -> Bytes) -> Bytes {
        self.forms[form].get_or_init(|| make(&self.changes)).clone()
    }
}

/// A change for one user; its text is made once for all of the user's windows. `None` where there is nothing to tell.
#[derive(Debug)]
pub struct Personal {
    pub change: Change,
    pub form: OnceCell<Option<Bytes>>,
}

/// What a listener is told.
#[derive(Clone, Debug)]
pub enum Event {
    Batch(Arc<Batch>),
    Personal(Arc<Personal>),
    /// The listener was too slow and has missed changes: it must read anew.
    Missed,
}

/// A listener's end.
#[derive(Debug)]
pub struct Events {
    common: broadcast::Receiver<Arc<Batch>>,
    personal: broadcast::Receiver<Arc<Personal>>,
}

impl Events {
    /// The next event; `None` when the service stops.
    pub async fn next(&mut self) -> Option<Event> {
        // What is for one alone comes first: somebody may be on the telephone.
        tokio::select! {
            biased;
            personal = self.personal.recv() => told(personal, Event::Personal),
            batch = self.common.recv() => told(batch, Event::Batch),
        }
    }
}

fn told<T>(received: Result<T, RecvError>, event: impl FnOnce(T) -> Event) -> Option<Event> {
    match received {
        Ok(told) => Some(event(told)),
        Err(RecvError::Lagged(_)) => Some(Event::Missed),
        Err(RecvError::Closed) => None,
    }
}

/// Where listeners come in.
#[derive(Debug)]
pub struct Audience {
    common: broadcast::Sender<Arc<Batch>>,
    /// One channel for each user who listens; for keys and visitors one that nothing is sent to.
    personal: Mutex<HashMap<Option<Uuid>, broadcast::Sender<Arc<Personal>>>>,
}

impl Default for Audience {
    fn default() -> Self {
        Self { common: broadcast::channel(BATCHES_BUFFERED).0, personal: Mutex::default() }
    }
}

impl Audience {
    /// Changes from now on, in order, and those for `user` alone.
    pub fn listen(&self, user: Option<Uuid>) -> Events {
        let mut personal = self.personal.lock().unwrap_or_else(PoisonError::into_inner);
        personal.retain(|_, sender| sender.receiver_count() > 0);
        let sender = personal.entry(user).or_insert_with(|| broadcast::channel(PERSONAL_BUFFERED).0);
        Events { personal: sender.subscribe(), common: self.common.subscribe() }
    }

    fn tell_one(&self, user: Uuid, change: Change) {
        let personal = self.personal.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = personal.get(&Some(user)) {
            // Nobody listening is not an error.
            let _ = sender.send(Arc::new(Personal { change, form: OnceCell::new() }));
        }
    }

    fn tell_all(&self, changes: Vec<Change>) {
        let _ = self.common.send(Arc::new(Batch::new(changes)));
    }
}

/// Tells the audience; belongs to the follower.
#[derive(Debug)]
pub(super) struct Announcer {
    audience: Arc<Audience>,
    collected: Vec<Change>,
    told_at: Option<Instant>,
}

impl Announcer {
    pub fn new(audience: Arc<Audience>) -> Self {
        Self { audience, collected: Vec::new(), told_at: None }
    }

    /// Takes changes in the order of the log.
    pub fn announce(&mut self, changes: Vec<Change>) {
        for change in changes {
            match change.audience {
                Some(user) => self.audience.tell_one(user, change),
                None => self.collected.push(change),
            }
            if self.collected.len() >= BATCH_MAX {
                self.tell();
            }
        }
    }

    /// Tells what was collected when it is time; returns how long to wait for that, `None` when nothing waits.
    pub fn tell_when_due(&mut self, now: Instant) -> Option<Duration> {
        if self.collected.is_empty() {
            return None;
        }
        let since = |at: Instant| now.saturating_duration_since(at);
        let wait = self.told_at.map(|at| COLLECT.saturating_sub(since(at))).filter(|wait| !wait.is_zero());
        if wait.is_none() {
            self.told_at = Some(now);
            self.tell();
        }
        wait
    }

    fn tell(&mut self) {
        self.audience.tell_all(std::mem::take(&mut self.collected));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Op;
    use crate::units::Timestamp;

    fn change(revision: i64, audience: Option<Uuid>) -> Change {
        let (entity, entity_id) = ("outlet".to_owned(), Uuid::nil());
        Change { revision, entity, entity_id, op: Op::Update, at: Timestamp(0), audience }
    }

    fn revisions(event: Option<Event>) -> Vec<i64> {
        match event {
            Some(Event::Batch(batch)) => batch.changes.iter().map(|change| change.revision).collect(),
            Some(Event::Personal(personal)) => vec![personal.change.revision],
            other => panic!("no changes: {other:?}"),
        }
    }

    #[tokio::test]
    async fn the_first_change_is_told_at_once_and_those_close_behind_it_together() {
        let audience = Arc::new(Audience::default());
        let (mut listener, mut announcer) = (audience.listen(None), Announcer::new(Arc::clone(&audience)));
        let start = Instant::now();
        announcer.announce(vec![change(1, None)]);
        assert_eq!(announcer.tell_when_due(start), None);
        assert_eq!(revisions(listener.next().await), [1]);
        announcer.announce(vec![change(2, None)]);
        assert_eq!(announcer.tell_when_due(start), Some(COLLECT));
        announcer.announce(vec![change(3, None)]);
        assert_eq!(announcer.tell_when_due(start + COLLECT), None);
        assert_eq!(revisions(listener.next().await), [2, 3]);
    }

    #[tokio::test]
    async fn what_is_for_one_alone_does_not_wait_and_nobody_else_gets_it() {
        let audience = Arc::new(Audience::default());
        let (ewa, jan) = (Uuid::now_v7(), Uuid::now_v7());
        let (mut hers, mut his) = (audience.listen(Some(ewa)), audience.listen(Some(jan)));
        let mut announcer = Announcer::new(Arc::clone(&audience));
        announcer.announce(vec![change(1, None), change(2, Some(ewa)), change(3, None)]);
        assert_eq!(revisions(hers.next().await), [2]);
        announcer.tell_when_due(Instant::now());
        assert_eq!(revisions(hers.next().await), [1, 3]);
        assert_eq!(revisions(his.next().await), [1, 3]);
    }

    #[tokio::test]
    async fn a_listener_that_fell_behind_is_told_so() {
        let audience = Arc::new(Audience::default());
        let (mut listener, mut announcer) = (audience.listen(None), Announcer::new(Arc::clone(&audience)));
        for revision in 0..=BATCHES_BUFFERED as i64 {
            announcer.announce(vec![change(revision, None)]);
            announcer.tell();
        }
        assert!(matches!(listener.next().await, Some(Event::Missed)));
    }

    #[test]
    fn an_import_is_told_in_several_batches() {
        let audience = Arc::new(Audience::default());
        let mut announcer = Announcer::new(audience);
        announcer.announce((0..2 * BATCH_MAX as i64 + 1).map(|revision| change(revision, None)).collect());
        assert_eq!(announcer.collected.len(), 1);
    }

    #[test]
    fn a_text_is_made_once_for_each_kind_of_reader() {
        let batch = Batch::new(vec![change(1, None)]);
        assert_eq!(batch.form(0, |_| Bytes::from_static(b"a")), "a");
        assert_eq!(batch.form(0, |_| Bytes::from_static(b"b")), "a");
        assert_eq!(batch.form(1, |_| Bytes::from_static(b"b")), "b");
    }
}
