//! Servers that speak like Google's geocoding API: parts of an address as a list with types.

use serde::Deserialize;

use super::{Foreign, OutsideError, OutsideGeocoder};
use crate::geocoder::answer::{Components, Level};
use crate::geocoder::query::Options;

/// Of an answer that leaves something of the question out.
const PARTIAL: f64 = 0.4;

#[derive(Deserialize)]
struct Answer {
    status: String,
    #[serde(default)]
    results: Vec<Place>,
}

#[derive(Deserialize)]
struct Place {
    #[serde(default)]
    place_id: String,
    formatted_address: String,
    geometry: Geometry,
    #[serde(default)]
    types: Vec<String>,
    #[serde(default)]
    address_components: Vec<Part>,
    #[serde(default)]
    partial_match: bool,
}

#[derive(Deserialize)]
struct Geometry {
    location: Location,
    #[serde(default)]
    location_type: String,
}

#[derive(Deserialize)]
struct Location {
    lat: f64,
    lng: f64,
}

#[derive(Deserialize)]
struct Part {
    long_name: String,
    short_name: String,
    types: Vec<String>,
}

pub(super) fn ask(server: &OutsideGeocoder, text: &str, options: &Options) -> Result<Vec<Foreign>, OutsideError> {
    let components: Vec<String> = options.countries.iter().map(|code| format!("country:{code}")).collect();
    let components = components.join("|");
    let mut parameters = vec![("address", text), ("key", server.key.as_str())];
    if !components.is_empty() {
        parameters.push(("components", &components));
    }
    let found: Answer = server.get("/maps/api/geocode/json", &parameters)?;
    match found.status.as_str() {
        "OK" | "ZERO_RESULTS" => Ok(found.results.into_iter().map(foreign).collect()),
        other => Err(OutsideError::Unreadable(format!("its status is {other}"))),
    }
}

fn foreign(place: Place) -> Foreign {
    let part = |kind: &str, read: fn(&Part) -> &String| {
        let found = place.address_components.iter().find(|part| part.types.iter().any(|each| each == kind));
        found.map(read).cloned().unwrap_or_default()
    };
    let long = |kind| part(kind, |part| &part.long_name);
    Foreign {
        lon: place.geometry.location.lng,
        lat: place.geometry.location.lat,
        level: level(&place),
        confidence: place.partial_match.then_some(PARTIAL),
        components: Components {
            house_number: long("street_number"),
            street: long("route"),
            district: long("sublocality"),
            city: long("locality"),
            county: long("administrative_area_level_2"),
            region: long("administrative_area_level_1"),
            postcode: long("postal_code"),
            country: part("country", |part| &part.short_name),
            ..Components::default()
        },
        id: place.place_id,
        label: place.formatted_address,
    }
}

fn level(place: &Place) -> Option<Level> {
    let is = |kind: &str| place.types.iter().any(|each| each == kind);
    Some(match place.geometry.location_type.as_str() {
        "ROOFTOP" => Level::Building,
        "RANGE_INTERPOLATED" => Level::Interpolated,
        _ if is("route") => Level::Street,
        _ if is("postal_code") => Level::Postcode,
        _ if is("sublocality") || is("neighborhood") => Level::District,
        _ if is("locality") => Level::Settlement,
        _ if is("administrative_area_level_2") => Level::County,
        _ if is("administrative_area_level_1") => Level::Region,
        _ if is("country") => Level::Country,
        _ if is("point_of_interest") || is("establishment") => Level::Poi,
        _ => return None,
    })
}
