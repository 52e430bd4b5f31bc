//! The two addresses of a provider that people are sent to: to sign in, and to sign out.

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use form_urlencoded::Serializer;
use sha2::{Digest, Sha256};

use super::Provider;

/// Longer ones make addresses that proxies refuse; then the provider asks whether one means it.
const HINT_BYTES_MAX: usize = 4 << 10;

/// What goes with somebody who is sent to sign in. Prints without its secrets.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    pub client_id: &'a str,
    /// Where the provider sends them back to.
    pub redirect_uri: &'a str,
    /// With blanks between them; `openid` is among them.
    pub scopes: &'a str,
    pub state: &'a str,
    pub nonce: &'a str,
    /// Its SHA-256 goes out; itself comes with the code.
    pub code_verifier: &'a str,
}

impl Question<'_> {
    /// The address to send somebody to.
    pub fn address(&self, provider: &Provider) -> String {
        let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(self.code_verifier));
        extended(
            &provider.authorization_endpoint,
            &[
                ("response_type", "code"),
                ("client_id", self.client_id),
                ("redirect_uri", self.redirect_uri),
                ("scope", self.scopes),
                ("state", self.state),
                ("nonce", self.nonce),
                ("code_challenge", &challenge),
                ("code_challenge_method", "S256"),
            ],
        )
    }
}

impl fmt::Debug for Question<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Question").field("client_id", &self.client_id).finish_non_exhaustive()
    }
}

/// Where somebody goes who signs out here, to sign out there too; `None` where the provider has no such thing.
pub fn logout_address(provider: &Provider, id_token: &str, client_id: &str, back_to: &str) -> Option<String> {
    let mut fields = vec![("client_id", client_id), ("post_logout_redirect_uri", back_to)];
    if !id_token.is_empty() && id_token.len() <= HINT_BYTES_MAX {
        fields.push(("id_token_hint", id_token));
    }
    Some(extended(provider.end_session_endpoint.as_ref()?, &fields))
}

fn extended(address: &str, fields: &[(&str, &str)]) -> String {
    let query = Serializer::new(String::new()).extend_pairs(fields).finish();
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn provider() -> Provider {
        Provider {
            issuer: "https://login.example.com".into(),
            authorization_endpoint: "https://login.example.com/auth?tenant=7".into(),
            token_endpoint: String::new(),
            jwks_uri: String::new(),
            userinfo_endpoint: None,
            end_session_endpoint: Some("https://login.example.com/end".into()),
            secret_in_body: false,
            names_itself: false,
        }
    }

    #[test]
    fn the_challenge_is_the_one_of_the_standards_example() {
        let question = Question {
            client_id: "blisko",
            redirect_uri: "https://crm.example.com/sign-in/oidc/callback",
            scopes: "openid email",
            state: "s",
            nonce: "n",
            // RFC 7636, appendix B.
            code_verifier: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
        };
        let address = question.address(&provider());
        assert!(address.starts_with("https://login.example.com/auth?tenant=7&response_type=code&client_id=blisko&"));
        assert!(address.contains("scope=openid+email&state=s&nonce=n&"));
        assert!(
            address.ends_with("code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256")
        );
    }

    #[test]
    fn a_token_that_is_too_long_for_an_address_is_left_out_of_it() {
        let there = |token: &str| logout_address(&provider(), token, "blisko", "https://crm.example.com/sign-in");
        assert!(there("a.b.c").unwrap().ends_with("&id_token_hint=a.b.c"));
        assert!(!there(&"a".repeat(5_000)).unwrap().contains("id_token_hint"));
        let without = Provider { end_session_endpoint: None, ..provider() };
        assert_eq!(logout_address(&without, "a.b.c", "blisko", "https://crm.example.com/sign-in"), None);
    }
}
