//! Pelias: GeoJSON with layers and a confidence.

use serde::Deserialize;

use super::{Foreign, OutsideError, OutsideGeocoder};
use crate::geocoder::answer::{Components, Level};
use crate::geocoder::query::Options;

#[derive(Deserialize)]
struct Collection {
    features: Vec<Feature>,
}

#[derive(Deserialize)]
struct Feature {
    geometry: Geometry,
    properties: Properties,
}

#[derive(Deserialize)]
struct Geometry {
    coordinates: [f64; 2],
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Properties {
    gid: String,
    layer: String,
    label: String,
    name: String,
    housenumber: String,
    street: String,
    neighbourhood: String,
    locality: String,
    localadmin: String,
    county: String,
    region: String,
    postalcode: String,
    country_code: String,
    confidence: Option<f64>,
}

pub(super) fn ask(server: &OutsideGeocoder, text: &str, options: &Options) -> Result<Vec<Foreign>, OutsideError> {
    let (size, countries) = (options.limit.to_string(), options.countries.join(","));
    let mut parameters = vec![("text", text), ("size", &size)];
    if !server.key.is_empty() {
        parameters.push(("api_key", &server.key));
    }
    if !countries.is_empty() {
        parameters.push(("boundary.country", &countries));
    }
    let found: Collection = server.get("/v1/search", &parameters)?;
    Ok(found.features.into_iter().map(foreign).collect())
}

fn foreign(feature: Feature) -> Foreign {
    let [lon, lat] = feature.geometry.coordinates;
    let parts = feature.properties;
    Foreign {
        id: parts.gid,
        lon,
        lat,
        level: level(&parts.layer),
        confidence: parts.confidence,
        label: parts.label,
        components: Components {
            name: parts.name,
            house_number: parts.housenumber,
            street: parts.street,
            district: parts.neighbourhood,
            city: if parts.locality.is_empty() { parts.localadmin } else { parts.locality },
            county: parts.county,
            region: parts.region,
            postcode: parts.postalcode,
            country: parts.country_code,
            ..Components::default()
        },
    }
}

fn level(layer: &str) -> Option<Level> {
    Some(match layer {
        "address" => Level::Building,
        "venue" => Level::Poi,
        "street" => Level::Street,
        "postalcode" => Level::Postcode,
        "neighbourhood" | "borough" => Level::District,
        "locality" | "localadmin" => Level::Settlement,
        "county" => Level::County,
        "region" | "macroregion" => Level::Region,
        "country" => Level::Country,
        _ => return None,
    })
}
