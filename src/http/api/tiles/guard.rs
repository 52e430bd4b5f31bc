//! The one layer around tiles of archives: what `envelope` does for other routes, as far as tiles need it.
//!
//! Each layer costs a tile more than finding it does. A tile has no policy to carry, since a browser runs
//! nothing in it, and needs a request id only when something went wrong.

use std::panic::AssertUnwindSafe;
use std::sync::LazyLock;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::header::{STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt;
use metrics::Histogram;

use crate::app::App;
use crate::http::context::{REQUEST_ID, RequestId};
use crate::http::error::{Problem, render};
use crate::http::security_headers::HTTPS_ONLY;

/// Durations by class of status, looked up once: after the recorder is there, since requests come later.
static SERVED: LazyLock<Histogram> = LazyLock::new(|| histogram("2xx"));
static KNOWN: LazyLock<Histogram> = LazyLock::new(|| histogram("3xx"));
static REFUSED: LazyLock<Histogram> = LazyLock::new(|| histogram("4xx"));
static FAILED: LazyLock<Histogram> = LazyLock::new(|| histogram("5xx"));

fn histogram(status: &'static str) -> Histogram {
    metrics::histogram!("blisko_http_request_duration_seconds",
        "method" => "GET", "route" => "/tiles/{name}/{version}/{z}/{x}/{y}", "status" => status)
}

/// Measures, catches panics, writes problems, and adds the headers that fit a tile.
pub async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    // Both are cheap to clone, and only looked at when something went wrong.
    let (uri, given_id) = (request.uri().clone(), request.headers().get(REQUEST_ID).cloned());
    let answered = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    let mut response = answered.unwrap_or_else(|_| Problem::internal("a tile handler panicked").into_response());
    if response.status().is_client_error() || response.status().is_server_error() {
        response = refused(response, &uri, given_id.as_ref());
    }
    let headers = response.headers_mut();
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if app.config.is_https() {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HTTPS_ONLY));
    }
    durations(response.status()).record(started.elapsed().as_secs_f64());
    response
}

fn refused(response: Response, uri: &Uri, given_id: Option<&HeaderValue>) -> Response {
    let id = RequestId::from_given(given_id);
    let mut response = render(response, uri.path(), &id);
    response.headers_mut().insert(REQUEST_ID, id.header());
    response
}

fn durations(status: StatusCode) -> &'static Histogram {
    match status.as_u16() {
        200..=299 => &SERVED,
        300..=399 => &KNOWN,
        400..=499 => &REFUSED,
        _ => &FAILED,
    }
}
