//! The languages that others speak, so that clients made for them work unchanged: Photon and Nominatim for addresses,
//! OSRM for roads.
//!
//! Each lives below an address of its own (`/photon`, `/nominatim`, `/osrm`); where clients let people set nothing but a host,
//! the plain addresses work too. Parameters that we do not know are passed over, as the originals do, and answers
//! carry what the originals lack (`level`, `confidence`, `radius_m`). Ids are ours, not those of OpenStreetMap.

mod lenient;
mod nominatim;
mod osrm;
mod photon;
mod place;
mod wanted;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::http::api::tiles::open_to_all_pages;

/// The addresses that the description knows.
pub fn described_routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(photon::photon_search))
        .routes(routes!(photon::photon_reverse))
        .routes(routes!(nominatim::nominatim_search))
        .routes(routes!(nominatim::nominatim_reverse))
        .routes(routes!(nominatim::nominatim_status))
        .routes(routes!(osrm::osrm_route))
        .routes(routes!(osrm::osrm_route_post))
        .routes(routes!(osrm::osrm_table))
        .routes(routes!(osrm::osrm_table_post))
        .routes(routes!(osrm::osrm_nearest))
}

/// The same at the addresses that clients make out of a host alone, and with a slash at the end.
fn other_names() -> Router<App> {
    Router::new()
        .route("/api/", get(photon::photon_search))
        .route("/photon/api/", get(photon::photon_search))
        .route("/photon/reverse/", get(photon::photon_reverse))
        .route("/search", get(nominatim::nominatim_search))
        .route("/reverse", get(reverse))
        .route("/reverse/", get(photon::photon_reverse))
}

/// All of them.
pub fn routes(app: &App) -> Router<App> {
    let all = described_routes().split_for_parts().0.merge(other_names()).merge(osrm::other_names());
    all.layer(from_fn_with_state(app.clone(), open_while_public))
}

/// What everybody may ask may also be asked by pages of other sites.
async fn open_while_public(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if app.config.locator_public {
        open_to_all_pages(response.headers_mut());
    }
    response
}

/// Both originals have this address. Clients of Nominatim say in which format they want the answer, since it would
/// be XML otherwise; clients of Photon have nothing to say.
async fn reverse(State(app): State<App>, request: Request) -> Response {
    let query = lenient::Lenient::of(request.uri().query());
    let headers = request.headers().clone();
    if query.get("format").is_some() {
        nominatim::nominatim_reverse(State(app), headers, query).await.into_response()
    } else {
        photon::photon_reverse(State(app), query).await.into_response()
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Method;

    use crate::http::permission_table;

    #[test]
    fn every_other_name_is_in_the_permission_table() {
        let by_get = ["/api/", "/photon/api/", "/photon/reverse/", "/search", "/reverse", "/reverse/"];
        let of_osrm = ["route", "table", "nearest"].map(|service| format!("/{service}/v1/{{profile}}/{{coordinates}}"));
        for path in by_get.into_iter().chain(of_osrm.iter().map(String::as_str)) {
            assert!(permission_table::access(&Method::GET, path).is_some(), "{path}");
        }
        for path in ["/route/v1/{profile}", "/table/v1/{profile}"] {
            assert!(permission_table::access(&Method::POST, path).is_some(), "{path}");
        }
    }
}
