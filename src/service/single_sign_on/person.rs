//! From a provider's claims to a person in our terms: which role, which names, whether they are let in at all.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::SignOnError;
use crate::domain::language::Language;
use crate::domain::permission::Role;
use crate::domain::user::{DISPLAY_NAME_CHARS_MAX, fold_login_name};
use crate::oidc::Claims;
use crate::service::accounts::Person;

/// Whoever is in several groups has the first of these.
const PRECEDENCE: [Role; 6] = [Role::Admin, Role::Steward, Role::Manager, Role::Agent, Role::Rep, Role::Analyst];

/// Whose account somebody gets who comes for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adopts {
    Nobody,
    /// The one whose login name is their e-mail address, which the provider says is theirs.
    Email,
    /// The one whose login name is theirs at the provider.
    LoginName,
}

/// How the configuration reads claims.
#[derive(Clone, Debug)]
pub struct PersonRules {
    /// The claim with the groups, see `Claims::texts`.
    pub role_claim: String,
    pub roles: BTreeMap<String, Role>,
    /// Of those who are in none of them.
    pub role_default: Option<Role>,
    /// In lower case; empty for all.
    pub email_domains: Vec<String>,
    pub adopts: Adopts,
}

impl PersonRules {
    /// Whether the claims say all that the rules want to know.
    pub fn is_complete(&self, claims: &Claims) -> bool {
        let wants_email = !self.email_domains.is_empty() || self.adopts == Adopts::Email;
        let has_role = self.roles.is_empty() || claims.has(&self.role_claim);
        has_role && claims.has("preferred_username") && claims.has("name") && (!wants_email || claims.has("email"))
    }

    /// Who it is. Errors: `OtherDomain`.
    pub fn person(&self, issuer: &str, claims: &Claims, id_token: String) -> Result<Person, SignOnError> {
        if !self.is_let_in(claims) {
            return Err(SignOnError::OtherDomain);
        }
        let name = claims.text("name").or(claims.text("preferred_username")).or(claims.text("email"));
        Ok(Person {
            issuer: issuer.to_owned(),
            subject: claims.subject().to_owned(),
            login_names: login_names(issuer, claims),
            display_name: name.unwrap_or_default().chars().take(DISPLAY_NAME_CHARS_MAX).collect(),
            language: language(claims.text("locale")),
            role: self.role(claims),
            adopts: self.adopted_name(claims),
            id_token,
        })
    }

    fn role(&self, claims: &Claims) -> Option<Role> {
        let groups = claims.texts(&self.role_claim);
        let roles: Vec<Role> = groups.iter().filter_map(|group| self.roles.get(*group).copied()).collect();
        PRECEDENCE.into_iter().find(|role| roles.contains(role)).or(self.role_default)
    }

    /// An address that the provider itself calls unverified counts for nothing.
    fn is_let_in(&self, claims: &Claims) -> bool {
        if self.email_domains.is_empty() {
            return true;
        }
        let domain = claims.text("email").and_then(|email| email.rsplit_once('@')).map(|(_, domain)| domain);
        let is_ours = domain.is_some_and(|domain| self.email_domains.contains(&domain.to_ascii_lowercase()));
        is_ours && claims.flag("email_verified") != Some(false)
    }

    fn adopted_name(&self, claims: &Claims) -> Option<String> {
        let name = match self.adopts {
            Adopts::Nobody => None,
            Adopts::Email => claims.text("email").filter(|_| claims.flag("email_verified") == Some(true)),
            Adopts::LoginName => claims.text("preferred_username"),
        };
        name.map(fold_login_name)
    }
}

/// Names for a new account, best first. The last is always free: it is made of who they are.
fn login_names(issuer: &str, claims: &Claims) -> Vec<String> {
    let digest = Sha256::new().chain_update(issuer).chain_update([0]).chain_update(claims.subject()).finalize();
    let mark: String = digest[..4].iter().map(|byte| format!("{byte:02x}")).collect();
    let told = [claims.text("preferred_username"), claims.text("email")].into_iter().flatten().map(fold_login_name);
    told.chain([format!("user-{mark}")]).collect()
}

/// By the first part of a BCP 47 tag; Polish, as where nothing is said.
fn language(locale: Option<&str>) -> Language {
    let code = locale.and_then(|locale| locale.split(['-', '_']).next()).unwrap_or_default();
    Language::from_code(&code.to_ascii_lowercase()).unwrap_or(Language::Polish)
}
