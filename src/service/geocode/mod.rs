//! From a text to points and back, for everything in the product that asks.
//!
//! The indexes are the country base, one file per region and the company's own outlets (`indexes`); a task keeps
//! them up to date and swaps them whole (`follow`), so a question is answered from one set from beginning to end.
//! The engine works on threads of its own, so many at a time as there are cores; whoever comes when too many wait
//! is told to come back. Rules of spelling and ranking are not here: they are the engine's.

mod coordinates;
mod files;
mod follow;
mod indexes;
mod outlet_names;
mod outside;
mod placing;
mod question;

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use rayon::prelude::*;
use thiserror::Error;
use tokio::sync::Semaphore;
use tokio::time::timeout;

pub use coordinates::{TypedPoint, typed_point};
pub use files::ADDRESSES_FILE;
pub use follow::{GeocodeSettings, open_indexes};
pub use indexes::{IndexEntry, IndexKind, IndexSet};
pub use outside::{OutsideError, OutsideGeocoder, OutsideKind};
pub use placing::{place_address, place_addresses, source_code, stored_level};
pub use question::{AddressParts, Question, Sought};

use crate::domain::outlet::OutletAddress;
use crate::domain::outlet_geocode::Geocode;
use crate::geocoder::answer::Answer;
use follow::Following;

/// Rows of one batch: a chain's whole list of addresses, answered within five seconds.
pub const BATCH_MAX: usize = 10_000;

/// How long a question may wait for a thread; people have stopped looking by then.
const WAIT_MAX: Duration = Duration::from_secs(2);

/// Batches at the same time: one uses all cores already.
const BATCHES_MAX: usize = 1;

/// How long a batch may wait for the one before it.
const BATCH_WAIT_MAX: Duration = Duration::from_secs(20);

#[derive(Debug, Error)]
pub enum GeocodeError {
    #[error("too many searches are running at the same time")]
    Busy,
    #[error("the search broke off: {0}")]
    Broken(String),
}

/// The geocoder of this process.
#[derive(Debug)]
pub struct Geocoding {
    shared: Arc<Shared>,
    following: Following,
    searches: Arc<Semaphore>,
    batches: Semaphore,
    outside: Option<OutsideGeocoder>,
}

/// An answer, and whose it is.
#[derive(Clone, Debug, Default)]
pub struct Told {
    pub answer: Answer,
    /// `None` where it is our own.
    pub outside: Option<OutsideKind>,
}

#[derive(Debug, Default)]
struct Shared {
    set: RwLock<Arc<IndexSet>>,
}

impl Shared {
    fn set(&self) -> Arc<IndexSet> {
        Arc::clone(&self.set.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn replace(&self, set: IndexSet) {
        *self.set.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(set);
    }
}

impl Geocoding {
    /// Opens what is there and goes on looking. Broken files are logged, not errors.
    pub async fn start(settings: GeocodeSettings, outside: Option<OutsideGeocoder>) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let shared = Arc::new(Shared::default());
        let following = Following::start(Arc::clone(&shared), settings).await;
        let (searches, batches) = (Arc::new(Semaphore::new(cores)), Semaphore::new(BATCHES_MAX));
        Self { shared, following, searches, batches, outside }
    }

    /// What is searched now.
    pub fn indexes(&self) -> Arc<IndexSet> {
        self.shared.set()
    }

    /// The answer to one question.
    pub async fn answer(&self, question: Question) -> Result<Answer, GeocodeError> {
        let permit = timeout(WAIT_MAX, Arc::clone(&self.searches).acquire_owned()).await;
        let permit = permit.map_err(|_| GeocodeError::Busy)?.map_err(|_| GeocodeError::Busy)?;
        let set = self.indexes();
        let answered = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            set.answer(&question)
        });
        answered.await.map_err(|error| GeocodeError::Broken(error.to_string()))
    }

    /// The answer to one question; where there is none, that of the geocoder outside, if one is configured. What goes
    /// wrong there is logged: then our own empty answer stands.
    pub async fn answer_or_ask_outside(&self, question: Question) -> Result<Told, GeocodeError> {
        let answer = self.answer(question.clone()).await?;
        let (Some(outside), Some(text), true) = (&self.outside, question.line(), answer.candidates.is_empty()) else {
            return Ok(Told { answer, outside: None });
        };
        let (server, kind) = (outside.clone(), outside.kind());
        let asked = tokio::task::spawn_blocking(move || server.ask(&text, &question.options)).await;
        match asked.map_err(|error| GeocodeError::Broken(error.to_string()))? {
            Ok(candidates) if !candidates.is_empty() => {
                Ok(Told { answer: Answer { candidates, ..Answer::default() }, outside: Some(kind) })
            }
            Ok(_) => Ok(Told { answer, outside: None }),
            Err(problem) => {
                tracing::warn!(kind = kind.code(), %problem, "Asking outside came to nothing: {problem}");
                Ok(Told { answer, outside: None })
            }
        }
    }

    /// One answer per question, in order. At most `BATCH_MAX`, which is the caller's to check.
    pub async fn answer_batch(&self, questions: Vec<Question>) -> Result<Vec<Answer>, GeocodeError> {
        let waited = timeout(BATCH_WAIT_MAX, self.batches.acquire()).await;
        let _permit = waited.map_err(|_| GeocodeError::Busy)?.map_err(|_| GeocodeError::Busy)?;
        let set = self.indexes();
        let answered = tokio::task::spawn_blocking(move || {
            questions.par_iter().map(|question| set.answer(question)).collect::<Vec<_>>()
        });
        answered.await.map_err(|error| GeocodeError::Broken(error.to_string()))
    }

    /// Where the addresses of outlets are, in order.
    pub async fn place(&self, addresses: Vec<OutletAddress>) -> Result<Vec<Geocode>, GeocodeError> {
        let set = self.indexes();
        let placed = tokio::task::spawn_blocking(move || place_addresses(&set, &addresses));
        placed.await.map_err(|error| GeocodeError::Broken(error.to_string()))
    }

    /// Looks at the files and the outlets now, instead of at the next turn.
    pub async fn look_now(&self) {
        self.following.look_now().await;
    }

    pub fn stop(&self) {
        self.following.stop();
    }
}

impl Drop for Geocoding {
    fn drop(&mut self) {
        self.stop();
    }
}
