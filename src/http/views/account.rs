//! Users, sessions and API keys as JSON.

use std::fmt;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::time;
use crate::domain::api_key::{ApiKey, ApiKeyDraft};
use crate::domain::ids::SessionId;
use crate::domain::language::Language;
use crate::domain::permission::{Permission, PermissionSet, Role};
use crate::domain::session::Session;
use crate::domain::user::{User, UserDraft};
use crate::domain::validation::{Checker, FieldError, ValidationError};

/// A password on its way in. It prints as `***`.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, format = Password)]
pub struct Password(pub String);

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// A user as an admin writes it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UserBody {
    /// A name or an e-mail address: a-z, digits and . _ - + @. Upper case is taken as lower case.
    pub login_name: String,
    /// The login name when empty.
    #[serde(default)]
    pub display_name: String,
    /// `agent`, `manager`, `rep`, `steward`, `admin` or `analyst`.
    pub role: String,
    /// `pl`, `cs` or `en`.
    pub language: String,
    #[serde(default)]
    pub disabled: bool,
}

impl UserBody {
    pub fn into_draft(self) -> Result<UserDraft, ValidationError> {
        let mut check = Checker::default();
        let role = Role::from_code(&self.role);
        check.require(role.is_some(), "/role", "unknown_value", || {
            format!("use one of {}", Role::ALL.iter().map(|role| role.code()).collect::<Vec<_>>().join(", "))
        });
        let language = Language::from_code(&self.language);
        check.require(language.is_some(), "/language", "unknown_value", || "use one of pl, cs, en".into());
        let (login_name, display_name, disabled) = (self.login_name, self.display_name, self.disabled);
        let draft = UserDraft {
            login_name,
            display_name,
            role: role.unwrap_or(Role::Agent),
            language: language.unwrap_or(Language::English),
            disabled,
        };
        check.finish(draft)?.validate()
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct UserView {
    pub id: Uuid,
    /// Grows by one with every write; the `ETag`.
    pub version: i64,
    pub login_name: String,
    pub display_name: String,
    pub role: &'static str,
    pub language: &'static str,
    pub disabled: bool,
    #[schema(format = DateTime)]
    pub created_at: String,
    #[schema(format = DateTime)]
    pub updated_at: String,
    /// Right to within a minute; absent for somebody who has never signed in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    pub last_seen_at: Option<String>,
}

impl From<&User> for UserView {
    fn from(user: &User) -> Self {
        Self {
            id: user.id.0,
            version: user.version,
            login_name: user.draft.login_name.clone(),
            display_name: user.draft.display_name.clone(),
            role: user.draft.role.code(),
            language: user.draft.language.code(),
            disabled: user.draft.disabled,
            created_at: time::utc(user.created_at),
            updated_at: time::utc(user.updated_at),
            last_seen_at: user.last_seen_at.map(time::utc),
        }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct SessionView {
    pub id: Uuid,
    /// Whether this is the session that asks.
    pub current: bool,
    #[schema(format = DateTime)]
    pub created_at: String,
    /// Right to within a minute.
    #[schema(format = DateTime)]
    pub last_seen_at: String,
    #[schema(format = DateTime)]
    pub expires_at: String,
    /// What the browser said of itself when it signed in.
    pub user_agent: String,
    /// Where the sign-in came from; empty when nobody knows.
    pub address: String,
}

impl SessionView {
    pub fn new(session: &Session, current: SessionId) -> Self {
        Self {
            id: session.id.0,
            current: session.id == current,
            created_at: time::utc(session.created_at),
            last_seen_at: time::utc(session.last_seen_at),
            expires_at: time::utc(session.expires_at),
            user_agent: session.user_agent.clone(),
            address: session.address.clone(),
        }
    }
}

/// A key as an admin asks for it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiKeyBody {
    /// What it is for: `ERP, outlets in`.
    pub name: String,
    /// Permissions: `outlets.read`, `imports.manage`, …
    pub scopes: Vec<String>,
    /// RFC 3339; without it the key is good until it is revoked.
    #[serde(default)]
    #[schema(format = DateTime)]
    pub expires_at: Option<String>,
}

impl ApiKeyBody {
    pub fn into_draft(self) -> Result<ApiKeyDraft, ValidationError> {
        let mut check = Checker::default();
        for (index, scope) in self.scopes.iter().enumerate() {
            check.require(Permission::from_code(scope).is_some(), &format!("/scopes/{index}"), "unknown_value", || {
                format!("use one of {}", codes(PermissionSet::of(Permission::ALL)).join(", "))
            });
        }
        let expires_at = self.expires_at.as_deref().map(time::parse);
        if expires_at == Some(None) {
            check.push(FieldError::new(
                "/expires_at",
                "format",
                "give a time with a zone, like 2026-11-28T17:40:00+01:00",
            ));
        }
        let scopes = self.scopes.iter().filter_map(|scope| Permission::from_code(scope)).collect();
        check.finish(ApiKeyDraft { name: self.name, scopes, expires_at: expires_at.flatten() })
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiKeyView {
    pub id: Uuid,
    /// The beginning of the key, to tell it from others.
    pub prefix: String,
    pub name: String,
    pub scopes: Vec<&'static str>,
    #[schema(format = DateTime)]
    pub created_at: String,
    pub created_by: Option<Uuid>,
    #[schema(format = DateTime)]
    pub expires_at: Option<String>,
    /// Right to within ten minutes.
    #[schema(format = DateTime)]
    pub last_used_at: Option<String>,
    #[schema(format = DateTime)]
    pub revoked_at: Option<String>,
}

impl From<&ApiKey> for ApiKeyView {
    fn from(key: &ApiKey) -> Self {
        Self {
            id: key.id.0,
            prefix: key.prefix.clone(),
            name: key.draft.name.clone(),
            scopes: codes(key.draft.scopes),
            created_at: time::utc(key.created_at),
            created_by: key.created_by.map(|id| id.0),
            expires_at: key.draft.expires_at.map(time::utc),
            last_used_at: key.last_used_at.map(time::utc),
            revoked_at: key.revoked_at.map(time::utc),
        }
    }
}

/// The words of a set of permissions.
pub fn codes(permissions: PermissionSet) -> Vec<&'static str> {
    permissions.iter().map(Permission::code).collect()
}
