//! Photon: `/api` for what people are typing, `/reverse` for points, both GeoJSON.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use serde_json::{Map, Value, json};

use super::lenient::Lenient;
use super::place::{country_of, extent, number, own_name, tag};
use super::wanted::{ask, ask_text, language, limit};
use crate::app::App;
use crate::domain::language::Language;
use crate::geo::BoundingBox;
use crate::geocoder::answer::{Candidate, Level};
use crate::geocoder::query::{LIMIT_MAX, Options, TEXT_CHARS_MAX};
use crate::http::api::geocode::bounded_text;
use crate::http::error::{Problem, ProblemBody};
use crate::http::views::geocode::{level_code, source_code};
use crate::service::geocode::{Question, Sought};
use crate::units::Meters;

/// Photon's own.
const LIMIT: usize = 15;

/// Kilometres that `/reverse` looks around by itself, and at most.
const RADIUS_KM: f64 = 1.0;
const RADIUS_KM_MAX: f64 = 50.0;

/// Search as you type, in the form of Photon.
#[utoipa::path(get, path = "/photon/api", tag = "geocoding", operation_id = "photon_search",
    params(
        ("q" = String, Query, description = "What has been typed"),
        ("lat" = Option<f64>, Query, description = "Where the asker is"),
        ("lon" = Option<f64>, Query),
        ("limit" = Option<i64>, Query, description = "1 to 50; 15 when absent"),
        ("lang" = Option<String>, Query, description = "pl, cs or en: the language of country names"),
        ("bbox" = Option<String>, Query, description = "minLon,minLat,maxLon,maxLat"),
        ("layer" = Option<String>, Query, description = "house, street, district, city, county, state, country or other; may be repeated"),
        ("osm_tag" = Option<String>, Query, description = "key:value, key or :value, with ! for not; may be repeated"),
        ("countrycode" = Option<String>, Query, description = "ISO 3166-1 alpha-2, separated by commas"),
    ),
    responses(
        (status = 200, description = "A GeoJSON FeatureCollection", body = Object),
        (status = 400, description = "A parameter cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn photon_search(State(app): State<App>, query: Lenient) -> Result<Json<Value>, Problem> {
    let text = query.get("q").ok_or_else(|| Problem::parameter("q", "required", "say what you look for"))?;
    let text = bounded_text("q", text, TEXT_CHARS_MAX)?;
    let (limit, filter) = (limit(&query, LIMIT)?, Filter::of(&query));
    let options = Options {
        // What the filter drops must not use up the places of what it keeps.
        limit: if filter.is_empty() { limit } else { LIMIT_MAX },
        bias: query.point()?,
        within: query.four("bbox")?.map(bounding_box).transpose()?,
        countries: query.all("countrycode").flat_map(|codes| codes.split(',')).map(str::to_ascii_uppercase).collect(),
        reply: None,
    };
    let mut candidates = ask_text(&app, text, true, options).await?;
    candidates.retain(|candidate| filter.keeps(candidate.level));
    candidates.truncate(limit);
    Ok(Json(collection(&candidates, language(&query, "lang", &HeaderMap::new()))))
}

/// What is at a point, in the form of Photon.
#[utoipa::path(get, path = "/photon/reverse", tag = "geocoding", operation_id = "photon_reverse",
    params(
        ("lat" = f64, Query), ("lon" = f64, Query),
        ("radius" = Option<f64>, Query, description = "Kilometres, up to 50; 1 when absent"),
        ("limit" = Option<i64>, Query, description = "1 to 50; 1 when absent"),
        ("lang" = Option<String>, Query, description = "pl, cs or en: the language of country names"),
    ),
    responses(
        (status = 200, description = "A GeoJSON FeatureCollection", body = Object),
        (status = 400, description = "A parameter cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn photon_reverse(State(app): State<App>, query: Lenient) -> Result<Json<Value>, Problem> {
    let point = query.point()?.ok_or_else(|| Problem::parameter("lat", "required", "give lat and lon"))?;
    let radius_km: f64 = query.number("radius")?.filter(|km: &f64| *km > 0.0).unwrap_or(RADIUS_KM);
    let (limit, filter) = (limit(&query, 1)?, Filter::of(&query));
    let options = Options { limit: if filter.is_empty() { limit } else { LIMIT_MAX }, ..Options::default() };
    let radius = Meters(radius_km.min(RADIUS_KM_MAX) * 1000.0);
    let mut candidates = ask(&app, Question { sought: Sought::Near(point, radius), options }).await?;
    candidates.retain(|candidate| filter.keeps(candidate.level));
    candidates.truncate(limit);
    Ok(Json(collection(&candidates, language(&query, "lang", &HeaderMap::new()))))
}

fn bounding_box([west, south, east, north]: [f64; 4]) -> Result<BoundingBox, Problem> {
    BoundingBox::new(west, south, east, north)
        .map_err(|error| Problem::parameter("bbox", "out_of_range", error.to_string()))
}

/// `layer` and `osm_tag`, as far as we know what a thing is: its level.
#[derive(Debug)]
struct Filter {
    layers: Vec<String>,
    tags: Vec<String>,
}

impl Filter {
    fn of(query: &Lenient) -> Self {
        let owned = |name: &'static str| query.all(name).map(str::to_owned).collect();
        Self { layers: owned("layer"), tags: owned("osm_tag") }
    }

    fn is_empty(&self) -> bool {
        self.layers.is_empty() && self.tags.is_empty()
    }

    /// One of the layers, one of the wanted tags, none of the unwanted ones.
    fn keeps(&self, level: Level) -> bool {
        let layer = self.layers.is_empty() || self.layers.iter().any(|layer| layer == tag(level).layer);
        let (unwanted, wanted): (Vec<&String>, Vec<&String>) = self.tags.iter().partition(|each| each.contains('!'));
        let fits = |each: &&String| fits_tag(level, &each.replace('!', ""));
        layer && (wanted.is_empty() || wanted.iter().any(fits)) && !unwanted.iter().any(fits)
    }
}

/// `key:value`, `key` or `:value`.
fn fits_tag(level: Level, asked: &str) -> bool {
    let own = tag(level);
    let (key, value) = asked.split_once(':').unwrap_or((asked, ""));
    (key.is_empty() || key == own.key) && (value.is_empty() || value == own.value)
}

fn collection(candidates: &[Candidate], language: Language) -> Value {
    let features: Vec<Value> = candidates.iter().map(|candidate| feature(candidate, language)).collect();
    json!({ "type": "FeatureCollection", "features": features })
}

fn feature(candidate: &Candidate, language: Language) -> Value {
    let (own, parts, area) = (tag(candidate.level), &candidate.components, extent(candidate));
    let mut properties = Map::new();
    properties.insert("osm_type".into(), json!("N"));
    properties.insert("osm_id".into(), json!(number(candidate)));
    properties.insert("osm_key".into(), json!(own.key));
    properties.insert("osm_value".into(), json!(own.value));
    properties.insert("type".into(), json!(own.layer));
    let country = country_of(parts, language);
    // What the thing itself is called stands in `name` alone.
    let above = |level: Level, part: &'static str| if candidate.level == level { None } else { Some(part) };
    for (name, value) in [
        (Some("name"), own_name(candidate)),
        (Some("housenumber"), parts.house_number.as_str()),
        (above(Level::Street, "street"), &parts.street),
        (above(Level::District, "district"), &parts.district),
        (above(Level::Settlement, "city"), &parts.city),
        (above(Level::County, "county"), &parts.county),
        (above(Level::Region, "state"), &parts.region),
        (above(Level::Postcode, "postcode"), &parts.postcode),
        (above(Level::Country, "country"), &country),
        (Some("countrycode"), &parts.country),
    ] {
        if let Some(name) = name.filter(|_| !value.is_empty()) {
            properties.insert(name.into(), json!(value));
        }
    }
    if candidate.level > Level::Poi {
        properties.insert("extent".into(), json!([area.west(), area.north(), area.east(), area.south()]));
    }
    properties.insert("level".into(), json!(level_code(candidate.level)));
    properties.insert("confidence".into(), json!(candidate.confidence));
    properties.insert("radius_m".into(), json!(candidate.radius.0.ceil()));
    properties.insert("source".into(), json!(source_code(candidate.source)));
    let coordinates = [candidate.point.lon(), candidate.point.lat()];
    json!({ "type": "Feature", "geometry": { "type": "Point", "coordinates": coordinates }, "properties": properties })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layers_and_tags_keep_what_they_name() {
        for (query, kept) in [
            ("", [true, true, true]),
            ("layer=house", [true, false, false]),
            ("layer=house&layer=street", [true, true, false]),
            ("osm_tag=place:house", [true, false, false]),
            ("osm_tag=place", [true, false, true]),
            ("osm_tag=!highway", [true, false, true]),
            ("osm_tag=:!city", [true, true, false]),
            ("osm_tag=tourism:museum", [false, false, false]),
        ] {
            let filter = Filter::of(&Lenient::of(Some(query)));
            let levels = [Level::Building, Level::Street, Level::Settlement];
            assert_eq!(levels.map(|level| filter.keeps(level)), kept, "{query}");
        }
    }
}
