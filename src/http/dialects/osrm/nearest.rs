//! The nearest roads to a point.

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use super::Lenient;
use super::options::Asked;
use super::refusal::Refusal;
use super::shape::waypoint;
use crate::app::App;

/// Roads around one point; more are no neighbours.
const NUMBER_MAX: usize = 100;

/// The nearest roads, in the form of OSRM.
#[utoipa::path(get, path = "/osrm/nearest/v1/{profile}/{coordinates}", tag = "roads", operation_id = "osrm_nearest",
    params(
        ("profile" = String, Path, description = "driving, walking or cycling"),
        ("coordinates" = String, Path, description = "lon,lat"),
        ("number" = Option<usize>, Query, description = "1 to 100; 1 when absent"),
        ("radiuses" = Option<String>, Query, description = "Metres, or unlimited"),
    ),
    responses(
        (status = 200, description = "Waypoints", body = Object),
        (status = 400, description = "OSRM's code and a message", body = Object),
    ))]
pub async fn osrm_nearest(
    State(app): State<App>,
    Path((profile, coordinates)): Path<(String, String)>,
    options: Lenient,
) -> Result<Json<Value>, Refusal> {
    let asked = Asked::new(&profile, &coordinates, options, 1)?;
    let number =
        asked.options.get("number").unwrap_or("1").parse().ok().filter(|number| (1..=NUMBER_MAX).contains(number));
    let number = number.ok_or_else(|| Refusal::query(format!("number must be 1 to {NUMBER_MAX}")))?;
    let found = app.routing.ask_about(1, move |roads| {
        let on_road = asked.on_road(roads)?;
        let region = on_road.region.as_ref().ok_or_else(|| Refusal::no_segment(0))?;
        let radius = asked.radius(0);
        let places = region.nearest_roads(asked.mode, asked.coordinates[0], radius, number);
        Ok::<Vec<Value>, Refusal>(places.iter().map(waypoint).collect())
    });
    let waypoints = found.await??;
    Ok(Json(json!({ "code": "Ok", "waypoints": waypoints })))
}
