//! Users: read by id, login name or page; written with change and audit rows.
//!
//! The password hash is read only by `credentials`, and shows up in no audit row.

use serde_json::{Value, json};
use sqlx::FromRow;
use uuid::Uuid;

use super::audit::AuditEntry;
use super::{Op, Reading, Store, StoreError, Tx, on, on_reading, on_tx};
use crate::domain::ids::UserId;
use crate::domain::language::Language;
use crate::domain::permission::Role;
use crate::domain::user::{User, UserDraft};
use crate::units::Timestamp;

/// Name of this kind of record in `change` and `audit`.
pub const ENTITY: &str = "user";

/// A user, and what the password is checked against.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub user: User,
    /// PHC string.
    pub password_hash: String,
}

/// In place of a hash, for people who came from an OpenID provider. An administrator may set a password later.
pub const NO_PASSWORD: &str = "!";

impl Credentials {
    /// What to check a password against; `None` where no password is right.
    pub fn usable_hash(&self) -> Option<&str> {
        Some(self.password_hash.as_str()).filter(|hash| *hash != NO_PASSWORD)
    }
}

#[derive(FromRow)]
struct CredentialsRow {
    #[sqlx(flatten)]
    user: UserRow,
    password_hash: String,
}

#[derive(FromRow)]
pub(super) struct UserRow {
    pub(super) user_id: Uuid,
    login_name: String,
    display_name: String,
    role: String,
    language: String,
    disabled: bool,
    version: i64,
    user_created_at_ms: i64,
    user_updated_at_ms: i64,
    user_last_seen_at_ms: Option<i64>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id as user_id, login_name, display_name, role, language, disabled, version, \
             created_at_ms as user_created_at_ms, updated_at_ms as user_updated_at_ms, last_seen_at_ms as user_last_seen_at_ms, password_hash \
             from user_account ",
            $rest
        )
    };
}

impl Store {
    pub async fn find_user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        let row: Option<UserRow> =
            on!(self, db => sqlx::query_as(select!("where id = $1")).bind(id.0).fetch_optional(db).await)?;
        row.map(UserRow::into_user).transpose()
    }

    /// By login name, which must be folded as `domain::user` does.
    pub async fn credentials(&self, login_name: &str) -> Result<Option<Credentials>, StoreError> {
        let row: Option<CredentialsRow> = on!(self, db => sqlx::query_as(select!("where login_name = $1")).bind(login_name).fetch_optional(db).await)?;
        row.map(|row| Ok(Credentials { user: row.user.into_user()?, password_hash: row.password_hash })).transpose()
    }

    /// Users in order of login name, after `after`; at most `limit`.
    pub async fn users_page(&self, after: Option<&str>, limit: i64) -> Result<Vec<User>, StoreError> {
        let rows: Vec<UserRow> = on!(self, db => {
            sqlx::query_as(select!("where login_name > $1 order by login_name limit $2"))
                .bind(after.unwrap_or("")).bind(limit).fetch_all(db).await
        })?;
        rows.into_iter().map(UserRow::into_user).collect()
    }

    pub async fn count_users(&self) -> Result<i64, StoreError> {
        Ok(on!(self, db => sqlx::query_scalar("select count(*) from user_account").fetch_one(db).await)?)
    }
}

impl Reading<'_> {
    /// At most `limit` users, by login name.
    pub async fn users(&mut self, limit: i64) -> Result<Vec<User>, StoreError> {
        let rows: Vec<UserRow> = on_reading!(self, db => {
            sqlx::query_as(select!("order by login_name limit $1")).bind(limit).fetch_all(db).await
        })?;
        rows.into_iter().map(UserRow::into_user).collect()
    }
}

impl Tx {
    /// The user as this transaction sees it; nobody else writes it until the end.
    pub async fn find_user(&mut self, id: UserId) -> Result<Option<User>, StoreError> {
        // An update that changes nothing takes the row lock on both databases.
        on_tx!(self, db => sqlx::query("update user_account set version = version where id = $1")
            .bind(id.0).execute(db).await.map(drop))?;
        let row: Option<UserRow> =
            on_tx!(self, db => sqlx::query_as(select!("where id = $1")).bind(id.0).fetch_optional(db).await)?;
        row.map(UserRow::into_user).transpose()
    }

    /// As `find_user`, by a folded login name.
    pub async fn find_user_by_login_name(&mut self, login_name: &str) -> Result<Option<User>, StoreError> {
        let found: Option<Uuid> = on_tx!(self, db => sqlx::query_scalar("select id from user_account where login_name = $1")
                .bind(login_name).fetch_optional(db).await)?;
        match found {
            Some(id) => self.find_user(UserId(id)).await,
            None => Ok(None),
        }
    }

    pub async fn has_user(&mut self, id: UserId) -> Result<bool, StoreError> {
        let found: Option<i64> = on_tx!(self, db => sqlx::query_scalar("select version from user_account where id = $1")
            .bind(id.0).fetch_optional(db).await)?;
        Ok(found.is_some())
    }

    /// Admins who can sign in. With the rows of `find_user` locked, none of them goes away unseen.
    pub async fn count_active_admins(&mut self) -> Result<i64, StoreError> {
        Ok(on_tx!(self, db => sqlx::query_scalar(
            "select count(*) from user_account where role = $1 and disabled = $2",
        ).bind(Role::Admin.code()).bind(false).fetch_one(db).await)?)
    }

    /// Adds a user. A login name that is taken fails with `DuplicateLoginName`.
    pub async fn insert_user(&mut self, user: &User, password_hash: &str) -> Result<(), StoreError> {
        let draft = &user.draft;
        let inserted = on_tx!(self, db => sqlx::query(
            "insert into user_account (id, login_name, display_name, role, language, disabled, password_hash, version, \
             created_at_ms, updated_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(user.id.0).bind(&draft.login_name).bind(&draft.display_name).bind(draft.role.code())
        .bind(draft.language.code()).bind(draft.disabled).bind(password_hash).bind(user.version)
        .bind(user.created_at.0).bind(user.updated_at.0).execute(db).await.map(drop));
        inserted.map_err(|error| user_error(error.into(), draft))?;
        self.log_user(user.id, Op::Create, "create", None, Some(draft)).await
    }

    /// Replaces `before` by `after`, which has the next version. Errors: `VersionConflict`, `DuplicateLoginName`.
    pub async fn update_user(&mut self, before: &User, after: &User) -> Result<(), StoreError> {
        let draft = &after.draft;
        let updated = on_tx!(self, db => sqlx::query(
            "update user_account set login_name = $1, display_name = $2, role = $3, language = $4, disabled = $5, \
             version = $6, updated_at_ms = $7 where id = $8 and version = $9",
        )
        .bind(&draft.login_name).bind(&draft.display_name).bind(draft.role.code()).bind(draft.language.code())
        .bind(draft.disabled).bind(after.version).bind(after.updated_at.0).bind(after.id.0).bind(before.version)
        .execute(db).await.map(|done| done.rows_affected()));
        match updated.map_err(|error| user_error(error.into(), draft))? {
            0 => Err(StoreError::VersionConflict { current: before.version }),
            _ => self.log_user(after.id, Op::Update, "update", Some(&before.draft), Some(draft)).await,
        }
    }

    /// Stores a new password's hash, which moves the version on.
    pub async fn set_password(&mut self, id: UserId, password_hash: &str) -> Result<(), StoreError> {
        let at_ms = self.author().at.0;
        on_tx!(self, db => sqlx::query(
            "update user_account set password_hash = $1, version = version + 1, updated_at_ms = $2 where id = $3",
        ).bind(password_hash).bind(at_ms).bind(id.0).execute(db).await.map(drop))?;
        self.log_user(id, Op::Update, "set_password", None, None).await
    }

    /// Replaces the hash by one of the same password at today's cost, if it is still `stale`.
    pub async fn refresh_password_hash(&mut self, id: UserId, stale: &str, fresh: &str) -> Result<(), StoreError> {
        on_tx!(self, db => sqlx::query(
            "update user_account set password_hash = $1 where id = $2 and password_hash = $3",
        ).bind(fresh).bind(id.0).bind(stale).execute(db).await.map(drop))?;
        Ok(())
    }

    /// Deletes a user with all sessions; keys that the user made live on.
    pub async fn delete_user(&mut self, user: &User) -> Result<(), StoreError> {
        on_tx!(self, db => sqlx::query("delete from user_account where id = $1")
            .bind(user.id.0).execute(db).await.map(drop))?;
        self.log_user(user.id, Op::Delete, "delete", Some(&user.draft), None).await
    }

    /// Audits something about a user that changes no record: `sign_in`, `sign_in_blocked`. `failures` are
    /// the failed attempts before.
    pub async fn audit_sign_in(&mut self, id: UserId, action: &'static str, failures: u32) -> Result<(), StoreError> {
        self.audit_about(id, action, &json!({ "failures": failures })).await
    }

    /// Audits something of a sign-in at an OpenID provider: `sign_in`, `sign_in_refused`, `link_identity`.
    pub async fn audit_identity(
        &mut self,
        id: UserId,
        action: &'static str,
        (issuer, subject): (&str, &str),
    ) -> Result<(), StoreError> {
        self.audit_about(id, action, &json!({ "issuer": issuer, "subject": subject })).await
    }

    async fn audit_about(&mut self, id: UserId, action: &'static str, what: &Value) -> Result<(), StoreError> {
        let revision: i64 =
            on_tx!(self, db => sqlx::query_scalar("select value from revision where id = 1").fetch_one(db).await)?;
        let (before_json, after_json) = (None, Some(what.to_string()));
        self.audit(AuditEntry { revision, action, entity: ENTITY, entity_id: id.0, before_json, after_json }).await
    }

    async fn log_user(
        &mut self,
        id: UserId,
        op: Op,
        action: &'static str,
        before: Option<&UserDraft>,
        after: Option<&UserDraft>,
    ) -> Result<(), StoreError> {
        let revision = self.record(ENTITY, id.0, op).await?;
        let (before_json, after_json) = (before.map(audit_json), after.map(audit_json));
        self.audit(AuditEntry { revision, action, entity: ENTITY, entity_id: id.0, before_json, after_json }).await
    }
}

impl UserRow {
    pub(super) fn into_user(self) -> Result<User, StoreError> {
        let id = UserId(self.user_id);
        let corrupt = |problem: String| StoreError::CorruptRow { entity: ENTITY, id: id.to_string(), problem };
        let role = Role::from_code(&self.role).ok_or_else(|| corrupt(format!("unknown role {}", self.role)))?;
        let language = Language::from_code(&self.language)
            .ok_or_else(|| corrupt(format!("unknown language {}", self.language)))?;
        let (login_name, display_name, disabled) = (self.login_name, self.display_name, self.disabled);
        Ok(User {
            id,
            version: self.version,
            created_at: Timestamp(self.user_created_at_ms),
            updated_at: Timestamp(self.user_updated_at_ms),
            last_seen_at: self.user_last_seen_at_ms.map(Timestamp),
            draft: UserDraft { login_name, display_name, role, language, disabled },
        })
    }
}

fn audit_json(draft: &UserDraft) -> String {
    json!({
        "login_name": draft.login_name,
        "display_name": draft.display_name,
        "role": draft.role.code(),
        "language": draft.language.code(),
        "disabled": draft.disabled,
    })
    .to_string()
}

fn user_error(error: StoreError, draft: &UserDraft) -> StoreError {
    match error {
        StoreError::Duplicate { constraint } if constraint == "user_account_login_name_key" => {
            StoreError::DuplicateLoginName { login_name: draft.login_name.clone() }
        }
        other => other,
    }
}
