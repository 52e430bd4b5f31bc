//! Signing in: throttle first, then the password, then a session.
//!
//! The attempt is counted before the password is looked at and taken back on success, so that attempts
//! made at the same time cannot slip past the limit together.

use std::net::IpAddr;

use sha2::{Digest, Sha256};

use super::opening::{Opened, Visit};
use super::{AccountError, Accounts};
use crate::domain::actor::Actor;
use crate::domain::login_throttle::ADDRESS;
use crate::domain::permission::Role;
use crate::domain::user::fold_login_name;
use crate::service::passwords::{PasswordError, Verdict};
use crate::store::login_throttle::{Attempt, Bucket};
use crate::store::users::Credentials;
use crate::store::{Author, StoreError};

/// An attempt to sign in.
#[derive(Clone, Copy, Debug)]
pub struct SignIn<'a> {
    pub login_name: &'a str,
    pub password: &'a str,
    pub visit: Visit<'a>,
}

/// Where an attempt is counted, and how many failures there are with it.
pub(super) struct Counted {
    address: Bucket,
    name: Bucket,
    failures: u32,
    /// This attempt was the last free one.
    blocks: bool,
}

impl Accounts {
    /// Opens a session. Errors: `WrongCredentials` (also for unknown and disabled users, in the same time),
    /// `Throttled`, `Password(Busy)`, `PasswordClosed` for a right password that is of no use any more.
    pub async fn sign_in(&self, attempt: SignIn<'_>) -> Result<Opened, AccountError> {
        let name = fold_login_name(attempt.login_name);
        let counted = self.count_attempt(&name, attempt.visit.address).await.inspect_err(count_refusal)?;
        let credentials = self.store.credentials(&name).await?;
        let stored = credentials.as_ref().and_then(Credentials::usable_hash);
        let verdict = match self.passwords.verify(attempt.password, stored).await {
            Ok(verdict) => verdict,
            Err(error) => {
                self.uncount(&counted).await?;
                return Err(error.into());
            }
        };
        match credentials {
            Some(credentials) if verdict != Verdict::Wrong && !credentials.user.draft.disabled => {
                if self.passwords_for_admins_only && credentials.user.draft.role != Role::Admin {
                    self.uncount(&counted).await?;
                    return Err(AccountError::PasswordClosed);
                }
                count("success");
                self.open_session(attempt, credentials, verdict, &counted).await
            }
            known => {
                count("failure");
                self.audit_block(&counted, known, attempt.visit.request_id).await?;
                Err(AccountError::WrongCredentials)
            }
        }
    }

    /// Counts an attempt for `name` from `address`. Errors: `Throttled`.
    pub(super) async fn count_attempt(&self, name: &str, address: Option<IpAddr>) -> Result<Counted, AccountError> {
        let now = self.clock.now();
        let place = address.map_or_else(|| "unknown".to_owned(), neighbourhood);
        let (by_address, by_name) = (bucket(&["address", &place]), bucket(&["name", &place, name]));
        let mut tx = self.store.begin(Author::of(&Actor::Anonymous, "", now)).await?;
        let allowed = |attempt| match attempt {
            Attempt::Allowed { failures } => Ok(failures),
            Attempt::Blocked { until } => {
                Err(AccountError::Throttled { wait: (until - now).max(crate::units::Seconds(1)) })
            }
        };
        // The address first, always: two attempts never wait for each other crosswise.
        allowed(tx.count_attempt(&by_address, ADDRESS).await?)?;
        let failures = allowed(tx.count_attempt(&by_name, self.name_rule).await?)?;
        tx.commit().await?;
        let blocks = failures > self.name_rule.free;
        Ok(Counted { address: by_address, name: by_name, failures: failures as u32, blocks })
    }

    /// Takes back a counted attempt that was no failure.
    pub(super) async fn uncount(&self, counted: &Counted) -> Result<(), StoreError> {
        let mut tx = self.store.begin(Author::system(self.clock.now())).await?;
        tx.uncount_attempt(&counted.address, ADDRESS).await?;
        tx.uncount_attempt(&counted.name, self.name_rule).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn open_session(
        &self,
        attempt: SignIn<'_>,
        credentials: Credentials,
        verdict: Verdict,
        counted: &Counted,
    ) -> Result<Opened, AccountError> {
        let now = self.clock.now();
        let Credentials { user, password_hash } = credentials;
        let fresh_hash = match verdict {
            Verdict::RightButStale => Some(self.passwords.hash(attempt.password).await?),
            _ => None,
        };
        let opening = self.opening(&user, attempt.visit, None);
        let actor = Actor::User { id: user.id, role: user.draft.role, name: user.draft.login_name.clone() };
        let mut tx = self.store.begin(Author::of(&actor, attempt.visit.request_id, now)).await?;
        tx.uncount_attempt(&counted.address, ADDRESS).await?;
        tx.clear_attempts(&counted.name).await?;
        tx.insert_session(&opening.session, &opening.secrets).await?;
        tx.audit_sign_in(user.id, "sign_in", counted.failures - 1).await?;
        if let Some(fresh) = fresh_hash {
            tx.refresh_password_hash(user.id, &password_hash, &fresh).await?;
        }
        self.sweep(&mut tx, now).await?;
        tx.commit().await?;
        self.end_replaced(attempt.visit).await?;
        Ok(opening.opened(user))
    }

    /// Says in the audit that somebody keeps trying, once each time the wait begins.
    async fn audit_block(
        &self,
        counted: &Counted,
        known: Option<Credentials>,
        request_id: &str,
    ) -> Result<(), StoreError> {
        let Some(credentials) = known.filter(|_| counted.blocks) else {
            return Ok(());
        };
        let mut tx = self.store.begin(Author::of(&Actor::Anonymous, request_id, self.clock.now())).await?;
        tx.audit_sign_in(credentials.user.id, "sign_in_blocked", counted.failures).await?;
        tx.commit().await?;
        Ok(())
    }
}

pub(super) fn bucket(parts: &[&str]) -> Bucket {
    let digest = parts.iter().fold(Sha256::new(), |digest, part| digest.chain_update(part).chain_update([0]));
    digest.finalize().into()
}

/// An IPv4 address as it is; of IPv6 the /64 that one household or one attacker has whole.
pub(super) fn neighbourhood(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

pub(super) fn count(outcome: &'static str) {
    metrics::counter!("blisko_sign_ins_total", "outcome" => outcome).increment(1);
}

fn count_refusal(error: &AccountError) {
    if matches!(error, AccountError::Throttled { .. } | AccountError::Password(PasswordError::Busy)) {
        count("refused");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_ipv6_household_is_one_neighbourhood() {
        let place = |text: &str| neighbourhood(text.parse().unwrap());
        assert_eq!(place("2001:db8:1:2::7"), place("2001:db8:1:2:ffff::1"));
        assert_ne!(place("2001:db8:1:2::7"), place("2001:db8:1:3::7"));
        assert_eq!(place("::ffff:192.0.2.7"), place("192.0.2.7"));
    }

    #[test]
    fn parts_of_a_bucket_do_not_run_together() {
        assert_ne!(bucket(&["name", "ab", "c"]), bucket(&["name", "a", "bc"]));
    }
}
