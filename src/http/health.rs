//! `/livez` and `/readyz` for whatever watches the process, `/metrics` for Prometheus.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::error::Problem;
use super::views::time;
use crate::app::App;
use crate::service::telephones::SystemStatus;

/// How far memory has followed the database.
#[derive(Debug, Serialize, ToSchema)]
pub struct Readiness {
    /// `ready` when the database answers, else `unavailable`.
    pub status: &'static str,
    pub version: &'static str,
    /// The newest committed change; `null` when the database does not answer.
    pub revision: Option<i64>,
    /// The change up to which the index in memory has followed.
    pub applied: i64,
    /// Outlets in the index.
    pub outlets: usize,
    /// Telephone systems that are listened to.
    pub telephones: Vec<TelephoneView>,
}

/// How it is with a telephone system. One that is away is no reason to take the server out of service.
#[derive(Debug, Serialize, ToSchema)]
pub struct TelephoneView {
    /// As in the configuration.
    pub name: String,
    /// `asterisk` or `freeswitch`.
    pub system: &'static str,
    /// `connecting`, `connected`, `refused` or `unreachable`.
    pub state: &'static str,
    pub since: String,
    pub live_calls: usize,
}

impl From<SystemStatus> for TelephoneView {
    fn from(status: SystemStatus) -> Self {
        Self {
            name: status.name,
            system: status.language.code(),
            state: status.state.code(),
            since: time::utc(status.since),
            live_calls: status.live_calls,
        }
    }
}

/// The process runs.
#[utoipa::path(get, path = "/livez", tag = "operations", responses((status = 200, description = "Running", body = String)))]
pub async fn livez() -> &'static str {
    "ok\n"
}

/// The service can answer: the database is there and the index is loaded.
#[utoipa::path(get, path = "/readyz", tag = "operations", responses(
    (status = 200, description = "Ready", body = Readiness),
    (status = 503, description = "The database does not answer", body = Readiness),
))]
pub async fn readyz(State(app): State<App>) -> Response {
    let revision = app.store.revision().await.ok();
    let readiness = Readiness {
        status: if revision.is_some() { "ready" } else { "unavailable" },
        version: env!("CARGO_PKG_VERSION"),
        revision,
        applied: app.live.applied(),
        outlets: app.live.outlet_count(),
        telephones: app.telephones.statuses().into_iter().map(TelephoneView::from).collect(),
    };
    let status = if revision.is_some() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(readiness)).into_response()
}

/// Counters and durations in the Prometheus text format.
#[utoipa::path(get, path = "/metrics", tag = "operations", responses(
    (status = 200, description = "Prometheus text format", body = String, content_type = "text/plain"),
))]
pub async fn metrics(State(app): State<App>) -> Result<Response, Problem> {
    let Some(recorder) = &app.metrics else {
        return Err(Problem::not_found("no_metrics", "This process records no metrics."));
    };
    metrics::gauge!("blisko_applied_revision").set(app.live.applied() as f64);
    metrics::gauge!("blisko_outlets").set(app.live.outlet_count() as f64);
    Ok(([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], recorder.render()).into_response())
}
