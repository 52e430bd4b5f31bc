//! Complaints and requests, each with the day by which it must be answered and the rule that gives it.

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
use crate::domain::ids::{CaseId, CustomerId};
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, IfMatch, StrictJson, StrictQuery, etag};
use crate::http::idempotency::{IdempotencyKey, Idempotent};
use crate::http::page;
use crate::http::views::case::{CaseBody, CaseView};
use crate::service::cases::{self, CaseError};
use crate::store::cases::CaseFilter;

/// Most cases a page holds.
const LIMIT_MAX: i64 = 500;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CaseQuery {
    customer_id: Option<uuid::Uuid>,
    /// `true`: only those that are open; `false`: only the others.
    open: Option<bool>,
    /// `next` of the page before.
    after: Option<String>,
    /// 1 to 500; 100 when absent.
    limit: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct CasePage {
    /// Newest first.
    pub items: Vec<CaseView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A page of the cases of the customers that the caller sees, newest first.
#[utoipa::path(get, path = "/api/v1/cases", tag = "customers", operation_id = "list_cases", params(CaseQuery),
    responses(
        (status = 200, description = "A page", body = CasePage),
        (status = 400, description = "A parameter cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn list_cases(
    State(app): State<App>,
    caller: Caller,
    StrictQuery(query): StrictQuery<CaseQuery>,
) -> Result<Json<CasePage>, Problem> {
    let sight = CustomerSight::of(&caller.actor);
    let before = query.after.as_deref().map(|token| page::read_moment(token, 'k')).transpose()?;
    let limit = page::limit(query.limit, 100, LIMIT_MAX)?;
    if sight.whose == Whose::Nobody {
        return Ok(Json(CasePage { items: Vec::new(), next: None }));
    }
    let (customer, open, owner) = (query.customer_id.map(CustomerId), query.open, sight.owner());
    let filter = CaseFilter { customer, open, owner };
    let mut found = app.store.case_page(&filter, before, limit + 1).await?;
    let more = found.len() as i64 > limit;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|last| page::write_moment('k', last.opened_at, last.id.0));
    let items = found.into_iter().map(|case| CaseView::new(&cases::reduce(case, sight), app.clock.now())).collect();
    Ok(Json(CasePage { items, next }))
}

/// One case. The `ETag` is the version.
#[utoipa::path(get, path = "/api/v1/cases/{case_id}", tag = "customers", operation_id = "get_case",
    params(("case_id" = uuid::Uuid, Path)),
    responses(
        (status = 200, description = "The case", body = CaseView, headers(("etag" = String))),
        (status = 404, description = "There is no such case, or not for you", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get_case(State(app): State<App>, caller: Caller, IdPath(id): IdPath<CaseId>) -> Result<Response, Problem> {
    let found = cases::see_case(&app.store, id, CustomerSight::of(&caller.actor)).await?;
    Ok(([(ETAG, etag(found.version))], Json(CaseView::new(&found, app.clock.now()))).into_response())
}

/// Opens a case that came now, or some days ago. It waits in the queue until it is answered.
#[utoipa::path(post, path = "/api/v1/cases", tag = "customers", operation_id = "open_case",
    request_body = CaseBody, params(("Idempotency-Key" = Option<String>, Header, description = "A repeat with the same key gets the first answer")),
    responses(
        (status = 201, description = "Created", body = CaseView, headers(("etag" = String), ("location" = String))),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The Idempotency-Key belongs to another request", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn open_case(
    State(app): State<App>,
    caller: Caller,
    key: IdempotencyKey,
    StrictJson(body): StrictJson<CaseBody>,
) -> Result<Response, Problem> {
    let idempotent = Idempotent::new(&caller, key, "open_case", &body);
    if let Some(earlier) = idempotent.earlier(&app).await? {
        return Ok(earlier);
    }
    let now = app.clock.now();
    let opened_at = body.opened_at()?.unwrap_or(now);
    let draft = body.into_draft()?;
    let mut tx = app.store.begin(caller.author(now)).await?;
    let created = cases::open_case(&mut tx, draft, opened_at, CustomerSight::of(&caller.actor)).await?;
    let headers = vec![(ETAG, etag(created.version)), (LOCATION, format!("/api/v1/cases/{}", created.id))];
    idempotent.finish(&app, tx, StatusCode::CREATED, headers, CaseView::new(&created, now)).await
}

/// Replaces a case: answers it, lets it wait. Kind, customer and due day stay. `If-Match` must name the version that was read.
#[utoipa::path(put, path = "/api/v1/cases/{case_id}", tag = "customers", operation_id = "update_case",
    request_body = CaseBody, params(("case_id" = uuid::Uuid, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses(
        (status = 200, description = "The case after the change", body = CaseView, headers(("etag" = String))),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such case, or not for you", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "Somebody else has changed it since", body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn update_case(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<CaseId>,
    if_match: IfMatch,
    StrictJson(body): StrictJson<CaseBody>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let draft = body.into_draft()?;
    let sight = CustomerSight::of(&caller.actor);
    let mut tx = app.store.begin(caller.author(now)).await?;
    let after = cases::update_case(&mut tx, id, if_match.version(), draft, sight).await?;
    commit(&app, tx).await?;
    Ok(([(ETAG, etag(after.version))], Json(CaseView::new(&after, now))).into_response())
}

impl From<CaseError> for Problem {
    fn from(error: CaseError) -> Self {
        match error {
            CaseError::NotFound => {
                Problem::not_found("case_not_found", "There is no case with this id that you may see.")
            }
            CaseError::Invalid(invalid) => invalid.into(),
            CaseError::Store(store) => store.into(),
        }
    }
}
