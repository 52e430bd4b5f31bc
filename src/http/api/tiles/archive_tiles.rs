//! Tiles of archives, as stored.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;

use super::answer::{Form, Keep, empty};
use super::negotiate::has_already;
use crate::app::App;
use crate::http::error::{Problem, ProblemBody};
use crate::service::tile_archives::{ServedArchive, TileError};
use crate::tiles::coord::TileCoord;

/// `name/version/z/x/y`, or without the version.
struct Address<'a> {
    name: &'a str,
    version: Option<&'a str>,
    coord: [&'a str; 3],
}

/// A tile under an address that never changes its meaning. Another version than the present one is
/// answered with the present tile, to be asked for again.
#[utoipa::path(get, path = "/tiles/{name}/{version}/{z}/{x}/{y}", tag = "tiles", operation_id = "get_tile",
    params(("name" = String, Path), ("version" = String, Path, description = "From the TileJSON"),
        ("z" = u8, Path), ("x" = u32, Path), ("y" = u32, Path)),
    responses(
        (status = 200, description = "The tile as stored", content(
            (Vec<u8> = "application/vnd.mapbox-vector-tile"), (Vec<u8> = "application/vnd.maplibre-vector-tile"),
            (Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/webp"), (Vec<u8> = "image/avif"))),
        (status = 204, description = "The archive has nothing there"),
        (status = 304, description = "The client has it already"),
        (status = 404, description = "No such archive, or outside of its zooms", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get_tile(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Result<Response, Problem> {
    serve(&app, &uri, &headers, true).await
}

/// A tile under an address that holds for every version; to be asked for again each time.
#[utoipa::path(get, path = "/tiles/{name}/{z}/{x}/{y}", tag = "tiles", operation_id = "get_newest_tile",
    params(("name" = String, Path), ("z" = u8, Path), ("x" = u32, Path), ("y" = u32, Path)),
    responses(
        (status = 200, description = "The tile as stored", content(
            (Vec<u8> = "application/vnd.mapbox-vector-tile"), (Vec<u8> = "application/vnd.maplibre-vector-tile"),
            (Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/webp"), (Vec<u8> = "image/avif"))),
        (status = 204, description = "The archive has nothing there"),
        (status = 304, description = "The client has it already"),
        (status = 404, description = "No such archive, or outside of its zooms", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get_newest_tile(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Result<Response, Problem> {
    serve(&app, &uri, &headers, false).await
}

async fn serve(app: &App, uri: &Uri, headers: &HeaderMap, versioned: bool) -> Result<Response, Problem> {
    let address = Address::read(uri.path(), versioned).ok_or_else(no_address)?;
    let served = app.tiles.archive(address.name).ok_or_else(no_archive)?;
    let coord = coord(address.coord)?;
    check_zoom(&served, coord)?;
    let archive = &served.archive;
    let form = Form::agreed(archive.header().tile_type.content_type(), archive.header().tile_compression, headers)?;
    let tag = form.tag(archive.version(), &coord.id().to_string());
    let keep = if address.version == Some(archive.version()) { Keep::ForEver } else { Keep::AskAgain };
    if has_already(headers, &tag) {
        return Ok(empty(StatusCode::NOT_MODIFIED, &tag, keep));
    }
    let tile = app.tiles.tile(&served, coord).await.map_err(problem)?;
    form.answer(tile, &tag, keep)
}

impl<'a> Address<'a> {
    fn read(path: &'a str, versioned: bool) -> Option<Self> {
        let mut parts = path.strip_prefix("/tiles/")?.split('/');
        let name = parts.next()?;
        let version = if versioned { Some(parts.next()?) } else { None };
        let coord = [parts.next()?, parts.next()?, parts.next()?];
        parts.next().is_none().then_some(Self { name, version, coord })
    }
}

/// Zoom, column and row. What is no number, or too large for one, is out of range like any other.
pub fn coord([z, x, y]: [&str; 3]) -> Result<TileCoord, Problem> {
    let number =
        |text: &str| if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse::<u64>().ok() } else { None };
    let (Some(z), Some(x), Some(y)) = (number(z).and_then(|z| u32::try_from(z).ok()), number(x), number(y)) else {
        return Err(no_address());
    };
    TileCoord::new(z, x, y).map_err(|error| Problem::not_found("tile_out_of_range", error.to_string()))
}

fn check_zoom(served: &ServedArchive, coord: TileCoord) -> Result<(), Problem> {
    let header = served.archive.header();
    let (min, max) = (header.min_zoom, header.max_zoom);
    if (min..=max).contains(&coord.z()) {
        return Ok(());
    }
    let detail = format!("Zoom {} is out of range: {} has the zooms {min} to {max}.", coord.z(), served.name);
    Err(Problem::not_found("tile_out_of_range", detail))
}

fn no_address() -> Problem {
    Problem::not_found("tile_out_of_range", "The address of a tile ends in zoom/column/row, three whole numbers.")
}

/// The answer for a name under which nothing is served.
pub fn no_archive() -> Problem {
    Problem::not_found("tiles_not_found", "There are no tiles of this name; /tiles lists what there is.")
}

/// What reading went wrong with.
pub fn problem(error: TileError) -> Problem {
    let mut problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, "tiles_unavailable", error.to_string());
    problem.retry_after_s = Some(2);
    problem.cause = Some(error.to_string());
    problem
}
