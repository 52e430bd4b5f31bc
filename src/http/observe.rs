//! One log line and one measurement per request. The address is logged as its template, so that no
//! position and no search text gets into the log.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;

use super::context::RequestId;

pub async fn observe_request(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let request_id = request.extensions().get::<RequestId>().cloned().unwrap_or_default();
    let response = next.run(request).await;
    let route = route.as_ref().map_or("unmatched", MatchedPath::as_str);
    let status = response.status().as_u16();
    let elapsed = started.elapsed();
    metrics::histogram!(
        "blisko_http_request_duration_seconds",
        "method" => method_label(&method), "route" => route.to_owned(), "status" => status_label(status),
    )
    .record(elapsed.as_secs_f64());
    tracing::debug!(
        request.id = %request_id, %method, route, status, duration_us = elapsed.as_micros() as u64,
        "{method} {route} answered {status}"
    );
    response
}

fn method_label(method: &axum::http::Method) -> &'static str {
    use axum::http::Method;
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::HEAD => "HEAD",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// The class of the status: a label with few values.
fn status_label(status: u16) -> &'static str {
    match status {
        100..=199 => "1xx",
        200..=299 => "2xx",
        300..=399 => "3xx",
        400..=499 => "4xx",
        _ => "5xx",
    }
}
