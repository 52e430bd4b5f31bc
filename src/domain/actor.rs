//! Who does something: the subject of a permission check and of an audit entry.

use uuid::Uuid;

use super::ids::{ApiKeyId, UserId};
use super::permission::{ANONYMOUS, Permission, PermissionSet, Role};

/// Whoever makes a request, or the service itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody has signed in: a customer at the locator.
    Anonymous,
    /// A person with a session. `name` is the login name.
    User { id: UserId, role: Role, name: String },
    /// Other software. `name` is what the admin called the key.
    ApiKey { id: ApiKeyId, scopes: PermissionSet, name: String },
    /// The service's own work: the demo, the command line, clean-up.
    System,
}

impl Actor {
    pub fn permissions(&self) -> PermissionSet {
        match self {
            Actor::Anonymous => ANONYMOUS,
            Actor::User { role, .. } => role.permissions(),
            Actor::ApiKey { scopes, .. } => *scopes,
            Actor::System => PermissionSet::of(Permission::ALL),
        }
    }

    pub fn may(&self, permission: Permission) -> bool {
        self.permissions().contains(permission)
    }

    /// The word for this kind of actor in the audit: `anonymous`, `user`, `api_key`, `system`.
    pub const fn kind(&self) -> &'static str {
        match self {
            Actor::Anonymous => "anonymous",
            Actor::User { .. } => "user",
            Actor::ApiKey { .. } => "api_key",
            Actor::System => "system",
        }
    }

    pub fn id(&self) -> Option<Uuid> {
        match self {
            Actor::User { id, .. } => Some(id.0),
            Actor::ApiKey { id, .. } => Some(id.0),
            Actor::Anonymous | Actor::System => None,
        }
    }

    /// The person behind the request; `None` for keys, visitors and the service.
    pub fn user_id(&self) -> Option<UserId> {
        match self {
            Actor::User { id, .. } => Some(*id),
            _ => None,
        }
    }

    /// Empty for visitors and the service.
    pub fn name(&self) -> &str {
        match self {
            Actor::User { name, .. } | Actor::ApiKey { name, .. } => name,
            Actor::Anonymous | Actor::System => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_may_do_what_its_scopes_say_and_nothing_else() {
        let scopes = PermissionSet::of(&[Permission::OutletsRead]);
        let key = Actor::ApiKey { id: ApiKeyId::generate(), scopes, name: "erp".into() };
        assert!(key.may(Permission::OutletsRead));
        assert!(!key.may(Permission::LocatorRead), "not even what a visitor may: a key says all that it is for");
    }

    #[test]
    fn the_service_itself_may_do_everything() {
        assert!(Permission::ALL.iter().all(|permission| Actor::System.may(*permission)));
    }
}
