//! What outlets can take, and when the next customer can come.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use axum::http::header::ETAG;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::commit;
use super::outlets::parse_time;
use crate::app::App;
use crate::domain::booking::{Asked, BookingRules};
use crate::domain::ids::OutletId;
use crate::domain::outlet::Outlet;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, IfMatch, StrictJson, StrictQuery, etag};
use crate::http::page;
use crate::http::views::time;
use crate::service::booking_slots::{PutRulesError, free_slots, put_booking_rules};
use crate::store::bookings::StoredRules;
use crate::units::Seconds;

/// Most slots in one answer.
const SLOTS_MAX: i64 = 500;
/// How far ahead slots are looked for when nobody says: as long as people plan.
const AHEAD: Seconds = Seconds::days(14);
/// The hours of an outlet are evaluated for the whole span: a quarter is enough for any calendar.
const SPAN_MAX: Seconds = Seconds::days(92);

/// What an outlet can take.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BookingRulesBody {
    /// 5 to 480: slots are proposed in such steps from each opening on.
    #[schema(example = 30)]
    pub slot_minutes: i64,
    /// Customers at a time, 0 to 200; with 0 the outlet takes no appointments.
    #[schema(example = 2)]
    pub at_once: i64,
    /// How many at a time of single services, where fewer can be served.
    #[serde(default)]
    pub services: BTreeMap<String, i64>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BookingRulesView {
    /// Also the `ETag`; 0 while nobody has written any: then one customer each half an hour.
    pub version: i64,
    #[serde(flatten)]
    pub rules: BookingRulesBody,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SlotQuery {
    /// Beginning at or after this time, RFC 3339; now when absent, and never earlier.
    from: Option<String>,
    /// Beginning before this time, at most 92 days after `from`; two weeks after it when absent.
    until: Option<String>,
    /// Code of a service that has fewer places than the outlet.
    service: Option<String>,
    /// 5 to 480; the outlet's own length when absent.
    minutes: Option<i64>,
    /// 1 to 500; 50 when absent.
    limit: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct SlotView {
    pub begins_at: String,
    pub ends_at: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct SlotList {
    /// How long an appointment in these slots is.
    pub minutes: i64,
    /// Free ones, in order of time.
    pub items: Vec<SlotView>,
}

/// How many customers an outlet takes at a time, and in which steps.
#[utoipa::path(get, path = "/api/v1/outlets/{outlet_id}/booking", tag = "outlets", operation_id = "get_booking_rules",
    params(("outlet_id" = uuid::Uuid, Path)),
    responses(
        (status = 200, description = "What holds", body = BookingRulesView, headers(("etag" = String))),
        (status = 404, description = "There is no such outlet", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get_rules(State(app): State<App>, IdPath(id): IdPath<OutletId>) -> Result<Response, Problem> {
    let outlet = outlet_of(&app, id).await?;
    Ok(told(app.store.booking_rules(outlet.id).await?))
}

/// Replaces what an outlet can take. Appointments that are booked stay.
#[utoipa::path(put, path = "/api/v1/outlets/{outlet_id}/booking", tag = "outlets", operation_id = "put_booking_rules",
    request_body = BookingRulesBody,
    params(("outlet_id" = uuid::Uuid, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses(
        (status = 200, description = "What holds now", body = BookingRulesView, headers(("etag" = String))),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such outlet", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "Somebody else has changed it since", body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn put_rules(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<OutletId>,
    if_match: IfMatch,
    StrictJson(body): StrictJson<BookingRulesBody>,
) -> Result<Response, Problem> {
    let rules = BookingRules { slot_minutes: body.slot_minutes, at_once: body.at_once, services: body.services };
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let stored = put_booking_rules(&mut tx, id, if_match.version(), rules).await?;
    commit(&app, tx).await?;
    Ok(told(stored))
}

/// When the next customers can come to an outlet: while it is open, trade law and days off included, and not full.
#[utoipa::path(get, path = "/api/v1/outlets/{outlet_id}/slots", tag = "outlets", operation_id = "list_free_slots",
    params(("outlet_id" = uuid::Uuid, Path), SlotQuery),
    responses(
        (status = 200, description = "Free slots", body = SlotList),
        (status = 400, description = "A parameter cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such outlet", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn list_slots(
    State(app): State<App>,
    IdPath(id): IdPath<OutletId>,
    StrictQuery(query): StrictQuery<SlotQuery>,
) -> Result<Json<SlotList>, Problem> {
    let limit = page::limit(query.limit, 50, SLOTS_MAX)?;
    let now = app.clock.now();
    let from = query.from.as_deref().map(|text| parse_time("from", text)).transpose()?.unwrap_or(now).max(now);
    let until = query.until.as_deref().map(|text| parse_time("until", text)).transpose()?.unwrap_or(from + AHEAD);
    if until - from > SPAN_MAX {
        return Err(Problem::parameter("until", "out_of_range", "give a time at most 92 days after from"));
    }
    if query.minutes.is_some_and(|minutes| !(5..=480).contains(&minutes)) {
        return Err(Problem::parameter("minutes", "out_of_range", "give 5 to 480"));
    }
    let outlet = outlet_of(&app, id).await?;
    let (rules, _) = app.store.booking_rules(id).await?;
    let minutes = query.minutes.unwrap_or(rules.slot_minutes);
    let asked = Asked { length: Seconds::minutes(minutes), service: query.service.as_deref().unwrap_or_default() };
    let span = from..until.max(from);
    let free = free_slots(&app.store, &outlet, &rules, span, asked, limit as usize).await?;
    let view = |begins_at| SlotView { begins_at: time::utc(begins_at), ends_at: time::utc(begins_at + asked.length) };
    Ok(Json(SlotList { minutes, items: free.into_iter().map(view).collect() }))
}

async fn outlet_of(app: &App, id: OutletId) -> Result<Outlet, Problem> {
    app.store.find_outlet(id).await?.ok_or_else(no_outlet)
}

fn no_outlet() -> Problem {
    Problem::not_found("outlet_not_found", "There is no outlet with this id.")
}

fn told((rules, version): StoredRules) -> Response {
    let BookingRules { slot_minutes, at_once, services } = rules;
    let rules = BookingRulesBody { slot_minutes, at_once, services };
    ([(ETAG, etag(version))], Json(BookingRulesView { version, rules })).into_response()
}

impl From<PutRulesError> for Problem {
    fn from(error: PutRulesError) -> Self {
        match error {
            PutRulesError::NotFound => no_outlet(),
            PutRulesError::Invalid(invalid) => invalid.into(),
            PutRulesError::Store(store) => store.into(),
        }
    }
}
