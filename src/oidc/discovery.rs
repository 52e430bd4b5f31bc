//! What a provider says about itself (OpenID Connect Discovery 1.0).

use serde::Deserialize;

use super::{OidcError, shortened};

/// What we need of a provider's description. Every address is https, or plain http on this very machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provider {
    pub issuer: String,
    pub authorization_endpoint: String,
    pub token_endpoint: String,
    pub jwks_uri: String,
    pub userinfo_endpoint: Option<String>,
    /// Where people sign out there too, if they can.
    pub end_session_endpoint: Option<String>,
    /// The client's secret goes into the body, since the provider does not take it as a header.
    pub secret_in_body: bool,
    /// It says who it is when it sends people back (RFC 9207), so that an answer without that is not its own.
    pub names_itself: bool,
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    userinfo_endpoint: Option<String>,
    end_session_endpoint: Option<String>,
    response_types_supported: Option<Vec<String>>,
    code_challenge_methods_supported: Option<Vec<String>>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

/// Where the description of `issuer` is.
pub fn discovery_address(issuer: &str) -> String {
    format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'))
}

/// Reads the description that was found for `issuer`. Errors: `Unreadable`, `OtherIssuer`, `UnsafeAddress`, `Unfit`.
pub fn read_provider(bytes: &[u8], issuer: &str) -> Result<Provider, OidcError> {
    let document: Document =
        serde_json::from_slice(bytes).map_err(|_| OidcError::Unreadable("the provider's description"))?;
    if document.issuer != issuer {
        return Err(OidcError::OtherIssuer { told: shortened(&document.issuer) });
    }
    check_addresses(&document)?;
    let lacks = |list: &Option<Vec<String>>, word: &str| {
        list.as_ref().is_some_and(|list| !list.iter().any(|each| each == word))
    };
    if lacks(&document.response_types_supported, "code") {
        return Err(OidcError::Unfit("response_types_supported has no \"code\""));
    }
    // Many say nothing about it and take it all the same.
    if lacks(&document.code_challenge_methods_supported, "S256") {
        return Err(OidcError::Unfit("code_challenge_methods_supported has no \"S256\""));
    }
    Ok(Provider {
        secret_in_body: lacks(&document.token_endpoint_auth_methods_supported, "client_secret_basic"),
        names_itself: document.authorization_response_iss_parameter_supported,
        issuer: document.issuer,
        authorization_endpoint: document.authorization_endpoint,
        token_endpoint: document.token_endpoint,
        jwks_uri: document.jwks_uri,
        userinfo_endpoint: document.userinfo_endpoint,
        end_session_endpoint: document.end_session_endpoint,
    })
}

fn check_addresses(document: &Document) -> Result<(), OidcError> {
    let addresses = [
        ("authorization_endpoint", Some(&document.authorization_endpoint)),
        ("token_endpoint", Some(&document.token_endpoint)),
        ("jwks_uri", Some(&document.jwks_uri)),
        ("userinfo_endpoint", document.userinfo_endpoint.as_ref()),
        ("end_session_endpoint", document.end_session_endpoint.as_ref()),
    ];
    let unsafe_one = addresses.into_iter().find(|(_, address)| address.is_some_and(|address| !is_safe(address)));
    unsafe_one.map_or(Ok(()), |(name, _)| Err(OidcError::UnsafeAddress(name)))
}

/// Fit to be asked and to be put into a header: https, or http that does not leave this machine.
fn is_safe(address: &str) -> bool {
    let on_this_machine = |rest: &str| {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let name = if host.starts_with('[') { host.split_inclusive(']').next() } else { host.split(':').next() };
        matches!(name, Some("localhost" | "127.0.0.1" | "[::1]"))
    };
    let safe = address.starts_with("https://") || address.strip_prefix("http://").is_some_and(on_this_machine);
    safe && address.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    const ISSUER: &str = "https://login.example.com/realms/meteor";

    fn document() -> Value {
        json!({
            "issuer": ISSUER,
            "authorization_endpoint": "https://login.example.com/auth",
            "token_endpoint": "https://login.example.com/token",
            "jwks_uri": "https://login.example.com/keys",
        })
    }

    fn read(change: impl Fn(&mut Value)) -> Result<Provider, OidcError> {
        let mut document = document();
        change(&mut document);
        read_provider(document.to_string().as_bytes(), ISSUER)
    }

    #[test]
    fn a_description_is_read_with_the_defaults_of_the_standard() {
        let provider = read(|_| {}).unwrap();
        assert_eq!(provider.token_endpoint, "https://login.example.com/token");
        assert!(!provider.secret_in_body && !provider.names_itself && provider.end_session_endpoint.is_none());
        let told = read(|d| d["token_endpoint_auth_methods_supported"] = json!(["client_secret_post"])).unwrap();
        assert!(told.secret_in_body);
        assert_eq!(discovery_address("https://a.example/"), "https://a.example/.well-known/openid-configuration");
    }

    #[test]
    fn another_issuers_description_is_refused_however_alike_its_name() {
        for told in ["https://login.example.com/realms/other", "https://login.example.com/realms/meteor/", ""] {
            let refused = read(|d| d["issuer"] = json!(told)).unwrap_err();
            assert_eq!(refused, OidcError::OtherIssuer { told: told.into() });
        }
    }

    #[test]
    fn nothing_is_sent_over_the_network_in_the_open() {
        for (address, taken) in [
            ("https://login.example.com/x", true),
            ("http://127.0.0.1:8080/x", true),
            ("http://localhost/x", true),
            ("http://[::1]:8080/x", true),
            ("http://login.example.com/x", false),
            ("http://127.0.0.1.evil.example/x", false),
            ("http://127.0.0.1@evil.example/x", false),
            ("https://login.example.com/\r\nset-cookie: a=b", false),
            ("javascript:alert(1)", false),
        ] {
            for name in
                ["authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint", "end_session_endpoint"]
            {
                assert_eq!(read(|d| d[name] = json!(address)).is_ok(), taken, "{name} {address}");
            }
        }
    }

    #[test]
    fn a_provider_that_cannot_do_it_safely_says_so_before_anybody_is_sent_there() {
        assert!(matches!(read(|d| d["response_types_supported"] = json!(["id_token"])), Err(OidcError::Unfit(_))));
        assert!(matches!(read(|d| d["code_challenge_methods_supported"] = json!(["plain"])), Err(OidcError::Unfit(_))));
        assert!(matches!(read_provider(b"<html>", ISSUER), Err(OidcError::Unreadable(_))));
    }
}
