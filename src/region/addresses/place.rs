//! Places: settlements and their parts from `place=…`, units of administration from `admin_level=…`.

use super::names::{name, other_names};
use crate::geo::LonLat;
use crate::geocoder::record::{Area, PlaceKind, PlaceRecord, Source};
use crate::region::osm::Tags;

/// Values of `place=…`.
const PLACES: [(&str, PlaceKind); 18] = [
    ("country", PlaceKind::Country),
    ("state", PlaceKind::Region),
    ("region", PlaceKind::Region),
    ("county", PlaceKind::County),
    ("municipality", PlaceKind::Commune),
    ("city", PlaceKind::City),
    ("town", PlaceKind::Town),
    ("village", PlaceKind::Village),
    ("hamlet", PlaceKind::Hamlet),
    ("isolated_dwelling", PlaceKind::Hamlet),
    ("farm", PlaceKind::Hamlet),
    ("allotments", PlaceKind::Hamlet),
    ("borough", PlaceKind::District),
    ("suburb", PlaceKind::District),
    ("quarter", PlaceKind::Neighbourhood),
    ("neighbourhood", PlaceKind::Neighbourhood),
    ("city_block", PlaceKind::Neighbourhood),
    ("locality", PlaceKind::Neighbourhood),
];

/// What the levels of administration are: <https://wiki.openstreetmap.org/wiki/Tag:boundary%3Dadministrative>.
/// Levels that people do not name in addresses are left out (NUTS 2 in Czechia, Regierungsbezirk, Amt).
const LEVELS: [(&str, &[(&str, PlaceKind)]); 3] = [
    (
        "PL",
        &[
            ("2", PlaceKind::Country),
            ("4", PlaceKind::Region),
            ("6", PlaceKind::County),
            ("7", PlaceKind::Commune),
            ("8", PlaceKind::Village),
            ("9", PlaceKind::District),
            ("10", PlaceKind::Neighbourhood),
            ("11", PlaceKind::Neighbourhood),
        ],
    ),
    (
        "CZ",
        &[
            ("2", PlaceKind::Country),
            ("6", PlaceKind::Region),
            ("7", PlaceKind::County),
            ("8", PlaceKind::Commune),
            ("9", PlaceKind::District),
            ("10", PlaceKind::Neighbourhood),
        ],
    ),
    (
        "",
        &[
            ("2", PlaceKind::Country),
            ("4", PlaceKind::Region),
            ("6", PlaceKind::County),
            ("8", PlaceKind::Commune),
            ("9", PlaceKind::District),
            ("10", PlaceKind::Neighbourhood),
        ],
    ),
];

/// What a thing is as a place. What `place=…` says of an area is more exact than its level.
pub fn place_kind(tags: &Tags<'_>, country: &str) -> Option<PlaceKind> {
    tags.get("name")?;
    let administrative = tags.is("boundary", &["administrative"]);
    let by_tag = tags.get("place").and_then(|place| PLACES.iter().find(|(value, _)| *value == place));
    let by_level = tags.get("admin_level").filter(|_| administrative).and_then(|level| {
        let levels = LEVELS.iter().find(|(of, _)| *of == country).unwrap_or(&LEVELS[LEVELS.len() - 1]).1;
        levels.iter().find(|(value, _)| *value == level)
    });
    match (by_tag.map(|(_, kind)| *kind), by_level.map(|(_, kind)| *kind)) {
        // In Czechia and Germany a commune is tagged as the settlement that it is named after.
        (Some(PlaceKind::City | PlaceKind::Town | PlaceKind::Village), Some(PlaceKind::Commune)) => {
            Some(PlaceKind::Commune)
        }
        (tagged, level) => tagged.or(level),
    }
}

pub fn place_record(
    tags: &Tags<'_>,
    kind: PlaceKind,
    point: LonLat,
    area: Option<Area>,
    country: &str,
) -> Option<PlaceRecord> {
    let name = name(tags)?;
    let population = tags.get("population").and_then(|text| text.replace([' ', '.', ','], "").parse().ok());
    Some(PlaceRecord {
        other_names: other_names(tags, &name),
        name,
        kind,
        point,
        area,
        population: population.unwrap_or_default(),
        country: country.to_owned(),
        within: within(tags),
        source: Source::OpenStreetMap,
    })
}

/// What the tags say a place lies in; mostly nothing, since areas tell.
fn within(tags: &Tags<'_>) -> Vec<(PlaceKind, String)> {
    const KEYS: [(&str, PlaceKind); 6] = [
        ("is_in:state", PlaceKind::Region),
        ("is_in:province", PlaceKind::Region),
        ("is_in:county", PlaceKind::County),
        ("is_in:municipality", PlaceKind::Commune),
        ("is_in:town", PlaceKind::Town),
        ("is_in:city", PlaceKind::City),
    ];
    KEYS.iter().filter_map(|(key, kind)| tags.get(key).map(|value| (*kind, value.trim().to_owned()))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(country: &str, tags: &[(&str, &str)], expected: Option<PlaceKind>) {
        assert_eq!(place_kind(&Tags(tags), country), expected, "{country} {tags:?}");
    }

    #[test]
    fn a_level_means_what_it_means_in_its_country() {
        let level = |level| [("name", "N"), ("boundary", "administrative"), ("admin_level", level)];
        check("PL", &level("7"), Some(PlaceKind::Commune));
        check("CZ", &level("7"), Some(PlaceKind::County));
        check("CZ", &level("4"), None);
        check("DE", &level("8"), Some(PlaceKind::Commune));
        check("PL", &level("8"), Some(PlaceKind::Village));
    }

    #[test]
    fn a_commune_stays_one_where_it_is_tagged_as_its_town() {
        let tags = [("name", "Brno"), ("boundary", "administrative"), ("admin_level", "8"), ("place", "city")];
        check("CZ", &tags, Some(PlaceKind::Commune));
        check("PL", &tags, Some(PlaceKind::City));
    }

    #[test]
    fn a_place_without_a_name_or_of_an_unknown_kind_is_none() {
        check("PL", &[("place", "town")], None);
        check("PL", &[("place", "ocean"), ("name", "Atlantyk")], None);
    }
}
