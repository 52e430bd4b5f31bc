//! The languages that other geocoders speak, so that clients made for them work unchanged: Photon and Nominatim.
//!
//! Each lives below an address of its own (`/photon`, `/nominatim`); where clients let people set nothing but a host,
//! the plain addresses work too. Parameters that we do not know are passed over, as the originals do, and answers
//! carry what the originals lack (`level`, `confidence`, `radius_m`). Ids are ours, not those of OpenStreetMap.

mod lenient;
mod nominatim;
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
    let all = described_routes().split_for_parts().0.merge(other_names());
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
        for path in ["/api/", "/photon/api/", "/photon/reverse/", "/search", "/reverse", "/reverse/"] {
            assert!(permission_table::access(&Method::GET, path).is_some(), "{path}");
        }
    }
}
