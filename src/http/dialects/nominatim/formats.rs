//! The four ways to write an answer down.

use serde_json::{Map, Value, json};

use crate::domain::language::Language;
use crate::geocoder::answer::{Candidate, Level};
use crate::http::dialects::place::{country_of, extent, long_label, number, own_name, tag};
use crate::http::views::geocode::{level_code, source_code};

/// Whose data the answers are.
const LICENCE: &str = "Data © OpenStreetMap contributors, ODbL 1.0. https://osm.org/copyright";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Json,
    JsonV2,
    GeoJson,
    GeocodeJson,
}

/// A candidate and how it is to be told.
#[derive(Clone, Copy, Debug)]
pub struct Shown<'a> {
    pub candidate: &'a Candidate,
    /// With the address in parts.
    pub details: bool,
    pub language: Language,
}

impl Format {
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "json" => Some(Format::Json),
            "jsonv2" => Some(Format::JsonV2),
            "geojson" => Some(Format::GeoJson),
            "geocodejson" => Some(Format::GeocodeJson),
            _ => None,
        }
    }
}

/// All that was found for `asked`.
pub fn found(format: Format, asked: &str, all: &[Shown]) -> Value {
    match format {
        Format::Json | Format::JsonV2 => all.iter().map(|shown| place(format, shown)).collect(),
        Format::GeoJson => geojson(all),
        Format::GeocodeJson => geocodejson(asked, all),
    }
}

/// The one thing at a point; the collections have one feature.
pub fn found_one(format: Format, shown: &Shown) -> Value {
    match format {
        Format::Json | Format::JsonV2 => place(format, shown),
        Format::GeoJson => geojson(&[*shown]),
        Format::GeocodeJson => geocodejson("", &[*shown]),
    }
}

fn place(format: Format, shown: &Shown) -> Value {
    let (candidate, area) = (shown.candidate, extent(shown.candidate));
    let mut place = facts(format, shown);
    let degrees = |value: f64| json!(format!("{value:.7}"));
    place.insert("lat".into(), degrees(candidate.point.lat()));
    place.insert("lon".into(), degrees(candidate.point.lon()));
    let sides = [area.south(), area.north(), area.west(), area.east()];
    place.insert("boundingbox".into(), sides.into_iter().map(degrees).collect());
    place.insert("licence".into(), json!(LICENCE));
    Value::Object(place)
}

fn geojson(all: &[Shown]) -> Value {
    let feature = |shown: &Shown| {
        let area = extent(shown.candidate);
        json!({
            "type": "Feature",
            "properties": facts(Format::JsonV2, shown),
            "bbox": [area.west(), area.south(), area.east(), area.north()],
            "geometry": point(shown.candidate),
        })
    };
    let features: Vec<Value> = all.iter().map(feature).collect();
    json!({ "type": "FeatureCollection", "licence": LICENCE, "features": features })
}

fn geocodejson(asked: &str, all: &[Shown]) -> Value {
    let feature = |shown: &Shown| {
        json!({
            "type": "Feature",
            "properties": { "geocoding": geocoding(shown) },
            "geometry": point(shown.candidate),
        })
    };
    let features: Vec<Value> = all.iter().map(feature).collect();
    json!({
        "type": "FeatureCollection",
        "geocoding": { "version": "0.1.0", "attribution": LICENCE, "licence": "ODbL", "query": asked },
        "features": features,
    })
}

fn point(candidate: &Candidate) -> Value {
    json!({ "type": "Point", "coordinates": [candidate.point.lon(), candidate.point.lat()] })
}

/// What `json`, `jsonv2` and `geojson` say alike. `class` is called `category` in all but the first.
fn facts(format: Format, shown: &Shown) -> Map<String, Value> {
    let candidate = shown.candidate;
    let own = tag(candidate.level);
    let mut facts = Map::new();
    facts.insert("place_id".into(), json!(number(candidate)));
    let class = if format == Format::Json { "class" } else { "category" };
    facts.insert(class.into(), json!(own.key));
    facts.insert("type".into(), json!(own.value));
    facts.insert("place_rank".into(), json!(own.rank));
    facts.insert("importance".into(), json!(candidate.confidence));
    facts.insert("addresstype".into(), json!(own.address_type));
    facts.insert("name".into(), json!(own_name(candidate)));
    facts.insert("display_name".into(), json!(long_label(candidate, shown.language)));
    facts.insert("level".into(), json!(level_code(candidate.level)));
    facts.insert("confidence".into(), json!(candidate.confidence));
    facts.insert("radius_m".into(), json!(candidate.radius.0.ceil()));
    facts.insert("source".into(), json!(source_code(candidate.source)));
    if shown.details {
        facts.insert("address".into(), Value::Object(address(shown)));
    }
    facts
}

fn address(shown: &Shown) -> Map<String, Value> {
    let parts = &shown.candidate.components;
    let (country, code) = (country_of(parts, shown.language), parts.country.to_lowercase());
    let name = if shown.candidate.level == Level::Poi { own_name(shown.candidate) } else { "" };
    filled([
        ("amenity", name),
        ("house_number", &parts.house_number),
        ("road", &parts.street),
        ("suburb", &parts.district),
        ("city", &parts.city),
        ("municipality", &parts.commune),
        ("county", &parts.county),
        ("state", &parts.region),
        ("postcode", &parts.postcode),
        ("country", &country),
        ("country_code", &code),
    ])
}

fn geocoding(shown: &Shown) -> Map<String, Value> {
    let candidate = shown.candidate;
    let (parts, own) = (&candidate.components, tag(candidate.level));
    let (country, code) = (country_of(parts, shown.language), parts.country.to_lowercase());
    let label = long_label(candidate, shown.language);
    let mut words = filled([
        ("type", own.layer),
        ("label", &label),
        ("name", own_name(candidate)),
        ("housenumber", &parts.house_number),
        ("street", &parts.street),
        ("district", &parts.district),
        ("city", &parts.city),
        ("county", &parts.county),
        ("state", &parts.region),
        ("postcode", &parts.postcode),
        ("country", &country),
        ("country_code", &code),
    ]);
    words.insert("place_id".into(), json!(number(candidate)));
    words.insert("accuracy".into(), json!(candidate.radius.0.ceil()));
    words.insert("level".into(), json!(level_code(candidate.level)));
    words.insert("confidence".into(), json!(candidate.confidence));
    words
}

fn filled<const N: usize>(words: [(&str, &str); N]) -> Map<String, Value> {
    let filled = words.into_iter().filter(|(_, value)| !value.is_empty());
    filled.map(|(name, value)| (name.to_owned(), json!(value))).collect()
}
