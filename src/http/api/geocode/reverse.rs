//! A point to what is there.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use super::parameters::{limit, point};
use crate::app::App;
use crate::geocoder::query::Options;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::StrictQuery;
use crate::http::views::geocode::GeocodeAnswer;
use crate::service::geocode::{Question, Sought};
use crate::units::Meters;

/// Farther away nothing says where a point is.
const RADIUS_M_MAX: f64 = 50_000.0;

/// A farm may lie this far from the next one.
const RADIUS_M: f64 = 1_000.0;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReverseQuery {
    /// Degrees east, WGS 84.
    #[param(example = 18.6321)]
    lon: f64,
    /// Degrees north, WGS 84.
    #[param(example = 49.7497)]
    lat: f64,
    /// Farthest answer, 1 to 50000; 1000 when absent.
    radius_m: Option<f64>,
    /// 1 to 50; 1 when absent.
    limit: Option<i64>,
}

/// What is at a point: the nearest addresses, nearest first; else the street, the place.
#[utoipa::path(get, path = "/api/v1/reverse", tag = "geocoding", operation_id = "reverse_geocode",
    params(ReverseQuery),
    responses(
        (status = 200, description = "Nearest first; no candidates where nothing is known", body = GeocodeAnswer),
        (status = 400, description = "A parameter is unknown or cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn reverse_geocode(
    State(app): State<App>,
    StrictQuery(query): StrictQuery<ReverseQuery>,
) -> Result<Json<GeocodeAnswer>, Problem> {
    let at = point(query.lon, query.lat)?;
    let radius = query.radius_m.unwrap_or(RADIUS_M);
    if !(1.0..=RADIUS_M_MAX).contains(&radius) {
        let message = format!("give metres from 1 to {RADIUS_M_MAX}");
        return Err(Problem::parameter("radius_m", "out_of_range", message));
    }
    let options = Options { limit: limit(query.limit, 1)?, ..Options::default() };
    let answer = app.geocoding.answer(Question { sought: Sought::Near(at, Meters(radius)), options }).await?;
    Ok(Json(GeocodeAnswer::new(&answer, None)))
}
