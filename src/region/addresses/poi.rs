//! Points of interest and landmarks: what has a name and a use.

use super::names::{name, other_names, tidy};
use crate::geo::LonLat;
use crate::geocoder::record::{PoiRecord, Source};
use crate::region::osm::Tags;

/// Keys that make a named thing a point of interest whatever their value, the telling ones first.
const ANY_VALUE: [&str; 8] = ["amenity", "shop", "tourism", "leisure", "office", "healthcare", "craft", "historic"];

/// Keys of which only some values are meant.
const SOME_VALUES: [(&str, &[&str]); 9] = [
    ("railway", &["station", "halt", "tram_stop"]),
    ("public_transport", &["station"]),
    ("highway", &["bus_stop", "services", "rest_area"]),
    ("aeroway", &["aerodrome", "terminal"]),
    ("building", &["church", "cathedral", "chapel", "castle", "stadium", "train_station", "hospital", "school"]),
    ("landuse", &["cemetery", "retail", "industrial"]),
    ("man_made", &["tower", "lighthouse", "windmill", "bridge", "works"]),
    ("natural", &["peak", "beach", "water", "cave_entrance"]),
    ("military", &["barracks"]),
];

/// Values that say it is no longer, or not for anybody.
const NOTHING: [&str; 3] = ["no", "vacant", "disused"];

/// Key and value that say what a named thing is.
pub fn poi_kind(tags: &Tags<'_>) -> Option<String> {
    tags.get("name")?;
    let any = ANY_VALUE.iter().filter_map(|key| tags.get(key).map(|value| (*key, value)));
    let some = SOME_VALUES
        .iter()
        .filter_map(|(key, values)| tags.get(key).filter(|value| values.contains(value)).map(|value| (*key, value)));
    let (key, value) = any.filter(|(_, value)| !NOTHING.contains(value)).chain(some).next()?;
    Some(format!("{key}={value}"))
}

pub fn poi_record(tags: &Tags<'_>, kind: String, point: LonLat, country: &str) -> Option<PoiRecord> {
    let name = name(tags)?;
    Some(PoiRecord {
        other_names: other_names(tags, &name),
        name,
        kind,
        code: String::new(),
        city: tags.get("addr:city").and_then(tidy).unwrap_or_default(),
        country: country.to_owned(),
        point,
        source: Source::OpenStreetMap,
    })
}

/// Whether it is a stop, of which the map has one for each direction.
pub fn is_stop(kind: &str) -> bool {
    ["highway=bus_stop", "railway=tram_stop", "public_transport=station"].contains(&kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_name_or_no_use_is_not_looked_for() {
        let kind = |tags: &[(&str, &str)]| poi_kind(&Tags(tags));
        assert_eq!(kind(&[("amenity", "bank")]), None);
        assert_eq!(kind(&[("name", "Alte Post"), ("shop", "vacant")]), None);
        assert_eq!(kind(&[("name", "Ring"), ("highway", "primary")]), None);
        assert_eq!(kind(&[("name", "PKO"), ("amenity", "bank")]).as_deref(), Some("amenity=bank"));
        assert_eq!(kind(&[("name", "Hbf"), ("railway", "station")]).as_deref(), Some("railway=station"));
    }
}
