//! A session in the making, whether a password opens it or an OpenID provider.

use std::net::IpAddr;

use super::{AccountError, Accounts};
use crate::domain::ids::SessionId;
use crate::domain::login_throttle::EMPTY_AFTER;
use crate::domain::session::{Session, USER_AGENT_CHARS_MAX};
use crate::domain::user::User;
use crate::service::tokens::{Token, random};
use crate::store::sessions::SessionSecrets;
use crate::store::{StoreError, Tx};
use crate::units::Timestamp;

/// Who knocks.
#[derive(Clone, Copy, Debug)]
pub struct Visit<'a> {
    /// Where it comes from; `None` when nobody knows.
    pub address: Option<IpAddr>,
    pub user_agent: &'a str,
    /// The token that the browser still has from an earlier sign-in; that session ends.
    pub replaces: Option<&'a str>,
    pub request_id: &'a str,
}

/// A session that has just been opened.
#[derive(Debug)]
pub struct Opened {
    pub token: Token,
    pub csrf_token: String,
    pub session: Session,
    pub user: User,
}

/// A session that is not stored yet.
pub(super) struct Opening {
    pub session: Session,
    pub secrets: SessionSecrets,
    token: Token,
}

impl Opening {
    pub fn opened(self, user: User) -> Opened {
        Opened { token: self.token, csrf_token: self.secrets.csrf_token, session: self.session, user }
    }
}

impl Accounts {
    /// A session for the user, to be stored; `id_token` of whoever comes from an OpenID provider.
    pub(super) fn opening(&self, user: &User, visit: Visit<'_>, id_token: Option<String>) -> Opening {
        let now = self.clock.now();
        let token = Token::generate();
        let secrets = SessionSecrets {
            token_hash: token.hash(),
            rotation_salt: random(),
            csrf_token: Token::generate().reveal(),
            id_token,
        };
        Opening { session: new_session(user, visit, now, now + self.limits.absolute), secrets, token }
    }

    /// Whoever signs in again in the same browser leaves no session behind.
    pub(super) async fn end_replaced(&self, visit: Visit<'_>) -> Result<(), AccountError> {
        let Some(token) = visit.replaces.and_then(Token::parse) else {
            return Ok(());
        };
        match self.store.find_session(&token.hash()).await? {
            Some(old) => self.end_session(old.user.id, old.session.id, visit.request_id).await,
            None => Ok(()),
        }
    }

    /// Ended sessions and empty buckets go when somebody comes in: no clock of its own to keep.
    pub(super) async fn sweep(&self, tx: &mut Tx, now: Timestamp) -> Result<(), StoreError> {
        tx.delete_ended_sessions(now, now - self.limits.idle).await?;
        tx.forget_attempts(now - EMPTY_AFTER).await.map(drop)
    }
}

fn new_session(user: &User, visit: Visit<'_>, now: Timestamp, expires_at: Timestamp) -> Session {
    let readable = visit.user_agent.chars().filter(|c| !c.is_control());
    Session {
        id: SessionId::generate(),
        user_id: user.id,
        created_at: now,
        last_seen_at: now,
        expires_at,
        rotated_at: now,
        user_agent: readable.take(USER_AGENT_CHARS_MAX).collect(),
        address: visit.address.map(|address| address.to_string()).unwrap_or_default(),
    }
}
