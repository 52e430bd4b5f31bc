//! People at companies.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{ETAG, LOCATION};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::app::App;
use crate::domain::customer_sight::CustomerSight;
use crate::domain::ids::{ContactId, CustomerId};
use crate::http::api::commit;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, IfMatch, StrictJson, StrictQuery, etag};
use crate::http::idempotency::{IdempotencyKey, Idempotent};
use crate::http::page;
use crate::http::views::contact::{ContactBody, ContactView};
use crate::service::customers;

/// Most contacts a page holds.
const LIMIT_MAX: i64 = 1_000;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ContactQuery {
    /// `next` of the page before.
    after: Option<String>,
    /// 1 to 1000; 100 when absent.
    limit: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ContactPage {
    pub items: Vec<ContactView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// People at a company, in the order in which they were added. Empty for those who see no personal data.
#[utoipa::path(get, path = "/api/v1/customers/{customer_id}/contacts", tag = "customers", operation_id = "list_contacts",
    params(("customer_id" = uuid::Uuid, Path), ContactQuery),
    responses(
        (status = 200, description = "A page", body = ContactPage),
        (status = 404, description = "There is no such customer, or not for you", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn list_contacts(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<CustomerId>,
    StrictQuery(query): StrictQuery<ContactQuery>,
) -> Result<Json<ContactPage>, Problem> {
    let sight = CustomerSight::of(&caller.actor);
    customers::see_customer(&app.store, id, sight).await?;
    let after = query.after.as_deref().map(|token| page::read_id(token, 'p')).transpose()?.map(ContactId);
    let limit = page::limit(query.limit, 100, LIMIT_MAX)?;
    let mut contacts = if sight.personal { app.store.contacts_page(id, after, limit + 1).await? } else { Vec::new() };
    let more = contacts.len() as i64 > limit;
    contacts.truncate(limit as usize);
    let next = contacts.last().filter(|_| more).map(|last| page::write_mark('p', &last.id.to_string()));
    Ok(Json(ContactPage { items: contacts.iter().map(ContactView::from).collect(), next }))
}

/// Adds a person at a company; at most 10,000.
#[utoipa::path(post, path = "/api/v1/customers/{customer_id}/contacts", tag = "customers", operation_id = "create_contact",
    request_body = ContactBody,
    params(("customer_id" = uuid::Uuid, Path), ("Idempotency-Key" = Option<String>, Header, description = "A repeat with the same key gets the first answer")),
    responses(
        (status = 201, description = "Created", body = ContactView, headers(("etag" = String), ("location" = String))),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such customer, or not for you", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The Idempotency-Key belongs to another request", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn create_contact(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<CustomerId>,
    key: IdempotencyKey,
    StrictJson(body): StrictJson<ContactBody>,
) -> Result<Response, Problem> {
    let idempotent = Idempotent::new(&caller, key, &format!("create_contact {id}"), &body);
    if let Some(earlier) = idempotent.earlier(&app).await? {
        return Ok(earlier);
    }
    let draft = body.into_draft()?;
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let contact = customers::create_contact(&mut tx, id, draft, CustomerSight::of(&caller.actor)).await?;
    let headers = vec![(ETAG, etag(contact.version)), (LOCATION, format!("/api/v1/contacts/{}", contact.id))];
    idempotent.finish(&app, tx, StatusCode::CREATED, headers, ContactView::from(&contact)).await
}

/// Replaces a contact. `If-Match` must name the version that was read.
#[utoipa::path(put, path = "/api/v1/contacts/{contact_id}", tag = "customers", operation_id = "update_contact",
    request_body = ContactBody, params(("contact_id" = uuid::Uuid, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses(
        (status = 200, description = "The contact after the change", body = ContactView, headers(("etag" = String))),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such contact, or not for you", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "Somebody else has changed it since", body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn update_contact(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<ContactId>,
    if_match: IfMatch,
    StrictJson(body): StrictJson<ContactBody>,
) -> Result<Response, Problem> {
    let sight = CustomerSight::of(&caller.actor);
    let draft = body.into_draft()?;
    let before = customers::find_contact(&app.store, id, sight).await?;
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let contact = customers::update_contact(&mut tx, before, if_match.version(), draft, sight).await?;
    commit(&app, tx).await?;
    Ok(([(ETAG, etag(contact.version))], Json(ContactView::from(&contact))).into_response())
}

/// Deletes a contact. `If-Match` must name the version that was read.
#[utoipa::path(delete, path = "/api/v1/contacts/{contact_id}", tag = "customers", operation_id = "delete_contact",
    params(("contact_id" = uuid::Uuid, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses(
        (status = 204, description = "Deleted"),
        (status = 404, description = "There is no such contact, or not for you", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "Somebody else has changed it since", body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn delete_contact(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<ContactId>,
    if_match: IfMatch,
) -> Result<StatusCode, Problem> {
    let sight = CustomerSight::of(&caller.actor);
    let before = customers::find_contact(&app.store, id, sight).await?;
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    customers::delete_contact(&mut tx, before, if_match.version(), sight).await?;
    commit(&app, tx).await?;
    Ok(StatusCode::NO_CONTENT)
}
