//! What is known of the provider: its description for an hour, its keys until a token names one that is not among them.

use std::sync::Arc;

use tokio::sync::Mutex;

use super::SignOnError;
use super::connection::Connection;
use crate::clock::Clock;
use crate::oidc::{KeySet, Provider, discovery_address, read_provider};
use crate::units::{Seconds, Timestamp};

/// Addresses of a provider change when it is moved; then an hour is soon.
const DESCRIPTION_AGE_MAX: Seconds = Seconds::hours(1);
/// Tokens with keys of somebody's invention must not make us ask again and again.
const KEYS_PAUSE: Seconds = Seconds::minutes(1);
/// After a failure the next who come are told at once, instead of waiting for the same silence one after the other.
const FAILURE_PAUSE: Seconds = Seconds(3);

#[derive(Debug)]
pub(super) struct Knowledge {
    connection: Connection,
    issuer: String,
    clock: Clock,
    /// Held while the provider is asked: who comes meanwhile waits for that answer.
    known: Mutex<Known>,
}

#[derive(Debug, Default)]
struct Known {
    provider: Option<(Arc<Provider>, Timestamp)>,
    failed: Option<(Timestamp, String)>,
    keys: Option<Arc<KeySet>>,
    keys_asked_at: Option<Timestamp>,
}

impl Knowledge {
    pub fn new(connection: Connection, issuer: String, clock: Clock) -> Self {
        Self { connection, issuer, clock, known: Mutex::default() }
    }

    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// The provider's description. An old one serves on while a new one cannot be had.
    pub async fn provider(&self) -> Result<Arc<Provider>, SignOnError> {
        let mut known = self.known.lock().await;
        let now = self.clock.now();
        match &known.provider {
            Some((provider, read_at)) if now < *read_at + DESCRIPTION_AGE_MAX => return Ok(Arc::clone(provider)),
            _ => {}
        }
        let asked = match &known.failed {
            Some((at, problem)) if now < *at + FAILURE_PAUSE => Err(SignOnError::Unreachable(problem.clone())),
            _ => self.ask_and_note(&mut known, now).await,
        };
        asked.or_else(|problem| known.provider.as_ref().map(|(old, _)| Arc::clone(old)).ok_or(problem))
    }

    /// The keys of now.
    pub async fn keys(&self, provider: &Provider) -> Result<Arc<KeySet>, SignOnError> {
        let mut known = self.known.lock().await;
        match &known.keys {
            Some(keys) => Ok(Arc::clone(keys)),
            None => self.read_keys(&mut known, provider).await,
        }
    }

    /// The keys anew; `None` when they were asked for less than a minute ago.
    pub async fn newer_keys(&self, provider: &Provider) -> Result<Option<Arc<KeySet>>, SignOnError> {
        let mut known = self.known.lock().await;
        if known.keys_asked_at.is_some_and(|at| self.clock.now() < at + KEYS_PAUSE) {
            return Ok(None);
        }
        self.read_keys(&mut known, provider).await.map(Some)
    }

    async fn read_keys(&self, known: &mut Known, provider: &Provider) -> Result<Arc<KeySet>, SignOnError> {
        known.keys_asked_at = Some(self.clock.now());
        let keys = Arc::new(KeySet::read(&self.connection.get(provider.jwks_uri.clone()).await?)?);
        known.keys = Some(Arc::clone(&keys));
        Ok(keys)
    }

    async fn ask_and_note(&self, known: &mut Known, now: Timestamp) -> Result<Arc<Provider>, SignOnError> {
        match self.ask().await {
            Ok(provider) => {
                let provider = Arc::new(provider);
                (known.provider, known.failed) = (Some((Arc::clone(&provider), now)), None);
                Ok(provider)
            }
            Err(problem) => {
                known.failed = Some((now, problem.to_string()));
                Err(problem)
            }
        }
    }

    async fn ask(&self) -> Result<Provider, SignOnError> {
        let body = self.connection.get(discovery_address(&self.issuer)).await?;
        Ok(read_provider(&body, &self.issuer)?)
    }
}
