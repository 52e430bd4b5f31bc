//! The locator in pages of other sites: who may load it, and the script that does.

use axum::extract::{Request, State};
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE, ORIGIN, VARY};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::http::assets::{built_file, entry};
use crate::http::error::Problem;

/// Lets the sites of the setting `embed_origins` read what the locator answers; nobody else.
pub async fn open_to_sites(State(app): State<App>, request: Request, next: Next) -> Response {
    let origin = request.headers().get(ORIGIN).cloned();
    let mut response = next.run(request).await;
    let is_known = |origin: &HeaderValue| origin.to_str().is_ok_and(|text| app.config.embed_origins.contains(text));
    let headers = response.headers_mut();
    headers.append(VARY, HeaderValue::from_static("origin"));
    if let Some(origin) = origin.filter(is_known) {
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        let policy = HeaderName::from_static("cross-origin-resource-policy");
        headers.insert(policy, HeaderValue::from_static("cross-origin"));
    }
    response
}

/// Where `locator_public` is off, the pages are not there for anybody.
pub async fn only_if_public(State(app): State<App>, request: Request, next: Next) -> Response {
    if app.config.locator_public {
        return next.run(request).await;
    }
    Problem::not_found("not_found", "The locator is switched off here. The setting is locator_public.").into_response()
}

/// A stable address for the component; the file behind it has its hash in its name.
pub async fn component() -> Response {
    let Some(file) = entry("src/embed/blisko-locator.ts").script else { return not_built() };
    let kind = HeaderValue::from_static("text/javascript; charset=utf-8");
    let headers = [(CONTENT_TYPE, kind), (CACHE_CONTROL, HeaderValue::from_static("no-cache"))];
    (headers, format!("import \"..{file}\";\n")).into_response()
}

/// Stands at the root of the site, so that it may answer for every page of the locator.
pub async fn service_worker(headers: HeaderMap) -> Response {
    match entry("src/locator/worker.ts").script {
        Some(file) => built_file(file.trim_start_matches('/'), &headers),
        None => not_built(),
    }
}

fn not_built() -> Response {
    Problem::not_found("not_built", "The user interface is not built: run make ui.").into_response()
}
