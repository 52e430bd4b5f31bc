//! Names of the base map: countries, and towns of GeoNames.

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::Mask;
use crate::region::error::RegionError;
use crate::region::geometry::map_point;
use crate::region::layers::{Class, Feature, Key, PlaceKind, Shape, place_class};

pub const COUNTRIES: &str = include_str!("../../../data/base/countries.csv");
pub const TOWNS: &str = include_str!("../../../data/base/places_pl_cz_geonames.csv");
pub const TOWNS_ABROAD: &str = include_str!("../../../data/base/places_abroad.csv");
pub const CITY_NAMES: &str = include_str!("../../../data/base/city_names.csv");

/// Towns of these countries are shown at all sizes; of others only while the map is coarse.
const HOME: [&str; 2] = ["PL", "CZ"];
/// GeoNames lists quarters of cities beside towns. What is so near a city so much larger is taken for one.
const CITY_PEOPLE: u32 = 150_000;
const QUARTER_KM: f64 = 7.0;
const QUARTER_RATIO: u32 = 4;

#[derive(Deserialize)]
pub struct Country {
    pub code: String,
    pub lon: f64,
    pub lat: f64,
    zoom: u8,
    pub population: u32,
    pub name_pl: String,
    pub name_cs: String,
    pub name_de: String,
    pub name_en: String,
}

#[derive(Deserialize)]
pub struct Town {
    pub name: String,
    pub lat: f64,
    pub lon: f64,
    pub country: String,
    pub population: u32,
}

/// Names that differ by language; an empty one is as the local one.
#[derive(Deserialize)]
pub struct CityName {
    pub country: String,
    pub geonames: String,
    pub name: String,
    pub name_pl: String,
    pub name_cs: String,
    pub name_de: String,
    pub name_en: String,
}

pub fn features(mask: Option<&Mask>) -> Result<Vec<Feature>, RegionError> {
    let countries = read::<Country>(COUNTRIES)?.into_iter().map(|country| country_feature(&country));
    let mut features: Vec<Feature> = countries.collect();
    let mut towns = read::<Town>(TOWNS)?;
    towns.extend(read::<Town>(TOWNS_ABROAD)?);
    let names: HashMap<(String, String), CityName> = read::<CityName>(CITY_NAMES)?
        .into_iter()
        .map(|name| ((name.country.clone(), name.geonames.clone()), name))
        .collect();
    let cities = city_circles(&towns);
    for town in &towns {
        let point = map_point(town.lon, town.lat);
        if !mask.is_some_and(|mask| mask.places && mask.grid_box().contains(point)) {
            let name = names.get(&(town.country.clone(), town.name.clone()));
            features.extend(town_class(town, name, &cities).map(|class| class.shaped(Shape::Point(point))));
        }
    }
    Ok(features)
}

/// The country of the town that is nearest to a point in degrees, ISO 3166-1 alpha-2. Right but near borders.
pub fn country_near(lon: f64, lat: f64) -> Result<String, RegionError> {
    let mut towns = read::<Town>(TOWNS)?;
    towns.extend(read::<Town>(TOWNS_ABROAD)?);
    let nearest =
        towns.into_iter().min_by(|one, other| distance_km(one, lon, lat).total_cmp(&distance_km(other, lon, lat)));
    Ok(nearest.map(|town| town.country).unwrap_or_default())
}

pub fn read<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, RegionError> {
    let rows = csv::Reader::from_reader(text.as_bytes()).into_deserialize();
    rows.collect::<Result<_, _>>().map_err(|error| RegionError::BadBase(error.to_string()))
}

fn country_feature(country: &Country) -> Feature {
    let mut class = place_class(PlaceKind::Country, "country", country.population, false)
        .with(Key::Name, country.name_en.clone())
        .with(Key::NamePl, country.name_pl.clone())
        .with(Key::NameCs, country.name_cs.clone())
        .with(Key::NameDe, country.name_de.clone())
        .with(Key::NameEn, country.name_en.clone());
    class.zooms.0 = country.zoom;
    class.shaped(Shape::Point(map_point(country.lon, country.lat)))
}

fn town_class(town: &Town, name: Option<&CityName>, cities: &[(f64, f64, u32)]) -> Option<Class> {
    let (kind, detail) = kind_of(town, cities);
    let capital = name.is_some_and(|name| ["Warszawa", "Praha"].contains(&name.name.as_str()));
    let mut class = place_class(kind, detail, town.population, capital);
    if !HOME.contains(&town.country.as_str()) {
        class.zooms.0 = class.zooms.0.max(5);
        if matches!(kind, PlaceKind::Suburb) {
            return None;
        }
    }
    Some(named(class, &town.name, name))
}

fn named(class: Class, geonames: &str, name: Option<&CityName>) -> Class {
    let Some(name) = name else { return class.with(Key::Name, geonames.to_owned()) };
    let other = |text: &'_ str| (!text.is_empty() && text != name.name).then(|| text.to_owned());
    class
        .with(Key::Name, name.name.clone())
        .with_text(0, Key::NamePl, other(&name.name_pl).as_deref())
        .with_text(0, Key::NameCs, other(&name.name_cs).as_deref())
        .with_text(0, Key::NameDe, other(&name.name_de).as_deref())
        .with_text(0, Key::NameEn, other(&name.name_en).as_deref())
}

/// Longitude, latitude and population of the cities whose quarters GeoNames lists as places of their own.
pub fn city_circles<'t>(towns: impl IntoIterator<Item = &'t Town>) -> Vec<(f64, f64, u32)> {
    let cities = towns.into_iter().filter(|town| town.population >= CITY_PEOPLE);
    cities.map(|town| (town.lon, town.lat, town.population)).collect()
}

pub fn kind_of(town: &Town, cities: &[(f64, f64, u32)]) -> (PlaceKind, &'static str) {
    let quarter = cities.iter().any(|(lon, lat, population)| {
        *population / QUARTER_RATIO >= town.population && distance_km(town, *lon, *lat) < QUARTER_KM
    });
    match town.population {
        _ if quarter => (PlaceKind::Suburb, "suburb"),
        100_000.. => (PlaceKind::City, "city"),
        5_000.. => (PlaceKind::Town, "town"),
        _ => (PlaceKind::Village, "village"),
    }
}

/// Good to a per cent over a few kilometres.
fn distance_km(town: &Town, lon: f64, lat: f64) -> f64 {
    const KM_PER_DEGREE: f64 = 111.2;
    let east = (town.lon - lon) * town.lat.to_radians().cos();
    east.hypot(town.lat - lat) * KM_PER_DEGREE
}

#[cfg(test)]
mod tests {
    use super::super::super::layers::TagValue;
    use super::*;

    fn find<'f>(features: &'f [Feature], name: &str) -> Option<&'f Feature> {
        let named = TagValue::Text(name.to_owned().into());
        features.iter().find(|feature| feature.tags.iter().any(|tag| tag.key == Key::Name && tag.value == named))
    }

    #[test]
    fn capitals_show_first_and_quarters_last() {
        let features = features(None).expect("our own files");
        let zoom = |name| find(&features, name).expect("a place").zooms.0;
        assert!(zoom("Praha") < zoom("Brno") && zoom("Brno") < zoom("Cieszyn"));
        assert_eq!(zoom("Warszawa"), 3);
        assert_eq!(zoom("Nusle"), 11, "a quarter of Praha");
    }

    #[test]
    fn a_mask_takes_the_places_that_a_file_has_itself() {
        let mask = Mask { bounds: [20.0, 51.0, 22.0, 53.0], places: true, borders: false };
        let masked = features(Some(&mask)).expect("our own files");
        assert!(find(&masked, "Warszawa").is_none() && find(&masked, "Praha").is_some());
    }
}
