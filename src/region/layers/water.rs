//! Water: lakes and rivers as areas and lines, and the names of lakes.

use super::class::Class;
use super::feature::{Key, LayerName};
use super::names::put_names;
use crate::region::osm::Tags;

/// Kinds of `water=…` that say something about how it looks.
const DETAILS: [&str; 11] =
    ["basin", "canal", "ditch", "drain", "lake", "oxbow", "pond", "reservoir", "river", "stream", "wastewater"];

/// What an area of water is, if it is one.
pub fn water_area_class(tags: &Tags<'_>) -> Option<Class> {
    let kind = area_kind(tags)?;
    let detail = tags.get("water").or_else(|| tags.get("waterway")).filter(|detail| DETAILS.contains(detail));
    let from_zoom = if kind == "swimming_pool" { 14 } else { 3 };
    let reservoir = tags.is("water", &["reservoir"]) || tags.is("landuse", &["reservoir"]);
    Some(
        Class::new(LayerName::Water, kind, from_zoom)
            .with_text(0, Key::KindDetail, detail)
            .with(Key::SortRank, 200)
            .with_if(reservoir, 0, Key::Reservoir)
            .with_if(tags.is("intermittent", &["yes"]), 0, Key::Intermittent),
    )
}

fn area_kind(tags: &Tags<'_>) -> Option<&'static str> {
    if tags.is("natural", &["water"]) {
        return Some(if tags.is("water", &["lake"]) { "lake" } else { "water" });
    }
    if tags.is("leisure", &["swimming_pool"]) && !tags.is("location", &["indoor"]) {
        return Some("swimming_pool");
    }
    let water = tags.is("waterway", &["riverbank", "dock", "canal", "river"])
        || tags.is("landuse", &["reservoir", "basin"])
        || tags.is("natural", &["bay"]) && tags.get("water").is_some();
    water.then_some("water")
}

/// The name of a lake, where its area takes enough of the map: `from_zoom` says where that is.
pub fn water_label_class(tags: &Tags<'_>, from_zoom: u8) -> Option<Class> {
    tags.get("name")?;
    let kind = area_kind(tags).filter(|kind| *kind != "swimming_pool")?;
    let river = tags.is("water", &["river", "stream", "canal"]) || tags.get("waterway").is_some();
    let class = Class::new(LayerName::Water, if kind == "water" { "lake" } else { kind }, from_zoom)
        .ordered(i32::from(from_zoom))
        .with(Key::MinZoom, i64::from(from_zoom) + 1);
    (!river).then(|| put_names(class, tags, 0))
}

/// A river or stream as a line.
pub fn waterway_class(tags: &Tags<'_>) -> Option<Class> {
    let (kind, from_zoom) = match tags.get("waterway")? {
        "river" => ("river", 9),
        "canal" => ("canal", 11),
        "stream" => ("stream", 13),
        "ditch" | "drain" => ("drain", 14),
        _ => return None,
    };
    if tags.get("tunnel").is_some_and(|tunnel| tunnel != "no") {
        return None;
    }
    let class = Class::new(LayerName::Water, kind, from_zoom)
        .ordered(10)
        .with(Key::MinZoom, i64::from(from_zoom) + 1)
        .with(Key::SortRank, 200)
        .with_if(tags.is("intermittent", &["yes"]), 0, Key::Intermittent);
    Some(put_names(class, tags, 12))
}

/// The sea.
pub fn ocean_class() -> Class {
    Class::new(LayerName::Water, "ocean", 0).ordered(-10).with(Key::SortRank, 200)
}
