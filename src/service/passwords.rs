//! Hashing and checking passwords with argon2id.
//!
//! A hash takes tens of milliseconds and megabytes on purpose, so it runs on the blocking pool, only a
//! few at once, and whoever finds the queue full is told to come back. An unknown user costs the same
//! time as a wrong password: the answer must not tell which names exist.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

/// About two seconds of waiting at the recommended cost; past it, refusing is kinder.
const HASHES_WAITING_MAX: usize = 64;

/// How dear one hash is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HashCost {
    pub memory_kib: u32,
    pub passes: u32,
    pub lanes: u32,
}

impl HashCost {
    /// OWASP Password Storage Cheat Sheet, first choice for argon2id with one lane.
    pub const RECOMMENDED: HashCost = HashCost { memory_kib: 19_456, passes: 2, lanes: 1 };
    /// The least that argon2 takes. For tests, which sign in hundreds of times.
    pub const CHEAP_FOR_TESTS: HashCost = HashCost { memory_kib: 8, passes: 1, lanes: 1 };
}

#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    #[error("too many people are signing in at this moment; try again in a few seconds")]
    Busy,
    #[error("a password could not be hashed: {0}")]
    Hash(argon2::password_hash::Error),
}

/// What checking a password found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Wrong,
    Right,
    /// Right, but hashed at another cost than today's: hash it anew while it is at hand.
    RightButStale,
}

/// Hashes and checks passwords at one cost. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Passwords {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    cost: HashCost,
    argon2: Argon2<'static>,
    /// Checked when there is no such user. Nobody knows its password.
    decoy: String,
    slots: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
}

impl Passwords {
    /// Hashes at most `parallel` at once. Errors: only for a cost that argon2 does not take.
    pub fn new(cost: HashCost, parallel: usize) -> Result<Self, PasswordError> {
        let params =
            Params::new(cost.memory_kib, cost.passes, cost.lanes, None).map_err(|e| PasswordError::Hash(e.into()))?;
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        let decoy = hash_with(&argon2, &super::tokens::Token::generate().reveal())?;
        let (slots, waiting) = (Arc::new(Semaphore::new(parallel)), Arc::default());
        Ok(Self { inner: Arc::new(Inner { cost, argon2, decoy, slots, waiting }) })
    }

    /// The PHC string to store, with a fresh salt.
    pub async fn hash(&self, password: &str) -> Result<String, PasswordError> {
        let password = password.to_owned();
        self.run(move |inner| hash_with(&inner.argon2, &password)).await?
    }

    /// Checks `password` against the stored PHC string; with `None` (no such user) it does the same work
    /// and finds it wrong.
    pub async fn verify(&self, password: &str, stored: Option<&str>) -> Result<Verdict, PasswordError> {
        let (password, stored) = (password.to_owned(), stored.map(str::to_owned));
        self.run(move |inner| {
            let phc = PasswordHash::new(stored.as_deref().unwrap_or(&inner.decoy))
                .map_err(|e| PasswordError::Hash(e.into()))?;
            let right = inner.argon2.verify_password(password.as_bytes(), &phc).is_ok() && stored.is_some();
            Ok(match right {
                false => Verdict::Wrong,
                true if inner.is_current(&phc) => Verdict::Right,
                true => Verdict::RightButStale,
            })
        })
        .await?
    }

    /// The place and the slot go along with the work: a client that hangs up must not make room for
    /// another hash while its own still runs.
    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Inner) -> T + Send + 'static,
    ) -> Result<T, PasswordError> {
        let place = Place::take(&self.inner.waiting)?;
        let slot = Arc::clone(&self.inner.slots).acquire_owned().await.expect("the semaphore is never closed");
        let inner = Arc::clone(&self.inner);
        let done = tokio::task::spawn_blocking(move || {
            let _held = (place, slot);
            work(&inner)
        });
        Ok(done.await.expect("hashing does not panic"))
    }
}

impl Inner {
    fn is_current(&self, phc: &PasswordHash) -> bool {
        Params::try_from(phc).is_ok_and(|params| {
            (params.m_cost(), params.t_cost(), params.p_cost())
                == (self.cost.memory_kib, self.cost.passes, self.cost.lanes)
        })
    }
}

fn hash_with(argon2: &Argon2<'_>, password: &str) -> Result<String, PasswordError> {
    argon2.hash_password(password.as_bytes()).map(|phc| phc.to_string()).map_err(PasswordError::Hash)
}

/// A place in the queue, given back on drop.
struct Place(Arc<AtomicUsize>);

impl Place {
    fn take(waiting: &Arc<AtomicUsize>) -> Result<Self, PasswordError> {
        let place = Place(Arc::clone(waiting));
        match waiting.fetch_add(1, Ordering::Relaxed) {
            before if before < HASHES_WAITING_MAX => Ok(place),
            _ => Err(PasswordError::Busy),
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passwords() -> Passwords {
        Passwords::new(HashCost::CHEAP_FOR_TESTS, 2).unwrap()
    }

    #[tokio::test]
    async fn a_password_matches_its_own_hash_and_no_other() {
        let passwords = passwords();
        let phc = passwords.hash("kolo7 rower jez").await.unwrap();
        assert!(phc.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{phc}");
        assert_eq!(passwords.verify("kolo7 rower jez", Some(&phc)).await.unwrap(), Verdict::Right);
        assert_eq!(passwords.verify("kolo7 rower jeż", Some(&phc)).await.unwrap(), Verdict::Wrong);
    }

    #[tokio::test]
    async fn an_unknown_user_is_wrong_whatever_the_password() {
        assert_eq!(passwords().verify("kolo7 rower jez", None).await.unwrap(), Verdict::Wrong);
    }

    #[tokio::test]
    async fn a_hash_of_another_cost_is_right_but_stale() {
        let dearer = Passwords::new(HashCost { memory_kib: 16, ..HashCost::CHEAP_FOR_TESTS }, 2).unwrap();
        let phc = passwords().hash("kolo7 rower jez").await.unwrap();
        assert_eq!(dearer.verify("kolo7 rower jez", Some(&phc)).await.unwrap(), Verdict::RightButStale);
    }

    #[tokio::test]
    async fn a_full_queue_refuses_instead_of_growing() {
        let passwords = passwords();
        passwords.inner.waiting.store(HASHES_WAITING_MAX, Ordering::Relaxed);
        assert!(matches!(passwords.hash("kolo7 rower jez").await, Err(PasswordError::Busy)));
        assert_eq!(passwords.inner.waiting.load(Ordering::Relaxed), HASHES_WAITING_MAX, "its place is given back");
    }
}
