//! Outlets: pages, one by one, and writing with versions.

use axum::Json;
use axum::extract::State;
use axum::http::header::{ETAG, IF_NONE_MATCH, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::commit;
use crate::app::App;
use crate::domain::ids::OutletId;
use crate::domain::outlet::{Outlet, OutletKind, OutletStatus};
use crate::geo::BoundingBox;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, IfMatch, StrictJson, StrictQuery, etag};
use crate::http::idempotency::{IdempotencyKey, Idempotent};
use crate::http::page;
use crate::http::views::outlet::{OutletBody, OutletView};
use crate::http::views::time;
use crate::service::write_outlets::{self, WriteOutletError};
use crate::store::outlets::{OutletFilter, OutletPosition, OutletSort};
use crate::units::Timestamp;

/// Most outlets a page holds.
const LIMIT_MAX: i64 = 1_000;

/// Longest search text.
const SEARCH_CHARS_MAX: usize = 200;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OutletQuery {
    /// Words of code, name or address; case and diacritics do not matter.
    q: Option<String>,
    kind: Option<String>,
    /// One or several, separated by commas.
    status: Option<String>,
    /// ISO 3166-1 alpha-2.
    country: Option<String>,
    /// Code of a service that the outlets must have.
    service: Option<String>,
    /// west,south,east,north in degrees.
    bbox: Option<String>,
    /// `false`: those whose opening hours nobody could read yet.
    hours_readable: Option<bool>,
    /// Changed at or after this time, RFC 3339.
    updated_from: Option<String>,
    /// `code` or `created`; `code` when absent.
    sort: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// 1 to 1000; 100 when absent.
    limit: Option<i64>,
}

/// The parameters that filter outlets, wherever they are asked for.
#[derive(Debug, Default)]
pub struct OutletFilterQuery {
    pub q: Option<String>,
    pub kind: Option<String>,
    pub status: Option<String>,
    pub country: Option<String>,
    pub service: Option<String>,
    pub bbox: Option<String>,
    pub hours_readable: Option<bool>,
    pub updated_from: Option<String>,
}

impl From<OutletQuery> for OutletFilterQuery {
    fn from(query: OutletQuery) -> Self {
        let OutletQuery { q, kind, status, country, service, bbox, hours_readable, updated_from, .. } = query;
        Self { q, kind, status, country, service, bbox, hours_readable, updated_from }
    }
}

#[derive(Debug, Serialize, ToSchema)]
pub struct OutletPage {
    pub items: Vec<OutletView>,
    /// Give this as `after` for the next page; absent on the last one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A page of outlets.
#[utoipa::path(get, path = "/api/v1/outlets", tag = "outlets", operation_id = "list_outlets", params(OutletQuery),
    responses(
        (status = 200, description = "A page", body = OutletPage),
        (status = 400, description = "A parameter is unknown or cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn list_outlets(
    State(app): State<App>,
    StrictQuery(query): StrictQuery<OutletQuery>,
) -> Result<Json<OutletPage>, Problem> {
    let sort = match query.sort.as_deref() {
        None | Some("code") => OutletSort::Code,
        Some("created") => OutletSort::Id,
        Some(_) => return Err(Problem::parameter("sort", "unknown_value", "use code or created")),
    };
    let after = query.after.as_deref().map(|token| page::read_token(token, sort)).transpose()?;
    let limit = page::limit(query.limit, 100, LIMIT_MAX)?;
    let filter = outlet_filter(query.into())?;
    let mut outlets = app.store.outlet_page(&filter, sort, after.as_ref(), limit + 1).await?;
    let more = outlets.len() as i64 > limit;
    outlets.truncate(limit as usize);
    let next = outlets.last().filter(|_| more).map(|last| page::write_token(&position(last, sort)));
    Ok(Json(OutletPage { items: outlets.iter().map(OutletView::from).collect(), next }))
}

fn position(outlet: &Outlet, sort: OutletSort) -> OutletPosition {
    match sort {
        OutletSort::Code => OutletPosition::Code(outlet.draft.code.clone()),
        OutletSort::Id => OutletPosition::Id(outlet.id.0),
    }
}

pub fn outlet_filter(query: OutletFilterQuery) -> Result<OutletFilter, Problem> {
    if query.q.as_deref().is_some_and(|text| text.chars().count() > SEARCH_CHARS_MAX) {
        let message = format!("search for at most {SEARCH_CHARS_MAX} characters");
        return Err(Problem::parameter("q", "too_long", message));
    }
    let unknown = |name: &str| Problem::parameter(name, "unknown_value", "this value does not exist");
    let kind = query.kind.as_deref().map(|code| OutletKind::from_code(code).ok_or_else(|| unknown("kind")));
    let status = |code: &str| OutletStatus::from_code(code).ok_or_else(|| unknown("status"));
    let statuses = query.status.as_deref().map(|list| list.split(',').map(status).collect());
    let updated_from = query.updated_from.as_deref().map(|text| parse_time("updated_from", text));
    Ok(OutletFilter {
        text: query.q,
        kind: kind.transpose()?,
        statuses: statuses.transpose()?,
        country: query.country,
        service: query.service,
        within: query.bbox.as_deref().map(parse_box).transpose()?,
        hours_readable: query.hours_readable,
        updated_from: updated_from.transpose()?,
        updated_until: None,
    })
}

/// An RFC 3339 time in the parameter `name`.
pub fn parse_time(name: &str, text: &str) -> Result<Timestamp, Problem> {
    time::parse(text)
        .ok_or_else(|| Problem::parameter(name, "format", "give a time with a zone, like 2026-11-28T17:40:00+01:00"))
}

/// `west,south,east,north`.
pub fn parse_box(text: &str) -> Result<BoundingBox, Problem> {
    let bad = |message: String| Problem::parameter("bbox", "format", message);
    let numbers: Result<Vec<f64>, _> = text.split(',').map(|part| part.trim().parse::<f64>()).collect();
    match numbers.as_deref() {
        Ok([west, south, east, north]) => {
            BoundingBox::new(*west, *south, *east, *north).map_err(|error| bad(error.to_string()))
        }
        _ => Err(bad("give west,south,east,north in degrees".to_owned())),
    }
}

/// One outlet. The `ETag` is its version; `If-None-Match` answers 304.
#[utoipa::path(get, path = "/api/v1/outlets/{outlet_id}", tag = "outlets", operation_id = "get_outlet",
    params(("outlet_id" = uuid::Uuid, Path)),
    responses(
        (status = 200, description = "The outlet", body = OutletView, headers(("etag" = String))),
        (status = 304, description = "Not changed since the version in If-None-Match"),
        (status = 404, description = "There is no such outlet", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get_outlet(
    State(app): State<App>,
    IdPath(id): IdPath<OutletId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let outlet = app.store.find_outlet(id).await?.ok_or_else(outlet_not_found)?;
    let tag = etag(outlet.version);
    if headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, tag)]).into_response());
    }
    Ok(([(ETAG, tag)], Json(OutletView::from(&outlet))).into_response())
}

/// Adds an outlet.
#[utoipa::path(post, path = "/api/v1/outlets", tag = "outlets", operation_id = "create_outlet",
    request_body = OutletBody, params(("Idempotency-Key" = Option<String>, Header, description = "A repeat with the same key gets the first answer")),
    responses(
        (status = 201, description = "Created", body = OutletView, headers(("etag" = String), ("location" = String))),
        (status = 400, description = "Something in the body cannot be used; errors name the places", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The code is taken", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The Idempotency-Key belongs to another request", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn create_outlet(
    State(app): State<App>,
    caller: Caller,
    key: IdempotencyKey,
    StrictJson(body): StrictJson<OutletBody>,
) -> Result<Response, Problem> {
    let idempotent = Idempotent::new(&caller, key, "create_outlet", &body);
    if let Some(earlier) = idempotent.earlier(&app).await? {
        return Ok(earlier);
    }
    let draft = body.into_draft()?;
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let outlet = write_outlets::create_outlet(&mut tx, draft).await?;
    let view = OutletView::from(&outlet);
    let headers = vec![(ETAG, etag(outlet.version)), (LOCATION, format!("/api/v1/outlets/{}", outlet.id))];
    idempotent.finish(&app, tx, StatusCode::CREATED, headers, view).await
}

/// Replaces an outlet. `If-Match` must name the version that was read.
#[utoipa::path(put, path = "/api/v1/outlets/{outlet_id}", tag = "outlets", operation_id = "update_outlet",
    request_body = OutletBody, params(("outlet_id" = uuid::Uuid, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses(
        (status = 200, description = "The outlet after the change", body = OutletView, headers(("etag" = String))),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such outlet", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "The code is taken", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "Somebody else has changed it since", body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn update_outlet(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<OutletId>,
    if_match: IfMatch,
    StrictJson(body): StrictJson<OutletBody>,
) -> Result<Response, Problem> {
    let draft = body.into_draft()?;
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let outlet = write_outlets::update_outlet(&mut tx, id, if_match.version(), draft).await?;
    commit(&app, tx).await?;
    Ok(([(ETAG, etag(outlet.version))], Json(OutletView::from(&outlet))).into_response())
}

/// Deletes an outlet. `If-Match` must name the version that was read.
#[utoipa::path(delete, path = "/api/v1/outlets/{outlet_id}", tag = "outlets", operation_id = "delete_outlet",
    params(("outlet_id" = uuid::Uuid, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses(
        (status = 204, description = "Deleted"),
        (status = 404, description = "There is no such outlet", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "Somebody else has changed it since", body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn delete_outlet(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<OutletId>,
    if_match: IfMatch,
) -> Result<StatusCode, Problem> {
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    write_outlets::delete_outlet(&mut tx, id, if_match.version()).await?;
    commit(&app, tx).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) fn outlet_not_found() -> Problem {
    Problem::not_found("outlet_not_found", "There is no outlet with this id; it may have been deleted.")
}

impl From<WriteOutletError> for Problem {
    fn from(error: WriteOutletError) -> Self {
        match error {
            WriteOutletError::NotFound => outlet_not_found(),
            WriteOutletError::Invalid(invalid) => invalid.into(),
            WriteOutletError::Store(store) => store.into(),
        }
    }
}
