//! Which of our users somebody at an OpenID provider is.

use uuid::Uuid;

use super::{StoreError, Tx, on_tx};
use crate::domain::ids::UserId;
use crate::domain::user::User;

impl Tx {
    /// The user who signed in as this subject before, locked as by `find_user`.
    pub async fn find_user_by_identity(&mut self, issuer: &str, subject: &str) -> Result<Option<User>, StoreError> {
        let found: Option<Uuid> = on_tx!(self, db => sqlx::query_scalar(
            "select user_id from user_identity where issuer = $1 and subject = $2",
        ).bind(issuer).bind(subject).fetch_optional(db).await)?;
        match found {
            Some(id) => self.find_user(UserId(id)).await,
            None => Ok(None),
        }
    }

    /// Whether the user is somebody at this issuer already: nobody is two.
    pub async fn has_identity(&mut self, user_id: UserId, issuer: &str) -> Result<bool, StoreError> {
        let found: Option<String> = on_tx!(self, db => sqlx::query_scalar(
            "select subject from user_identity where user_id = $1 and issuer = $2",
        ).bind(user_id.0).bind(issuer).fetch_optional(db).await)?;
        Ok(found.is_some())
    }

    /// Writes down who somebody is from now on, with an audit row. Errors: `Duplicate` when either is taken.
    pub async fn insert_identity(
        &mut self,
        user_id: UserId,
        (issuer, subject): (&str, &str),
    ) -> Result<(), StoreError> {
        let at_ms = self.author().at.0;
        on_tx!(self, db => sqlx::query(
            "insert into user_identity (issuer, subject, user_id, created_at_ms, updated_at_ms) \
             values ($1, $2, $3, $4, $4)",
        ).bind(issuer).bind(subject).bind(user_id.0).bind(at_ms).execute(db).await.map(drop))?;
        self.audit_identity(user_id, "link_identity", (issuer, subject)).await
    }
}
