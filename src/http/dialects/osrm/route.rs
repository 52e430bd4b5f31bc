//! The fastest way through coordinates.

mod steps;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use serde_json::{Map, Value, json};

use super::Lenient;
use super::options::Asked;
use super::refusal::Refusal;
use super::shape::{Geometries, Overview, tenths, waypoint};
use crate::app::App;
use crate::http::api::roads::{STOPS_MAX, standing};
use crate::http::views::roads::StandingView;
use crate::service::roads::{Journey, Leg, Mode, NoWay, SNAP_RADIUS_MAX, Standing};

/// The fastest way, in the form of OSRM.
#[utoipa::path(get, path = "/osrm/route/v1/{profile}/{coordinates}", tag = "roads", operation_id = "osrm_route",
    params(
        ("profile" = String, Path, description = "driving, walking or cycling"),
        ("coordinates" = String, Path, description = "lon,lat;lon,lat, or polyline(…) or polyline6(…)"),
        ("overview" = Option<String>, Query, description = "simplified, full or false"),
        ("geometries" = Option<String>, Query, description = "polyline, polyline6 or geojson"),
        ("steps" = Option<bool>, Query),
        ("annotations" = Option<String>, Query, description = "true, false, or distance, duration, speed, weight"),
        ("radiuses" = Option<String>, Query, description = "Metres or unlimited for each coordinate"),
    ),
    responses(
        (status = 200, description = "One route", body = Object),
        (status = 400, description = "OSRM's code and a message", body = Object),
    ))]
pub async fn osrm_route(
    State(app): State<App>,
    Path((profile, coordinates)): Path<(String, String)>,
    options: Lenient,
) -> Result<Json<Value>, Refusal> {
    answer(&app, Asked::new(&profile, &coordinates, options, STOPS_MAX)?).await
}

/// The same with coordinates and options in a form or in JSON.
#[utoipa::path(post, path = "/osrm/route/v1/{profile}", tag = "roads", operation_id = "osrm_route_post",
    params(("profile" = String, Path, description = "driving, walking or cycling")),
    request_body(content((Object = "application/json"), (String = "application/x-www-form-urlencoded"))),
    responses(
        (status = 200, description = "One route", body = Object),
        (status = 400, description = "OSRM's code and a message", body = Object),
    ))]
pub async fn osrm_route_post(
    State(app): State<App>,
    Path(profile): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Value>, Refusal> {
    answer(&app, Asked::of_body(&profile, &headers, &body, STOPS_MAX)?).await
}

/// How the way is written.
#[derive(Clone, Copy, Debug)]
struct Wanted {
    overview: Overview,
    geometries: Geometries,
    steps: bool,
    annotations: bool,
}

impl Wanted {
    fn of(asked: &Asked) -> Result<Self, Refusal> {
        if asked.options.get("waypoints").is_some() {
            return Err(Refusal::value("waypoints is not supported: all coordinates are stops"));
        }
        Ok(Self {
            overview: Overview::of(asked)?,
            geometries: Geometries::of(asked)?,
            steps: asked.flag("steps", false)?,
            annotations: !matches!(asked.options.get("annotations").unwrap_or("false"), "false"),
        })
    }
}

async fn answer(app: &App, asked: Asked) -> Result<Json<Value>, Refusal> {
    if asked.coordinates.len() < 2 {
        return Err(Refusal::query("a route needs two coordinates at least"));
    }
    let wanted = Wanted::of(&asked)?;
    let standing = standing(app, None, asked.mode, None, None);
    let places = if standing.conditions.is_usual() { asked.coordinates.len() } else { usize::MAX };
    app.routing.make_ready(asked.mode, &asked.coordinates, SNAP_RADIUS_MAX, &standing.conditions).await?;
    let found = app.routing.ask_about(places, move |roads| {
        let on_road = asked.on_road(roads)?.under(&standing.conditions);
        let steps = wanted.steps || wanted.annotations;
        let journey = on_road.journey(asked.mode, &asked.coordinates, steps);
        journey.map(|journey| write(&journey, wanted, &standing)).map_err(|NoWay { from }| {
            let message = format!("No way leads from coordinate {from} to coordinate {}", from + 1);
            Refusal::new("NoRoute", message)
        })
    });
    Ok(Json(found.await??))
}

fn write(journey: &Journey, wanted: Wanted, standing: &Standing) -> Value {
    let places = journey.stops.iter().filter_map(|stop| stop.on_road.as_ref());
    let waypoints: Vec<Value> = places.map(waypoint).collect();
    let mut route = Map::new();
    if let Some(geometry) = wanted.overview.write(wanted.geometries, &journey.line()) {
        route.insert("geometry".to_owned(), geometry);
    }
    let legs: Vec<Value> = journey.legs.iter().map(|leg| write_leg(journey.mode, leg, wanted)).collect();
    route.insert("legs".to_owned(), json!(legs));
    add_sums(&mut route, journey.duration_ms(), journey.distance_dm());
    route.insert("weight_name".to_owned(), json!("duration"));
    let mut answer = Map::new();
    answer.insert("code".to_owned(), json!("Ok"));
    answer.insert("routes".to_owned(), json!([route]));
    answer.insert("waypoints".to_owned(), json!(waypoints));
    // OSRM has no such member, and its clients pass over what they do not know.
    answer.extend(StandingView::of(standing).map(|view| ("conditions".to_owned(), json!(view))));
    Value::Object(answer)
}

fn write_leg(mode: Mode, leg: &Leg, wanted: Wanted) -> Value {
    let mut written = Map::new();
    let steps = if wanted.steps { steps::write_steps(mode, leg, wanted.geometries) } else { Vec::new() };
    written.insert("steps".to_owned(), json!(steps));
    let summary = if wanted.steps { steps::summary(leg) } else { String::new() };
    written.insert("summary".to_owned(), json!(summary));
    add_sums(&mut written, leg.duration_ms, leg.distance_dm);
    if wanted.annotations {
        written.insert("annotation".to_owned(), steps::annotation(leg));
    }
    Value::Object(written)
}

/// Duration, weight and distance; the weight is the duration.
fn add_sums(to: &mut Map<String, Value>, duration_ms: u64, distance_dm: u64) {
    let duration = tenths(duration_ms, 100);
    to.insert("weight".to_owned(), json!(duration));
    to.insert("duration".to_owned(), json!(duration));
    to.insert("distance".to_owned(), json!(tenths(distance_dm, 1)));
}
