//! OSRM v5: `/route/v1`, `/table/v1` and `/nearest/v1`, so that clients and planners made for it work unchanged.
//!
//! Fields, options and codes are those of OSRM's HTTP API. `POST` takes the same options as JSON or as a form, with
//! `coordinates` among them, since long lists do not fit into an address. Hints are taken and not needed;
//! `alternatives` gives one way; bearings, approaches and snapping are passed over. Where no road is near, the answer
//! is `NoSegment`, never a straight line: the dialect has no word for that.

mod nearest;
mod options;
mod refusal;
mod route;
mod shape;
mod table;

use axum::Router;
use axum::routing::{get, post};

pub use nearest::{__path_osrm_nearest, osrm_nearest};
pub use route::{__path_osrm_route, __path_osrm_route_post, osrm_route, osrm_route_post};
pub use table::{__path_osrm_table, __path_osrm_table_post, osrm_table, osrm_table_post};

use super::lenient::Lenient;
use crate::app::App;

/// The same without the prefix, for clients that let people set nothing but a host.
pub fn other_names() -> Router<App> {
    Router::new()
        .route("/route/v1/{profile}/{coordinates}", get(osrm_route))
        .route("/route/v1/{profile}", post(osrm_route_post))
        .route("/table/v1/{profile}/{coordinates}", get(osrm_table))
        .route("/table/v1/{profile}", post(osrm_table_post))
        .route("/nearest/v1/{profile}/{coordinates}", get(osrm_nearest))
}
