//! The place on the road that stands for a point.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use super::parameters::{mode, snap_radius};
use crate::app::App;
use crate::http::api::geocode::point;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::StrictQuery;
use crate::http::views::roads::SnapView;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SnapQuery {
    /// Degrees east, WGS 84.
    #[param(example = 13.2577)]
    lon: f64,
    /// Degrees north, WGS 84.
    #[param(example = 53.5574)]
    lat: f64,
    /// `car`, `foot` or `bike`; `car` when absent.
    mode: Option<String>,
    /// Farthest road, 1 to 20000; 2000 when absent.
    snap_radius_m: Option<f64>,
}

/// The nearest place on a road that leads somewhere: one from which the main part of the network is reached.
#[utoipa::path(get, path = "/api/v1/snap", tag = "roads", operation_id = "snap_to_road",
    params(SnapQuery),
    responses(
        (status = 200, description = "The place", body = SnapView),
        (status = 400, description = "A parameter is unknown or cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "No road is near enough", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn snap_to_road(
    State(app): State<App>,
    StrictQuery(query): StrictQuery<SnapQuery>,
) -> Result<Json<SnapView>, Problem> {
    let (point, mode) = (point(query.lon, query.lat)?, mode(query.mode.as_deref())?);
    let radius = snap_radius(query.snap_radius_m)?;
    let found = app.routing.ask_about(1, move |roads| SnapView::new(mode, &roads.put_on_road(mode, &[point], radius)));
    found.await?.map(Json).ok_or_else(|| {
        let detail = format!("No road for {} lies within {} metres of the point.", mode.name(), radius.0);
        Problem::not_found("no_road_nearby", detail)
    })
}
