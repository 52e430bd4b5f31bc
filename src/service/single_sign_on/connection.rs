//! Questions to the provider over HTTPS: one try each, bounded in time and size, no redirects followed.
//!
//! They block, so they run on the pool for that, a few at once: a provider that hangs holds up those who sign in there and
//! nobody else.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use form_urlencoded::byte_serialize;
use tokio::sync::Semaphore;
use ureq::Agent;
use ureq::http::header::{ACCEPT, AUTHORIZATION};
use ureq::http::{Response, StatusCode};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

use super::SignOnError;
use crate::oidc::{Claims, Grant, OidcError, Provider, read_grant, read_userinfo};

/// Ten times what large providers answer.
const ANSWER_BYTES_MAX: u64 = 512 << 10;
/// Threads that may wait for a provider at the same time.
const QUESTIONS_MAX: usize = 16;

/// Asks the provider; cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Connection {
    agent: Agent,
    questions: Arc<Semaphore>,
    timeout: Duration,
}

impl Connection {
    /// Trusts the certificates in `ca_file`, or everybody's where that is empty.
    pub fn new(timeout: Duration, ca_file: &Path) -> Result<Self, String> {
        let mut config = Agent::config_builder()
            .timeout_global(Some(timeout))
            .http_status_as_error(false)
            .max_redirects(0)
            .user_agent(concat!("blisko/", env!("CARGO_PKG_VERSION")));
        if !ca_file.as_os_str().is_empty() {
            let authorities = RootCerts::new_with_certs(&read_authorities(ca_file)?);
            config = config.tls_config(TlsConfig::builder().root_certs(authorities).build());
        }
        let questions = Arc::new(Semaphore::new(QUESTIONS_MAX));
        Ok(Self { agent: config.build().into(), questions, timeout })
    }

    /// The body of a 200.
    pub async fn get(&self, address: String) -> Result<Vec<u8>, SignOnError> {
        self.ask(move |agent| {
            let response = agent.get(&address).header(ACCEPT, "application/json").call();
            let (status, body) = whole(response)?;
            if status == StatusCode::OK { Ok(body) } else { Err(answered(status)) }
        })
        .await
    }

    /// What a code is worth. `client` is its name and its secret; without a secret it goes by its name alone.
    pub async fn exchange(
        &self,
        provider: &Provider,
        (client_id, secret): (&str, &str),
        fields: &[(&str, &str)],
    ) -> Result<Grant, SignOnError> {
        let mut form: Vec<(String, String)> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let in_header = !secret.is_empty() && !provider.secret_in_body;
        if !in_header {
            form.push(("client_id".to_owned(), client_id.to_owned()));
        }
        if !secret.is_empty() && provider.secret_in_body {
            form.push(("client_secret".to_owned(), secret.to_owned()));
        }
        let header = in_header.then(|| basic(client_id, secret));
        let address = provider.token_endpoint.clone();
        self.ask(move |agent| {
            let mut request = agent.post(&address).header(ACCEPT, "application/json");
            if let Some(header) = header {
                request = request.header(AUTHORIZATION, header);
            }
            let (status, body) = whole(request.send_form(form))?;
            match read_grant(&body) {
                // A page of some proxy's, not an answer.
                Err(OidcError::Unreadable(_)) if status != StatusCode::OK => Err(answered(status)),
                read => Ok(read?),
            }
        })
        .await
    }

    /// What else the provider says of the person of `claims`.
    pub async fn userinfo(&self, address: &str, access_token: &str, claims: Claims) -> Result<Claims, SignOnError> {
        let (address, header) = (address.to_owned(), format!("Bearer {access_token}"));
        self.ask(move |agent| {
            let request = agent.get(&address).header(ACCEPT, "application/json").header(AUTHORIZATION, header);
            let (status, body) = whole(request.call())?;
            if status == StatusCode::OK { Ok(read_userinfo(&body, &claims)?) } else { Err(answered(status)) }
        })
        .await
    }

    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Agent) -> Result<T, SignOnError> + Send + 'static,
    ) -> Result<T, SignOnError> {
        let waited = tokio::time::timeout(self.timeout, Arc::clone(&self.questions).acquire_owned()).await;
        let permit = waited.map_err(|_| SignOnError::Busy)?.map_err(|_| SignOnError::Busy)?;
        let agent = self.agent.clone();
        let asked = tokio::task::spawn_blocking(move || {
            // Goes with the work: who hangs up makes no room for another question while this one waits.
            let _permit = permit;
            question(&agent)
        });
        asked.await.unwrap_or_else(|error| Err(SignOnError::Unreachable(error.to_string())))
    }
}

/// The certificates in a PEM file. Errors: in words, for whoever starts the server.
fn read_authorities(path: &Path) -> Result<Vec<Certificate<'static>>, String> {
    let wrong = |problem: &str| format!("oidc_ca_file {}: {problem}", path.display());
    let text = std::fs::read(path).map_err(|error| wrong(&error.to_string()))?;
    let mut found = Vec::new();
    for item in parse_pem(&text) {
        if let PemItem::Certificate(certificate) = item.map_err(|error| wrong(&error.to_string()))? {
            found.push(certificate);
        }
    }
    if found.is_empty() { Err(wrong("there is no certificate in it")) } else { Ok(found) }
}

fn whole(response: Result<Response<ureq::Body>, ureq::Error>) -> Result<(StatusCode, Vec<u8>), SignOnError> {
    let silent = |error: ureq::Error| SignOnError::Unreachable(error.to_string());
    let mut response = response.map_err(silent)?;
    let body = response.body_mut().with_config().limit(ANSWER_BYTES_MAX).read_to_vec().map_err(silent)?;
    Ok((response.status(), body))
}

fn answered(status: StatusCode) -> SignOnError {
    SignOnError::Unreachable(format!("it answered {status}"))
}

/// RFC 6749, 2.3.1: both are form-encoded before they are put together.
fn basic(client_id: &str, secret: &str) -> String {
    let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    format!("Basic {}", BASE64_STANDARD.encode(format!("{}:{}", encoded(client_id), encoded(secret))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_certificates_is_said_to_be_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ca.pem");
        assert!(Connection::new(Duration::from_secs(1), &path).unwrap_err().contains("ca.pem"));
        std::fs::write(&path, "not a certificate").unwrap();
        assert!(Connection::new(Duration::from_secs(1), &path).unwrap_err().contains("no certificate"));
    }

    #[test]
    fn a_secret_with_odd_letters_survives_the_header() {
        assert_eq!(basic("a:b", "c d+ż"), format!("Basic {}", BASE64_STANDARD.encode("a%3Ab:c+d%2B%C5%BC")));
    }
}
