//! Prices at an outlet, promotions, and the policies of a country; written by stewards and other systems.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderName;
use axum::http::header::ETAG;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::commit;
use crate::app::App;
use crate::domain::customer_sight::CustomerSight;
use crate::domain::ids::{CustomerId, OutletId};
use crate::domain::policy::PolicyKind;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, IfMatch, StrictJson, StrictQuery, etag};
use crate::http::views::offer::{
    PolicyBody, PolicyView, PriceListBody, PriceListView, PricePromotionBody, QuoteView, WrittenView,
};
use crate::http::views::time;
use crate::service::customers::see_customer;
use crate::service::offers::{self, OfferError, PRODUCTS_MAX};
use crate::store::offers::PriceQuestion;

/// More price lists than a chain keeps.
const LISTS_MAX: i64 = 1_000;
/// All that holds in a country on a day.
const POLICIES_MAX: i64 = 200;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PriceQuery {
    outlet_id: Uuid,
    /// Codes of products, separated by commas; at most 50.
    products: String,
    /// The day; today at the outlet when absent.
    #[param(value_type = Option<String>, format = Date)]
    on: Option<NaiveDate>,
    /// Group of customers; nobody's when absent.
    segment: Option<String>,
    /// Instead of `segment`: whose group counts.
    customer_id: Option<Uuid>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct PriceAnswer {
    #[schema(value_type = String, format = Date)]
    pub on: NaiveDate,
    /// In the order of the question.
    pub items: Vec<QuoteView>,
}

/// What products cost at an outlet, on a day, for a group of customers; beside a promotion, the lowest price of the
/// thirty days before it.
#[utoipa::path(get, path = "/api/v1/prices", tag = "offers", operation_id = "get_prices", params(PriceQuery),
    responses(
        (status = 200, description = "Prices", body = PriceAnswer),
        (status = 400, description = "A parameter cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get_prices(
    State(app): State<App>,
    caller: Caller,
    StrictQuery(query): StrictQuery<PriceQuery>,
) -> Result<Json<PriceAnswer>, Problem> {
    let unknown = || Problem::parameter("outlet_id", "unknown_value", "there is no outlet with this id");
    let outlet = app.store.find_outlet(OutletId(query.outlet_id)).await?.ok_or_else(unknown)?;
    let products: Vec<String> =
        query.products.split(',').map(|code| code.trim().to_owned()).filter(|code| !code.is_empty()).collect();
    if products.is_empty() || products.len() > PRODUCTS_MAX {
        return Err(Problem::parameter("products", "out_of_range", format!("give 1 to {PRODUCTS_MAX} codes")));
    }
    let segment = match query.customer_id {
        Some(id) => see_customer(&app.store, CustomerId(id), CustomerSight::of(&caller.actor)).await?.draft.segment,
        None => query.segment.unwrap_or_default(),
    };
    let on = query.on.unwrap_or_else(|| time::local_date(app.clock.now(), outlet.draft.time_zone));
    let question = PriceQuestion { outlet: outlet.id, country: outlet.draft.address.country, segment, products };
    let quotes = offers::quote_prices(&app.store, &question, on).await?;
    let items = quotes.into_iter().map(|(product, quote)| QuoteView::new(product, quote)).collect();
    Ok(Json(PriceAnswer { on, items }))
}

#[derive(Debug, Serialize, ToSchema)]
pub struct PriceLists {
    pub items: Vec<PriceListView>,
}

/// The price lists there are.
#[utoipa::path(get, path = "/api/v1/price-lists", tag = "offers", operation_id = "list_price_lists",
    responses((status = 200, description = "Without their prices", body = PriceLists)))]
pub async fn list_price_lists(State(app): State<App>) -> Result<Json<PriceLists>, Problem> {
    let heads = app.store.price_lists(LISTS_MAX).await?;
    Ok(Json(PriceLists { items: heads.into_iter().map(PriceListView::from).collect() }))
}

type Written = ([(HeaderName, String); 1], Json<WrittenView>);

/// Writes a price list with all its prices. `If-Match` names the version that was read, or `*`, also for a new one.
#[utoipa::path(put, path = "/api/v1/price-lists/{code}", tag = "offers", operation_id = "put_price_list",
    request_body = PriceListBody, params(("code" = String, Path), ("If-Match" = String, Header)),
    responses(
        (status = 200, description = "Written", body = WrittenView, headers(("etag" = String))),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "Somebody else has changed it since", body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn put_price_list(
    State(app): State<App>,
    caller: Caller,
    IdPath(code): IdPath<String>,
    if_match: IfMatch,
    StrictJson(body): StrictJson<PriceListBody>,
) -> Result<Written, Problem> {
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let version = offers::put_price_list(&mut tx, body.into_list(code.clone()), if_match.version()).await?;
    commit(&app, tx).await?;
    Ok(written(code, version))
}

/// Writes a promotion. `If-Match` names the version that was read, or `*`, also for a new one.
#[utoipa::path(put, path = "/api/v1/price-promotions/{code}", tag = "offers", operation_id = "put_price_promotion",
    request_body = PricePromotionBody, params(("code" = String, Path), ("If-Match" = String, Header)),
    responses(
        (status = 200, description = "Written", body = WrittenView, headers(("etag" = String))),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "Somebody else has changed it since", body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn put_price_promotion(
    State(app): State<App>,
    caller: Caller,
    IdPath(code): IdPath<String>,
    if_match: IfMatch,
    StrictJson(body): StrictJson<PricePromotionBody>,
) -> Result<Written, Problem> {
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let version = offers::put_promotion(&mut tx, body.into_promotion(code.clone()), if_match.version()).await?;
    commit(&app, tx).await?;
    Ok(written(code, version))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PolicyQuery {
    /// ISO 3166-1: where it was bought.
    country: String,
    /// The day of purchase; today when absent.
    #[param(value_type = Option<String>, format = Date)]
    on: Option<NaiveDate>,
    /// `returns`, `warranty`, `delivery`, `payment` or `other`; all when absent.
    kind: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Policies {
    /// By kind; the country's own before those of everywhere.
    pub items: Vec<PolicyView>,
}

/// What holds for what was bought in a country on a day.
#[utoipa::path(get, path = "/api/v1/policies", tag = "offers", operation_id = "get_policies", params(PolicyQuery),
    responses(
        (status = 200, description = "What holds", body = Policies),
        (status = 400, description = "A parameter cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get_policies(
    State(app): State<App>,
    StrictQuery(query): StrictQuery<PolicyQuery>,
) -> Result<Json<Policies>, Problem> {
    let unknown = || Problem::parameter("kind", "unknown_value", "this value does not exist");
    let kind = query.kind.as_deref().map(|code| PolicyKind::from_code(code).ok_or_else(unknown)).transpose()?;
    let on = query.on.unwrap_or_else(|| time::local_date(app.clock.now(), chrono_tz::Europe::Warsaw));
    let found = app.store.policies_on(&query.country, on, kind, POLICIES_MAX).await?;
    Ok(Json(Policies { items: found.into_iter().map(PolicyView::from).collect() }))
}

/// Writes a policy. `If-Match` names the version that was read, or `*`, also for a new one.
#[utoipa::path(put, path = "/api/v1/policies/{code}", tag = "offers", operation_id = "put_policy",
    request_body = PolicyBody, params(("code" = String, Path), ("If-Match" = String, Header)),
    responses(
        (status = 200, description = "Written", body = WrittenView, headers(("etag" = String))),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "Somebody else has changed it since", body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn put_policy(
    State(app): State<App>,
    caller: Caller,
    IdPath(code): IdPath<String>,
    if_match: IfMatch,
    StrictJson(body): StrictJson<PolicyBody>,
) -> Result<Written, Problem> {
    let policy = body.into_policy(code.clone())?;
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let version = offers::put_policy(&mut tx, policy, if_match.version()).await?;
    commit(&app, tx).await?;
    Ok(written(code, version))
}

fn written(code: String, version: i64) -> Written {
    ([(ETAG, etag(version))], Json(WrittenView { code, version }))
}

impl From<OfferError> for Problem {
    fn from(error: OfferError) -> Self {
        match error {
            OfferError::Invalid(invalid) => invalid.into(),
            OfferError::Store(store) => store.into(),
        }
    }
}
