//! The live layer `outlets`: its tiles and its TileJSON, for visitors and for staff.
//!
//! The version in the address is the revision and the scope: `123-public`. An answer for the scope and
//! revision that the address names may be kept for ever; any other is the newest, to be asked for again.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use super::answer::{Form, Keep, empty};
use super::archive_tiles::coord;
use super::negotiate::{has_already, own_address};
use crate::app::App;
use crate::domain::permission::Permission;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::service::outlet_tiles::{LAYER, Scope};
use crate::tiles::clusters::LAST_ZOOM;
use crate::tiles::pmtiles::Compression;

/// Outlets as a vector tile, clustered at low zooms; what it shows depends on who asks.
#[utoipa::path(get, path = "/tiles/outlets/{version}/{z}/{x}/{y}", tag = "tiles", operation_id = "get_outlet_tile",
    params(("version" = String, Path, description = "From /tiles/outlets.json"),
        ("z" = u8, Path), ("x" = u32, Path), ("y" = u32, Path)),
    responses(
        (status = 200, description = "The tile", body = Vec<u8>, content_type = "application/vnd.mapbox-vector-tile"),
        (status = 204, description = "No outlet is there"),
        (status = 304, description = "The client has it already"),
        (status = 404, description = "Outside of the layer's zooms", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get_outlet_tile(
    State(app): State<App>,
    caller: Caller,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let mut parts = uri.path().rsplit('/');
    let mut next = || parts.next().unwrap_or_default();
    let (y, x, z, version) = (next(), next(), next(), next());
    let coord = coord([z, x, y])?;
    if coord.z() > LAST_ZOOM {
        let detail = format!("Zoom {} is out of range: outlets has the zooms 0 to {LAST_ZOOM}.", coord.z());
        return Err(Problem::not_found("tile_out_of_range", detail));
    }
    let (picture, scope) = (app.outlet_tiles.picture().await, scope_of(&caller));
    let current = picture.version(scope);
    let form = Form::agreed("application/vnd.mapbox-vector-tile", Compression::Gzip, &headers)?;
    let tag = form.tag(&current, &coord.id().to_string());
    let keep = keep(scope, version == current);
    if has_already(&headers, &tag) {
        return Ok(empty(StatusCode::NOT_MODIFIED, &tag, keep));
    }
    let tile = app.outlet_tiles.tile(&picture, scope, coord);
    form.answer(Some(tile), &tag, keep)
}

/// The TileJSON of the live layer. Its `tiles` change with every change of an outlet: ask again to see it.
#[utoipa::path(get, path = "/tiles/outlets.json", tag = "tiles", operation_id = "get_outlet_tileset",
    responses(
        (status = 200, description = "TileJSON 3", body = Object),
        (status = 304, description = "Nothing changed"),
    ))]
pub async fn get_outlet_tileset(State(app): State<App>, caller: Caller, headers: HeaderMap) -> Response {
    let (picture, scope) = (app.outlet_tiles.picture().await, scope_of(&caller));
    let version = picture.version(scope);
    let (tag, keep) = (format!("\"{version}\""), keep(scope, false));
    if has_already(&headers, &tag) {
        return empty(StatusCode::NOT_MODIFIED, &tag, keep);
    }
    let base = own_address(&app.config, &headers);
    let mut fields = json!({
        "count": "Number: outlets in a cluster", "capped": "Boolean: too many outlets to show each",
        "west": "Number", "south": "Number", "east": "Number", "north": "Number",
        "id": "String", "code": "String", "name": "String", "kind": "String",
    });
    if scope == Scope::Staff {
        fields["status"] = json!("String");
    }
    let body = json!({
        "tilejson": "3.0.0",
        "name": LAYER,
        "tiles": [format!("{base}/tiles/{LAYER}/{version}/{{z}}/{{x}}/{{y}}")],
        "minzoom": 0,
        "maxzoom": LAST_ZOOM,
        "revision": picture.revision,
        "outlet_count": picture.count(scope),
        "vector_layers": [{ "id": LAYER, "description": "Outlets", "minzoom": 0, "maxzoom": LAST_ZOOM, "fields": fields }],
    });
    let mut response = Json(body).into_response();
    response.headers_mut().extend(empty(StatusCode::OK, &tag, keep).headers().clone());
    response
}

fn scope_of(caller: &Caller) -> Scope {
    if caller.actor.may(Permission::OutletsRead) { Scope::Staff } else { Scope::Public }
}

/// What staff see is not for shared caches, nor for pages of other sites.
const fn keep(scope: Scope, is_current: bool) -> Keep {
    match (scope, is_current) {
        (Scope::Public, true) => Keep::ForEver,
        (Scope::Public, false) => Keep::AskAgain,
        (Scope::Staff, true) => Keep::ForEverPrivately,
        (Scope::Staff, false) => Keep::AskAgainPrivately,
    }
}
