//! Sessions: found by the hash of a token, rotated, touched and ended.
//!
//! Only the end of a session is a change that others follow: open streams of that session close on it.

use sqlx::FromRow;
use uuid::Uuid;

use super::users::UserRow;
use super::{Op, Store, StoreError, Tx, on, on_tx};
use crate::domain::ids::{SessionId, UserId};
use crate::domain::session::Session;
use crate::domain::user::User;
use crate::units::Timestamp;

/// Name of this kind of record in `change`.
pub const ENTITY: &str = "session";

/// More than a person opens; a list of own sessions ends there.
const SESSIONS_LISTED_MAX: i64 = 200;

/// A session that a token leads to, with all that a request needs.
#[derive(Clone, Debug)]
pub struct FoundSession {
    pub session: Session,
    pub user: User,
    pub csrf_token: String,
    pub rotation_salt: [u8; 32],
    pub token: TokenState,
}

/// How the presented token stands to the last rotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenState {
    /// The newest. `first_sight`: its predecessor still waits for somebody to show it.
    Current { first_sight: bool },
    /// The one before, valid until then; `None`: until the newest is seen.
    Previous { until: Option<Timestamp> },
}

/// The secrets of a session, hashed where they are secrets.
#[derive(Clone, Debug)]
pub struct SessionSecrets {
    pub token_hash: [u8; 32],
    pub rotation_salt: [u8; 32],
    pub csrf_token: String,
    /// Of somebody who signed in at an OpenID provider.
    pub id_token: Option<String>,
}

#[derive(FromRow)]
struct SessionRow {
    id: Uuid,
    session_user_id: Uuid,
    created_at_ms: i64,
    last_seen_at_ms: i64,
    expires_at_ms: i64,
    rotated_at_ms: i64,
    user_agent: String,
    address: String,
}

#[derive(FromRow)]
struct FoundRow {
    #[sqlx(flatten)]
    session: SessionRow,
    #[sqlx(flatten)]
    user: UserRow,
    csrf_token: String,
    rotation_salt: Vec<u8>,
    is_current: bool,
    has_previous: bool,
    previous_until_ms: Option<i64>,
}

const FIND: &str = "select s.id, s.user_id as session_user_id, s.created_at_ms, s.last_seen_at_ms, s.expires_at_ms, \
    s.rotated_at_ms, s.user_agent, s.address, s.csrf_token, s.rotation_salt, s.token_hash = $1 as is_current, \
    s.previous_token_hash is not null as has_previous, s.previous_until_ms, \
    u.id as user_id, u.login_name, u.display_name, u.role, u.language, u.disabled, u.version, \
    u.created_at_ms as user_created_at_ms, u.updated_at_ms as user_updated_at_ms, u.last_seen_at_ms as user_last_seen_at_ms \
    from user_session s join user_account u on u.id = s.user_id \
    where s.token_hash = $1 or s.previous_token_hash = $1";

const OF_USER: &str = "select id, user_id as session_user_id, created_at_ms, last_seen_at_ms, expires_at_ms, \
    rotated_at_ms, user_agent, address from user_session where user_id = $1 order by created_at_ms desc limit $2";

impl Store {
    /// By the hash of the current token or the one before; whether it is still good is the caller's to judge.
    pub async fn find_session(&self, token_hash: &[u8; 32]) -> Result<Option<FoundSession>, StoreError> {
        let row: Option<FoundRow> =
            on!(self, db => sqlx::query_as(FIND).bind(token_hash.as_slice()).fetch_optional(db).await)?;
        row.map(FoundRow::into_found).transpose()
    }

    /// What an OpenID provider said about whoever opened the session; `None` where a password did.
    pub async fn id_token_of(&self, id: SessionId) -> Result<Option<String>, StoreError> {
        let found: Option<Option<String>> = on!(self, db => {
            sqlx::query_scalar("select id_token from user_session where id = $1").bind(id.0).fetch_optional(db).await
        })?;
        Ok(found.flatten())
    }

    /// Newest first, ended ones that nobody has swept yet included.
    pub async fn sessions_of(&self, user_id: UserId) -> Result<Vec<Session>, StoreError> {
        let rows: Vec<SessionRow> = on!(self, db => {
            sqlx::query_as(OF_USER).bind(user_id.0).bind(SESSIONS_LISTED_MAX).fetch_all(db).await
        })?;
        Ok(rows.into_iter().map(SessionRow::into_session).collect())
    }
}

impl Tx {
    pub async fn insert_session(&mut self, session: &Session, secrets: &SessionSecrets) -> Result<(), StoreError> {
        on_tx!(self, db => sqlx::query(
            "insert into user_session (id, user_id, token_hash, rotation_salt, csrf_token, user_agent, address, \
             rotated_at_ms, last_seen_at_ms, expires_at_ms, created_at_ms, updated_at_ms, id_token) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)",
        )
        .bind(session.id.0).bind(session.user_id.0).bind(secrets.token_hash.as_slice())
        .bind(secrets.rotation_salt.as_slice()).bind(&secrets.csrf_token).bind(&session.user_agent)
        .bind(&session.address).bind(session.rotated_at.0).bind(session.last_seen_at.0).bind(session.expires_at.0)
        .bind(session.created_at.0).bind(&secrets.id_token).execute(db).await.map(drop))?;
        self.see_user(session.id).await
    }

    /// Puts `new_hash` in place of `old_hash`, which stays good until the new one is seen. False when
    /// `old_hash` is no longer the current one: somebody else has rotated.
    pub async fn rotate_session(
        &mut self,
        id: SessionId,
        old_hash: &[u8; 32],
        new_hash: &[u8; 32],
        salt: &[u8; 32],
    ) -> Result<bool, StoreError> {
        let at_ms = self.author().at.0;
        let rows = on_tx!(self, db => sqlx::query(
            "update user_session set previous_token_hash = token_hash, previous_until_ms = null, token_hash = $1, \
             rotation_salt = $2, rotated_at_ms = $3, updated_at_ms = $3 where id = $4 and token_hash = $5",
        )
        .bind(new_hash.as_slice()).bind(salt.as_slice()).bind(at_ms).bind(id.0).bind(old_hash.as_slice())
        .execute(db).await.map(|done| done.rows_affected()))?;
        Ok(rows == 1)
    }

    /// Writes down that the session is in use. With `previous_until` the current token has been seen: its
    /// predecessor, if it waited for that, ends then.
    pub async fn touch_session(&mut self, id: SessionId, previous_until: Option<Timestamp>) -> Result<(), StoreError> {
        let at_ms = self.author().at.0;
        on_tx!(self, db => sqlx::query(
            "update user_session set last_seen_at_ms = $1, updated_at_ms = $1, \
             previous_until_ms = coalesce(previous_until_ms, $2) where id = $3",
        ).bind(at_ms).bind(previous_until.map(|at| at.0)).bind(id.0).execute(db).await.map(drop))?;
        self.see_user(id).await
    }

    /// Sessions go; when a person was last here stays. No change of the record: its version does not move.
    async fn see_user(&mut self, of: SessionId) -> Result<(), StoreError> {
        let at_ms = self.author().at.0;
        on_tx!(self, db => sqlx::query(
            "update user_account set last_seen_at_ms = $1 where id = (select user_id from user_session where id = $2)",
        ).bind(at_ms).bind(of.0).execute(db).await.map(drop))?;
        Ok(())
    }

    /// Makes every session of the user take a new token at its next request.
    pub async fn expire_tokens_of(&mut self, user_id: UserId) -> Result<(), StoreError> {
        on_tx!(self, db => sqlx::query("update user_session set rotated_at_ms = 0 where user_id = $1")
            .bind(user_id.0).execute(db).await.map(drop))?;
        Ok(())
    }

    /// Ends one session of that user; false when there is none.
    pub async fn delete_session(&mut self, id: SessionId, user_id: UserId) -> Result<bool, StoreError> {
        let rows = on_tx!(self, db => sqlx::query("delete from user_session where id = $1 and user_id = $2")
            .bind(id.0).bind(user_id.0).execute(db).await.map(|done| done.rows_affected()))?;
        if rows == 1 {
            self.record(ENTITY, id.0, Op::Delete).await?;
        }
        Ok(rows == 1)
    }

    /// Ends all sessions of the user but `kept`; returns how many.
    pub async fn delete_sessions_of(&mut self, user_id: UserId, kept: Option<SessionId>) -> Result<usize, StoreError> {
        let kept = kept.map_or(Uuid::nil(), |id| id.0);
        let ended: Vec<Uuid> = on_tx!(self, db => sqlx::query_scalar(
            "delete from user_session where user_id = $1 and id <> $2 returning id",
        ).bind(user_id.0).bind(kept).fetch_all(db).await)?;
        if !ended.is_empty() {
            let changes: Vec<_> = ended.iter().map(|id| (*id, Op::Delete)).collect();
            self.record_many(ENTITY, &changes).await?;
        }
        Ok(ended.len())
    }

    /// Sweeps sessions past their end or idle since before `idle_since`; returns how many.
    pub async fn delete_ended_sessions(&mut self, now: Timestamp, idle_since: Timestamp) -> Result<u64, StoreError> {
        Ok(
            on_tx!(self, db => sqlx::query("delete from user_session where expires_at_ms <= $1 or last_seen_at_ms <= $2")
            .bind(now.0).bind(idle_since.0).execute(db).await.map(|done| done.rows_affected()))?,
        )
    }
}

impl SessionRow {
    fn into_session(self) -> Session {
        Session {
            id: SessionId(self.id),
            user_id: UserId(self.session_user_id),
            created_at: Timestamp(self.created_at_ms),
            last_seen_at: Timestamp(self.last_seen_at_ms),
            expires_at: Timestamp(self.expires_at_ms),
            rotated_at: Timestamp(self.rotated_at_ms),
            user_agent: self.user_agent,
            address: self.address,
        }
    }
}

impl FoundRow {
    fn into_found(self) -> Result<FoundSession, StoreError> {
        let until = self.previous_until_ms.map(Timestamp);
        let token = match self.is_current {
            true => TokenState::Current { first_sight: self.has_previous && until.is_none() },
            false => TokenState::Previous { until },
        };
        let session = self.session.into_session();
        let corrupt = |_| StoreError::CorruptRow {
            entity: "session",
            id: session.id.to_string(),
            problem: "the rotation salt is not 32 bytes long".into(),
        };
        let rotation_salt = self.rotation_salt.try_into().map_err(corrupt)?;
        Ok(FoundSession { user: self.user.into_user()?, csrf_token: self.csrf_token, rotation_salt, token, session })
    }
}
