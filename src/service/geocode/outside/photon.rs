//! Photon: GeoJSON, one feature per answer.

use serde::Deserialize;

use super::{Foreign, OutsideError, OutsideGeocoder, upper};
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
    osm_type: String,
    osm_id: u64,
    r#type: String,
    name: String,
    housenumber: String,
    street: String,
    district: String,
    city: String,
    county: String,
    state: String,
    postcode: String,
    country: String,
    countrycode: Option<String>,
}

pub(super) fn ask(server: &OutsideGeocoder, text: &str, options: &Options) -> Result<Vec<Foreign>, OutsideError> {
    let limit = options.limit.to_string();
    let (lat, lon) = options.bias.map(|bias| (bias.lat().to_string(), bias.lon().to_string())).unwrap_or_default();
    let mut parameters = vec![("q", text), ("limit", &limit)];
    if options.bias.is_some() {
        parameters.extend([("lat", lat.as_str()), ("lon", lon.as_str())]);
    }
    let found: Collection = server.get("/api", &parameters)?;
    Ok(found.features.into_iter().map(foreign).collect())
}

fn foreign(feature: Feature) -> Foreign {
    let [lon, lat] = feature.geometry.coordinates;
    let parts = feature.properties;
    let street = format!("{} {}", parts.street, parts.housenumber);
    let town = format!("{} {}", parts.postcode, parts.city);
    let label = [parts.name.trim(), street.trim(), town.trim(), &parts.country];
    Foreign {
        id: format!("{}{}", parts.osm_type, parts.osm_id),
        lon,
        lat,
        level: level(&parts.r#type),
        confidence: None,
        label: label.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", "),
        components: Components {
            name: parts.name,
            house_number: parts.housenumber,
            street: parts.street,
            district: parts.district,
            city: parts.city,
            county: parts.county,
            region: parts.state,
            postcode: parts.postcode,
            country: upper(parts.countrycode),
            ..Components::default()
        },
    }
}

fn level(layer: &str) -> Option<Level> {
    Some(match layer {
        "house" => Level::Building,
        "street" => Level::Street,
        "locality" | "district" => Level::District,
        "city" => Level::Settlement,
        "county" => Level::County,
        "state" => Level::Region,
        "country" => Level::Country,
        "other" => Level::Poi,
        _ => return None,
    })
}
