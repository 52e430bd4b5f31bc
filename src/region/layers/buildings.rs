//! Buildings and their parts, with heights, and house numbers.

use super::class::Class;
use super::feature::{Key, LayerName};
use crate::region::osm::Tags;

/// A storey, and what a roof adds, in metres: what is assumed where only storeys are told.
const STOREY_M: f64 = 3.0;
const ROOF_M: f64 = 2.0;
/// Higher than anything built; what is above is a mistake.
const HEIGHT_M_MAX: f64 = 900.0;
/// Heights are told in steps of so many metres, so that neighbours can share them.
const HEIGHT_STEP_M: f64 = 5.0;

/// A building or a part of one.
pub fn building_class(tags: &Tags<'_>) -> Option<Class> {
    let set = |key: &str| tags.get(key).is_some_and(|value| value != "no");
    let (kind, from_zoom) = match (set("building"), set("building:part")) {
        (true, _) => ("building", 13),
        (false, true) => ("building_part", 14),
        (false, false) => return None,
    };
    if tags.is("location", &["underground"]) {
        return None;
    }
    let mut class = Class::new(LayerName::Buildings, kind, from_zoom).with(Key::SortRank, 400);
    if let Some(height) = height_m(tags) {
        class = class.with_from(14, Key::Height, height);
    }
    if let Some(height) = tags.get("min_height").and_then(metres) {
        class = class.with_from(14, Key::MinHeight, in_steps(height));
    }
    Some(class)
}

/// The number of a house, where its address is.
pub fn house_number_class(tags: &Tags<'_>) -> Option<Class> {
    let number = tags.get("addr:housenumber").filter(|number| number.len() <= 12)?;
    Some(Class::new(LayerName::Buildings, "address", 14).ordered(10).with_text(0, Key::HouseNumber, Some(number)))
}

fn height_m(tags: &Tags<'_>) -> Option<i64> {
    let storeys = || tags.get("building:levels")?.parse().ok().map(|levels: f64| levels.max(1.0) * STOREY_M + ROOF_M);
    let height = tags.get("height").and_then(metres).or_else(storeys)?;
    (0.0..HEIGHT_M_MAX).contains(&height).then(|| in_steps(height).max(HEIGHT_STEP_M as i64))
}

/// "12", "12.5" or "12 m".
fn metres(text: &str) -> Option<f64> {
    text.trim_end_matches('m').trim().parse().ok().filter(|metres: &f64| metres.is_finite())
}

fn in_steps(metres: f64) -> i64 {
    ((metres / HEIGHT_STEP_M).round() * HEIGHT_STEP_M) as i64
}

#[cfg(test)]
mod tests {
    use super::super::feature::TagValue;
    use super::*;

    #[test]
    fn heights_come_from_metres_or_storeys_in_steps_of_five() {
        for (tags, height) in [
            (&[("building", "yes"), ("height", "12 m")][..], Some(10)),
            (&[("building", "yes"), ("building:levels", "5")], Some(15)),
            (&[("building", "yes"), ("height", "1e300")], None),
            (&[("building", "yes"), ("building:levels", "many")], None),
            (&[("building", "shed"), ("height", "1")], Some(5)),
        ] {
            let class = building_class(&Tags(tags)).expect("a building");
            let found = class.tags.iter().find(|tag| tag.key == Key::Height).map(|tag| tag.value.clone());
            assert_eq!(found, height.map(TagValue::Int), "{tags:?}");
        }
    }

    #[test]
    fn what_is_no_building_is_none() {
        assert_eq!(building_class(&Tags(&[("building", "no")])), None);
        assert_eq!(building_class(&Tags(&[("building", "yes"), ("location", "underground")])), None);
    }
}
