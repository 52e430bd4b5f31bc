//! The question the other way round: which customers are near an outlet, and who goes elsewhere when it closes.

use std::collections::HashMap;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use tokio::time::timeout;
use utoipa::IntoParams;

use super::nearest::list;
use super::roads::{mode, standing, vehicle};
use crate::app::App;
use crate::domain::customer_sight::CustomerSight;
use crate::domain::ids::{CustomerId, OutletId};
use crate::domain::outlet::OutletStatus;
use crate::geo::LonLat;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, StrictQuery};
use crate::http::page;
use crate::http::views::catchment::{LosingAnswer, LosingCustomer, NextOutlet, ReachedAnswer, ReachedCustomer};
use crate::live::customers::PlacedCustomer;
use crate::live::outlets::{OutletIndex, OutletRef};
use crate::service::catchment::{Losing, POINTS_MAX, WithinReach, losing, placed_customers, within_reach};
use crate::units::{Meters, Seconds};

/// Customers in one answer; the total is told anyway.
const LIMIT_MAX: i64 = 1_000;

/// How long a question waits for the customers right after a start.
const LOADING_MAX: Duration = Duration::from_secs(5);

/// Longer than an hour is no neighbourhood.
const MINUTES_MAX: i64 = 60;

/// Nobody is faster in a straight line: customers farther away are not looked at.
const TOP_SPEED_M_S: f64 = 40.0;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReachedQuery {
    /// 1 to 60; 15 when absent.
    minutes: Option<i64>,
    /// `car`, `foot` or `bike`; `car` when absent.
    mode: Option<String>,
    /// The class of the vehicle, as kept conditions of roads name it.
    vehicle: Option<String>,
    /// Customers in the answer, 1 to 1000; 100 when absent.
    limit: Option<i64>,
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct LosingQuery {
    /// Codes of services, separated by commas: only outlets with all of them can take over.
    services: Option<String>,
    /// `car`, `foot` or `bike`; `car` when absent.
    mode: Option<String>,
    /// The class of the vehicle, as kept conditions of roads name it.
    vehicle: Option<String>,
    /// Customers in the answer, 1 to 1000; 100 when absent.
    limit: Option<i64>,
}

/// The customers from whom the outlet is reached within minutes, the nearest first.
#[utoipa::path(get, path = "/api/v1/outlets/{outlet_id}/customers-within", tag = "nearest", operation_id = "list_customers_within",
    params(("outlet_id" = uuid::Uuid, Path), ReachedQuery),
    responses(
        (status = 200, description = "By travel time; perhaps nobody", body = ReachedAnswer),
        (status = 400, description = "A parameter cannot be used, or too many customers live there", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such outlet", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn list_customers_within(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<OutletId>,
    StrictQuery(query): StrictQuery<ReachedQuery>,
) -> Result<Json<ReachedAnswer>, Problem> {
    let minutes = query.minutes.unwrap_or(15);
    if !(1..=MINUTES_MAX).contains(&minutes) {
        return Err(Problem::parameter("minutes", "out_of_range", format!("give 1 to {MINUTES_MAX} minutes")));
    }
    let limit = page::limit(query.limit, 100, LIMIT_MAX)? as usize;
    let (mode, vehicle) = (mode(query.mode.as_deref())?, vehicle(query.vehicle)?);
    let standing = standing(&app, Some(&caller), mode, None, vehicle.as_deref());
    let outlet = outlet_point(&app, id)?;
    let most = Meters(minutes as f64 * 60.0 * TOP_SPEED_M_S);
    let customers = customers_near(&app, &caller, Some((outlet, most))).await?;
    let points: Vec<LonLat> = customers.iter().map(|customer| customer.point).collect();
    let roads = app.routing.roads();
    let reach = move || within_reach(&roads, (mode, &standing.conditions), outlet, &points, Seconds::minutes(minutes));
    let reached = tokio::task::spawn_blocking(reach).await.map_err(Problem::internal)?;
    let total = reached.len();
    let names = names(&app, reached.iter().take(limit).map(|each| customers[each.point].id)).await?;
    let item = |each: &WithinReach| {
        let (number, name) = names.get(&customers[each.point].id)?.clone();
        Some(ReachedCustomer::new(customers[each.point].id, number, name, each))
    };
    let items = reached.iter().take(limit).filter_map(item).collect();
    Ok(Json(ReachedAnswer { mode: mode.name(), minutes, total, items }))
}

/// The customers whose nearest outlet this is, by road, and where they would go if it closed; whoever loses most first.
#[utoipa::path(get, path = "/api/v1/outlets/{outlet_id}/customers-losing", tag = "nearest", operation_id = "list_customers_losing",
    params(("outlet_id" = uuid::Uuid, Path), LosingQuery),
    responses(
        (status = 200, description = "By what the closing costs them; perhaps nobody", body = LosingAnswer),
        (status = 400, description = "A parameter cannot be used, or too many customers live there", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such outlet, or no road leads to it", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn list_customers_losing(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<OutletId>,
    StrictQuery(query): StrictQuery<LosingQuery>,
) -> Result<Json<LosingAnswer>, Problem> {
    let limit = page::limit(query.limit, 100, LIMIT_MAX)? as usize;
    let (mode, vehicle) = (mode(query.mode.as_deref())?, vehicle(query.vehicle)?);
    let services = list(query.services.as_deref());
    let standing = standing(&app, Some(&caller), mode, None, vehicle.as_deref());
    let outlet = outlet_point(&app, id)?;
    let customers = customers_near(&app, &caller, None).await?;
    let points: Vec<LonLat> = customers.iter().map(|customer| customer.point).collect();
    let asked = app.clone();
    let judge = move || -> Option<Vec<Lost>> {
        let start = asked.outlets_by_road.of_now(&asked.routing.roads(), mode, outlet, &standing.conditions)?;
        // The lock is not held while every customer is driven to an outlet.
        let (closing, open) = open_outlets(&asked.live.outlets().read(), id, &services)?;
        let lost = losing(start.outlets(), closing, &points, |slot| open.contains_key(&slot));
        let index = asked.live.outlets().read();
        Some(lost.iter().map(|each| Lost::new(each, &index, &open)).collect())
    };
    let lost = tokio::task::spawn_blocking(judge).await.map_err(Problem::internal)?;
    let mut lost =
        lost.ok_or_else(|| Problem::not_found("no_road_nearby", "No region's roads lead to this outlet."))?;
    // Whoever is left without any way comes first of all.
    lost.sort_by_key(|each| (std::cmp::Reverse(each.extra_ms().unwrap_or(u64::MAX)), each.point));
    let total = lost.len();
    let names = names(&app, lost.iter().take(limit).map(|each| customers[each.point].id)).await?;
    let item = |each: Lost| {
        let customer_id = customers[each.point].id;
        let (number, name) = names.get(&customer_id)?.clone();
        let (before_s, extra_s) = (seconds(each.before_ms), each.extra_ms().map(seconds));
        Some(LosingCustomer { customer_id: customer_id.0, number, name, before_s, next: each.next, extra_s })
    };
    let items = lost.into_iter().take(limit).filter_map(item).collect();
    Ok(Json(LosingAnswer { mode: mode.name(), total, items }))
}

/// A customer who goes elsewhere, before the names are known.
struct Lost {
    point: usize,
    before_ms: u64,
    after_ms: Option<u64>,
    next: Option<NextOutlet>,
}

/// The slot of the outlet that closes, and the active ones that offer all of `services`, by slot.
fn open_outlets(index: &OutletIndex, closing: OutletId, services: &[String]) -> Option<(u32, HashMap<u32, OutletId>)> {
    let offers = |outlet: OutletRef<'_>| services.iter().all(|code| outlet.services().any(|each| each == code));
    let outlets = (0..index.slot_end()).filter_map(|slot| index.at(slot));
    let open = outlets.filter(|outlet| outlet.status() == OutletStatus::Active && offers(*outlet));
    Some((index.get(closing)?.slot(), open.map(|outlet| (outlet.slot(), outlet.id())).collect()))
}

impl Lost {
    fn new(losing: &Losing, index: &OutletIndex, open: &HashMap<u32, OutletId>) -> Self {
        let outlet = |slot: u32| index.get(*open.get(&slot)?);
        let next = losing.after.as_ref().and_then(|after| Some(NextOutlet::new(outlet(after.slot)?, after)));
        let after_ms = losing.after.as_ref().map(|after| after.time_ms);
        Self { point: losing.point, before_ms: losing.before.time_ms, after_ms, next }
    }

    fn extra_ms(&self) -> Option<u64> {
        self.after_ms.map(|after| after.saturating_sub(self.before_ms))
    }
}

fn seconds(milliseconds: u64) -> i64 {
    milliseconds.div_ceil(1_000) as i64
}

fn outlet_point(app: &App, id: OutletId) -> Result<LonLat, Problem> {
    let point = app.live.outlets().read().get(id).map(|outlet| outlet.point());
    point.ok_or_else(|| Problem::not_found("outlet_not_found", "There is no outlet with this id."))
}

/// The customers that the caller sees, with points as exact as they see them, within a straight line of a point.
async fn customers_near(
    app: &App,
    caller: &Caller,
    around: Option<(LonLat, Meters)>,
) -> Result<Vec<PlacedCustomer>, Problem> {
    let sight = CustomerSight::of(&caller.actor);
    if timeout(LOADING_MAX, app.live.customers().ready()).await.is_err() {
        let detail = "The customers are still being loaded after the start. Ask again in a few seconds.";
        return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "customers_loading", detail));
    }
    let mirrors = app.live.mirrors();
    let look = move || placed_customers(&mirrors.customers, sight, around);
    let near = tokio::task::spawn_blocking(look).await.map_err(Problem::internal)?;
    near.ok_or_else(|| {
        let message = format!("more than {POINTS_MAX} customers live there: ask for fewer minutes, or per rep");
        Problem::parameter("minutes", "too_many", message)
    })
}

async fn names(
    app: &App,
    ids: impl Iterator<Item = CustomerId>,
) -> Result<HashMap<CustomerId, (String, String)>, Problem> {
    let ids: Vec<_> = ids.map(|id| id.0).collect();
    let customers = app.store.customers_by_ids(&ids).await?;
    Ok(customers.into_iter().map(|each| (each.id, (each.draft.number, each.draft.name))).collect())
}
