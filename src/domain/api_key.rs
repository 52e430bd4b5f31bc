//! Keys with which other software calls the API.

use super::ids::{ApiKeyId, UserId};
use super::permission::PermissionSet;
use super::validation::{Checker, ValidationError};
use crate::units::Timestamp;

pub const KEY_NAME_CHARS_MAX: usize = 100;

/// A key as an admin asks for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKeyDraft {
    /// What it is for: `ERP, orders in`.
    pub name: String,
    pub scopes: PermissionSet,
    /// `None`: until it is revoked.
    pub expires_at: Option<Timestamp>,
}

/// A stored key. The secret is not in it: only its digest is kept, by the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    pub id: ApiKeyId,
    /// The part of the key that may be shown: `blk_7Qm2xR0a`.
    pub prefix: String,
    pub draft: ApiKeyDraft,
    /// `None`: made on the command line.
    pub created_by: Option<UserId>,
    pub created_at: Timestamp,
    /// Right to within `LAST_USED_STEP`.
    pub last_used_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
}

impl ApiKeyDraft {
    pub fn validate(mut self, now: Timestamp) -> Result<Self, ValidationError> {
        self.name = self.name.trim().to_owned();
        let mut check = Checker::default();
        check.require(!self.name.is_empty(), "/name", "required", || "say what the key is for".into());
        check.text("/name", &self.name, KEY_NAME_CHARS_MAX);
        check.require(!self.scopes.is_empty(), "/scopes", "required", || "give the key at least one scope".into());
        check.require(self.expires_at.is_none_or(|at| at > now), "/expires_at", "out_of_range", || {
            "give a time in the future, or leave it out".into()
        });
        check.finish(self)
    }
}

impl ApiKey {
    pub fn is_valid(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && self.draft.expires_at.is_none_or(|at| now < at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::permission::Permission;

    fn draft() -> ApiKeyDraft {
        let scopes = PermissionSet::of(&[Permission::OutletsRead]);
        ApiKeyDraft { name: " ERP ".into(), scopes, expires_at: Some(Timestamp(2_000)) }
    }

    #[test]
    fn a_key_needs_a_name_a_scope_and_time_to_live() {
        assert_eq!(draft().validate(Timestamp(1_000)).unwrap().name, "ERP");
        let empty = ApiKeyDraft { name: "  ".into(), scopes: PermissionSet::NONE, expires_at: Some(Timestamp(1_000)) };
        let pointers: Vec<_> = empty.validate(Timestamp(1_000)).unwrap_err().0.into_iter().map(|e| e.pointer).collect();
        assert_eq!(pointers, ["/name", "/scopes", "/expires_at"]);
    }
}
