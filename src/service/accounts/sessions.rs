//! Sessions after they are open: listed for their owner, and ended.

use super::{AccountError, Accounts};
use crate::domain::actor::Actor;
use crate::domain::ids::{SessionId, UserId};
use crate::domain::session::Session;
use crate::store::{Author, StoreError};

impl Accounts {
    /// The user's live sessions, newest first.
    pub async fn live_sessions(&self, user_id: UserId) -> Result<Vec<Session>, StoreError> {
        let now = self.clock.now();
        let sessions = self.store.sessions_of(user_id).await?.into_iter();
        Ok(sessions.filter(|session| session.is_live(self.limits, now)).collect())
    }

    /// Ends one session of the user. Errors: `SessionNotFound`, also for sessions of others.
    pub async fn end_session(&self, user_id: UserId, id: SessionId, request_id: &str) -> Result<(), AccountError> {
        let author = Author { request_id: request_id.to_owned(), ..Author::system(self.clock.now()) };
        let mut tx = self.store.begin(author).await?;
        let ended = tx.delete_session(id, user_id).await?;
        tx.commit().await?;
        self.cache.forget_session(id);
        if ended { Ok(()) } else { Err(AccountError::SessionNotFound) }
    }

    /// Ends all sessions of the user but `kept`; returns how many.
    pub async fn end_sessions(
        &self,
        actor: &Actor,
        user_id: UserId,
        kept: Option<SessionId>,
        request_id: &str,
    ) -> Result<usize, AccountError> {
        let mut tx = self.store.begin(Author::of(actor, request_id, self.clock.now())).await?;
        let ended = tx.delete_sessions_of(user_id, kept).await?;
        tx.commit().await?;
        self.cache.forget_user(user_id);
        Ok(ended)
    }
}
