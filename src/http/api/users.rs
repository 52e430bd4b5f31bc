//! Users, for admins. Passwords come in or are made here; they are shown once and never read back.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{ETAG, LOCATION};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::domain::ids::UserId;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, IfMatch, StrictJson, StrictQuery, etag};
use crate::http::page;
use crate::http::views::account::{Password, UserBody, UserView};
use crate::service::accounts::{AccountError, NewPassword, Written};

/// Most users a page holds.
const LIMIT_MAX: i64 = 500;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct UserQuery {
    /// `next` of the page before.
    after: Option<String>,
    /// 1 to 500; 100 when absent.
    limit: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct UserPage {
    pub items: Vec<UserView>,
    /// Give this as `after` for the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUserBody {
    pub user: UserBody,
    /// At least 10 characters; without it one is made and shown once in the answer.
    #[serde(default)]
    pub password: Option<Password>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetPasswordBody {
    /// At least 10 characters; without it one is made and shown once in the answer.
    #[serde(default)]
    pub password: Option<Password>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct UserWithPassword {
    pub user: UserView,
    /// Only when it was made here. It is not shown again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generated_password: Option<String>,
}

/// A page of users, by login name.
#[utoipa::path(get, path = "/api/v1/users", tag = "accounts", operation_id = "list_users", params(UserQuery),
    responses((status = 200, description = "A page", body = UserPage)))]
pub async fn list_users(
    State(app): State<App>,
    StrictQuery(query): StrictQuery<UserQuery>,
) -> Result<Json<UserPage>, Problem> {
    let limit = page::limit(query.limit, 100, LIMIT_MAX)?;
    let mut users = app.store.users_page(query.after.as_deref(), limit + 1).await?;
    let more = users.len() as i64 > limit;
    users.truncate(limit as usize);
    let next = users.last().filter(|_| more).map(|last| last.draft.login_name.clone());
    Ok(Json(UserPage { items: users.iter().map(UserView::from).collect(), next }))
}

/// Adds a user.
#[utoipa::path(post, path = "/api/v1/users", tag = "accounts", operation_id = "create_user", request_body = NewUserBody,
    responses(
        (status = 201, description = "Created", body = UserWithPassword, headers(("etag" = String), ("location" = String))),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The login name is taken", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn create_user(
    State(app): State<App>,
    caller: Caller,
    StrictJson(body): StrictJson<NewUserBody>,
) -> Result<Response, Problem> {
    let author = caller.author(app.clock.now());
    let draft = body.user.into_draft().map_err(|error| below("/user", error))?;
    let password = new_password(body.password.as_ref());
    let written = app.accounts.create_user(author, &caller.actor, draft, password).await?;
    let location = format!("/api/v1/users/{}", written.user.id);
    let answer = answer(&app, written).await;
    Ok((StatusCode::CREATED, [(LOCATION, location)], answer).into_response())
}

/// One user.
#[utoipa::path(get, path = "/api/v1/users/{user_id}", tag = "accounts", operation_id = "get_user",
    params(("user_id" = uuid::Uuid, Path)),
    responses(
        (status = 200, description = "The user", body = UserView, headers(("etag" = String))),
        (status = 404, description = "There is no such user", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get_user(State(app): State<App>, IdPath(id): IdPath<UserId>) -> Result<Response, Problem> {
    let user = app.store.find_user(id).await?.ok_or(AccountError::UserNotFound)?;
    Ok(([(ETAG, etag(user.version))], Json(UserView::from(&user))).into_response())
}

/// Replaces a user. `If-Match` must name the version that was read.
#[utoipa::path(put, path = "/api/v1/users/{user_id}", tag = "accounts", operation_id = "update_user",
    request_body = UserBody, params(("user_id" = uuid::Uuid, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses(
        (status = 200, description = "The user after the change", body = UserWithPassword, headers(("etag" = String))),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such user", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The login name is taken, or no admin would be left", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "Somebody else has changed it since", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn update_user(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<UserId>,
    if_match: IfMatch,
    StrictJson(body): StrictJson<UserBody>,
) -> Result<Response, Problem> {
    let author = caller.author(app.clock.now());
    let draft = body.into_draft()?;
    let written = app.accounts.update_user(author, &caller.actor, id, if_match.version(), draft).await?;
    Ok(answer(&app, written).await)
}

/// Deletes a user with all sessions. What they wrote stays, under their name.
#[utoipa::path(delete, path = "/api/v1/users/{user_id}", tag = "accounts", operation_id = "delete_user",
    params(("user_id" = uuid::Uuid, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses(
        (status = 204, description = "Deleted"),
        (status = 404, description = "There is no such user", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "No admin would be left", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "Somebody else has changed it since", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn delete_user(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<UserId>,
    if_match: IfMatch,
) -> Result<StatusCode, Problem> {
    let author = caller.author(app.clock.now());
    app.accounts.delete_user(author, &caller.actor, id, if_match.version()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sets a user's password; all sessions of that user end.
#[utoipa::path(put, path = "/api/v1/users/{user_id}/password", tag = "accounts", operation_id = "set_password",
    request_body = SetPasswordBody, params(("user_id" = uuid::Uuid, Path)),
    responses(
        (status = 200, description = "Set", body = UserWithPassword),
        (status = 400, description = "The password is not good enough", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such user", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn set_password(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<UserId>,
    StrictJson(body): StrictJson<SetPasswordBody>,
) -> Result<Response, Problem> {
    let author = caller.author(app.clock.now());
    let password = new_password(body.password.as_ref());
    let written = app.accounts.reset_password(author, &caller.actor, id, password).await?;
    Ok(answer(&app, written).await)
}

/// Ends all sessions of a user.
#[utoipa::path(delete, path = "/api/v1/users/{user_id}/sessions", tag = "accounts", operation_id = "end_sessions_of_user",
    params(("user_id" = uuid::Uuid, Path)), responses((status = 204, description = "Ended")))]
pub async fn end_sessions_of_user(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<UserId>,
) -> Result<StatusCode, Problem> {
    app.accounts.end_sessions(&caller.actor, id, None, &caller.request_id.to_string()).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn new_password(given: Option<&Password>) -> NewPassword<'_> {
    given.map_or(NewPassword::Generated, |password| NewPassword::Given(&password.0))
}

/// Waits for memory to follow, so that whoever wrote reads their own write.
async fn answer(app: &App, written: Written) -> Response {
    if let Some(revision) = written.revision {
        app.live.wait_for(revision).await;
    }
    let tag = etag(written.user.version);
    let body = UserWithPassword { user: UserView::from(&written.user), generated_password: written.generated_password };
    ([(ETAG, tag)], Json(body)).into_response()
}

/// The same errors, with pointers into a part of the body.
fn below(prefix: &str, error: crate::domain::validation::ValidationError) -> Problem {
    let mut error = error;
    for field in &mut error.0 {
        field.pointer.insert_str(0, prefix);
    }
    error.into()
}
