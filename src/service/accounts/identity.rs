//! Signing in as somebody whom an OpenID provider vouches for.
//!
//! A person is found again by issuer and subject and by nothing else. Whoever comes for the first time gets an account of
//! their own, or the one that the configuration lets them adopt, once. The role is the provider's to say, each time: it
//! is renewed before the session opens, and whoever has none left loses the sessions that are still open.

use std::fmt;
use std::net::IpAddr;

use super::opening::{Opened, Visit};
use super::sign_in::{bucket, count, neighbourhood};
use super::users::keep_an_admin;
use super::{AccountError, Accounts};
use crate::domain::actor::Actor;
use crate::domain::ids::UserId;
use crate::domain::language::Language;
use crate::domain::login_throttle::ADDRESS;
use crate::domain::permission::Role;
use crate::domain::user::{User, UserDraft};
use crate::store::login_throttle::{Attempt, Bucket};
use crate::store::users::NO_PASSWORD;
use crate::store::{Author, StoreError, Tx};
use crate::units::Seconds;

/// Somebody as a provider describes them, in our terms. Prints without what is personal.
#[derive(Clone)]
pub struct Person {
    pub issuer: String,
    pub subject: String,
    /// Login names for a new account, best first; the first that is fit and free is taken.
    pub login_names: Vec<String>,
    pub display_name: String,
    pub language: Language,
    /// `None` when none of their groups leads to one.
    pub role: Option<Role>,
    /// The login name of the account that becomes theirs when they come for the first time.
    pub adopts: Option<String>,
    /// The provider's word for all this; shown to it again when they sign out.
    pub id_token: String,
}

impl Accounts {
    /// Counts somebody who is about to be sent to the provider, so that nobody fills the database with beginnings.
    /// Errors: `Throttled`.
    pub async fn count_departure(&self, address: Option<IpAddr>) -> Result<(), AccountError> {
        let now = self.clock.now();
        let mut tx = self.store.begin(Author::of(&Actor::Anonymous, "", now)).await?;
        if let Attempt::Blocked { until } = tx.count_attempt(&departures(address), ADDRESS).await? {
            return Err(AccountError::Throttled { wait: (until - now).max(Seconds(1)) });
        }
        tx.commit().await?;
        Ok(())
    }

    /// Opens a session. Errors: `Blocked`, `NoRole`, `LastAdmin` when the new role would leave nobody to manage users.
    pub async fn sign_in_by_identity(&self, visit: Visit<'_>, person: &Person) -> Result<Opened, AccountError> {
        let user = match self.admit(visit, person).await {
            // The same person in two windows, for the first time in both: by now there is an account.
            Err(AccountError::Store(StoreError::Duplicate { .. } | StoreError::DuplicateLoginName { .. })) => {
                self.admit(visit, person).await
            }
            other => other,
        };
        let user = user.inspect_err(|_| count("refused"))?;
        count("success");
        let now = self.clock.now();
        let opening = self.opening(&user, visit, Some(person.id_token.clone()));
        let actor = Actor::User { id: user.id, role: user.draft.role, name: user.draft.login_name.clone() };
        let mut tx = self.store.begin(Author::of(&actor, visit.request_id, now)).await?;
        tx.uncount_attempt(&departures(visit.address), ADDRESS).await?;
        tx.insert_session(&opening.session, &opening.secrets).await?;
        tx.audit_identity(user.id, "sign_in", person.identity()).await?;
        self.sweep(&mut tx, now).await?;
        tx.commit().await?;
        self.end_replaced(visit).await?;
        Ok(opening.opened(user))
    }

    /// The person's account as it is to be from now on.
    async fn admit(&self, visit: Visit<'_>, person: &Person) -> Result<User, AccountError> {
        let author = Author::hook(host(&person.issuer), visit.request_id, self.clock.now());
        let mut tx = self.store.begin(author).await?;
        let known = match tx.find_user_by_identity(&person.issuer, &person.subject).await? {
            Some(user) => Some(user),
            None => adopt(&mut tx, person).await?,
        };
        let admitted = match known {
            Some(user) if user.draft.disabled => Err((user.id, AccountError::Blocked)),
            Some(user) => match person.role {
                Some(role) => Ok(renew_role(&mut tx, user, role).await?),
                None => Err((user.id, AccountError::NoRole)),
            },
            None => Ok(create(&mut tx, person).await?),
        };
        if let Err((id, _)) = &admitted {
            tx.delete_sessions_of(*id, None).await?;
            tx.audit_identity(*id, "sign_in_refused", person.identity()).await?;
        }
        tx.commit().await?;
        let id = admitted.as_ref().map_or_else(|(id, _)| *id, |user| user.id);
        self.cache.forget_user(id);
        admitted.map_err(|(_, refusal)| refusal)
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Person").field("issuer", &self.issuer).field("role", &self.role).finish_non_exhaustive()
    }
}

impl Person {
    fn identity(&self) -> (&str, &str) {
        (&self.issuer, &self.subject)
    }
}

/// An account that is there already and becomes this person's, unless it is somebody else's at the provider. Those of
/// administrators never do: they are what is left when the provider is down, or lies.
async fn adopt(tx: &mut Tx, person: &Person) -> Result<Option<User>, AccountError> {
    let Some(login_name) = &person.adopts else {
        return Ok(None);
    };
    let Some(user) = tx.find_user_by_login_name(login_name).await? else {
        return Ok(None);
    };
    if user.draft.role == Role::Admin || tx.has_identity(user.id, &person.issuer).await? {
        return Ok(None);
    }
    tx.insert_identity(user.id, person.identity()).await?;
    Ok(Some(user))
}

async fn create(tx: &mut Tx, person: &Person) -> Result<User, AccountError> {
    let role = person.role.ok_or(AccountError::NoRole)?;
    let mut refused = AccountError::NoRole;
    for login_name in &person.login_names {
        let draft = UserDraft {
            login_name: login_name.clone(),
            display_name: person.display_name.clone(),
            role,
            language: person.language,
            disabled: false,
        };
        let draft = match draft.validate() {
            Ok(draft) => draft,
            Err(problem) => {
                refused = problem.into();
                continue;
            }
        };
        if tx.find_user_by_login_name(&draft.login_name).await?.is_some() {
            continue;
        }
        let at = tx.author().at;
        let user =
            User { id: UserId::generate(), version: 1, created_at: at, updated_at: at, last_seen_at: None, draft };
        tx.insert_user(&user, NO_PASSWORD).await?;
        tx.insert_identity(user.id, person.identity()).await?;
        return Ok(user);
    }
    Err(refused)
}

async fn renew_role(tx: &mut Tx, before: User, role: Role) -> Result<User, AccountError> {
    if before.draft.role == role {
        return Ok(before);
    }
    let draft = UserDraft { role, ..before.draft.clone() };
    let user = User { version: before.version + 1, updated_at: tx.author().at, draft, ..before.clone() };
    tx.update_user(&before, &user).await?;
    tx.expire_tokens_of(user.id).await?;
    keep_an_admin(tx, &before).await?;
    Ok(user)
}

fn departures(address: Option<IpAddr>) -> Bucket {
    bucket(&["departure", &address.map_or_else(|| "unknown".to_owned(), neighbourhood)])
}

/// `login.example.com` of its address: what people read in the audit.
fn host(issuer: &str) -> &str {
    let rest = issuer.split_once("://").map_or(issuer, |(_, rest)| rest);
    rest.split('/').next().unwrap_or(rest)
}
