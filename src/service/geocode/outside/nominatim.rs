//! Nominatim: a list of places with numbers as texts.

use serde::Deserialize;

use super::{Foreign, OutsideError, OutsideGeocoder, upper};
use crate::geocoder::answer::{Components, Level};
use crate::geocoder::query::Options;

#[derive(Deserialize)]
struct Place {
    place_id: u64,
    lon: String,
    lat: String,
    #[serde(default)]
    place_rank: u8,
    display_name: String,
    #[serde(default)]
    address: Address,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Address {
    house_number: String,
    road: String,
    suburb: String,
    city: Option<String>,
    town: Option<String>,
    village: Option<String>,
    municipality: String,
    county: String,
    state: String,
    postcode: String,
    country_code: Option<String>,
}

pub(super) fn ask(server: &OutsideGeocoder, text: &str, options: &Options) -> Result<Vec<Foreign>, OutsideError> {
    let (limit, countries) = (options.limit.to_string(), options.countries.join(",").to_lowercase());
    let mut parameters = vec![("q", text), ("format", "jsonv2"), ("addressdetails", "1"), ("limit", &limit)];
    if !countries.is_empty() {
        parameters.push(("countrycodes", &countries));
    }
    let found: Vec<Place> = server.get("/search", &parameters)?;
    Ok(found.into_iter().map(foreign).collect())
}

fn foreign(place: Place) -> Foreign {
    let parts = place.address;
    let number = |text: &str| text.parse().unwrap_or(f64::NAN);
    Foreign {
        id: place.place_id.to_string(),
        lon: number(&place.lon),
        lat: number(&place.lat),
        level: Some(level(place.place_rank)),
        confidence: None,
        label: place.display_name,
        components: Components {
            house_number: parts.house_number,
            street: parts.road,
            district: parts.suburb,
            city: parts.city.or(parts.town).or(parts.village).unwrap_or_default(),
            commune: parts.municipality,
            county: parts.county,
            region: parts.state,
            postcode: parts.postcode,
            country: upper(parts.country_code),
            ..Components::default()
        },
    }
}

/// Ranks as Nominatim documents them.
const fn level(rank: u8) -> Level {
    match rank {
        28.. => Level::Building,
        26..=27 => Level::Street,
        21 => Level::Postcode,
        17..=25 => Level::District,
        13..=16 => Level::Settlement,
        10..=12 => Level::County,
        5..=9 => Level::Region,
        _ => Level::Country,
    }
}
