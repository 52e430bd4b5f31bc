//! What there is: the list of archives, TileJSON for each, and the raw file beside it.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::header::CACHE_CONTROL;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::answer::{Keep, empty, open_to_all_pages};
use super::archive_tiles::no_archive;
use super::negotiate::{has_already, own_address};
use super::raw;
use crate::app::App;
use crate::http::error::{Problem, ProblemBody};
use crate::service::tile_archives::Entry;
use crate::tiles::tilejson::tilejson;

/// One archive.
#[derive(Debug, Serialize, ToSchema)]
pub struct TilesetView {
    pub name: String,
    /// `serving`, or `refused` when there is none that could be.
    pub status: &'static str,
    /// Changes with the content; part of the addresses of tiles.
    pub version: Option<String>,
    /// `vector` or `raster`.
    pub kind: Option<&'static str>,
    pub min_zoom: Option<u8>,
    pub max_zoom: Option<u8>,
    pub size_bytes: Option<u64>,
    /// Why the newest file is not served; the one before it may still be.
    pub problem: Option<String>,
    /// The TileJSON of what is served.
    pub tilejson: Option<String>,
}

/// All archives.
#[derive(Debug, Serialize, ToSchema)]
pub struct TilesetList {
    pub items: Vec<TilesetView>,
}

/// Which archives are served, and which were refused, why.
#[utoipa::path(get, path = "/tiles", tag = "tiles", operation_id = "list_tilesets",
    responses((status = 200, description = "All archives, by name", body = TilesetList)))]
pub async fn list_tilesets(State(app): State<App>, headers: HeaderMap) -> Response {
    let base = own_address(&app.config, &headers);
    let catalogue = app.tiles.catalogue();
    let items = catalogue.entries.iter().map(|(name, entry)| view(name, entry, &base)).collect();
    let no_cache = HeaderValue::from_static("no-cache");
    ([(CACHE_CONTROL, no_cache)], Json(TilesetList { items })).into_response()
}

/// `name.json` is the TileJSON 3 of an archive, `name.pmtiles` the archive itself, by range.
#[utoipa::path(get, path = "/tiles/{file}", tag = "tiles", operation_id = "get_tileset",
    params(("file" = String, Path, description = "name.json or name.pmtiles")),
    responses(
        (status = 200, description = "TileJSON, or the whole archive", content(
            (Object = "application/json"), (Vec<u8> = "application/vnd.pmtiles"))),
        (status = 206, description = "A part of the archive", body = Vec<u8>, content_type = "application/vnd.pmtiles"),
        (status = 304, description = "The client has it already"),
        (status = 404, description = "There is no such archive", body = ProblemBody, content_type = "application/problem+json"),
        (status = 416, description = "The range lies outside", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get_tileset(
    State(app): State<App>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (name, ending) = file.rsplit_once('.').unwrap_or((&file, ""));
    let served = app.tiles.archive(name).ok_or_else(no_archive)?;
    match ending {
        "json" => {
            let base = own_address(&app.config, &headers);
            let version = served.archive.version();
            let tiles = format!("{base}/tiles/{name}/{version}/{{z}}/{{x}}/{{y}}");
            Ok(describe(&headers, version, &tilejson(name, &served.archive, &tiles)))
        }
        "pmtiles" => raw::send(&served, &headers),
        _ => Err(no_archive()),
    }
}

/// A description that is asked for again each time and rarely changes.
fn describe(headers: &HeaderMap, version: &str, body: &Value) -> Response {
    // The body names the address it was asked at, so the tag does too.
    let tag = format!("\"{version}-{:016x}\"", short_hash(&body.to_string()));
    if has_already(headers, &tag) {
        return empty(StatusCode::NOT_MODIFIED, &tag, Keep::AskAgain);
    }
    let mut response = Json(body).into_response();
    response.headers_mut().extend(empty(StatusCode::OK, &tag, Keep::AskAgain).headers().clone());
    open_to_all_pages(response.headers_mut());
    response
}

/// FNV-1a: tells descriptions apart, proves nothing.
pub(super) fn short_hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn view(name: &str, entry: &Entry, base: &str) -> TilesetView {
    let archive = entry.archive.as_ref().map(|served| &served.archive);
    let header = archive.map(|archive| archive.header());
    TilesetView {
        name: name.to_owned(),
        status: if archive.is_some() { "serving" } else { "refused" },
        version: archive.map(|archive| archive.version().to_owned()),
        kind: header.map(|header| if header.tile_type.is_vector() { "vector" } else { "raster" }),
        min_zoom: header.map(|header| header.min_zoom),
        max_zoom: header.map(|header| header.max_zoom),
        size_bytes: archive.map(|archive| archive.size()),
        problem: entry.problem.clone(),
        tilejson: archive.map(|_| format!("{base}/tiles/{name}.json")),
    }
}
