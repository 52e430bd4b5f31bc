//! Recognises sessions and API keys. Runs on every request that shows one.
//!
//! Small writes go with it: a session that is in use is touched once a minute and gets a new token every
//! quarter of an hour. They wait a moment at most: behind a long import the answer goes out without them
//! and the next request tries again.

use std::sync::Arc;
use std::time::Duration;

use subtle::ConstantTimeEq;

use super::Accounts;
use super::access_cache::Access;
use crate::domain::actor::Actor;
use crate::domain::api_key::ApiKey;
use crate::domain::ids::SessionId;
use crate::domain::user::User;
use crate::service::tokens::{KeySecret, Token, random};
use crate::store::sessions::{FoundSession, TokenState};
use crate::store::{Author, StoreError};
use crate::units::{Seconds, Timestamp};

/// How long requests that were under way may still show the token before the last rotation.
const PREVIOUS_TOKEN_GRACE: Seconds = Seconds::minutes(1);

/// The use of a key is written down at most this often.
const KEY_USED_STEP: Seconds = Seconds::minutes(10);

/// Longest wait for a write that could as well be made by the next request.
const SIDE_WRITE_MAX: Duration = Duration::from_millis(250);

/// What a session token opened.
#[derive(Clone, Debug)]
pub struct SessionAccess {
    pub session_id: SessionId,
    pub user: User,
    pub csrf_token: String,
    pub expires_at: Timestamp,
    /// To be sent to the browser in place of the one it showed.
    pub new_token: Option<Token>,
}

impl SessionAccess {
    pub fn actor(&self) -> Actor {
        Actor::User { id: self.user.id, role: self.user.draft.role, name: self.user.draft.login_name.clone() }
    }
}

impl Accounts {
    /// `None` when the token opens nothing: unknown, ended, idle for too long, or its user is disabled.
    pub async fn session(&self, token_text: &str) -> Result<Option<SessionAccess>, StoreError> {
        let Some(token) = Token::parse(token_text) else {
            return Ok(None);
        };
        let now = self.clock.now();
        let Some(found) = self.find_session(&token, now).await?.filter(|found| self.is_good(found, now)) else {
            return Ok(None);
        };
        let new_token = match found.token {
            TokenState::Previous { .. } => Some(token.successor(&found.rotation_salt)),
            TokenState::Current { .. } => self.keep_up(&token, &found, now).await,
        };
        Ok(Some(SessionAccess {
            session_id: found.session.id,
            user: found.user.clone(),
            csrf_token: found.csrf_token.clone(),
            expires_at: found.session.expires_at,
            new_token,
        }))
    }

    /// `None` when the key opens nothing: unknown, revoked or expired.
    pub async fn key(&self, key_text: &str) -> Result<Option<Actor>, StoreError> {
        let Some(secret) = KeySecret::parse(key_text) else {
            return Ok(None);
        };
        let now = self.clock.now();
        let Some(key) = self.find_key(&secret, now).await?.filter(|key| key.is_valid(now)) else {
            return Ok(None);
        };
        if key.last_used_at.is_none_or(|at| now >= at + KEY_USED_STEP) {
            self.side_write(self.touch_key(&key, now)).await;
        }
        Ok(Some(Actor::ApiKey { id: key.id, scopes: key.draft.scopes, name: key.draft.name.clone() }))
    }

    /// Whether somebody who was let in, for something that goes on, still would be. Asks the database.
    pub async fn is_let_in(&self, actor: &Actor, session_id: Option<SessionId>) -> Result<bool, StoreError> {
        match actor {
            Actor::User { id, role, .. } => {
                let user = self.store.find_user(*id).await?;
                let same = user.is_some_and(|user| !user.draft.disabled && user.draft.role == *role);
                let sessions = self.live_sessions(*id).await?;
                Ok(same && sessions.iter().any(|session| Some(session.id) == session_id))
            }
            Actor::ApiKey { id, .. } => {
                let key = self.store.find_key(*id).await?;
                Ok(key.is_some_and(|key| key.is_valid(self.clock.now())))
            }
            Actor::Anonymous | Actor::System => Ok(true),
        }
    }

    fn is_good(&self, found: &FoundSession, now: Timestamp) -> bool {
        let token_ended = matches!(found.token, TokenState::Previous { until: Some(until) } if now >= until);
        !token_ended && !found.user.draft.disabled && found.session.is_live(self.limits, now)
    }

    async fn find_session(&self, token: &Token, now: Timestamp) -> Result<Option<Arc<FoundSession>>, StoreError> {
        let hash = token.hash();
        if let Some(Access::Session(found)) = self.cache.get(&hash, now) {
            return Ok(Some(found));
        }
        let found = self.store.find_session(&hash).await?.map(Arc::new);
        if let Some(found) = &found {
            self.cache.put(hash, Access::Session(Arc::clone(found)), now);
        }
        Ok(found)
    }

    async fn find_key(&self, secret: &KeySecret, now: Timestamp) -> Result<Option<Arc<ApiKey>>, StoreError> {
        let hash = secret.hash();
        if let Some(Access::Key(key)) = self.cache.get(&hash, now) {
            return Ok((key.prefix == secret.prefix).then_some(key));
        }
        let found = self.store.find_key_by_prefix(&secret.prefix).await?;
        let key = found.filter(|found| bool::from(found.secret_hash.ct_eq(&hash))).map(|found| Arc::new(found.key));
        if let Some(key) = &key {
            self.cache.put(hash, Access::Key(Arc::clone(key)), now);
        }
        Ok(key)
    }

    /// The writes that a request with the current token brings along; returns a new token when it is time.
    async fn keep_up(&self, token: &Token, found: &FoundSession, now: Timestamp) -> Option<Token> {
        if found.session.wants_rotation(self.limits, now) {
            return self.side_write(self.rotate(token, found, now)).await;
        }
        let first_sight = matches!(found.token, TokenState::Current { first_sight: true });
        if first_sight || found.session.wants_touch(now) {
            self.side_write(self.touch_session(found.session.id, now)).await;
        }
        None
    }

    /// When somebody else rotates at the same time, both are given the same token, from the salt that won.
    async fn rotate(&self, token: &Token, found: &FoundSession, now: Timestamp) -> Result<Token, StoreError> {
        let (id, salt) = (found.session.id, random());
        let successor = token.successor(&salt);
        let mut tx = self.store.begin(Author::system(now)).await?;
        let won = tx.rotate_session(id, &token.hash(), &successor.hash(), &salt).await?;
        tx.touch_session(id, None).await?;
        tx.commit().await?;
        self.cache.forget_session(id);
        if won {
            return Ok(successor);
        }
        let found = self.store.find_session(&token.hash()).await?;
        // A token that is gone by now ended in between: the next request is told so.
        Ok(found.map_or_else(|| token.clone(), |found| token.successor(&found.rotation_salt)))
    }

    async fn touch_session(&self, id: SessionId, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.store.begin(Author::system(now)).await?;
        tx.touch_session(id, Some(now + PREVIOUS_TOKEN_GRACE)).await?;
        tx.commit().await?;
        self.cache.forget_session(id);
        Ok(())
    }

    async fn touch_key(&self, key: &ApiKey, now: Timestamp) -> Result<(), StoreError> {
        let mut tx = self.store.begin(Author::system(now)).await?;
        tx.touch_key(key.id).await?;
        tx.commit().await?;
        self.cache.forget_key(key.id);
        Ok(())
    }

    /// Gives a write a moment; `None` when it did not come to pass.
    async fn side_write<T>(&self, write: impl Future<Output = Result<T, StoreError>>) -> Option<T> {
        match tokio::time::timeout(SIDE_WRITE_MAX, write).await {
            Ok(Ok(value)) => Some(value),
            Ok(Err(error)) => {
                tracing::warn!(%error, "A session could not be kept up, the next request tries again: {error}");
                None
            }
            Err(_) => None,
        }
    }
}
