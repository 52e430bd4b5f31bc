//! The repair queue: outlets whose place a person has to say.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::commit;
use super::geocode::{bounded_text, point};
use crate::app::App;
use crate::domain::ids::OutletId;
use crate::domain::outlet::LINE_CHARS_MAX;
use crate::domain::outlet_geocode::GeocodeCause;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, StrictJson, StrictQuery};
use crate::http::page;
use crate::http::views::repair::{GeocodeView, RepairList, RepairedList};
use crate::service::repair_outlets::{
    AddressChange, REPAIRS_MAX, RepairError, Repaired, Settled, accept, dismiss, put_pin, repair_page, retry,
};

/// Most repairs a page holds.
const LIMIT_MAX: i64 = 500;

/// Longest postcode with its blanks.
const POSTCODE_CHARS_MAX: usize = 16;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RepairQuery {
    /// Only this cause: `nothing_found`, `town_not_found`, `street_not_found`, `house_not_found`, `ambiguous`,
    /// `coarse`, `unsure` or `code_taken`.
    cause: Option<String>,
    /// `next` of the page before.
    after: Option<Uuid>,
    /// 1 to 500; 100 when absent.
    limit: Option<i64>,
}

/// Where the outlet is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PinBody {
    /// Degrees east, WGS 84.
    lon: f64,
    /// Degrees north, WGS 84.
    lat: f64,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RepairsBody {
    /// 1 to 500 repairs.
    ids: Vec<Uuid>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RetryBody {
    /// 1 to 500 repairs; exactly one with `address`.
    ids: Vec<Uuid>,
    /// The mended address.
    #[serde(default)]
    address: Option<MendedAddress>,
}

/// An address as it should have been.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MendedAddress {
    #[serde(default)]
    street: String,
    #[serde(default)]
    postcode: String,
    city: String,
}

/// What waits for a person, oldest first, with how many there are of each cause.
#[utoipa::path(get, path = "/api/v1/repairs", tag = "geocoding", operation_id = "list_repairs", params(RepairQuery),
    responses(
        (status = 200, description = "A page", body = RepairList),
        (status = 400, description = "A parameter cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn list_repairs(
    State(app): State<App>,
    StrictQuery(query): StrictQuery<RepairQuery>,
) -> Result<Json<RepairList>, Problem> {
    let limit = page::limit(query.limit, 100, LIMIT_MAX)?;
    let unknown = || Problem::parameter("cause", "unknown_value", "this cause does not exist");
    let cause = query.cause.as_deref().map(|code| GeocodeCause::from_code(code).ok_or_else(unknown)).transpose()?;
    let page = repair_page(&app.store, cause, query.after.map(OutletId), limit).await?;
    Ok(Json(RepairList::from(page)))
}

/// Says where an outlet is; one that was held becomes an outlet.
#[utoipa::path(put, path = "/api/v1/repairs/{outlet_id}/point", tag = "geocoding", operation_id = "put_repair_point",
    params(("outlet_id" = Uuid, Path)), request_body = PinBody,
    responses(
        (status = 200, description = "What became of it", body = RepairedList),
        (status = 400, description = "There is no such point", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "It does not wait", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn put_repair_point(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<OutletId>,
    StrictJson(pin): StrictJson<PinBody>,
) -> Result<Json<RepairedList>, Problem> {
    let point = point(pin.lon, pin.lat).map_err(Problem::of_body)?;
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let settled = put_pin(&mut tx, id, point).await?;
    if settled == Settled::NotWaiting {
        return Err(not_waiting());
    }
    commit(&app, tx).await?;
    Ok(Json(RepairedList::from(vec![Repaired { id, settled }])))
}

/// Takes what was found, as it is, for all of them.
#[utoipa::path(post, path = "/api/v1/repairs/accept", tag = "geocoding", operation_id = "accept_repairs",
    request_body = RepairsBody,
    responses(
        (status = 200, description = "What became of each", body = RepairedList),
        (status = 400, description = "Too many or none", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn accept_repairs(
    State(app): State<App>,
    caller: Caller,
    StrictJson(body): StrictJson<RepairsBody>,
) -> Result<Json<RepairedList>, Problem> {
    let ids = ids(&body.ids)?;
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let repaired = accept(&mut tx, &ids).await?;
    commit(&app, tx).await?;
    Ok(Json(RepairedList::from(repaired)))
}

/// Looks for all of them again; one may be given a mended address.
#[utoipa::path(post, path = "/api/v1/repairs/retry", tag = "geocoding", operation_id = "retry_repairs",
    request_body = RetryBody,
    responses(
        (status = 200, description = "What became of each", body = RepairedList),
        (status = 400, description = "Too many or none, or the address cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn retry_repairs(
    State(app): State<App>,
    caller: Caller,
    StrictJson(body): StrictJson<RetryBody>,
) -> Result<Json<RepairedList>, Problem> {
    let ids = ids(&body.ids)?;
    let change = body.address.map(MendedAddress::checked).transpose()?;
    if change.is_some() && ids.len() != 1 {
        return Err(Problem::field("/ids", "out_of_range", "mend the address of one outlet at a time"));
    }
    let author = caller.author(app.clock.now());
    let (repaired, revision) = retry(&app.store, &app.geocoding, author, &ids, change.as_ref()).await?;
    if let Some(revision) = revision {
        app.live.wait_for(revision).await;
    }
    Ok(Json(RepairedList::from(repaired)))
}

/// Takes one out of the queue: what was held is forgotten, an outlet stays where it is.
#[utoipa::path(delete, path = "/api/v1/repairs/{outlet_id}", tag = "geocoding", operation_id = "dismiss_repair",
    params(("outlet_id" = Uuid, Path)),
    responses(
        (status = 204, description = "Taken out"),
        (status = 404, description = "It does not wait", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn dismiss_repair(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<OutletId>,
) -> Result<StatusCode, Problem> {
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    if !dismiss(&mut tx, id).await? {
        return Err(not_waiting());
    }
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How the point of an outlet was found.
#[utoipa::path(get, path = "/api/v1/outlets/{outlet_id}/geocode", tag = "geocoding", operation_id = "get_outlet_geocode",
    params(("outlet_id" = Uuid, Path)),
    responses(
        (status = 200, description = "How it was found", body = GeocodeView),
        (status = 404, description = "Its point was given, not found", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get_outlet_geocode(
    State(app): State<App>,
    IdPath(id): IdPath<OutletId>,
) -> Result<Json<GeocodeView>, Problem> {
    let given =
        || Problem::not_found("not_geocoded", "Nobody has looked for this outlet's address: its point was given.");
    let geocode = app.store.find_outlet_geocode(id).await?.ok_or_else(given)?;
    Ok(Json(GeocodeView::from(&geocode)))
}

fn ids(ids: &[Uuid]) -> Result<Vec<OutletId>, Problem> {
    if !(1..=REPAIRS_MAX).contains(&ids.len()) {
        return Err(Problem::field("/ids", "out_of_range", format!("send 1 to {REPAIRS_MAX} ids")));
    }
    Ok(ids.iter().copied().map(OutletId).collect())
}

fn not_waiting() -> Problem {
    Problem::not_found("repair_not_found", "This outlet does not wait for a repair; somebody may have been faster.")
}

impl MendedAddress {
    fn checked(self) -> Result<AddressChange, Problem> {
        let text = |name: &str, text: &str, max: usize| {
            bounded_text(name, text.trim(), max).map_err(|problem| Problem::of_part(problem, "/address"))
        };
        Ok(AddressChange {
            street: text("street", &self.street, LINE_CHARS_MAX)?,
            postcode: text("postcode", &self.postcode, POSTCODE_CHARS_MAX)?,
            city: text("city", &self.city, LINE_CHARS_MAX)?,
        })
    }
}

impl From<RepairError> for Problem {
    fn from(error: RepairError) -> Self {
        match error {
            RepairError::Write(error) => error.into(),
            RepairError::Store(error) => error.into(),
            RepairError::Geocode(error) => error.into(),
        }
    }
}
