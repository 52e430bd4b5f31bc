//! `/api/v1/routes`, `/matrix`, `/isochrones`, `/snap` and `/roads/cut-off`: the road network's own API.

mod conditions;
mod cut_off;
mod isochrones;
mod matrix;
mod parameters;
mod routes;
mod snap;
mod standing;

pub use cut_off::{__path_list_cut_off_roads, list_cut_off_roads};
pub use isochrones::{__path_find_isochrones, find_isochrones};
pub use matrix::{__path_find_matrix, find_matrix};
pub use routes::{__path_find_route, __path_post_route, find_route, post_route};
pub use snap::{__path_snap_to_road, snap_to_road};

pub(in crate::http) use conditions::{ConditionsBody, effect_of};
pub(in crate::http) use matrix::{PLACES_MAX, cells_max};
pub(in crate::http) use parameters::{mode, places_of_text};
pub(in crate::http) use routes::STOPS_MAX;
pub(in crate::http) use standing::{standing, vehicle};

use axum::Json;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::http::error::Problem;
use crate::http::views::geojson::FeatureCollection;
use crate::service::roads::RoutingError;

impl From<RoutingError> for Problem {
    fn from(error: RoutingError) -> Self {
        match error {
            RoutingError::Busy => Problem::too_many_requests(
                "roads_busy",
                "Too many questions about roads are being answered. Ask again in a second.",
                1,
            ),
            RoutingError::Broken(cause) => Problem::internal(cause),
        }
    }
}

/// GeoJSON has a type of its own.
fn geojson_response(collection: Json<FeatureCollection>) -> Response {
    let mut response = collection.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/geo+json"));
    response
}
