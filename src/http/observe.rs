//! One log line and one measurement per request. The address is logged as its template, so that no
//! position and no search text gets into the log.

use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};
use std::time::Duration;

use axum::http::{Method, StatusCode};
use metrics::Histogram;

use super::context::RequestId;

type Labels = (&'static str, &'static str);

/// By route, then method and class of status: looking a measurement up by its labels costs as much as finding an
/// outlet. Bounded by the routes there are. Filled from the first request on, when the recorder is there.
static DURATIONS: LazyLock<RwLock<HashMap<String, HashMap<Labels, Histogram>>>> = LazyLock::new(RwLock::default);

/// Notes an answered request; `route` is the template of its address.
pub fn observe(method: &Method, route: Option<&str>, status: StatusCode, elapsed: Duration, request_id: &RequestId) {
    let (route, status) = (route.unwrap_or("unmatched"), status.as_u16());
    record(route, (method_label(method), status_label(status)), elapsed.as_secs_f64());
    tracing::debug!(
        request.id = %request_id, %method, route, status, duration_us = elapsed.as_micros() as u64,
        "{method} {route} answered {status}"
    );
}

fn record(route: &str, labels: Labels, seconds: f64) {
    let known = DURATIONS.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(histogram) = known.get(route).and_then(|by_labels| by_labels.get(&labels)) {
        return histogram.record(seconds);
    }
    drop(known);
    let (method, status) = labels;
    let histogram = metrics::histogram!(
        "blisko_http_request_duration_seconds", "method" => method, "route" => route.to_owned(), "status" => status);
    histogram.record(seconds);
    let mut known = DURATIONS.write().unwrap_or_else(PoisonError::into_inner);
    known.entry(route.to_owned()).or_default().insert(labels, histogram);
}

fn method_label(method: &Method) -> &'static str {
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
