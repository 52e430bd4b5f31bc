//! API keys, for admins. The secret is in the answer to the making of a key and nowhere else.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::app::App;
use crate::domain::ids::ApiKeyId;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, StrictJson, StrictQuery};
use crate::http::page;
use crate::http::views::account::{ApiKeyBody, ApiKeyView};

/// Most keys a page holds.
const LIMIT_MAX: i64 = 500;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ApiKeyQuery {
    /// `next` of the page before.
    after: Option<Uuid>,
    /// 1 to 500; 100 when absent.
    limit: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ApiKeyPage {
    pub items: Vec<ApiKeyView>,
    /// Give this as `after` for the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Uuid>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct NewApiKey {
    pub api_key: ApiKeyView,
    /// The whole key, to be sent as `Authorization: Bearer …`. It is not shown again.
    pub secret: String,
}

/// A page of API keys, newest first, revoked ones included.
#[utoipa::path(get, path = "/api/v1/api-keys", tag = "accounts", operation_id = "list_api_keys", params(ApiKeyQuery),
    responses((status = 200, description = "A page", body = ApiKeyPage)))]
pub async fn list_api_keys(
    State(app): State<App>,
    StrictQuery(query): StrictQuery<ApiKeyQuery>,
) -> Result<Json<ApiKeyPage>, Problem> {
    let limit = page::limit(query.limit, 100, LIMIT_MAX)?;
    let mut keys = app.store.keys_page(query.after.map(ApiKeyId), limit + 1).await?;
    let more = keys.len() as i64 > limit;
    keys.truncate(limit as usize);
    let next = keys.last().filter(|_| more).map(|last| last.id.0);
    Ok(Json(ApiKeyPage { items: keys.iter().map(ApiKeyView::from).collect(), next }))
}

/// Makes an API key. Its scopes may not go beyond one's own permissions.
#[utoipa::path(post, path = "/api/v1/api-keys", tag = "accounts", operation_id = "create_api_key", request_body = ApiKeyBody,
    responses(
        (status = 201, description = "Made; the secret is shown this once", body = NewApiKey),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "A scope goes beyond one's own permissions", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn create_api_key(
    State(app): State<App>,
    caller: Caller,
    StrictJson(body): StrictJson<ApiKeyBody>,
) -> Result<Response, Problem> {
    let author = caller.author(app.clock.now());
    let new = app.accounts.create_key(author, &caller.actor, body.into_draft()?).await?;
    let answer = NewApiKey { api_key: ApiKeyView::from(&new.key), secret: new.secret.reveal() };
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

/// Revokes an API key: it is good for nothing from now on, and stays in the list.
#[utoipa::path(delete, path = "/api/v1/api-keys/{api_key_id}", tag = "accounts", operation_id = "revoke_api_key",
    params(("api_key_id" = uuid::Uuid, Path)),
    responses(
        (status = 204, description = "Revoked"),
        (status = 404, description = "There is no such key, or it is revoked already", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn revoke_api_key(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<ApiKeyId>,
) -> Result<StatusCode, Problem> {
    app.accounts.revoke_key(caller.author(app.clock.now()), id).await?;
    Ok(StatusCode::NO_CONTENT)
}
