//! Travel times and distances from many places to many.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::conditions::{self, ConditionsBody};
use super::parameters::{mode, places_of_body, snap_radius};
use super::standing::setting_out;
use crate::app::App;
use crate::domain::permission::Permission;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::StrictJson;
use crate::http::views::roads::MatrixView;
use crate::service::roads::TableQuestion;

/// Places on one side: a day of a region's customers.
pub const PLACES_MAX: usize = 10_000;

/// Origins times destinations: a thousand by a thousand. Bounds the answer to some twenty megabytes and its making
/// to a second.
pub const CELLS_MAX: usize = 1_000_000;

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MatrixRequest {
    /// 1 to 10,000 places, each longitude and latitude.
    #[schema(value_type = Vec<Vec<f64>>)]
    pub origins: Vec<[f64; 2]>,
    /// The origins when absent. Origins times destinations at most 1,000,000; fewer for callers without `roads.plan`.
    #[serde(default)]
    #[schema(value_type = Option<Vec<Vec<f64>>>)]
    pub destinations: Option<Vec<[f64; 2]>>,
    /// `car`, `foot` or `bike`; `car` when absent.
    #[serde(default)]
    pub mode: Option<String>,
    /// How far from a road a place may be, 1 to 20000; 2000 when absent.
    #[serde(default)]
    pub snap_radius_m: Option<f64>,
    /// When one sets out, RFC 3339 with a zone; now when absent. Decides which kept conditions hold.
    #[serde(default)]
    pub depart: Option<String>,
    /// The class of the vehicle, as kept conditions name it.
    #[serde(default)]
    pub vehicle: Option<String>,
    /// Closures and the like, besides those that are kept; for callers with `roads.plan`.
    #[serde(default)]
    pub conditions: Option<ConditionsBody>,
}

/// Times and distances from every origin to every destination. Cells of places off the roads are straight lines, and
/// the answer lists those places.
#[utoipa::path(post, path = "/api/v1/matrix", tag = "roads", operation_id = "find_matrix",
    request_body = MatrixRequest,
    responses(
        (status = 200, description = "One row for an origin", body = MatrixView),
        (status = 400, description = "A part of the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn find_matrix(
    State(app): State<App>,
    caller: Caller,
    StrictJson(request): StrictJson<MatrixRequest>,
) -> Result<Response, Problem> {
    let mode = mode(request.mode.as_deref()).map_err(Problem::of_body)?;
    let radius = snap_radius(request.snap_radius_m).map_err(Problem::of_body)?;
    let origins = places_of_body("/origins", &request.origins, 1, PLACES_MAX)?;
    let destinations = match &request.destinations {
        Some(pairs) => places_of_body("/destinations", pairs, 1, PLACES_MAX)?,
        None => origins.clone(),
    };
    let own = conditions::read_for(&caller, request.conditions.as_ref())?;
    let standing = setting_out(&app, &caller, mode, request.depart, request.vehicle).map_err(Problem::of_body)?;
    let conditions = standing.conditions.clone().and(own);
    let most = cells_max(&app, &caller);
    if origins.len() * destinations.len() > most {
        let message = format!("origins times destinations may be {most} at most: ask in parts");
        return Err(Problem::field("/destinations", "too_many", message));
    }
    let question = TableQuestion { mode, origins, destinations, radius, conditions };
    let table = app.routing.table(question).await?;
    let write = move |_: &_| serde_json::to_vec(&MatrixView::new(&table, &standing)).expect("numbers can be written");
    let json = Bytes::from(app.routing.ask(write).await?);
    Ok(([(CONTENT_TYPE, "application/json")], json).into_response())
}

/// How many cells somebody may ask for at once.
pub fn cells_max(app: &App, caller: &Caller) -> usize {
    if caller.actor.may(Permission::RoadsPlan) { CELLS_MAX } else { app.config.matrix_cells_visitor_max.get() as usize }
}
