//! Users: made, changed, disabled, deleted; passwords set.
//!
//! Two rules hold whatever is asked: nobody grants a role that may do more than they may themselves, and
//! an active admin is left at the end.

use std::net::IpAddr;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

use super::{AccountError, Accounts};
use crate::domain::actor::Actor;
use crate::domain::ids::{SessionId, UserId};
use crate::domain::password::check_password;
use crate::domain::permission::Role;
use crate::domain::user::{User, UserDraft};
use crate::service::passwords::Verdict;
use crate::service::tokens::random;
use crate::store::users::Credentials;
use crate::store::{Author, StoreError, Tx};

/// A password as an admin gives it.
#[derive(Clone, Copy, Debug)]
pub enum NewPassword<'a> {
    Given(&'a str),
    /// Made by us, to be shown once.
    Generated,
}

/// A user after a write, with the password if we made it and the revision of the write.
#[derive(Debug)]
pub struct Written {
    pub user: User,
    pub generated_password: Option<String>,
    pub revision: Option<i64>,
}

impl Accounts {
    pub async fn create_user(
        &self,
        author: Author,
        actor: &Actor,
        draft: UserDraft,
        password: NewPassword<'_>,
    ) -> Result<Written, AccountError> {
        let draft = draft.validate()?;
        check_grant(actor, draft.role)?;
        let (password_hash, generated_password) = self.hash_new(password, &draft.login_name).await?;
        let at = author.at;
        let user =
            User { id: UserId::generate(), version: 1, created_at: at, updated_at: at, last_seen_at: None, draft };
        let mut tx = self.store.begin(author).await?;
        tx.insert_user(&user, &password_hash).await?;
        let revision = tx.commit().await?.revision;
        Ok(Written { user, generated_password, revision })
    }

    /// Replaces a user; with `expected` only at that version. A new role makes every session take a new
    /// token; disabling ends them. Errors: `UserNotFound`, `LastAdmin`,
    /// `OwnAccount`, `ExceedsOwn`, `VersionConflict`.
    pub async fn update_user(
        &self,
        author: Author,
        actor: &Actor,
        id: UserId,
        expected: Option<i64>,
        draft: UserDraft,
    ) -> Result<Written, AccountError> {
        let draft = draft.validate()?;
        let mut tx = self.store.begin(author).await?;
        let before = current(&mut tx, id, expected).await?;
        if before.draft == draft {
            return Ok(Written { user: before, generated_password: None, revision: None });
        }
        check_grant(actor, before.draft.role)?;
        check_grant(actor, draft.role)?;
        if draft.disabled && !before.draft.disabled {
            check_not_own(actor, id)?;
        }
        let user = User { version: before.version + 1, updated_at: tx.author().at, draft, ..before.clone() };
        tx.update_user(&before, &user).await?;
        if user.draft.disabled {
            tx.delete_sessions_of(id, None).await?;
        } else if user.draft.role != before.draft.role {
            tx.expire_tokens_of(id).await?;
        }
        keep_an_admin(&mut tx, &before).await?;
        let revision = tx.commit().await?.revision;
        self.cache.forget_user(id);
        Ok(Written { user, generated_password: None, revision })
    }

    /// Deletes a user with all sessions. Errors: as `update_user`.
    pub async fn delete_user(
        &self,
        author: Author,
        actor: &Actor,
        id: UserId,
        expected: Option<i64>,
    ) -> Result<Option<i64>, AccountError> {
        let mut tx = self.store.begin(author).await?;
        let before = current(&mut tx, id, expected).await?;
        check_grant(actor, before.draft.role)?;
        check_not_own(actor, id)?;
        tx.delete_sessions_of(id, None).await?;
        tx.delete_user(&before).await?;
        keep_an_admin(&mut tx, &before).await?;
        let revision = tx.commit().await?.revision;
        self.cache.forget_user(id);
        Ok(revision)
    }

    /// Sets the password of somebody else, which ends all their sessions.
    pub async fn reset_password(
        &self,
        author: Author,
        actor: &Actor,
        id: UserId,
        password: NewPassword<'_>,
    ) -> Result<Written, AccountError> {
        let user = self.store.find_user(id).await?.ok_or(AccountError::UserNotFound)?;
        check_grant(actor, user.draft.role)?;
        let (password_hash, generated_password) = self.hash_new(password, &user.draft.login_name).await?;
        let revision = self.store_password(author, id, &password_hash, None).await?;
        let user = self.store.find_user(id).await?.ok_or(AccountError::UserNotFound)?;
        Ok(Written { user, generated_password, revision })
    }

    /// Changes one's own password. The other sessions end, this one gets a new token. Wrong guesses at the
    /// current password count as failed sign-ins.
    pub async fn change_password(
        &self,
        author: Author,
        (user, session_id): (&User, SessionId),
        (current, new): (&str, &str),
        address: Option<IpAddr>,
    ) -> Result<(), AccountError> {
        let name = &user.draft.login_name;
        check_password("/new_password", new, name)?;
        let counted = self.count_attempt(name, address).await?;
        let stored = self.store.credentials(name).await?;
        if self.passwords.verify(current, stored.as_ref().and_then(Credentials::usable_hash)).await? == Verdict::Wrong {
            return Err(AccountError::WrongPassword);
        }
        self.uncount(&counted).await?;
        let password_hash = self.passwords.hash(new).await?;
        self.store_password(author, user.id, &password_hash, Some(session_id)).await.map(drop)
    }

    async fn store_password(
        &self,
        author: Author,
        id: UserId,
        password_hash: &str,
        kept: Option<SessionId>,
    ) -> Result<Option<i64>, AccountError> {
        let mut tx = self.store.begin(author).await?;
        tx.set_password(id, password_hash).await?;
        tx.delete_sessions_of(id, kept).await?;
        tx.expire_tokens_of(id).await?;
        let revision = tx.commit().await?.revision;
        self.cache.forget_user(id);
        Ok(revision)
    }

    async fn hash_new(
        &self,
        password: NewPassword<'_>,
        login_name: &str,
    ) -> Result<(String, Option<String>), AccountError> {
        match password {
            NewPassword::Given(password) => {
                check_password("/password", password, login_name)?;
                Ok((self.passwords.hash(password).await?, None))
            }
            NewPassword::Generated => {
                let password = generate_password();
                Ok((self.passwords.hash(&password).await?, Some(password)))
            }
        }
    }
}

/// 96 bits in sixteen characters that survive a note on paper.
fn generate_password() -> String {
    BASE64_URL_SAFE_NO_PAD.encode(random::<12>())
}

async fn current(tx: &mut Tx, id: UserId, expected: Option<i64>) -> Result<User, AccountError> {
    let user = tx.find_user(id).await?.ok_or(AccountError::UserNotFound)?;
    match expected {
        Some(expected) if expected != user.version => Err(StoreError::VersionConflict { current: user.version }.into()),
        _ => Ok(user),
    }
}

fn check_grant(actor: &Actor, role: Role) -> Result<(), AccountError> {
    match role.permissions().iter().find(|permission| !actor.may(*permission)) {
        Some(permission) => Err(AccountError::ExceedsOwn { permission: permission.code() }),
        None => Ok(()),
    }
}

/// A slip would lock the person out in the middle of their work.
fn check_not_own(actor: &Actor, id: UserId) -> Result<(), AccountError> {
    if actor.user_id() == Some(id) { Err(AccountError::OwnAccount) } else { Ok(()) }
}

/// Looks after the write, when the counter of revisions is locked: two admins who disable each other at
/// the same time queue there, and the second is refused.
pub(super) async fn keep_an_admin(tx: &mut Tx, before: &User) -> Result<(), AccountError> {
    let was_admin = before.draft.role == Role::Admin && !before.draft.disabled;
    if was_admin && tx.count_active_admins().await? == 0 {
        return Err(AccountError::LastAdmin);
    }
    Ok(())
}
