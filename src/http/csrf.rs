//! Requests that another site makes in the name of whoever is signed in.
//!
//! A cookie goes along whoever causes the request, so with a session every method that changes something
//! needs two more things: the session's token in `X-CSRF-Token`, which other sites cannot read, and
//! headers of the browser that say the request comes from our own pages. API keys are not sent by
//! browsers on their own and need neither.

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use subtle::ConstantTimeEq;

use super::error::Problem;

pub const CSRF_HEADER: &str = "x-csrf-token";
const FETCH_SITE: &str = "sec-fetch-site";

/// Where a request comes from, by what the browser says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    Own,
    Foreign,
    /// No browser, or an old one.
    Untold,
}

/// Checks a request that comes with a session.
pub fn check(method: &Method, headers: &HeaderMap, public_url: &str, csrf_token: &str) -> Result<(), Problem> {
    if method.is_safe() {
        return Ok(());
    }
    if origin(headers, public_url) != Origin::Own {
        return Err(foreign());
    }
    let shown = headers.get(CSRF_HEADER).map(|value| value.as_bytes()).unwrap_or_default();
    if bool::from(shown.ct_eq(csrf_token.as_bytes())) {
        return Ok(());
    }
    Err(Problem::forbidden(
        "csrf_token_invalid",
        "Send the csrf_token of GET /api/v1/me in the header X-CSRF-Token; reloading the page does that.",
    ))
}

/// Checks a request that opens a session: another site must not sign somebody in under a name of its own.
pub fn check_sign_in(headers: &HeaderMap, public_url: &str) -> Result<(), Problem> {
    match origin(headers, public_url) {
        Origin::Foreign => Err(foreign()),
        Origin::Own | Origin::Untold => Ok(()),
    }
}

fn foreign() -> Problem {
    Problem::forbidden(
        "foreign_origin",
        "With a session, changes are taken from this service's own pages only. Other software uses an API key; \
         behind a reverse proxy, set public_url to the address that people use.",
    )
}

/// `Sec-Fetch-Site` where the browser sends it, which it does on HTTPS and localhost; else `Origin`.
fn origin(headers: &HeaderMap, public_url: &str) -> Origin {
    let told = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let own = match (told(FETCH_SITE), told(ORIGIN.as_str())) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) if public_url.is_empty() => {
            // Without a configured address, the one that the browser itself went to.
            let authority = origin.split_once("://").map_or("", |(_, authority)| authority);
            !authority.is_empty() && told(HOST.as_str()) == Some(authority)
        }
        (None, Some(origin)) => origin == public_url.trim_end_matches('/'),
        (None, None) => return Origin::Untold,
    };
    if own { Origin::Own } else { Origin::Foreign }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    const OWN: &str = "https://crm.example.com";

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(k, v)| (HeaderName::from_static(k), HeaderValue::from_static(v))).collect()
    }

    fn code(method: Method, pairs: &[(&'static str, &'static str)]) -> Option<&'static str> {
        check(&method, &headers(pairs), OWN, "right").err().map(|problem| problem.code)
    }

    #[test]
    fn reading_needs_no_token() {
        assert_eq!(code(Method::GET, &[("sec-fetch-site", "cross-site")]), None);
    }

    #[test]
    fn writing_needs_the_token_and_the_own_origin() {
        let token = ("x-csrf-token", "right");
        assert_eq!(code(Method::POST, &[token, ("sec-fetch-site", "same-origin")]), None);
        assert_eq!(code(Method::POST, &[token, ("origin", OWN)]), None);
        for foreign in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://crm.example.com.evil.example"),
            ("origin", "http://crm.example.com"),
            ("origin", "null"),
        ] {
            assert_eq!(code(Method::DELETE, &[token, foreign]), Some("foreign_origin"), "{foreign:?}");
        }
        assert_eq!(code(Method::POST, &[token]), Some("foreign_origin"), "a browser always says one of them");
        assert_eq!(code(Method::POST, &[("origin", OWN)]), Some("csrf_token_invalid"));
        assert_eq!(code(Method::POST, &[("origin", OWN), ("x-csrf-token", "wrong")]), Some("csrf_token_invalid"));
    }

    #[test]
    fn without_a_configured_address_the_host_header_decides() {
        let host = ("host", "localhost:8080");
        let allowed = |pairs: &[_]| check(&Method::POST, &headers(pairs), "", "right").is_ok();
        assert!(allowed(&[("x-csrf-token", "right"), host, ("origin", "http://localhost:8080")]));
        assert!(!allowed(&[("x-csrf-token", "right"), host, ("origin", "http://evil.example")]));
        assert!(!allowed(&[("x-csrf-token", "right"), ("host", ""), ("origin", "null")]));
    }

    #[test]
    fn another_site_cannot_sign_somebody_in() {
        assert!(check_sign_in(&headers(&[("sec-fetch-site", "cross-site")]), OWN).is_err());
        assert!(check_sign_in(&headers(&[]), OWN).is_ok(), "curl says nothing");
    }
}
