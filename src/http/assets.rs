//! The built user interface: `static/dist`, read from disk in debug builds, carried inside release builds.
//!
//! Names under `assets/` carry a hash of the content and are kept for ever by browsers; the pages are asked
//! for again each time and answered 304 while they are the same. Without a built interface the pages say how
//! to build it, and the API works all the same.

use axum::Router;
use axum::body::Body;
use axum::extract::Path;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use rust_embed::{EmbeddedFile, RustEmbed};
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

use super::auth::SentToken;
use super::error::Problem;
use super::locator::open_to_sites;
use crate::app::App;

mod manifest;

pub use manifest::{Entry, entry};

#[derive(RustEmbed)]
#[folder = "static/dist/"]
#[allow_missing = true]
struct Dist;

/// The name has a hash of the content in it, so the content never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// Kept, but asked for again each time.
const ASK_AGAIN: &str = "no-cache";
/// Kept for a while: names without a hash that hardly ever change.
const A_WEEK: &str = "public, max-age=604800";
/// Below this a gzip stream is no smaller than the file.
const COMPRESS_FROM_BYTES: u64 = 512;

const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Blisko</title>\
    <h1>The user interface is not built</h1>\
    <p>Run <code>make ui</code> (it needs Node.js) and start Blisko again. The API works: \
    <a href=\"/openapi.json\">/openapi.json</a>.</p></html>";

/// The pages and what they load. Everybody may have them: they hold no data.
pub fn routes(app: &App) -> Router<App> {
    let compressible = SizeAbove::new(COMPRESS_FROM_BYTES).and(NotForContentType::const_new("font/"));
    Router::new()
        .route("/", get(|| async { Redirect::to("/find") }))
        .route("/desk", get(|token, address, headers| signed_in("desk.html", token, address, headers)))
        .route("/find", get(|token, address, headers| signed_in("find.html", token, address, headers)))
        .route("/admin", get(|token, address, headers| signed_in("admin.html", token, address, headers)))
        .route("/admin/{*page}", get(|token, address, headers| signed_in("admin.html", token, address, headers)))
        .route("/reports", get(|address: Uri| async move { moved("/admin/reports", &address) }))
        .route("/sign-in", get(|headers: HeaderMap| async move { page("sign-in.html", &headers) }))
        .route("/api", get(|headers: HeaderMap| async move { page("api.html", &headers) }))
        .route("/map", get(|headers: HeaderMap| async move { page("map.html", &headers) }))
        .route("/repair", get(|address: Uri| async move { moved("/admin/repair", &address) }))
        .route("/boot.js", get(|headers: HeaderMap| async move { file("boot.js", ASK_AGAIN, &headers) }))
        .route("/favicon.svg", get(|headers: HeaderMap| async move { file("favicon.svg", ASK_AGAIN, &headers) }))
        .route("/assets/{*name}", get(asset))
        .route("/fonts/{name}", get(|path, headers| open_file("fonts", path, headers)))
        .route("/sprites/{name}", get(|path, headers| open_file("sprites", path, headers)))
        .route("/locator.png", get(|headers: HeaderMap| async move { file("locator.png", A_WEEK, &headers) }))
        .route_layer(from_fn_with_state(app.clone(), open_to_sites))
        .layer(CompressionLayer::new().compress_when(compressible))
}

/// For people with a session; the others sign in first and come back to the same question.
async fn signed_in(name: &str, SentToken(token): SentToken, address: Uri, headers: HeaderMap) -> Response {
    if token.is_some() {
        return page(name, &headers);
    }
    let back = address.path_and_query().map_or("/", PathAndQuery::as_str);
    let escaped: String = form_urlencoded::byte_serialize(back.as_bytes()).collect();
    Redirect::to(&format!("/sign-in?next={escaped}")).into_response()
}

/// To where the page is now, with the question that was asked of it.
fn moved(to: &str, address: &Uri) -> Redirect {
    let question = address.query().map(|query| format!("?{query}")).unwrap_or_default();
    Redirect::permanent(&format!("{to}{question}"))
}

async fn asset(Path(name): Path<String>, headers: HeaderMap) -> Response {
    file(&format!("assets/{name}"), FOR_EVER, &headers)
}

/// Fonts and pictures of maps: embedded maps load them from pages of other sites.
async fn open_file(folder: &str, Path(name): Path<String>, headers: HeaderMap) -> Response {
    let mut response = file(&format!("{folder}/{name}"), A_WEEK, &headers);
    response.headers_mut().insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    response
        .headers_mut()
        .insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));
    response
}

/// A file of the build under an address without a hash: asked for again each time.
pub fn built_file(name: &str, headers: &HeaderMap) -> Response {
    file(name, ASK_AGAIN, headers)
}

fn page(name: &str, headers: &HeaderMap) -> Response {
    match Dist::get(name) {
        Some(found) => answer(name, found, ASK_AGAIN, headers),
        None => {
            let kind = HeaderValue::from_static("text/html; charset=utf-8");
            (StatusCode::SERVICE_UNAVAILABLE, [(CONTENT_TYPE, kind)], NOT_BUILT).into_response()
        }
    }
}

fn file(name: &str, cache: &'static str, headers: &HeaderMap) -> Response {
    match Dist::get(name) {
        Some(found) => answer(name, found, cache, headers),
        None => Problem::not_found("not_found", "There is nothing at this address.").into_response(),
    }
}

fn answer(name: &str, file: EmbeddedFile, cache: &'static str, headers: &HeaderMap) -> Response {
    // Weak, because a proxy or our own gzip may change the bytes but not what they say.
    let tag = format!("W/\"{}\"", short_hash(&file));
    let known = headers.get(IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes());
    let answer = Response::builder().header(ETAG, tag).header(CACHE_CONTROL, cache);
    let built = if known {
        answer.status(StatusCode::NOT_MODIFIED).body(Body::empty())
    } else {
        answer.header(CONTENT_TYPE, content_type(name, &file)).body(Body::from(file.data))
    };
    built.unwrap_or_else(|error| Problem::internal(error).into_response())
}

/// Half of the SHA-256, in hexadecimal: enough to tell versions of one file apart.
fn short_hash(file: &EmbeddedFile) -> String {
    file.metadata.sha256_hash()[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}

fn content_type(name: &str, file: &EmbeddedFile) -> String {
    let kind = match name.rsplit('.').next() {
        // Modules are refused by browsers under the type that the tables of file endings give.
        Some("js" | "mjs") => "text/javascript",
        _ => file.metadata.mimetype(),
    };
    let is_text = kind.starts_with("text/") || kind == "image/svg+xml" || kind == "application/json";
    if is_text { format!("{kind}; charset=utf-8") } else { kind.to_owned() }
}
