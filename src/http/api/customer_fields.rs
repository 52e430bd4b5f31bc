//! The company's own fields of a customer: admins define them, and whoever reads customers sees which there are.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::{ETAG, LOCATION};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::commit;
use crate::app::App;
use crate::domain::customer_sight::CustomerSight;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IfMatch, StrictJson, etag};
use crate::http::views::customer_field::{CustomerFieldBody, CustomerFieldView};
use crate::service::customer_fields::{self, CustomerFieldError};

#[derive(Debug, Serialize, ToSchema)]
pub struct CustomerFieldList {
    /// In the order in which they are shown.
    pub items: Vec<CustomerFieldView>,
}

/// The fields that the caller sees.
#[utoipa::path(get, path = "/api/v1/customer-fields", tag = "customers", operation_id = "list_customer_fields",
    responses((status = 200, description = "All of them", body = CustomerFieldList)))]
pub async fn list_customer_fields(State(app): State<App>, caller: Caller) -> Result<Json<CustomerFieldList>, Problem> {
    let sight = CustomerSight::of(&caller.actor);
    let rules = app.store.customer_fields().await?;
    let seen = rules.0.iter().filter(|field| sight.personal && field.draft.is_seen_by(sight.role));
    Ok(Json(CustomerFieldList { items: seen.map(CustomerFieldView::from).collect() }))
}

/// Defines a field. From the first one on, customers have no others but a note and what they had before.
#[utoipa::path(post, path = "/api/v1/customer-fields", tag = "customers", operation_id = "create_customer_field",
    request_body = CustomerFieldBody,
    responses(
        (status = 201, description = "Defined", body = CustomerFieldView, headers(("etag" = String), ("location" = String))),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "There is such a field, or there are too many", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn create_customer_field(
    State(app): State<App>,
    caller: Caller,
    StrictJson(body): StrictJson<CustomerFieldBody>,
) -> Result<Response, Problem> {
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let field = customer_fields::create_customer_field(&mut tx, body.into_draft()?).await?;
    commit(&app, tx).await?;
    let location = format!("/api/v1/customer-fields/{}", field.draft.key);
    let headers = [(ETAG, etag(field.version)), (LOCATION, location)];
    Ok((StatusCode::CREATED, headers, Json(CustomerFieldView::from(&field))).into_response())
}

/// Replaces a definition; the key stays. What customers have is not changed by it.
#[utoipa::path(put, path = "/api/v1/customer-fields/{field_key}", tag = "customers", operation_id = "update_customer_field",
    request_body = CustomerFieldBody, params(("field_key" = String, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses(
        (status = 200, description = "The definition after the change", body = CustomerFieldView, headers(("etag" = String))),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such field", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "Somebody else has changed it since", body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn update_customer_field(
    State(app): State<App>,
    caller: Caller,
    Path(key): Path<String>,
    if_match: IfMatch,
    StrictJson(body): StrictJson<CustomerFieldBody>,
) -> Result<Response, Problem> {
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let draft = body.into_draft()?;
    let field = customer_fields::update_customer_field(&mut tx, &key, if_match.version(), draft).await?;
    commit(&app, tx).await?;
    Ok(([(ETAG, etag(field.version))], Json(CustomerFieldView::from(&field))).into_response())
}

/// Deletes a definition that everybody sees; what customers have of it stays with them.
#[utoipa::path(delete, path = "/api/v1/customer-fields/{field_key}", tag = "customers", operation_id = "delete_customer_field",
    params(("field_key" = String, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses(
        (status = 204, description = "Deleted"),
        (status = 409, description = "Some roles do not see the field: show it to everybody first", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such field", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "Somebody else has changed it since", body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn delete_customer_field(
    State(app): State<App>,
    caller: Caller,
    Path(key): Path<String>,
    if_match: IfMatch,
) -> Result<StatusCode, Problem> {
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    customer_fields::delete_customer_field(&mut tx, &key, if_match.version()).await?;
    commit(&app, tx).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<CustomerFieldError> for Problem {
    fn from(error: CustomerFieldError) -> Self {
        match error {
            CustomerFieldError::NotFound => {
                Problem::not_found("customer_field_not_found", "There is no field with this key.")
            }
            CustomerFieldError::Exists => {
                Problem::conflict("customer_field_exists", "There is a field with this key already: change that one.")
            }
            CustomerFieldError::Hidden => Problem::conflict(
                "customer_field_hidden",
                "Some roles do not see this field. Show it to everybody first: without the definition they would see \
                 what customers have of it.",
            ),
            CustomerFieldError::TooMany => Problem::conflict(
                "too_many_customer_fields",
                "There are as many fields as there may be: delete one first.",
            ),
            CustomerFieldError::Invalid(invalid) => invalid.into(),
            CustomerFieldError::Store(store) => store.into(),
        }
    }
}
