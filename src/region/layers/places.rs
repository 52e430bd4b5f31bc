//! Names on the map: countries, regions, towns, villages, quarters. The bigger, the earlier.

use super::class::Class;
use super::feature::{Key, LayerName};
use super::names::put_names;
use crate::region::osm::Tags;

/// What a place is, from the largest to the smallest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlaceKind {
    Country,
    Region,
    City,
    Town,
    Village,
    Hamlet,
    Suburb,
    Quarter,
    Neighbourhood,
}

/// Value of `place=…`, and how many people it has when nobody says.
const KINDS: [(&str, PlaceKind, u32); 13] = [
    ("country", PlaceKind::Country, 1_000_000),
    ("state", PlaceKind::Region, 1_000_000),
    ("city", PlaceKind::City, 100_000),
    ("town", PlaceKind::Town, 10_000),
    ("village", PlaceKind::Village, 700),
    ("hamlet", PlaceKind::Hamlet, 80),
    ("isolated_dwelling", PlaceKind::Hamlet, 10),
    ("farm", PlaceKind::Hamlet, 10),
    ("allotments", PlaceKind::Hamlet, 10),
    ("suburb", PlaceKind::Suburb, 5_000),
    ("borough", PlaceKind::Suburb, 20_000),
    ("quarter", PlaceKind::Quarter, 2_000),
    ("neighbourhood", PlaceKind::Neighbourhood, 500),
];

/// Towns with at least so many people show from this zoom on.
const TOWN_ZOOMS: [(u32, u8); 10] = [
    (1_500_000, 4),
    (500_000, 5),
    (150_000, 6),
    (60_000, 7),
    (25_000, 8),
    (10_000, 9),
    (4_000, 10),
    (1_000, 11),
    (300, 12),
    (0, 13),
];

/// Where the schema's rank grows by one, in people.
const RANK_BREAKS: [u32; 18] = [
    0,
    200,
    1_000,
    2_000,
    5_000,
    10_000,
    20_000,
    50_000,
    100_000,
    200_000,
    500_000,
    1_000_000,
    5_000_000,
    10_000_000,
    20_000_000,
    50_000_000,
    100_000_000,
    1_000_000_000,
];

/// A place that OSM names.
pub fn place_from_tags(tags: &Tags<'_>) -> Option<Class> {
    tags.get("name")?;
    let (detail, kind, assumed) = KINDS.iter().find(|(value, ..)| tags.get("place") == Some(*value))?;
    let told = tags.get("population").and_then(|text| text.replace([' ', '.', ','], "").parse().ok());
    let class = place_class(*kind, detail, told.unwrap_or(*assumed), tags.is("capital", &["yes"]));
    Some(put_names(class, tags, 0))
}

/// A place without its names. `detail` is the value of OSM's `place=…`.
pub fn place_class(kind: PlaceKind, detail: &'static str, population: u32, capital: bool) -> Class {
    let rank = RANK_BREAKS.iter().take_while(|least| population >= **least).count() as i64;
    let (name, from_zoom, to_zoom) = zooms(kind, population, capital);
    let sort_key = i64::from(from_zoom) * 1_000 + (20 - rank) * 10;
    let class = Class::new(LayerName::Places, name, from_zoom)
        .until(to_zoom)
        .ordered(sort_key as i32)
        .with(Key::KindDetail, detail)
        .with(Key::MinZoom, i64::from(from_zoom) + 1)
        .with(Key::Population, i64::from(population))
        .with(Key::PopulationRank, rank)
        .with(Key::SortKey, sort_key);
    if capital { class.with(Key::Capital, "yes") } else { class }
}

/// The schema's kind, first and last zoom.
fn zooms(kind: PlaceKind, population: u32, capital: bool) -> (&'static str, u8, u8) {
    let by_size = TOWN_ZOOMS.iter().find(|(least, _)| population >= *least).map_or(13, |(_, zoom)| *zoom);
    match kind {
        PlaceKind::Country => ("country", 2, 7),
        PlaceKind::Region => ("region", 6, 8),
        PlaceKind::City | PlaceKind::Town if capital => ("locality", 3, 14),
        PlaceKind::City => ("locality", by_size.min(7), 14),
        PlaceKind::Town => ("locality", by_size.min(9), 14),
        PlaceKind::Village => ("locality", by_size.max(10), 14),
        PlaceKind::Hamlet => ("locality", by_size.max(12), 14),
        PlaceKind::Suburb => ("neighbourhood", by_size.clamp(11, 12), 14),
        PlaceKind::Quarter => ("macrohood", 12, 14),
        PlaceKind::Neighbourhood => ("neighbourhood", 13, 14),
    }
}

#[cfg(test)]
mod tests {
    use super::super::feature::TagValue;
    use super::*;

    #[test]
    fn bigger_places_show_earlier() {
        let from = |population| place_class(PlaceKind::Town, "town", population, false).zooms.0;
        let zooms: Vec<u8> = [2_000_000, 600_000, 63_000, 12_000].map(from).to_vec();
        assert_eq!(zooms, [4, 5, 7, 9]);
        assert!(place_class(PlaceKind::City, "city", 400_000, true).zooms.0 < 4);
    }

    #[test]
    fn ranks_are_those_of_the_schema() {
        for (population, rank) in [(0, 1), (199, 1), (63_000, 8), (1_800_000, 12), (38_000_000, 15)] {
            let class = place_class(PlaceKind::City, "city", population, false);
            let found = class.tags.iter().find(|tag| tag.key == Key::PopulationRank).map(|tag| tag.value.clone());
            assert_eq!(found, Some(TagValue::Int(rank)), "{population}");
        }
    }

    #[test]
    fn a_place_without_a_name_is_not_shown() {
        assert_eq!(place_from_tags(&Tags(&[("place", "town")])), None);
    }

    #[test]
    fn a_population_with_separators_is_read() {
        let class =
            place_from_tags(&Tags(&[("place", "town"), ("name", "N"), ("population", "63.761")])).expect("a town");
        assert_eq!(class.zooms.0, 7);
    }
}
