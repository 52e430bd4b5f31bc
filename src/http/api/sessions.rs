//! Signing in and out, and what somebody may know and change about themselves.

use axum::Json;
use axum::extract::State;
use axum::http::header::{SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::domain::ids::SessionId;
use crate::domain::permission::{Permission, Role};
use crate::http::auth::{CurrentSession, SentToken, ended_cookie, session_cookie};
use crate::http::client_address::ClientAddress;
use crate::http::context::Caller;
use crate::http::csrf;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, StrictJson};
use crate::http::views::account::{Password, SessionView, UserView, codes};
use crate::http::views::time;
use crate::service::accounts::{AccountError, SignIn, Visit};
use crate::service::passwords::PasswordError;

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignInBody {
    pub login_name: String,
    pub password: Password,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePasswordBody {
    pub current_password: Password,
    /// At least 10 characters.
    pub new_password: Password,
}

/// Who is signed in, what they may do, and what their pages need.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    pub user: UserView,
    pub permissions: Vec<&'static str>,
    /// To be sent as `X-CSRF-Token` with every request that changes something.
    pub csrf_token: String,
    /// When the session ends whatever happens.
    #[schema(format = DateTime)]
    pub expires_at: String,
    /// Without a request for this long, it ends earlier.
    pub idle_limit_s: i64,
    /// Whether one's own telephone may be made to ring, see `simulate_call`.
    pub can_simulate_calls: bool,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct SessionList {
    pub items: Vec<SessionView>,
}

/// Signs in: answers who one is and sets the session cookie.
#[utoipa::path(post, path = "/api/v1/sessions", tag = "accounts", operation_id = "sign_in", security(()),
    request_body = SignInBody,
    responses(
        (status = 201, description = "Signed in", body = Me, headers(("set-cookie" = String))),
        (status = 401, description = "The name or the password is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "Only administrators may use passwords here", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too many failed attempts; Retry-After says how long to wait", body = ProblemBody, content_type = "application/problem+json", headers(("retry-after" = i64))),
        (status = 503, description = "Too many people sign in at this moment", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn sign_in(
    State(app): State<App>,
    caller: Caller,
    ClientAddress(address): ClientAddress,
    SentToken(replaces): SentToken,
    headers: HeaderMap,
    StrictJson(body): StrictJson<SignInBody>,
) -> Result<Response, Problem> {
    csrf::check_sign_in(&headers, &app.config.public_url)?;
    let user_agent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let request_id = caller.request_id.to_string();
    let (login_name, password) = (&*body.login_name, &*body.password.0);
    let visit = Visit { address, user_agent, replaces: replaces.as_deref(), request_id: &request_id };
    let opened = app.accounts.sign_in(SignIn { login_name, password, visit }).await?;
    let cookie = session_cookie(&app.config, &opened.token, opened.session.expires_at, app.clock.now());
    let me = Me {
        permissions: codes(opened.user.draft.role.permissions()),
        user: UserView::from(&opened.user),
        csrf_token: opened.csrf_token,
        expires_at: time::utc(opened.session.expires_at),
        idle_limit_s: app.accounts.limits().idle.0,
        can_simulate_calls: can_simulate_calls(&app, opened.user.draft.role),
    };
    Ok((StatusCode::CREATED, [(SET_COOKIE, cookie)], Json(me)).into_response())
}

/// Who is signed in.
#[utoipa::path(get, path = "/api/v1/me", tag = "accounts", operation_id = "get_me",
    responses(
        (status = 200, description = "The user, the permissions and the CSRF token", body = Me),
        (status = 401, description = "Nobody is signed in", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get_me(State(app): State<App>, CurrentSession(session): CurrentSession) -> Json<Me> {
    Json(Me {
        permissions: codes(session.user.draft.role.permissions()),
        user: UserView::from(&session.user),
        csrf_token: session.csrf_token,
        expires_at: time::utc(session.expires_at),
        idle_limit_s: app.accounts.limits().idle.0,
        can_simulate_calls: can_simulate_calls(&app, session.user.draft.role),
    })
}

fn can_simulate_calls(app: &App, role: Role) -> bool {
    app.config.call_simulator && role.permissions().contains(Permission::CustomersWrite)
}

/// Changes one's own password. All other sessions end.
#[utoipa::path(put, path = "/api/v1/me/password", tag = "accounts", operation_id = "change_own_password",
    request_body = ChangePasswordBody,
    responses(
        (status = 204, description = "Changed"),
        (status = 400, description = "The new password is not good enough", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "The current password is wrong", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too many wrong guesses", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn change_own_password(
    State(app): State<App>,
    caller: Caller,
    CurrentSession(session): CurrentSession,
    ClientAddress(address): ClientAddress,
    StrictJson(body): StrictJson<ChangePasswordBody>,
) -> Result<StatusCode, Problem> {
    let author = caller.author(app.clock.now());
    let passwords = (&*body.current_password.0, &*body.new_password.0);
    app.accounts.change_password(author, (&session.user, session.session_id), passwords, address).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// One's own open sessions, newest first.
#[utoipa::path(get, path = "/api/v1/sessions", tag = "accounts", operation_id = "list_own_sessions",
    responses((status = 200, description = "The sessions", body = SessionList)))]
pub async fn list_own_sessions(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
) -> Result<Json<SessionList>, Problem> {
    let sessions = app.accounts.live_sessions(session.user.id).await?;
    let items = sessions.iter().map(|each| SessionView::new(each, session.session_id)).collect();
    Ok(Json(SessionList { items }))
}

/// Where a person goes to sign out at the OpenID provider too.
#[derive(Debug, Serialize, ToSchema)]
pub struct SignedOut {
    pub continue_at: String,
}

/// Signs out: ends this session.
#[utoipa::path(delete, path = "/api/v1/sessions/current", tag = "accounts", operation_id = "sign_out",
    responses(
        (status = 200, description = "Signed out here; the OpenID provider has a session of its own, which ends at this address", body = SignedOut),
        (status = 204, description = "Signed out"),
    ))]
pub async fn sign_out(
    State(app): State<App>,
    caller: Caller,
    CurrentSession(session): CurrentSession,
) -> Result<Response, Problem> {
    let request_id = caller.request_id.to_string();
    let continue_at = continue_at(&app, session.session_id).await?;
    match app.accounts.end_session(session.user.id, session.session_id, &request_id).await {
        // Gone already is as good.
        Ok(()) | Err(AccountError::SessionNotFound) => {}
        Err(error) => return Err(error.into()),
    }
    let cookie = [(SET_COOKIE, ended_cookie(&app.config))];
    Ok(match continue_at {
        Some(continue_at) => (StatusCode::OK, cookie, Json(SignedOut { continue_at })).into_response(),
        None => (StatusCode::NO_CONTENT, cookie).into_response(),
    })
}

/// `None` for sessions that a password opened, and where the provider knows no signing out.
async fn continue_at(app: &App, id: SessionId) -> Result<Option<String>, Problem> {
    let Some(provider) = &app.single_sign_on else {
        return Ok(None);
    };
    match app.store.id_token_of(id).await? {
        Some(id_token) => Ok(provider.logout_address(&id_token).await),
        None => Ok(None),
    }
}

/// Ends one of one's own sessions, on a device that was lost.
#[utoipa::path(delete, path = "/api/v1/sessions/{session_id}", tag = "accounts", operation_id = "end_own_session",
    params(("session_id" = uuid::Uuid, Path)),
    responses(
        (status = 204, description = "Ended"),
        (status = 404, description = "There is no such session", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn end_own_session(
    State(app): State<App>,
    caller: Caller,
    CurrentSession(session): CurrentSession,
    IdPath(id): IdPath<SessionId>,
) -> Result<StatusCode, Problem> {
    app.accounts.end_session(session.user.id, id, &caller.request_id.to_string()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Ends all of one's own sessions but this one.
#[utoipa::path(delete, path = "/api/v1/sessions", tag = "accounts", operation_id = "end_own_other_sessions",
    responses((status = 204, description = "Ended")))]
pub async fn end_own_other_sessions(
    State(app): State<App>,
    caller: Caller,
    CurrentSession(session): CurrentSession,
) -> Result<StatusCode, Problem> {
    let (user_id, kept) = (session.user.id, Some(session.session_id));
    app.accounts.end_sessions(&caller.actor, user_id, kept, &caller.request_id.to_string()).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        let sentence = sentence(&error.to_string());
        match error {
            AccountError::WrongCredentials => Problem::new(StatusCode::UNAUTHORIZED, "wrong_credentials", sentence),
            AccountError::PasswordClosed => Problem::forbidden("password_closed", sentence),
            AccountError::Blocked => Problem::forbidden("account_blocked", sentence),
            AccountError::NoRole => Problem::forbidden("no_role", sentence),
            AccountError::WrongPassword => Problem::forbidden("wrong_password", sentence),
            AccountError::Throttled { wait } => {
                Problem::too_many_requests("too_many_attempts", sentence, wait.0.unsigned_abs())
            }
            AccountError::UserNotFound => Problem::not_found("user_not_found", sentence),
            AccountError::SessionNotFound => Problem::not_found("session_not_found", sentence),
            AccountError::KeyNotFound => Problem::not_found("api_key_not_found", sentence),
            AccountError::LastAdmin => Problem::new(StatusCode::CONFLICT, "last_admin", sentence),
            AccountError::OwnAccount => Problem::new(StatusCode::CONFLICT, "own_account", sentence),
            AccountError::ExceedsOwn { .. } => Problem::forbidden("exceeds_own_permissions", sentence),
            AccountError::Invalid(invalid) => invalid.into(),
            AccountError::Password(PasswordError::Busy) => {
                let problem = Problem::too_many_requests("sign_in_busy", sentence, 2);
                Problem { status: StatusCode::SERVICE_UNAVAILABLE, ..problem }
            }
            AccountError::Password(error) => Problem::internal(error),
            AccountError::Store(store) => store.into(),
        }
    }
}

/// `there is no user` as a sentence: `There is no user.`
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).chain(['.']).collect()
}
