//! Who is meant by what somebody types.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{SEARCH_CHARS_MAX, views};
use crate::app::App;
use crate::domain::customer_sight::CustomerSight;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::StrictQuery;
use crate::http::page;
use crate::http::views::customer::CustomerView;
use crate::service::search_customers::{SearchBasis, search_customers as search};

/// As many as one reads before one types more.
const LIMIT_MAX: i64 = 50;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CustomerSearchQuery {
    /// Words of names, streets and towns, the number, or a phone from its beginning; the last word may go on.
    q: String,
    /// 1 to 50; 10 when absent.
    limit: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct CustomerSearchAnswer {
    /// The likeliest first.
    pub items: Vec<CustomerView>,
    /// `memory`, or `database` where only names and numbers were looked at and no slips were forgiven.
    pub basis: &'static str,
}

/// Who is meant: diacritics, case and a slip or two do not matter. Of equals, the more valuable customer comes first.
#[utoipa::path(get, path = "/api/v1/customers/search", tag = "customers", operation_id = "search_customers",
    params(CustomerSearchQuery),
    responses(
        (status = 200, description = "Who may be meant, perhaps nobody", body = CustomerSearchAnswer),
        (status = 400, description = "A parameter is unknown or cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn search_customers(
    State(app): State<App>,
    caller: Caller,
    StrictQuery(query): StrictQuery<CustomerSearchQuery>,
) -> Result<Json<CustomerSearchAnswer>, Problem> {
    if query.q.chars().count() > SEARCH_CHARS_MAX {
        let message = format!("search for at most {SEARCH_CHARS_MAX} characters");
        return Err(Problem::parameter("q", "too_long", message));
    }
    let limit = page::limit(query.limit, 10, LIMIT_MAX)?;
    let sight = CustomerSight::of(&caller.actor);
    let found = search(&app.store, &app.live, &query.q, limit as usize, sight).await?;
    let basis = match found.basis {
        SearchBasis::Memory => "memory",
        SearchBasis::Database => "database",
    };
    Ok(Json(CustomerSearchAnswer { items: views(&app, found.customers, sight).await?, basis }))
}
