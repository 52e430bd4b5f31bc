//! Who makes the request, and whether they may: the layer that every route passes.
//!
//! A bearer key or a session cookie becomes an `Actor`; the permission table says what the route demands;
//! a session that changes something must also pass the CSRF check. A session whose token was rotated on
//! the way gets its new cookie with the answer.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, MatchedPath, OptionalFromRequestParts, Request, State};
use axum::http::header::{AUTHORIZATION, COOKIE, SET_COOKIE, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::api::calls::SIGNATURE_HEADER;
use super::csrf;
use super::error::Problem;
use super::permission_table::{self, Access};
use crate::app::App;
use crate::config::Config;
use crate::domain::actor::Actor;
use crate::domain::permission::Permission;
use crate::service::accounts::SessionAccess;
use crate::service::tokens::Token;
use crate::units::Timestamp;

/// The session of the person who asks; only behind routes that demand one.
#[derive(Clone, Debug)]
pub struct CurrentSession(pub SessionAccess);

impl<S: Sync> FromRequestParts<S> for CurrentSession {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        parts.extensions.get::<CurrentSession>().cloned().ok_or_else(sign_in_required)
    }
}

/// The session token that the browser sent, good or not.
#[derive(Clone, Debug)]
pub struct SentToken(pub Option<String>);

impl<S: Sync> OptionalFromRequestParts<S> for CurrentSession {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Option<Self>, Infallible> {
        Ok(parts.extensions.get::<CurrentSession>().cloned())
    }
}

impl FromRequestParts<App> for SentToken {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self(cookie(&parts.headers, cookie_name(&app.config)).map(str::to_owned)))
    }
}

/// Recognises the caller, checks what the route demands, and keeps the browser's cookie up to date.
pub async fn authorize(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let (actor, session) = match recognise(&app, request.headers()).await {
        Ok(recognised) => recognised,
        Err(problem) => return unauthorized(problem),
    };
    if let Err(problem) = check(&app, &request, &actor, session.as_ref()) {
        return unauthorized(problem);
    }
    let cookie = session.as_ref().and_then(|session| renewed_cookie(&app, session));
    request.extensions_mut().insert(actor);
    if let Some(session) = session {
        request.extensions_mut().insert(CurrentSession(session));
    }
    let mut response = next.run(request).await;
    if let Some(cookie) = cookie.filter(|_| !response.headers().contains_key(SET_COOKIE)) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

async fn recognise(app: &App, headers: &HeaderMap) -> Result<(Actor, Option<SessionAccess>), Problem> {
    if let Some(header) = headers.get(AUTHORIZATION) {
        let key = header.to_str().ok().and_then(|text| text.strip_prefix("Bearer ")).map(str::trim);
        let actor = app.accounts.key(key.unwrap_or_default()).await?;
        return actor.map(|actor| (actor, None)).ok_or_else(key_invalid);
    }
    let Some(token) = cookie(headers, cookie_name(&app.config)) else {
        return Ok((Actor::Anonymous, None));
    };
    Ok(match app.accounts.session(token).await? {
        Some(session) => (session.actor(), Some(session)),
        None => (Actor::Anonymous, None),
    })
}

fn check(app: &App, request: &Request, actor: &Actor, session: Option<&SessionAccess>) -> Result<(), Problem> {
    let path = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let access = permission_table::access(request.method(), path);
    let allowed = match access {
        None => return Err(Problem::forbidden("forbidden", "This address is open to nobody.")),
        Some(Access::Anyone) => true,
        Some(Access::SignedIn) => session.is_some(),
        Some(Access::Needs(permission)) => may(&app.config, actor, permission),
        Some(Access::NeedsEither(one, other)) => may(&app.config, actor, one) || may(&app.config, actor, other),
        Some(Access::SignedInWith(permission)) => session.is_some() && may(&app.config, actor, permission),
        Some(Access::SignedOr(permission)) => {
            request.headers().contains_key(SIGNATURE_HEADER) || may(&app.config, actor, permission)
        }
    };
    if !allowed {
        return Err(refusal(actor, access));
    }
    match session {
        // Signing in checks the origin itself: there may be no session, or one about to be replaced.
        Some(session) if access != Some(Access::Anyone) => {
            csrf::check(request.method(), request.headers(), &app.config.public_url, &session.csrf_token)
        }
        _ => Ok(()),
    }
}

/// What the table of roles says, but for the two settings that open or close something for everybody.
fn may(config: &Config, actor: &Actor, permission: Permission) -> bool {
    match (permission, actor) {
        (Permission::MetricsRead, _) if config.metrics_public => true,
        (Permission::LocatorRead, Actor::Anonymous) => config.locator_public,
        _ => actor.may(permission),
    }
}

fn refusal(actor: &Actor, access: Option<Access>) -> Problem {
    match (actor, access) {
        (Actor::Anonymous, _) => sign_in_required(),
        (
            _,
            Some(
                Access::Needs(permission)
                | Access::NeedsEither(_, permission)
                | Access::SignedOr(permission)
                | Access::SignedInWith(permission),
            ),
        ) if !actor.may(permission) => {
            let (code, meaning) = (permission.code(), permission.meaning());
            Problem::forbidden("forbidden", format!("This needs the permission {code}: to {meaning}."))
        }
        _ => Problem::forbidden("session_required", "This is for people who signed in, not for API keys."),
    }
}

fn sign_in_required() -> Problem {
    Problem::new(StatusCode::UNAUTHORIZED, "sign_in_required", "Sign in first, or send an API key as a bearer token.")
}

fn key_invalid() -> Problem {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "api_key_invalid",
        "This API key is unknown, revoked or expired. Ask an administrator for a new one.",
    )
}

fn unauthorized(problem: Problem) -> Response {
    let asks = problem.status == StatusCode::UNAUTHORIZED;
    let mut response = problem.into_response();
    if asks {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

fn renewed_cookie(app: &App, session: &SessionAccess) -> Option<HeaderValue> {
    let token = session.new_token.as_ref()?;
    Some(session_cookie(&app.config, token, session.expires_at, app.clock.now()))
}

/// Lax, so that a link in a mail opens the page signed in; the CSRF check guards what changes something.
pub fn session_cookie(config: &Config, token: &Token, expires_at: Timestamp, now: Timestamp) -> HeaderValue {
    cookie_header(config, cookie_name(config), &token.reveal(), (expires_at - now).0.max(0))
}

/// Makes the browser forget the session.
pub fn ended_cookie(config: &Config) -> HeaderValue {
    cookie_header(config, cookie_name(config), "", 0)
}

/// A cookie that no script reads and no other site sends; `name` and `value` are letters, digits, `-` and `_`.
pub fn cookie_header(config: &Config, name: &str, value: &str, max_age_s: i64) -> HeaderValue {
    let secure = if config.is_https() { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age_s}{secure}");
    HeaderValue::from_str(&text).expect("base64url and numbers are fit for a header")
}

/// `__Host-` makes the browser refuse the cookie from anybody but this very host, over HTTPS.
fn cookie_name(config: &Config) -> &'static str {
    if config.is_https() { "__Host-blisko_session" } else { "blisko_session" }
}

/// What the browser sent under this name.
pub fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("theme=dark; blisko_session=abc; x=1"));
        assert_eq!(cookie(&headers, "blisko_session"), Some("abc"));
        assert_eq!(cookie(&headers, "__Host-blisko_session"), None);
    }

    #[test]
    fn with_https_the_cookie_is_bound_to_the_host() {
        let https = Config { public_url: "https://crm.example.com".into(), ..Config::default() };
        let (token, now) = (Token::generate(), Timestamp(0));
        let text = session_cookie(&https, &token, Timestamp(60_000), now).to_str().unwrap().to_owned();
        let expected =
            format!("__Host-blisko_session={}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure", token.reveal());
        assert_eq!(text, expected);
        let plain = session_cookie(&Config::default(), &token, Timestamp(60_000), now);
        assert!(!plain.to_str().unwrap().contains("Secure"));
    }
}
