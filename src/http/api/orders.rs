//! Orders with their lines and where they stand.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{ETAG, LOCATION};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::commit;
use crate::app::App;
use crate::domain::customer_sight::{CustomerSight, Whose};
use crate::domain::ids::{CustomerId, OrderId};
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, IfMatch, StrictJson, StrictQuery, etag};
use crate::http::idempotency::{IdempotencyKey, Idempotent};
use crate::http::page;
use crate::http::views::order::{OrderBody, OrderView};
use crate::service::orders::{self, OrderError};
use crate::store::orders::OrderFilter;

/// Most orders a page holds.
const LIMIT_MAX: i64 = 500;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OrderQuery {
    customer_id: Option<uuid::Uuid>,
    number: Option<String>,
    /// `true`: only those that are open; `false`: only the others.
    open: Option<bool>,
    /// `next` of the page before.
    after: Option<String>,
    /// 1 to 500; 100 when absent.
    limit: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct OrderPage {
    /// Newest first.
    pub items: Vec<OrderView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A page of the orders of the customers that the caller sees, newest first.
#[utoipa::path(get, path = "/api/v1/orders", tag = "customers", operation_id = "list_orders", params(OrderQuery),
    responses(
        (status = 200, description = "A page", body = OrderPage),
        (status = 400, description = "A parameter cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn list_orders(
    State(app): State<App>,
    caller: Caller,
    StrictQuery(query): StrictQuery<OrderQuery>,
) -> Result<Json<OrderPage>, Problem> {
    let sight = CustomerSight::of(&caller.actor);
    let before = query.after.as_deref().map(|token| page::read_moment(token, 'o')).transpose()?;
    let limit = page::limit(query.limit, 100, LIMIT_MAX)?;
    if sight.whose == Whose::Nobody {
        return Ok(Json(OrderPage { items: Vec::new(), next: None }));
    }
    let (customer, open, owner) = (query.customer_id.map(CustomerId), query.open, sight.owner());
    let filter = OrderFilter { customer, open, owner, number: query.number };
    let mut found = app.store.order_page(&filter, before, limit + 1).await?;
    let more = found.len() as i64 > limit;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|last| page::write_moment('o', last.draft.placed_at, last.id.0));
    let items = found.into_iter().map(|order| OrderView::from(&orders::reduce(order, sight))).collect();
    Ok(Json(OrderPage { items, next }))
}

/// One order. The `ETag` is the version.
#[utoipa::path(get, path = "/api/v1/orders/{order_id}", tag = "customers", operation_id = "get_order",
    params(("order_id" = uuid::Uuid, Path)),
    responses(
        (status = 200, description = "The order", body = OrderView, headers(("etag" = String))),
        (status = 404, description = "There is no such order, or not for you", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get_order(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<OrderId>,
) -> Result<Response, Problem> {
    let found = orders::see_order(&app.store, id, CustomerSight::of(&caller.actor)).await?;
    Ok(([(ETAG, etag(found.version))], Json(OrderView::from(&found))).into_response())
}

/// Takes an order down.
#[utoipa::path(post, path = "/api/v1/orders", tag = "customers", operation_id = "create_order",
    request_body = OrderBody, params(("Idempotency-Key" = Option<String>, Header, description = "A repeat with the same key gets the first answer")),
    responses(
        (status = 201, description = "Created", body = OrderView, headers(("etag" = String), ("location" = String))),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The number is taken", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The Idempotency-Key belongs to another request", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn create_order(
    State(app): State<App>,
    caller: Caller,
    key: IdempotencyKey,
    StrictJson(body): StrictJson<OrderBody>,
) -> Result<Response, Problem> {
    let idempotent = Idempotent::new(&caller, key, "create_order", &body);
    if let Some(earlier) = idempotent.earlier(&app).await? {
        return Ok(earlier);
    }
    let now = app.clock.now();
    let draft = body.into_draft(now)?;
    let mut tx = app.store.begin(caller.author(now)).await?;
    let created = orders::create_order(&mut tx, draft, CustomerSight::of(&caller.actor)).await?;
    let headers = vec![(ETAG, etag(created.version)), (LOCATION, format!("/api/v1/orders/{}", created.id))];
    idempotent.finish(&app, tx, StatusCode::CREATED, headers, OrderView::from(&created)).await
}

/// Replaces an order with all its lines. The customer stays. `If-Match` must name the version that was read.
#[utoipa::path(put, path = "/api/v1/orders/{order_id}", tag = "customers", operation_id = "update_order",
    request_body = OrderBody, params(("order_id" = uuid::Uuid, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses(
        (status = 200, description = "The order after the change", body = OrderView, headers(("etag" = String))),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such order, or not for you", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The number is taken", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "Somebody else has changed it since", body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn update_order(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<OrderId>,
    if_match: IfMatch,
    StrictJson(body): StrictJson<OrderBody>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let draft = body.into_draft(now)?;
    let sight = CustomerSight::of(&caller.actor);
    let mut tx = app.store.begin(caller.author(now)).await?;
    let after = orders::update_order(&mut tx, id, if_match.version(), draft, sight).await?;
    commit(&app, tx).await?;
    Ok(([(ETAG, etag(after.version))], Json(OrderView::from(&after))).into_response())
}

impl From<OrderError> for Problem {
    fn from(error: OrderError) -> Self {
        match error {
            OrderError::NotFound => {
                Problem::not_found("order_not_found", "There is no order with this id that you may see.")
            }
            OrderError::Invalid(invalid) => invalid.into(),
            OrderError::Store(store) => store.into(),
        }
    }
}
