//! Accounts: who signs in, what for, and until when.
//!
//! `sign_in` and `identity` open sessions, `access` recognises sessions and API keys on every request, the others
//! manage what there is. Everything that gets a secret from outside compares hashes only; nothing here
//! logs a name, an address or a token.

mod access;
mod access_cache;
mod api_keys;
mod identity;
mod opening;
mod sessions;
mod sign_in;
mod users;

use thiserror::Error;

use self::access_cache::AccessCache;
use super::passwords::{HashCost, PasswordError, Passwords};
use crate::clock::Clock;
use crate::domain::login_throttle::{NAME_AT_ADDRESS, ThrottleRule};
use crate::domain::session::SessionLimits;
use crate::domain::validation::ValidationError;
use crate::store::{Store, StoreError};
use crate::units::Seconds;

pub use access::SessionAccess;
pub use api_keys::NewKey;
pub use identity::Person;
pub use opening::{Opened, Visit};
pub use sign_in::SignIn;
pub use users::{NewPassword, Written};

/// The settings of this room.
#[derive(Clone, Copy, Debug)]
pub struct AccountSettings {
    pub limits: SessionLimits,
    pub hash_cost: HashCost,
    pub hashes_at_once: usize,
    /// Failed sign-ins to one name from one address that cost nothing.
    pub free_attempts: u32,
    /// The others sign in at the OpenID provider.
    pub passwords_for_admins_only: bool,
}

/// Everything that has to do with accounts.
#[derive(Debug)]
pub struct Accounts {
    store: Store,
    clock: Clock,
    limits: SessionLimits,
    name_rule: ThrottleRule,
    passwords_for_admins_only: bool,
    passwords: Passwords,
    cache: AccessCache,
}

#[derive(Debug, Error)]
pub enum AccountError {
    #[error("the login name or the password is wrong, or the account is disabled")]
    WrongCredentials,
    #[error("the current password is wrong")]
    WrongPassword,
    #[error("passwords are for administrators only: sign in with the button above")]
    PasswordClosed,
    #[error("this account is blocked: ask an administrator")]
    Blocked,
    #[error("this account has no role in Blisko: ask whoever manages the accounts for one of its groups")]
    NoRole,
    #[error("too many failed attempts to sign in; wait {} s", .wait.0)]
    Throttled { wait: Seconds },
    #[error("there is no user with this id")]
    UserNotFound,
    #[error("there is no session with this id")]
    SessionNotFound,
    #[error("there is no valid API key with this id")]
    KeyNotFound,
    #[error("somebody must be left who can manage users: make another user an admin first")]
    LastAdmin,
    #[error("nobody disables or deletes their own account: ask another admin")]
    OwnAccount,
    #[error("nobody can grant what they may not do themselves: {permission}")]
    ExceedsOwn { permission: &'static str },
    #[error(transparent)]
    Invalid(#[from] ValidationError),
    #[error(transparent)]
    Password(#[from] PasswordError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Accounts {
    /// Errors: only for a hash cost that argon2 does not take.
    pub fn new(store: Store, clock: Clock, settings: AccountSettings) -> Result<Self, PasswordError> {
        Ok(Self {
            store,
            clock,
            limits: settings.limits,
            name_rule: ThrottleRule { free: f64::from(settings.free_attempts), ..NAME_AT_ADDRESS },
            passwords_for_admins_only: settings.passwords_for_admins_only,
            passwords: Passwords::new(settings.hash_cost, settings.hashes_at_once)?,
            cache: AccessCache::default(),
        })
    }

    pub fn limits(&self) -> SessionLimits {
        self.limits
    }
}
