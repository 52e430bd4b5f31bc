//! What lies within so many minutes.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::Map;
use utoipa::IntoParams;

use super::parameters::{modes, snap_radius};
use super::standing::setting_out;
use crate::app::App;
use crate::http::api::geocode::point;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::StrictQuery;
use crate::http::views::geojson::FeatureCollection;
use crate::http::views::roads::area_features;
use crate::service::roads::Mode;
use crate::service::roads::{AreaQuestion, BANDS_MAX};

/// Two hours: farther than anybody goes to an outlet, and across a region.
const MINUTES_MAX: u32 = 120;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct IsochroneQuery {
    /// Degrees east, WGS 84.
    #[param(example = 13.2577)]
    lon: f64,
    /// Degrees north, WGS 84.
    #[param(example = 53.5574)]
    lat: f64,
    /// Up to 10 whole numbers from 1 to 120, separated by commas; `10` when absent.
    #[param(example = "5,10,15")]
    minutes: Option<String>,
    /// `car`, `foot`, `bike`, separated by commas; `car` when absent.
    modes: Option<String>,
    /// How far from a road the point may be, 1 to 20000; 2000 when absent.
    snap_radius_m: Option<f64>,
    /// When one sets out, RFC 3339 with a zone; now when absent. Decides which kept conditions hold.
    depart: Option<String>,
    /// The class of the vehicle, as kept conditions name it.
    vehicle: Option<String>,
}

/// Areas that are reached within minutes, one feature for each way of travelling and time, in the order asked for.
/// Where no road is near, what the straight line reaches, and `basis` says so.
#[utoipa::path(get, path = "/api/v1/isochrones", tag = "roads", operation_id = "find_isochrones",
    params(IsochroneQuery),
    responses(
        (status = 200, description = "MultiPolygons", body = FeatureCollection, content_type = "application/geo+json"),
        (status = 400, description = "A parameter is unknown or cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "Too many other conditions are being made ready", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn find_isochrones(
    State(app): State<App>,
    caller: Caller,
    StrictQuery(query): StrictQuery<IsochroneQuery>,
) -> Result<axum::response::Response, Problem> {
    let modes = modes(query.modes.as_deref())?;
    let holds = |mode: &Mode| setting_out(&app, &caller, *mode, query.depart.clone(), query.vehicle.clone());
    let standing = modes.iter().map(holds).collect::<Result<Vec<_>, Problem>>()?;
    let question = AreaQuestion {
        from: point(query.lon, query.lat)?,
        modes,
        conditions: standing.iter().map(|standing| standing.conditions.clone()).collect(),
        seconds: minutes(query.minutes.as_deref().unwrap_or("10"))?.into_iter().map(|each| each * 60).collect(),
        radius: snap_radius(query.snap_radius_m)?,
    };
    let found = app.routing.areas(question, move |areas| area_features(areas, &standing)).await?;
    let collection = FeatureCollection::new(found, std::iter::empty(), Map::new());
    Ok(super::geojson_response(Json(collection)))
}

fn minutes(text: &str) -> Result<Vec<u32>, Problem> {
    let numbers: Option<Vec<u32>> = text.split(',').take(BANDS_MAX + 1).map(|part| part.trim().parse().ok()).collect();
    let fits =
        |numbers: &Vec<u32>| numbers.len() <= BANDS_MAX && numbers.iter().all(|each| (1..=MINUTES_MAX).contains(each));
    numbers.filter(fits).ok_or_else(|| {
        let message = format!("give up to {BANDS_MAX} whole numbers from 1 to {MINUTES_MAX} with commas between them");
        Problem::parameter("minutes", "out_of_range", message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_whole_few_and_bounded() {
        assert_eq!(minutes("5, 10,15").expect("three"), [5, 10, 15]);
        for text in ["", "0", "121", "1.5", "-5", "5,,6", "NaN", "1,2,3,4,5,6,7,8,9,10,11"] {
            assert!(minutes(text).is_err(), "{text}");
        }
    }
}
