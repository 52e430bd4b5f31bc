//! Signing in at an OpenID provider that does whatever a test wants it to.

mod accounts;
mod forgery;
mod journey;
mod provider;
mod trouble;

use serde_json::{Value, json};

use crate::support::app::{Client, SATURDAY, TestApp};
use provider::Provider;

/// An app whose people sign in at `provider`: `blisko-agents` are agents, `blisko-admins` administrators.
async fn app_at(provider: &Provider, more: &[(&str, &str)]) -> TestApp {
    let roles = r#"{"blisko-agents": "agent", "blisko-admins": "admin", "blisko-stewards": "steward"}"#;
    let mut settings = vec![
        ("oidc_issuer", provider.issuer.as_str()),
        ("oidc_client_id", provider::CLIENT_ID),
        ("oidc_client_secret", provider::CLIENT_SECRET),
        ("oidc_roles", roles),
        ("oidc_timeout_s", "2"),
    ];
    settings.extend_from_slice(more);
    TestApp::with(SATURDAY, &settings).await
}

/// Somebody on the way to the provider.
struct Journey {
    /// The browser, with the cookie that it was given.
    browser: Client,
    state: String,
    nonce: String,
    challenge: String,
}

/// The query of an address as pairs.
fn query_of(address: &str) -> Vec<(String, String)> {
    let query = address.split_once('?').map(|(_, query)| query).unwrap_or_default();
    form_urlencoded::parse(query.as_bytes()).into_owned().collect()
}

fn value_of(address: &str, name: &str) -> String {
    query_of(address).into_iter().find(|(key, _)| key == name).map(|(_, value)| value).unwrap_or_default()
}

async fn set_out(app: &TestApp, next: &str) -> Journey {
    let question: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    let sent = app.visitor().get(&format!("/sign-in/oidc?next={question}")).await.expect(303);
    let address = sent.header("location");
    assert!(address.contains("response_type=code"), "not sent to the provider: {address}");
    let cookie = sent.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
    let value = |name| value_of(address, name);
    let (state, nonce, challenge) = (value("state"), value("nonce"), value("code_challenge"));
    Journey { browser: app.visitor().with_header("cookie", &cookie), state, nonce, challenge }
}

impl Journey {
    /// Comes back with a code; where the browser is sent then, and its session's cookie if it has one.
    async fn come_back(&self) -> (String, Option<String>) {
        self.come_back_with("").await
    }

    async fn come_back_with(&self, more: &str) -> (String, Option<String>) {
        let path = format!("/sign-in/oidc/callback?code=c1&state={}{more}", self.state);
        let answer = self.browser.get(&path).await.expect(303);
        let cookie = answer.header("set-cookie").split(';').next().unwrap_or_default().to_owned();
        (answer.header("location").to_owned(), Some(cookie).filter(|cookie| cookie.starts_with("blisko_session=")))
    }
}

/// Ewa, an agent, as the provider describes her.
fn ewa() -> Value {
    json!({
        "sub": "f3b1", "preferred_username": "ewa", "name": "Ewa Kowalska", "email": "ewa@meteor.example",
        "email_verified": true, "locale": "cs-CZ", "groups": ["everybody", "blisko-agents"],
    })
}

/// The whole way for whoever the provider says it is: where they land, and the client with their session.
async fn sign_in_as(app: &TestApp, provider: &Provider, person: Value) -> (String, Option<Client>) {
    let journey = set_out(app, "/desk").await;
    provider.say(&journey.nonce, person);
    let (landed, cookie) = journey.come_back().await;
    (landed, cookie.map(|cookie| app.visitor().with_header("cookie", &cookie)))
}

/// Who the session belongs to.
async fn me(client: &Client) -> Value {
    client.get("/api/v1/me").await.expect(200).json()["user"].clone()
}
