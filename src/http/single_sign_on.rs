//! `/sign-in/oidc` and its callback: pages without a body that send the browser on.
//!
//! Nothing goes wrong on a page of its own: whatever it is, people are back at the sign-in page, which says it in words
//! and has the password beside it. The only addresses that these send anybody to are the provider's and paths of ours.

use axum::Router;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, LOCATION, SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use form_urlencoded::Serializer;
use serde::Deserialize;

use super::auth::{SentToken, cookie, cookie_header, session_cookie};
use super::client_address::ClientAddress;
use super::context::Caller;
use super::error::Problem;
use crate::app::App;
use crate::config::Config;
use crate::service::accounts::{AccountError, Visit};
use crate::service::single_sign_on::{AWAY_MAX, Departure, Return, SignOnError, SingleSignOn};
use crate::service::tokens::Token;

/// Where one goes who came from nowhere in particular.
const FIRST_PAGE: &str = "/find";
/// Longer than any address of ours with its question.
const PATH_BYTES_MAX: usize = 2_000;

pub fn routes() -> Router<App> {
    Router::new().route("/sign-in/oidc", get(depart)).route("/sign-in/oidc/callback", get(arrive))
}

#[derive(Debug, Default, Deserialize)]
struct DepartQuery {
    next: Option<String>,
}

/// What providers send; they may add more.
#[derive(Debug, Default, Deserialize)]
struct ArriveQuery {
    state: Option<String>,
    code: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

/// Sends the browser to the provider.
async fn depart(
    State(app): State<App>,
    caller: Caller,
    ClientAddress(address): ClientAddress,
    headers: HeaderMap,
    uri: axum::http::Uri,
) -> Result<Response, Problem> {
    let query: DepartQuery = read(&uri);
    let next = query.next.as_deref().filter(|path| is_ours(path)).unwrap_or(FIRST_PAGE);
    let request_id = caller.request_id.to_string();
    let visit = Visit { address, user_agent: "", replaces: None, request_id: &request_id };
    let browser = cookie(&headers, browser_cookie(&app.config)).and_then(Token::parse);
    Ok(match provider(&app)?.depart(&app.accounts, visit, browser, next).await {
        Ok(Departure { address, browser }) => {
            let kept = cookie_header(&app.config, browser_cookie(&app.config), &browser.reveal(), AWAY_MAX.0);
            sent_to(&address, Some(kept))
        }
        Err(error) => back_to_sign_in(&error, Some(next)),
    })
}

/// Takes whoever comes back: to where they wanted to go, or to the sign-in page with a word on what went wrong.
async fn arrive(
    State(app): State<App>,
    caller: Caller,
    ClientAddress(address): ClientAddress,
    SentToken(replaces): SentToken,
    headers: HeaderMap,
    uri: axum::http::Uri,
) -> Result<Response, Problem> {
    let query: ArriveQuery = read(&uri);
    let user_agent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let request_id = caller.request_id.to_string();
    let visit = Visit { address, user_agent, replaces: replaces.as_deref(), request_id: &request_id };
    let browser = cookie(&headers, browser_cookie(&app.config)).and_then(Token::parse);
    let state = query.state.unwrap_or_default();
    let back = Return { state, code: query.code, issuer: query.iss, error: query.error };
    Ok(match provider(&app)?.arrive(&app.accounts, visit, browser, back).await {
        Ok((opened, path)) => {
            let session = session_cookie(&app.config, &opened.token, opened.session.expires_at, app.clock.now());
            sent_to(&path, Some(session))
        }
        Err((error, path)) => back_to_sign_in(&error, path.as_deref()),
    })
}

fn provider(app: &App) -> Result<&SingleSignOn, Problem> {
    let none = || Problem::not_found("no_provider", "No OpenID provider is configured here. Sign in with a password.");
    app.single_sign_on.as_ref().ok_or_else(none)
}

/// Without a question, or with one that cannot be read, everything is absent.
fn read<T: Default + serde::de::DeserializeOwned>(uri: &axum::http::Uri) -> T {
    serde_urlencoded::from_str(uri.query().unwrap_or_default()).unwrap_or_default()
}

fn back_to_sign_in(error: &SignOnError, next: Option<&str>) -> Response {
    let trouble = word(error);
    match error {
        SignOnError::Store(problem) => tracing::error!(%problem, "A sign-in failed: {problem}"),
        SignOnError::Unreachable(_) | SignOnError::NotVerified(_) | SignOnError::Refused(_) => {
            tracing::warn!(%error, "Nobody could sign in at the OpenID provider: {error}");
        }
        _ => tracing::info!(trouble, "A sign-in at the OpenID provider came to nothing: {trouble}"),
    }
    let mut query = Serializer::new(String::new());
    query.append_pair("trouble", trouble);
    if let Some(next) = next {
        query.append_pair("next", next);
    }
    sent_to(&format!("/sign-in?{}", query.finish()), None)
}

/// What the sign-in page has a sentence for.
fn word(error: &SignOnError) -> &'static str {
    match error {
        SignOnError::Stale => "stale",
        SignOnError::Cancelled => "cancelled",
        SignOnError::Unreachable(_) => "provider_down",
        SignOnError::Busy | SignOnError::Store(_) => "busy",
        SignOnError::Refused(_) | SignOnError::NotVerified(_) => "not_verified",
        SignOnError::OtherDomain => "other_domain",
        SignOnError::Account(AccountError::Blocked) => "blocked",
        SignOnError::Account(AccountError::NoRole) => "no_role",
        SignOnError::Account(AccountError::LastAdmin) => "last_admin",
        SignOnError::Account(_) => "busy",
    }
}

fn sent_to(address: &str, cookie: Option<HeaderValue>) -> Response {
    let Ok(address) = HeaderValue::from_str(address) else {
        return Problem::internal("an address that is not fit for a header").into_response();
    };
    let no_store = HeaderValue::from_static("no-store");
    let mut response = (StatusCode::SEE_OTHER, [(LOCATION, address), (CACHE_CONTROL, no_store)]).into_response();
    if let Some(cookie) = cookie {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    response
}

/// One slash and no backslash: `//evil.example` and `/\evil.example` are other sites to a browser, and so is `/<tab>/x`.
fn is_ours(path: &str) -> bool {
    let starts_here = path.starts_with('/') && !path.starts_with("//");
    starts_here && path.len() <= PATH_BYTES_MAX && path.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\')
}

/// `__Host-` makes the browser refuse the cookie from anybody but this very host, over HTTPS.
fn browser_cookie(config: &Config) -> &'static str {
    if config.is_https() { "__Host-blisko_sign_in" } else { "blisko_sign_in" }
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn only_paths_of_ours_are_gone_back_to() {
        for path in ["/", "/desk", "/find?q=Cieszyn&lat=49.7475", "/admin/users#new"] {
            assert!(is_ours(path), "{path}");
        }
        for path in
            ["", "desk", "//evil.example", "/\\evil.example", "/\t/evil.example", "https://evil.example", "/a\nb", "/ż"]
        {
            assert!(!is_ours(path), "{path:?}");
        }
        assert!(!is_ours(&format!("/{}", "a".repeat(3_000))));
    }
}
