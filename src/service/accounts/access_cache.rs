//! What access was found for a secret a moment ago, so that a question to memory stays a question to
//! memory. Entries live less than a second: that is how long another process may still let in a session
//! that was revoked here; this process forgets at once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::domain::api_key::ApiKey;
use crate::domain::ids::{ApiKeyId, SessionId, UserId};
use crate::service::tokens::SecretHash;
use crate::store::sessions::FoundSession;
use crate::units::Timestamp;

/// Below the second within which sessions promise to be revocable, clocks and scheduling included.
const LIFE_MS: i64 = 800;

/// More people than work at once; about 6 MB. Past it the cache starts anew.
const ENTRIES_MAX: usize = 10_000;

/// What a secret opens.
#[derive(Clone, Debug)]
pub(super) enum Access {
    Session(Arc<FoundSession>),
    Key(Arc<ApiKey>),
}

#[derive(Debug, Default)]
pub(super) struct AccessCache {
    entries: Mutex<HashMap<SecretHash, Entry>>,
}

#[derive(Debug)]
struct Entry {
    access: Access,
    read_at: Timestamp,
}

impl AccessCache {
    pub fn get(&self, hash: &SecretHash, now: Timestamp) -> Option<Access> {
        let entries = self.lock();
        let entry = entries.get(hash)?;
        let age_ms = now.0 - entry.read_at.0;
        (0..LIFE_MS).contains(&age_ms).then(|| entry.access.clone())
    }

    /// `read_at` is the time before the database was asked: a revocation in between must not be outlived.
    pub fn put(&self, hash: SecretHash, access: Access, read_at: Timestamp) {
        let mut entries = self.lock();
        if entries.len() >= ENTRIES_MAX {
            entries.clear();
        }
        entries.insert(hash, Entry { access, read_at });
    }

    pub fn forget_session(&self, id: SessionId) {
        self.retain(|access| !matches!(access, Access::Session(found) if found.session.id == id));
    }

    pub fn forget_user(&self, id: UserId) {
        self.retain(|access| !matches!(access, Access::Session(found) if found.user.id == id));
    }

    pub fn forget_key(&self, id: ApiKeyId) {
        self.retain(|access| !matches!(access, Access::Key(key) if key.id == id));
    }

    fn retain(&self, keep: impl Fn(&Access) -> bool) {
        self.lock().retain(|_, entry| keep(&entry.access));
    }

    /// A panic while the lock was held leaves a usable map: each change is one call.
    fn lock(&self) -> MutexGuard<'_, HashMap<SecretHash, Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::api_key::ApiKeyDraft;
    use crate::domain::permission::PermissionSet;

    const NOW: Timestamp = Timestamp(1_000_000);

    fn key() -> Arc<ApiKey> {
        Arc::new(ApiKey {
            id: ApiKeyId::generate(),
            prefix: "blk_000000000000".into(),
            draft: ApiKeyDraft { name: "ERP".into(), scopes: PermissionSet::NONE, expires_at: None },
            created_by: None,
            created_at: NOW,
            last_used_at: None,
            revoked_at: None,
        })
    }

    #[test]
    fn an_entry_is_believed_for_less_than_a_second() {
        let cache = AccessCache::default();
        cache.put([1; 32], Access::Key(key()), NOW);
        assert!(cache.get(&[1; 32], Timestamp(NOW.0 + LIFE_MS - 1)).is_some());
        assert!(cache.get(&[1; 32], Timestamp(NOW.0 + LIFE_MS)).is_none());
        assert!(cache.get(&[2; 32], NOW).is_none());
    }

    #[test]
    fn a_clock_that_was_set_back_does_not_prolong_an_entry() {
        let cache = AccessCache::default();
        cache.put([1; 32], Access::Key(key()), NOW);
        assert!(cache.get(&[1; 32], Timestamp(NOW.0 - 1)).is_none());
    }

    #[test]
    fn a_revoked_key_is_forgotten_at_once() {
        let (cache, key) = (AccessCache::default(), key());
        cache.put([1; 32], Access::Key(Arc::clone(&key)), NOW);
        cache.forget_key(key.id);
        assert!(cache.get(&[1; 32], NOW).is_none());
    }

    #[test]
    fn strangers_cannot_make_the_cache_grow_without_end() {
        let (cache, key) = (AccessCache::default(), key());
        for n in 0..2 * ENTRIES_MAX as u64 {
            let mut hash = [0; 32];
            hash[..8].copy_from_slice(&n.to_le_bytes());
            cache.put(hash, Access::Key(Arc::clone(&key)), NOW);
        }
        assert!(cache.lock().len() <= ENTRIES_MAX);
    }
}
