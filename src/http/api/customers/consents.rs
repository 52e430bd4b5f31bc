//! What a customer allows, with its history.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::domain::customer_sight::CustomerSight;
use crate::domain::ids::CustomerId;
use crate::http::api::commit;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, StrictJson};
use crate::http::views::customer::{ConsentBody, ConsentView};
use crate::service::customers;

#[derive(Debug, Serialize, ToSchema)]
pub struct ConsentList {
    /// Oldest first; the newest of a channel holds.
    pub items: Vec<ConsentView>,
}

/// Everything that a customer said about being written or called to.
#[utoipa::path(get, path = "/api/v1/customers/{customer_id}/consents", tag = "customers", operation_id = "list_consents",
    params(("customer_id" = uuid::Uuid, Path)),
    responses(
        (status = 200, description = "The history", body = ConsentList),
        (status = 404, description = "There is no such customer, or not for you", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn list_consents(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<CustomerId>,
) -> Result<Json<ConsentList>, Problem> {
    let sight = CustomerSight::of(&caller.actor);
    let customer = customers::see_customer(&app.store, id, sight).await?;
    let history = if sight.personal { app.store.consents_of(&[customer.id]).await? } else { Vec::new() };
    Ok(Json(ConsentList { items: history.iter().map(ConsentView::from).collect() }))
}

/// Writes down what a customer said. Nothing is changed: the newest word of a channel holds.
#[utoipa::path(post, path = "/api/v1/customers/{customer_id}/consents", tag = "customers", operation_id = "record_consent",
    request_body = ConsentBody, params(("customer_id" = uuid::Uuid, Path)),
    responses(
        (status = 201, description = "Written down", body = ConsentView),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such customer, or not for you", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn record_consent(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<CustomerId>,
    StrictJson(body): StrictJson<ConsentBody>,
) -> Result<(StatusCode, Json<ConsentView>), Problem> {
    let now = app.clock.now();
    let draft = body.into_draft(now)?;
    let mut tx = app.store.begin(caller.author(now)).await?;
    let consent = customers::record_consent(&mut tx, id, draft, CustomerSight::of(&caller.actor)).await?;
    commit(&app, tx).await?;
    Ok((StatusCode::CREATED, Json(ConsentView::from(&consent))))
}
