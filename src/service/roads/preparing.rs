//! A gate before work that takes most of a second and that any visitor can ask for: roads under other conditions.
//!
//! One piece of work is done at a time, a few wait for their turn, and whoever comes when they are too many is told to
//! come back. What is wanted by several at once is done once: the others wait for it without taking a place.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{Semaphore, watch};

use super::RoutingError;

/// Each takes one core for half a second to a second for a city: other questions keep the other cores.
const AT_ONCE: usize = 1;

/// Those that are done and those that wait, so that nobody waits longer than about as many seconds.
const PLACES: usize = 5;

/// The gate; `K` says what is wanted.
#[derive(Debug)]
pub struct Preparing<K> {
    under_way: Mutex<Vec<(K, watch::Receiver<()>)>>,
    turns: Arc<Semaphore>,
}

/// What became of who came to the gate.
enum Entry<K> {
    Mine(Place<K>),
    /// Somebody makes the same: it is done when this one's sender is gone.
    Others(watch::Receiver<()>),
}

/// A place among those that wait and work; given back by dropping it.
struct Place<K> {
    gate: Arc<Preparing<K>>,
    done: watch::Sender<()>,
}

impl<K> Default for Preparing<K> {
    fn default() -> Self {
        Self { under_way: Mutex::default(), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl<K: Clone + PartialEq + Send + 'static> Preparing<K> {
    /// What `find` finds, or else what `make` makes on a thread of its own; nothing where that makes nothing. Work that
    /// has begun goes on when nobody waits for it any more. Errors: `Busy` when all places are taken.
    pub async fn once<T: Send + 'static>(
        self: &Arc<Self>,
        wanted: &K,
        find: impl Fn() -> Option<T>,
        make: impl FnOnce() -> Option<T> + Send + 'static,
    ) -> Result<Option<T>, RoutingError> {
        loop {
            if let Some(found) = find() {
                return Ok(Some(found));
            }
            match self.enter(wanted)? {
                Entry::Mine(place) => return place.work(make).await,
                Entry::Others(mut done) => {
                    // An error means that the sender is gone, which is what is waited for.
                    let _ = done.changed().await;
                }
            }
        }
    }

    fn enter(self: &Arc<Self>, wanted: &K) -> Result<Entry<K>, RoutingError> {
        let mut under_way = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, done)) = under_way.iter().find(|(known, _)| known == wanted) {
            return Ok(Entry::Others(done.clone()));
        }
        if under_way.len() >= PLACES {
            return Err(RoutingError::Busy);
        }
        let (done, others) = watch::channel(());
        under_way.push((wanted.clone(), others));
        Ok(Entry::Mine(Place { gate: Arc::clone(self), done }))
    }
}

impl<K: Send + 'static> Place<K> {
    async fn work<T: Send + 'static>(
        self,
        make: impl FnOnce() -> Option<T> + Send + 'static,
    ) -> Result<Option<T>, RoutingError> {
        let turn = Arc::clone(&self.gate.turns).acquire_owned().await.map_err(|_| RoutingError::Busy)?;
        let working = tokio::task::spawn_blocking(move || {
            let (_place, _turn) = (self, turn);
            make()
        });
        working.await.map_err(|error| RoutingError::Broken(error.to_string()))
    }
}

impl<K> Drop for Place<K> {
    fn drop(&mut self) {
        let mut under_way = self.gate.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        under_way.retain(|(_, others)| !others.same_channel(&self.done.subscribe()));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    /// Work that goes on until it is told what it has made.
    fn work(
        gate: &Arc<Preparing<u32>>,
        wanted: u32,
    ) -> (mpsc::Sender<u32>, tokio::task::JoinHandle<Result<Option<u32>, RoutingError>>) {
        let (tell, told) = mpsc::channel();
        let gate = Arc::clone(gate);
        let working = async move { gate.once(&wanted, || None, move || told.recv().ok()).await };
        (tell, tokio::spawn(working))
    }

    /// Lets all tasks go on until they wait.
    async fn settle() {
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn whoever_comes_when_all_places_are_taken_is_told_to_come_back() {
        let gate = Arc::new(Preparing::default());
        let others: Vec<_> = (0..PLACES as u32).map(|wanted| work(&gate, wanted)).collect();
        settle().await;
        assert!(matches!(gate.once(&99, || None::<u32>, || None).await, Err(RoutingError::Busy)));
        for (number, (tell, working)) in (0..).zip(others) {
            tell.send(number).expect("it waits");
            assert_eq!(working.await.expect("no panic").expect("a place"), Some(number));
        }
        assert_eq!(gate.once(&99, || None, || Some(1)).await.expect("a place"), Some(1));
    }

    #[tokio::test]
    async fn what_several_want_is_made_once_and_takes_one_place() {
        let gate = Arc::new(Preparing::default());
        let made = Arc::new(Mutex::new(None));
        let (tell, first) = work(&gate, 7);
        settle().await;
        let wait = |_| {
            let (gate, made) = (Arc::clone(&gate), Arc::clone(&made));
            tokio::spawn(async move { gate.once(&7, || *made.lock().expect("no panic"), || None).await })
        };
        let others: Vec<_> = (0..50).map(wait).collect();
        settle().await;
        *made.lock().expect("no panic") = Some(70);
        tell.send(70).expect("it waits");
        assert_eq!(first.await.expect("no panic").expect("a place"), Some(70));
        for other in others {
            assert_eq!(other.await.expect("no panic").expect("no place is needed"), Some(70));
        }
    }

    #[tokio::test]
    async fn who_goes_away_gives_the_place_back() {
        let gate = Arc::new(Preparing::default());
        let others: Vec<_> = (0..PLACES as u32).map(|wanted| work(&gate, wanted)).collect();
        settle().await;
        let (_, last) = &others[PLACES - 1];
        last.abort();
        settle().await;
        assert!(!matches!(gate.enter(&99), Err(RoutingError::Busy)));
        others.into_iter().for_each(|(tell, _)| drop(tell));
    }
}
