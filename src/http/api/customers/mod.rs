//! Customers: pages, one by one, and writing with versions. Everything goes through what the caller may see.

mod consents;
mod contacts;
mod search;

use axum::Json;
use axum::extract::State;
use axum::http::header::{ETAG, IF_NONE_MATCH, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

pub use consents::*;
pub use contacts::*;
pub use search::*;

use super::commit;
use crate::app::App;
use crate::domain::consent;
use crate::domain::contact_point::fold_email;
use crate::domain::customer::{Customer, CustomerDraft, CustomerKind, ValueTier};
use crate::domain::customer_field::FieldRules;
use crate::domain::customer_sight::{CustomerSight, Whose};
use crate::domain::ids::{CustomerId, UserId};
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, IfMatch, StrictJson, StrictQuery, etag};
use crate::http::idempotency::{IdempotencyKey, Idempotent};
use crate::http::page;
use crate::http::views::customer::{CustomerBody, CustomerView, NearestOutletView};
use crate::http::views::customer_card::CustomerCardView;
use crate::http::views::time;
use crate::service::customer_card::customer_card;
use crate::service::customers::{self, CustomerError};
use crate::store::customers::{CustomerFilter, CustomerPosition, CustomerSort};

/// Most customers a page holds.
const LIMIT_MAX: i64 = 1_000;

/// Longest search text.
const SEARCH_CHARS_MAX: usize = 200;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CustomerQuery {
    /// Words of name or number; case and diacritics do not matter.
    q: Option<String>,
    /// `person` or `company`.
    kind: Option<String>,
    segment: Option<String>,
    /// `standard`, `silver`, `gold` or `platinum`.
    value_tier: Option<String>,
    owner_id: Option<uuid::Uuid>,
    /// A telephone number in any notation, or an e-mail address.
    reached_at: Option<String>,
    /// `number` or `created`; `created` when absent.
    sort: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// 1 to 1000; 100 when absent.
    limit: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct CustomerPage {
    pub items: Vec<CustomerView>,
    /// Give this as `after` for the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A page of the customers that the caller sees.
#[utoipa::path(get, path = "/api/v1/customers", tag = "customers", operation_id = "list_customers", params(CustomerQuery),
    responses(
        (status = 200, description = "A page", body = CustomerPage),
        (status = 400, description = "A parameter is unknown or cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn list_customers(
    State(app): State<App>,
    caller: Caller,
    StrictQuery(query): StrictQuery<CustomerQuery>,
) -> Result<Json<CustomerPage>, Problem> {
    let sight = CustomerSight::of(&caller.actor);
    let (sort, order) = match query.sort.as_deref() {
        None | Some("created") => (CustomerSort::Id, 'i'),
        Some("number") => (CustomerSort::Number, 'n'),
        Some(_) => return Err(Problem::parameter("sort", "unknown_value", "use number or created")),
    };
    let after = query.after.as_deref().map(|token| match sort {
        CustomerSort::Number => page::read_mark(token, order).map(CustomerPosition::Number),
        CustomerSort::Id => page::read_id(token, order).map(CustomerPosition::Id),
    });
    let limit = page::limit(query.limit, 100, LIMIT_MAX)?;
    let filter = filter(&query, sight)?;
    let mut found = match sight.whose {
        Whose::Nobody => Vec::new(),
        _ => app.store.customer_page(&filter, sort, after.transpose()?.as_ref(), limit + 1).await?,
    };
    let more = found.len() as i64 > limit;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|last| match sort {
        CustomerSort::Number => page::write_mark(order, &last.draft.number),
        CustomerSort::Id => page::write_mark(order, &last.id.to_string()),
    });
    Ok(Json(CustomerPage { items: views(&app, found, sight).await?, next }))
}

fn filter(query: &CustomerQuery, sight: CustomerSight) -> Result<CustomerFilter, Problem> {
    if query.q.as_deref().is_some_and(|text| text.chars().count() > SEARCH_CHARS_MAX) {
        let message = format!("search for at most {SEARCH_CHARS_MAX} characters");
        return Err(Problem::parameter("q", "too_long", message));
    }
    if query.reached_at.is_some() && !sight.personal {
        let detail = "You see no numbers and addresses of customers, so you cannot look for them either.";
        return Err(Problem::forbidden("forbidden", detail));
    }
    let unknown = |name: &str| Problem::parameter(name, "unknown_value", "this value does not exist");
    let kind = query.kind.as_deref().map(|code| CustomerKind::from_code(code).ok_or_else(|| unknown("kind")));
    let tier = query.value_tier.as_deref().map(|code| ValueTier::from_code(code).ok_or_else(|| unknown("value_tier")));
    Ok(CustomerFilter {
        text: query.q.clone(),
        kind: kind.transpose()?,
        segment: query.segment.clone(),
        value_tier: tier.transpose()?,
        owner: sight.owner().or(query.owner_id.map(UserId)),
        reached_at: query.reached_at.as_deref().map(reached_at).transpose()?,
    })
}

/// The form in which numbers and addresses are stored.
fn reached_at(text: &str) -> Result<String, Problem> {
    if text.contains('@') {
        return Ok(fold_email(text));
    }
    let message = "give a telephone number, best with its country code, or an e-mail address";
    customers::e164(text).ok_or_else(|| Problem::parameter("reached_at", "format", message))
}

/// Customers as `sight` lets them be seen, with the newest words on consent.
pub(super) async fn views(app: &App, found: Vec<Customer>, sight: CustomerSight) -> Result<Vec<CustomerView>, Problem> {
    let ids: Vec<CustomerId> = found.iter().map(|customer| customer.id).collect();
    let history = if sight.personal { app.store.consents_of(&ids).await? } else { Vec::new() };
    let rules = app.store.customer_fields().await?;
    let view = |mut customer: Customer| {
        customer.draft = sight.reduce(customer.draft, &rules);
        let own: Vec<_> = history.iter().filter(|each| each.customer_id == customer.id).cloned().collect();
        CustomerView::new(&customer, consent::current(&own))
    };
    Ok(found.into_iter().map(view).collect())
}

/// One customer with consents and the nearest outlet.
pub(super) async fn view(app: &App, customer: Customer, sight: CustomerSight) -> Result<CustomerView, Problem> {
    // Own fields do not matter to where somebody is.
    let nearest = nearest_outlet(app, &sight.reduce(customer.draft.clone(), &FieldRules::default()));
    let view = views(app, vec![customer], sight).await?.pop();
    let view = view.ok_or_else(|| Problem::internal("one customer makes one view"))?;
    Ok(CustomerView { nearest_outlet: nearest, ..view })
}

fn nearest_outlet(app: &App, draft: &CustomerDraft) -> Option<NearestOutletView> {
    let now = app.clock.now();
    let (_, place) = draft.place_on(time::local_date(now, chrono_tz::Europe::Warsaw))?;
    customers::nearest_outlet_of(&app.live.outlets().read(), place.point, now).map(NearestOutletView::from)
}

/// One customer. The `ETag` is the version; `If-None-Match` answers 304.
#[utoipa::path(get, path = "/api/v1/customers/{customer_id}", tag = "customers", operation_id = "get_customer",
    params(("customer_id" = uuid::Uuid, Path)),
    responses(
        (status = 200, description = "The customer", body = CustomerView, headers(("etag" = String))),
        (status = 304, description = "Not changed since the version in If-None-Match"),
        (status = 404, description = "There is no such customer, or not for you", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get_customer(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<CustomerId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let sight = CustomerSight::of(&caller.actor);
    let customer = customers::see_customer(&app.store, id, sight).await?;
    let tag = etag(customer.version);
    if headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response());
    }
    Ok(([(ETAG, tag)], Json(view(&app, customer, sight).await?)).into_response())
}

/// What an agent needs before hello: the customer, the newest word on each consent, the last five things that passed.
#[utoipa::path(get, path = "/api/v1/customers/{customer_id}/card", tag = "customers", operation_id = "get_customer_card",
    params(("customer_id" = uuid::Uuid, Path)),
    responses(
        (status = 200, description = "The card", body = CustomerCardView),
        (status = 404, description = "There is no such customer, or not for you", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get_customer_card(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<CustomerId>,
) -> Result<Json<CustomerCardView>, Problem> {
    let card = customer_card(&app.store, id, CustomerSight::of(&caller.actor)).await?;
    Ok(Json(CustomerCardView::new(&card, app.clock.now())))
}

/// Adds a customer. Addresses without a point are looked up.
#[utoipa::path(post, path = "/api/v1/customers", tag = "customers", operation_id = "create_customer",
    request_body = CustomerBody, params(("Idempotency-Key" = Option<String>, Header, description = "A repeat with the same key gets the first answer")),
    responses(
        (status = 201, description = "Created", body = CustomerView, headers(("etag" = String), ("location" = String))),
        (status = 400, description = "Something in the body cannot be used; errors name the places", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The number is taken", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The Idempotency-Key belongs to another request", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn create_customer(
    State(app): State<App>,
    caller: Caller,
    key: IdempotencyKey,
    StrictJson(body): StrictJson<CustomerBody>,
) -> Result<Response, Problem> {
    let idempotent = Idempotent::new(&caller, key, "create_customer", &body);
    if let Some(earlier) = idempotent.earlier(&app).await? {
        return Ok(earlier);
    }
    let mut draft = body.into_draft()?;
    customers::place_addresses(&app.geocoding, &mut draft.addresses).await?;
    let sight = CustomerSight::of(&caller.actor);
    // Before the transaction: with all connections in transactions that wait for this one, there is none left to read by.
    let rules = app.store.customer_fields().await?;
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let mut customer = customers::create_customer(&mut tx, draft, sight).await?;
    rules.hide(sight.role, &mut customer.draft.fields);
    let headers = [(ETAG, etag(customer.version)), (LOCATION, format!("/api/v1/customers/{}", customer.id))];
    let view =
        CustomerView { nearest_outlet: nearest_outlet(&app, &customer.draft), ..CustomerView::new(&customer, []) };
    idempotent.finish(&app, tx, StatusCode::CREATED, headers.to_vec(), view).await
}

/// Replaces a customer. `If-Match` must name the version that was read. Addresses without a point are looked up.
#[utoipa::path(put, path = "/api/v1/customers/{customer_id}", tag = "customers", operation_id = "update_customer",
    request_body = CustomerBody, params(("customer_id" = uuid::Uuid, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses(
        (status = 200, description = "The customer after the change", body = CustomerView, headers(("etag" = String))),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such customer, or not for you", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The number is taken", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "Somebody else has changed it since", body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn update_customer(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<CustomerId>,
    if_match: IfMatch,
    StrictJson(body): StrictJson<CustomerBody>,
) -> Result<Response, Problem> {
    let mut draft = body.into_draft()?;
    customers::place_addresses(&app.geocoding, &mut draft.addresses).await?;
    let sight = CustomerSight::of(&caller.actor);
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let customer = customers::update_customer(&mut tx, id, if_match.version(), draft, sight).await?;
    commit(&app, tx).await?;
    Ok(([(ETAG, etag(customer.version))], Json(view(&app, customer, sight).await?)).into_response())
}

/// Deletes a customer with everything that hangs on them. `If-Match` must name the version that was read.
#[utoipa::path(delete, path = "/api/v1/customers/{customer_id}", tag = "customers", operation_id = "delete_customer",
    params(("customer_id" = uuid::Uuid, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses(
        (status = 204, description = "Deleted"),
        (status = 404, description = "There is no such customer", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "Somebody else has changed it since", body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn delete_customer(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<CustomerId>,
    if_match: IfMatch,
) -> Result<StatusCode, Problem> {
    let sight = CustomerSight::of(&caller.actor);
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    customers::delete_customer(&mut tx, id, if_match.version(), sight).await?;
    commit(&app, tx).await?;
    Ok(StatusCode::NO_CONTENT)
}

impl From<CustomerError> for Problem {
    fn from(error: CustomerError) -> Self {
        match error {
            CustomerError::NotFound => Problem::not_found(
                "customer_not_found",
                "There is no customer with this id that you may see; it may have been deleted.",
            ),
            CustomerError::ContactNotFound => {
                Problem::not_found("contact_not_found", "There is no contact with this id; it may have been deleted.")
            }
            CustomerError::Invalid(invalid) => invalid.into(),
            CustomerError::Store(store) => store.into(),
        }
    }
}
