//! OGC API Features, part 1 (17-069r4): outlets as a collection that QGIS and other GIS software opens.
//!
//! Landing page, conformance, collections, items and single items below `/ogc`. Filters: `bbox`,
//! `datetime` (when the record last changed), `limit`, and the properties `kind`, `status`, `country`.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use utoipa::IntoParams;

use super::outlets::{parse_box, parse_time};
use crate::app::App;
use crate::domain::ids::OutletId;
use crate::domain::outlet::{Outlet, OutletKind, OutletStatus};
use crate::domain::permission::Permission;
use crate::geo::LonLat;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, StrictQuery};
use crate::http::page;
use crate::http::views::geojson::{Feature, FeatureCollection, bounds};
use crate::http::views::outlet::OutletBody;
use crate::http::views::time;
use crate::store::outlets::{OutletFilter, OutletPosition, OutletSort};
use crate::units::Timestamp;

/// Most features a page holds.
const LIMIT_MAX: i64 = 10_000;

/// The standard's own default.
const LIMIT_DEFAULT: i64 = 10;

const CRS84: &str = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

const GREGORIAN: &str = "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian";

const EARTH: [f64; 4] = [-180.0, -90.0, 180.0, 90.0];

const CONFORMANCE: [&str; 4] = [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
    "http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core",
];

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ItemsQuery {
    /// west,south,east,north in degrees; with heights, six numbers.
    bbox: Option<String>,
    /// When the record last changed: a time or an interval, open ends as `..`.
    datetime: Option<String>,
    /// 1 to 10000; 10 when absent.
    limit: Option<i64>,
    /// From the `next` link.
    after: Option<String>,
    kind: Option<String>,
    status: Option<String>,
    country: Option<String>,
    /// Only `json` is there.
    f: Option<String>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FormatQuery {
    /// Only `json` is there.
    f: Option<String>,
}

/// Where to go from here.
#[utoipa::path(get, path = "/ogc", tag = "features", operation_id = "ogc_landing_page", params(FormatQuery),
    responses((status = 200, description = "Links", body = Object)))]
pub async fn landing_page(
    State(app): State<App>,
    StrictQuery(query): StrictQuery<FormatQuery>,
) -> Result<Json<Value>, Problem> {
    check_format(query.f.as_deref())?;
    let base = base(&app);
    Ok(Json(json!({
        "title": "Blisko",
        "description": "Outlets with their opening hours and services",
        "links": [
            link(&base, "self", "application/json", "This page"),
            link(&format!("{}/openapi.json", app.config.public_address()), "service-desc", "application/vnd.oai.openapi+json;version=3.1", "The API"),
            link(&format!("{}/api", app.config.public_address()), "service-doc", "text/html", "The API to read"),
            link(&format!("{base}/conformance"), "conformance", "application/json", "What is implemented"),
            link(&format!("{base}/collections"), "data", "application/json", "The collections"),
        ],
    })))
}

/// The parts of the standard that are implemented.
#[utoipa::path(get, path = "/ogc/conformance", tag = "features", operation_id = "ogc_conformance", params(FormatQuery),
    responses((status = 200, description = "Conformance classes", body = Object)))]
pub async fn conformance(StrictQuery(query): StrictQuery<FormatQuery>) -> Result<Json<Value>, Problem> {
    check_format(query.f.as_deref())?;
    Ok(Json(json!({ "conformsTo": CONFORMANCE })))
}

/// The collections.
#[utoipa::path(get, path = "/ogc/collections", tag = "features", operation_id = "ogc_collections", params(FormatQuery),
    responses((status = 200, description = "Collections", body = Object)))]
pub async fn collections(
    State(app): State<App>,
    caller: Caller,
    StrictQuery(query): StrictQuery<FormatQuery>,
) -> Result<Json<Value>, Problem> {
    check_format(query.f.as_deref())?;
    let base = base(&app);
    let links = [link(&format!("{base}/collections"), "self", "application/json", "The collections")];
    Ok(Json(json!({ "links": links, "collections": [describe(&base, extent(&app, &caller))] })))
}

/// One collection.
#[utoipa::path(get, path = "/ogc/collections/{collection_id}", tag = "features", operation_id = "ogc_collection",
    params(("collection_id" = String, Path), FormatQuery),
    responses(
        (status = 200, description = "The collection", body = Object),
        (status = 404, description = "There is no such collection", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn collection(
    State(app): State<App>,
    caller: Caller,
    Path(collection): Path<String>,
    StrictQuery(query): StrictQuery<FormatQuery>,
) -> Result<Json<Value>, Problem> {
    check_format(query.f.as_deref())?;
    check_collection(&collection)?;
    Ok(Json(describe(&base(&app), extent(&app, &caller))))
}

/// A page of features.
#[utoipa::path(get, path = "/ogc/collections/{collection_id}/items", tag = "features", operation_id = "ogc_items",
    params(("collection_id" = String, Path), ItemsQuery),
    responses(
        (status = 200, description = "A page", body = FeatureCollection, content_type = "application/geo+json"),
        (status = 404, description = "There is no such collection", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn items(
    State(app): State<App>,
    Path(collection): Path<String>,
    StrictQuery(query): StrictQuery<ItemsQuery>,
) -> Result<Response, Problem> {
    check_format(query.f.as_deref())?;
    check_collection(&collection)?;
    // The standard wants a limit above the maximum to be lowered, not refused.
    let limit = query.limit.unwrap_or(LIMIT_DEFAULT).min(LIMIT_MAX);
    let limit = page::limit(Some(limit), LIMIT_DEFAULT, LIMIT_MAX)?;
    let filter = filter(&query)?;
    let after = query.after.as_deref().map(|token| page::read_token(token, OutletSort::Id)).transpose()?;
    let matched = app.store.count_outlets_matching(&filter).await?;
    let mut outlets = app.store.outlet_page(&filter, OutletSort::Id, after.as_ref(), limit + 1).await?;
    let more = outlets.len() as i64 > limit;
    outlets.truncate(limit as usize);
    let next = outlets.last().filter(|_| more).map(|last| page::write_token(&OutletPosition::Id(last.id.0)));
    let points: Vec<LonLat> = outlets.iter().map(|outlet| outlet.draft.point).collect();
    let features: Vec<Feature> = outlets.iter().map(feature).collect();
    let mut extra = Map::new();
    extra.insert("numberMatched".to_owned(), json!(matched));
    extra.insert("numberReturned".to_owned(), json!(features.len()));
    extra.insert("timeStamp".to_owned(), json!(time::utc(app.clock.now())));
    extra.insert("links".to_owned(), json!(item_links(&base(&app), &query, limit, next.as_deref())));
    Ok(geojson(&FeatureCollection::new(features, points.into_iter(), extra)))
}

/// One feature.
#[utoipa::path(get, path = "/ogc/collections/outlets/items/{outlet_id}", tag = "features", operation_id = "ogc_item",
    params(("outlet_id" = uuid::Uuid, Path), FormatQuery),
    responses(
        (status = 200, description = "The feature", body = Feature, content_type = "application/geo+json"),
        (status = 404, description = "There is no such outlet", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn item(
    State(app): State<App>,
    IdPath(id): IdPath<OutletId>,
    StrictQuery(query): StrictQuery<FormatQuery>,
) -> Result<Response, Problem> {
    check_format(query.f.as_deref())?;
    let outlet = app.store.find_outlet(id).await?;
    let outlet = outlet.ok_or_else(|| Problem::not_found("outlet_not_found", "There is no outlet with this id."))?;
    let base = base(&app);
    let mut feature = feature(&outlet);
    feature.links = Some(json!([
        link(&format!("{base}/collections/outlets/items/{id}"), "self", "application/geo+json", "This outlet"),
        link(&format!("{base}/collections/outlets"), "collection", "application/json", "All outlets"),
    ]));
    Ok(geojson(&feature))
}

fn base(app: &App) -> String {
    format!("{}/ogc", app.config.public_address())
}

fn link(href: &str, rel: &str, kind: &str, title: &str) -> Value {
    json!({ "href": href, "rel": rel, "type": kind, "title": title })
}

/// The box that GIS software zooms to. Who may not read the outlets does not learn from it where they are. Read
/// anew each time, two milliseconds for a million outlets, so that it is right after every edit.
fn extent(app: &App, caller: &Caller) -> [f64; 4] {
    if !caller.actor.may(Permission::OutletsRead) {
        return EARTH;
    }
    bounds(app.live.outlets().read().places()).unwrap_or(EARTH)
}

fn describe(base: &str, extent: [f64; 4]) -> Value {
    let collection = format!("{base}/collections/outlets");
    json!({
        "id": "outlets",
        "title": "Outlets",
        "description": "Branches, stores and service points of the company",
        "itemType": "feature",
        "crs": [CRS84],
        "storageCrs": CRS84,
        "extent": {
            "spatial": { "bbox": [extent], "crs": CRS84 },
            // Open at both ends: `datetime` asks when records changed, and they go on changing.
            "temporal": { "interval": [[null, null]], "trs": GREGORIAN },
        },
        "links": [
            link(&collection, "self", "application/json", "This collection"),
            link(&format!("{collection}/items"), "items", "application/geo+json", "Outlets as GeoJSON"),
        ],
    })
}

fn check_collection(id: &str) -> Result<(), Problem> {
    if id == "outlets" {
        return Ok(());
    }
    Err(Problem::not_found("collection_not_found", "The collections are: outlets."))
}

fn check_format(format: Option<&str>) -> Result<(), Problem> {
    match format {
        None | Some("json" | "geojson") => Ok(()),
        Some(_) => Err(Problem::parameter("f", "unknown_value", "use json")),
    }
}

fn filter(query: &ItemsQuery) -> Result<OutletFilter, Problem> {
    let unknown = |name: &str| Problem::parameter(name, "unknown_value", "this value does not exist");
    let kind = query.kind.as_deref().map(|code| OutletKind::from_code(code).ok_or_else(|| unknown("kind")));
    let status = query.status.as_deref().map(|code| OutletStatus::from_code(code).ok_or_else(|| unknown("status")));
    let (updated_from, updated_until) = query.datetime.as_deref().map(interval).transpose()?.unwrap_or_default();
    Ok(OutletFilter {
        kind: kind.transpose()?,
        statuses: status.transpose()?.map(|status| vec![status]),
        country: query.country.clone(),
        within: query.bbox.as_deref().map(|text| parse_box(&without_heights(text))).transpose()?,
        updated_from,
        updated_until,
        ..OutletFilter::default()
    })
}

/// Six numbers are west, south, low, east, north, high.
fn without_heights(text: &str) -> String {
    match text.split(',').collect::<Vec<_>>()[..] {
        [west, south, _, east, north, _] => [west, south, east, north].join(","),
        _ => text.to_owned(),
    }
}

type Interval = (Option<Timestamp>, Option<Timestamp>);

/// `2026-11-28T00:00:00Z`, `2026-11-28T00:00:00Z/..`, `../2026-11-28T00:00:00Z`.
fn interval(text: &str) -> Result<Interval, Problem> {
    let end = |text: &str| match text {
        "" | ".." => Ok(None),
        text => parse_time("datetime", text).map(Some),
    };
    match text.split_once('/') {
        Some((from, until)) => Ok((end(from)?, end(until)?)),
        None => parse_time("datetime", text).map(|at| (Some(at), Some(at))),
    }
}

fn feature(outlet: &Outlet) -> Feature {
    let mut properties = serde_json::to_value(OutletBody::from(&outlet.draft)).unwrap_or_default();
    // Flat and without lists of objects: a table in GIS software has cells.
    if let Some(map) = properties.as_object_mut() {
        for name in ["lon", "lat", "overrides", "promotions"] {
            map.remove(name);
        }
        if let Some(Value::Object(address)) = map.remove("address") {
            map.extend(address);
        }
        for name in ["services", "products"] {
            let joined = map
                .get(name)
                .and_then(Value::as_array)
                .map(|list| list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(","));
            map.insert(name.to_owned(), json!(joined));
        }
        map.insert("updated_at".to_owned(), json!(time::utc(outlet.updated_at)));
    }
    Feature::point(outlet.id, outlet.draft.point, properties)
}

fn item_links(base: &str, query: &ItemsQuery, limit: i64, next: Option<&str>) -> Vec<Value> {
    let address = |after: Option<&str>| {
        let mut text = form_urlencoded::Serializer::new(String::new());
        text.append_pair("limit", &limit.to_string());
        let kept = [
            ("bbox", query.bbox.as_deref()),
            ("datetime", query.datetime.as_deref()),
            ("kind", query.kind.as_deref()),
            ("status", query.status.as_deref()),
            ("country", query.country.as_deref()),
            ("after", after),
        ];
        for (name, value) in kept {
            if let Some(value) = value {
                text.append_pair(name, value);
            }
        }
        format!("{base}/collections/outlets/items?{}", text.finish())
    };
    let mut links = vec![
        link(&address(query.after.as_deref()), "self", "application/geo+json", "This page"),
        link(&format!("{base}/collections/outlets"), "collection", "application/json", "All outlets"),
    ];
    if let Some(next) = next {
        links.push(link(&address(Some(next)), "next", "application/geo+json", "The next page"));
    }
    links
}

fn geojson(value: &impl serde::Serialize) -> Response {
    let headers = [(CONTENT_TYPE, HeaderValue::from_static("application/geo+json"))];
    (headers, Json(value).into_response().into_body()).into_response()
}
