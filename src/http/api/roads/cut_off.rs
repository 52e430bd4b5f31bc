//! Roads that nobody gets to or away from: for whoever mends the map.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, json};
use utoipa::IntoParams;

use super::parameters::mode;
use crate::app::App;
use crate::http::api::geocode::bounding_box;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::StrictQuery;
use crate::http::page::limit;
use crate::http::views::geojson::FeatureCollection;
use crate::http::views::roads::cut_off_feature;

/// What a map can show; the total is told anyway.
const LIMIT: i64 = 1_000;
const LIMIT_MAX: i64 = 10_000;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CutOffQuery {
    /// west,south,east,north.
    #[param(example = "13.2,53.5,13.4,53.6")]
    bbox: String,
    /// `car`, `foot` or `bike`; `car` when absent.
    mode: Option<String>,
    /// 1 to 10000; 1000 when absent.
    limit: Option<i64>,
}

/// Pieces of road in a box that are cut off from the main part of the network: `why` is `no_way_in`, `no_way_out` or
/// `alone`. `total` counts those beyond the limit too.
#[utoipa::path(get, path = "/api/v1/roads/cut-off", tag = "roads", operation_id = "list_cut_off_roads",
    params(CutOffQuery),
    responses(
        (status = 200, description = "LineStrings", body = FeatureCollection, content_type = "application/geo+json"),
        (status = 400, description = "A parameter is unknown or cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn list_cut_off_roads(
    State(app): State<App>,
    StrictQuery(query): StrictQuery<CutOffQuery>,
) -> Result<Response, Problem> {
    let (mode, within) = (mode(query.mode.as_deref())?, bounding_box(&query.bbox)?);
    let limit = limit(query.limit, LIMIT, LIMIT_MAX)? as usize;
    let (links, total) = app.routing.ask(move |roads| roads.cut_off(mode, within, limit)).await?;
    let features = (1..).zip(&links).map(|(number, link)| cut_off_feature(number, link)).collect();
    let mut extra = Map::new();
    extra.insert("total".to_owned(), json!(total));
    let collection = FeatureCollection::new(features, links.iter().flat_map(|link| link.line.iter().copied()), extra);
    Ok(super::geojson_response(Json(collection)))
}
