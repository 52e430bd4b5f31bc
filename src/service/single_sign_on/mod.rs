//! Signing in at an OpenID provider: there with a question, back with a code, in with what the code is worth.
//!
//! What goes with the person (state, nonce, PKCE verifier) is remembered in the database, so that any process may take
//! them back, and only once: the row is bound to a cookie of the browser that set out and goes when it is used. No password
//! and no token of the provider's is kept but the ID token, which the provider wants to see again at signing out.

mod connection;
mod knowledge;
mod person;

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use thiserror::Error;

use self::connection::Connection;
use self::knowledge::Knowledge;
use super::accounts::{AccountError, Accounts, Opened, Visit};
use super::tokens::Token;
use crate::clock::Clock;
use crate::domain::actor::Actor;
use crate::oidc::{Claims, Expected, Grant, OidcError, Provider, Question, logout_address, read_id_token};
use crate::store::sign_in_flows::SignInFlow;
use crate::store::{Author, Store, StoreError};
use crate::units::Seconds;

pub use person::{Adopts, PersonRules};

/// How long somebody may take at the provider; a password, a second factor and a call to the help desk fit in.
pub const AWAY_MAX: Seconds = Seconds::minutes(15);
/// Codes are a few hundred characters at most; whatever is longer is not one.
const CODE_CHARS_MAX: usize = 4 << 10;

/// The settings of this room. Prints without the secret.
#[derive(Clone)]
pub struct SingleSignOnSettings {
    pub issuer: String,
    pub client_id: String,
    /// Empty for a client without one.
    pub client_secret: String,
    pub scopes: String,
    /// Our own address where people come back to, and the one where they land after signing out there.
    pub redirect_uri: String,
    pub signed_out_uri: String,
    pub rules: PersonRules,
    /// For one answer of the provider's.
    pub timeout: Duration,
    /// Empty for the authorities that everybody trusts.
    pub ca_file: PathBuf,
}

impl fmt::Debug for SingleSignOnSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SingleSignOnSettings").field("issuer", &self.issuer).finish_non_exhaustive()
    }
}

/// Somebody who is to be sent to the provider.
#[derive(Debug)]
pub struct Departure {
    pub address: String,
    /// For a cookie: who comes back without it set out from another browser.
    pub browser: Token,
}

/// What somebody comes back with.
#[derive(Clone, Debug, Default)]
pub struct Return {
    pub state: String,
    pub code: Option<String>,
    /// Who sent them, where the provider says so (RFC 9207).
    pub issuer: Option<String>,
    /// Why they come without a code: `access_denied`.
    pub error: Option<String>,
}

#[derive(Debug, Error)]
pub enum SignOnError {
    #[error("the sign-in was begun in another browser, too long ago, or used already")]
    Stale,
    #[error("whoever was to sign in at the provider did not")]
    Cancelled,
    #[error("the provider refused: {0:?}")]
    Refused(String),
    #[error("the provider does not answer: {0}")]
    Unreachable(String),
    #[error("too many people are signing in at this moment")]
    Busy,
    #[error("what came back is not from the provider: {0}")]
    NotVerified(#[from] OidcError),
    #[error("the e-mail address is at none of the domains that are let in")]
    OtherDomain,
    #[error(transparent)]
    Account(#[from] AccountError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// One OpenID provider.
#[derive(Debug)]
pub struct SingleSignOn {
    settings: SingleSignOnSettings,
    store: Store,
    clock: Clock,
    knowledge: Knowledge,
}

impl SingleSignOn {
    /// Asks nobody yet. Errors: a file of certificates that cannot be used.
    pub fn new(store: Store, clock: Clock, settings: SingleSignOnSettings) -> Result<Self, String> {
        let connection = Connection::new(settings.timeout, &settings.ca_file)?;
        let knowledge = Knowledge::new(connection, settings.issuer.clone(), clock.clone());
        Ok(Self { settings, store, clock, knowledge })
    }

    /// Prepares to send somebody to the provider, after which they go to `return_path` (one of ours, which is the
    /// caller's to check). `browser` is what their browser has from a sign-in that is still under way elsewhere. Errors:
    /// `Unreachable`, `Busy`, `Account(Throttled)`.
    pub async fn depart(
        &self,
        accounts: &Accounts,
        visit: Visit<'_>,
        browser: Option<Token>,
        return_path: &str,
    ) -> Result<Departure, SignOnError> {
        let provider = self.knowledge.provider().await?;
        accounts.count_departure(visit.address).await?;
        let (state, browser) = (Token::generate(), browser.unwrap_or_else(Token::generate));
        let flow = SignInFlow {
            nonce: Token::generate().reveal(),
            code_verifier: Token::generate().reveal(),
            return_path: return_path.to_owned(),
        };
        let now = self.clock.now();
        let mut tx = self.store.begin(Author::of(&Actor::Anonymous, visit.request_id, now)).await?;
        tx.delete_expired_sign_in_flows().await?;
        tx.insert_sign_in_flow((&state.hash(), &browser.hash()), &flow, now + AWAY_MAX).await?;
        tx.commit().await?;
        let question = Question {
            client_id: &self.settings.client_id,
            redirect_uri: &self.settings.redirect_uri,
            scopes: &self.settings.scopes,
            state: &state.reveal(),
            nonce: &flow.nonce,
            code_verifier: &flow.code_verifier,
        };
        Ok(Departure { address: question.address(&provider), browser })
    }

    /// Takes somebody back who set out from this browser: the session, and where they wanted to go. Errors: all but
    /// `Busy` at the database; the path is there from the moment it is known who it is.
    pub async fn arrive(
        &self,
        accounts: &Accounts,
        visit: Visit<'_>,
        browser: Option<Token>,
        back: Return,
    ) -> Result<(Opened, String), (SignOnError, Option<String>)> {
        let flow = self.take_flow(visit, browser, &back.state).await.map_err(|error| (error, None))?;
        let opened = self.open(accounts, visit, &flow, back).await;
        opened.map(|opened| (opened, flow.return_path.clone())).map_err(|error| (error, Some(flow.return_path)))
    }

    /// Where somebody with this ID token goes to sign out at the provider too; `None` where that cannot be done.
    pub async fn logout_address(&self, id_token: &str) -> Option<String> {
        let provider = self.knowledge.provider().await.ok()?;
        logout_address(&provider, id_token, &self.settings.client_id, &self.settings.signed_out_uri)
    }

    async fn take_flow(
        &self,
        visit: Visit<'_>,
        browser: Option<Token>,
        state: &str,
    ) -> Result<SignInFlow, SignOnError> {
        let (Some(browser), Some(state)) = (browser, Token::parse(state)) else {
            return Err(SignOnError::Stale);
        };
        let mut tx = self.store.begin(Author::of(&Actor::Anonymous, visit.request_id, self.clock.now())).await?;
        let flow = tx.take_sign_in_flow((&state.hash(), &browser.hash())).await?;
        // Before anything else is asked: whatever goes wrong from here on, it does not serve twice.
        tx.commit().await?;
        flow.ok_or(SignOnError::Stale)
    }

    async fn open(
        &self,
        accounts: &Accounts,
        visit: Visit<'_>,
        flow: &SignInFlow,
        back: Return,
    ) -> Result<Opened, SignOnError> {
        let provider = self.knowledge.provider().await?;
        let code = code_of(&provider, back)?;
        let grant = self.exchange(&provider, flow, code).await?;
        let claims = self.verified(&provider, &grant, flow).await?;
        let claims = self.completed(&provider, &grant, claims).await?;
        let person = self.settings.rules.person(&self.settings.issuer, &claims, grant.id_token)?;
        Ok(accounts.sign_in_by_identity(visit, &person).await?)
    }

    async fn exchange(&self, provider: &Provider, flow: &SignInFlow, code: String) -> Result<Grant, SignOnError> {
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", &self.settings.redirect_uri),
            ("code_verifier", &flow.code_verifier),
        ];
        let client = (self.settings.client_id.as_str(), self.settings.client_secret.as_str());
        self.knowledge.connection().exchange(provider, client, &fields).await
    }

    /// With the keys of now, or newer ones where the token names a key that is not among them.
    async fn verified(&self, provider: &Provider, grant: &Grant, flow: &SignInFlow) -> Result<Claims, SignOnError> {
        let read = |keys: &_| {
            let (issuer, client_id) = (self.settings.issuer.as_str(), self.settings.client_id.as_str());
            let expected = Expected { issuer, client_id, nonce: &flow.nonce, now: self.clock.now() };
            read_id_token(&grant.id_token, keys, expected)
        };
        match read(&*self.knowledge.keys(provider).await?) {
            Err(OidcError::UnknownKey) => match self.knowledge.newer_keys(provider).await? {
                Some(keys) => Ok(read(&keys)?),
                None => Err(OidcError::UnknownKey.into()),
            },
            claims => Ok(claims?),
        }
    }

    /// Some providers put who it is into the token, others keep it for whoever asks with the access token.
    async fn completed(&self, provider: &Provider, grant: &Grant, claims: Claims) -> Result<Claims, SignOnError> {
        let (Some(endpoint), Some(access_token)) = (&provider.userinfo_endpoint, &grant.access_token) else {
            return Ok(claims);
        };
        if self.settings.rules.is_complete(&claims) {
            return Ok(claims);
        }
        let more = self.knowledge.connection().userinfo(endpoint, access_token, claims.clone()).await?;
        Ok(claims.completed_by(more))
    }
}

/// The code, if it is this provider that sent it.
fn code_of(provider: &Provider, back: Return) -> Result<String, SignOnError> {
    match back.issuer {
        Some(told) if told != provider.issuer => return Err(OidcError::Claim("iss").into()),
        None if provider.names_itself => return Err(OidcError::Claim("iss").into()),
        _ => {}
    }
    match (back.error, back.code) {
        (Some(error), _) if error == "access_denied" => Err(SignOnError::Cancelled),
        (Some(error), _) => Err(SignOnError::Refused(error.chars().take(100).collect())),
        (None, Some(code)) if code.len() <= CODE_CHARS_MAX => Ok(code),
        _ => Err(OidcError::Unreadable("the code").into()),
    }
}
