//! The live layer `customers`: its tiles and its TileJSON, for those who may see customers or count them.
//!
//! The version in the address is the revision and who looks: `437-all`, `437-own-0190…`, `437-cells`. Nothing of it is
//! for shared caches, and even a browser asks again each time: whoever is erased does not stay in a cache for a year,
//! and the next person at the same browser does not get what the one before saw.

use axum::Json;
use axum::extract::State;
use axum::http::header::VARY;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::IntoParams;
use uuid::Uuid;

use super::answer::{Form, Keep, empty};
use super::archive_tiles::coord;
use super::catalogue::short_hash;
use super::negotiate::{has_already, own_address};
use crate::app::App;
use crate::domain::customer::ValueTier;
use crate::domain::customer_map::{CustomerFilter, CustomerMap, PEOPLE_MIN};
use crate::domain::ids::UserId;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::StrictQuery;
use crate::service::customer_tiles::{LAYER, Loading};
use crate::tiles::clusters::LAST_ZOOM;
use crate::tiles::coord::TileCoord;
use crate::tiles::pmtiles::Compression;

/// Which customers the map is of.
#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CustomerMapQuery {
    segment: Option<String>,
    /// `standard`, `silver`, `gold` or `platinum`.
    value_tier: Option<String>,
    /// The user who looks after them.
    owner_id: Option<Uuid>,
}

/// Customers as a vector tile: clusters and points, or counted cells, as far as whoever asks may see them.
#[utoipa::path(get, path = "/tiles/customers/{version}/{z}/{x}/{y}", tag = "tiles", operation_id = "get_customer_tile",
    params(("version" = String, Path, description = "From /tiles/customers.json"),
        ("z" = u8, Path), ("x" = u32, Path), ("y" = u32, Path), CustomerMapQuery),
    responses(
        (status = 200, description = "The tile", body = Vec<u8>, content_type = "application/vnd.mapbox-vector-tile"),
        (status = 204, description = "No customer is there"),
        (status = 304, description = "The client has it already"),
        (status = 403, description = "Filters are for those who may read customers", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "Outside of the layer's zooms", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "Customers are still being loaded", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get_customer_tile(
    State(app): State<App>,
    caller: Caller,
    StrictQuery(query): StrictQuery<CustomerMapQuery>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let coord = tile_coord(&uri)?;
    let map = CustomerMap::of(&caller.actor);
    let filter = query.filter(map)?;
    let picture = app.customer_tiles.picture().await.map_err(loading)?;
    let form = Form::agreed("application/vnd.mapbox-vector-tile", Compression::Gzip, &headers)?;
    let tag = form.tag(&version(picture.revision, map), &format!("{}-{}", coord.id(), query.hash()));
    if has_already(&headers, &tag) {
        return Ok(private(empty(StatusCode::NOT_MODIFIED, &tag, Keep::AskAgainPrivately)));
    }
    let view = app.customer_tiles.view(&picture, map, filter).await;
    let tile = view.map(|view| app.customer_tiles.tile(&view, coord));
    Ok(private(form.answer(tile, &tag, Keep::AskAgainPrivately)?))
}

/// The TileJSON of the layer. Its `tiles` change with every change of a customer: ask again to see it.
#[utoipa::path(get, path = "/tiles/customers.json", tag = "tiles", operation_id = "get_customer_tileset", params(CustomerMapQuery),
    responses(
        (status = 200, description = "TileJSON 3", body = Object),
        (status = 304, description = "Nothing changed"),
        (status = 403, description = "Filters are for those who may read customers", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "Customers are still being loaded", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get_customer_tileset(
    State(app): State<App>,
    caller: Caller,
    StrictQuery(query): StrictQuery<CustomerMapQuery>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let map = CustomerMap::of(&caller.actor);
    let filter = query.filter(map)?;
    let picture = app.customer_tiles.picture().await.map_err(loading)?;
    let version = version(picture.revision, map);
    let tag = format!("\"{version}-{}\"", query.hash());
    if has_already(&headers, &tag) {
        return Ok(private(empty(StatusCode::NOT_MODIFIED, &tag, Keep::AskAgainPrivately)));
    }
    let count = app.customer_tiles.view(&picture, map, filter).await.map_or(0, |view| view.count());
    let base = own_address(&app.config, &headers);
    let body = json!({
        "tilejson": "3.0.0",
        "name": LAYER,
        "tiles": [format!("{base}/tiles/{LAYER}/{version}/{{z}}/{{x}}/{{y}}{}", query.written())],
        "minzoom": 0,
        "maxzoom": LAST_ZOOM,
        "revision": picture.revision,
        "customer_count": shown_count(map, count),
        "vector_layers": [{ "id": LAYER, "description": "Customers", "minzoom": 0, "maxzoom": LAST_ZOOM, "fields": fields(map) }],
    });
    let mut response = Json(body).into_response();
    response.headers_mut().extend(empty(StatusCode::OK, &tag, Keep::AskAgainPrivately).headers().clone());
    Ok(private(response))
}

impl CustomerMapQuery {
    fn filter(&self, map: CustomerMap) -> Result<CustomerFilter, Problem> {
        let given = self.segment.is_some() || self.value_tier.is_some() || self.owner_id.is_some();
        if given && map == (CustomerMap::Cells { filters: false }) {
            let why = "Cells are counted over all customers: two filters subtracted would tell of single people.";
            return Err(Problem::forbidden("customer_filter_refused", why));
        }
        let unknown = || Problem::parameter("value_tier", "unknown_value", "give standard, silver, gold or platinum");
        let tier = self.value_tier.as_deref().map(|code| ValueTier::from_code(code).ok_or_else(unknown));
        Ok(CustomerFilter {
            owner: self.owner_id.map(UserId),
            segment: self.segment.clone(),
            value_tier: tier.transpose()?,
        })
    }

    fn hash(&self) -> String {
        format!("{:016x}", short_hash(&self.written()))
    }

    /// The query as it is asked, to be put behind addresses of tiles.
    fn written(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        let owner = self.owner_id.map(|id| id.to_string());
        let given = [("segment", &self.segment), ("value_tier", &self.value_tier), ("owner_id", &owner)];
        given.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?))).for_each(|(name, value)| {
            query.append_pair(name, value);
        });
        let query = query.finish();
        if query.is_empty() { query } else { format!("?{query}") }
    }
}

/// What addresses of tiles carry: other customers, other version; another person's sight, another version.
fn version(revision: i64, map: CustomerMap) -> String {
    match map {
        CustomerMap::Points { owner: None } => format!("{revision}-all"),
        CustomerMap::Points { owner: Some(owner) } => format!("{revision}-own-{}", owner.0.simple()),
        CustomerMap::Cells { .. } => format!("{revision}-cells"),
        CustomerMap::Nothing => format!("{revision}-none"),
    }
}

fn tile_coord(uri: &Uri) -> Result<TileCoord, Problem> {
    let mut parts = uri.path().rsplit('/');
    let mut next = || parts.next().unwrap_or_default();
    let (y, x, z) = (next(), next(), next());
    let coord = coord([z, x, y])?;
    if coord.z() > LAST_ZOOM {
        let detail = format!("Zoom {} is out of range: customers has the zooms 0 to {LAST_ZOOM}.", coord.z());
        return Err(Problem::not_found("tile_out_of_range", detail));
    }
    Ok(coord)
}

/// Whoever counts cells is told a rounded sum too.
const fn shown_count(map: CustomerMap, count: usize) -> usize {
    match map {
        CustomerMap::Cells { .. } => count - count % PEOPLE_MIN,
        _ => count,
    }
}

fn fields(map: CustomerMap) -> Value {
    let mut fields = json!({
        "count": "Number: customers in a cluster or cell",
        "west": "Number", "south": "Number", "east": "Number", "north": "Number",
    });
    match map {
        CustomerMap::Cells { .. } => fields["about"] = json!("Boolean: the number is rounded down"),
        _ => {
            fields["capped"] = json!("Boolean: too many customers to show each");
            ["id", "value_tier", "segment"].into_iter().for_each(|name| fields[name] = json!("String"));
        }
    }
    fields
}

fn loading(_: Loading) -> Problem {
    let detail = "Customers are still being loaded. Try again in a moment.";
    Problem::new(StatusCode::SERVICE_UNAVAILABLE, "customers_loading", detail)
}

/// Another cookie or key, another answer.
fn private(mut response: Response) -> Response {
    response.headers_mut().insert(VARY, HeaderValue::from_static("accept-encoding, cookie, authorization"));
    response
}
