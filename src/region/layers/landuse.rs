//! Land by its use: woods and fields, parks, schools, where people live and work.

use super::class::Class;
use super::feature::{Key, LayerName};
use crate::region::osm::Tags;

/// Tag, the kind it is drawn as, from which zoom, and how far up it lies: broad ones below, small ones above.
const USES: [(&str, &str, &str, u8, i32); 56] = [
    ("boundary", "national_park", "national_park", 5, 1),
    ("leisure", "nature_reserve", "nature_reserve", 7, 2),
    ("boundary", "protected_area", "protected_area", 8, 2),
    ("landuse", "farmland", "farmland", 7, 5),
    ("landuse", "orchard", "farmland", 9, 6),
    ("landuse", "vineyard", "farmland", 9, 6),
    ("landuse", "farmyard", "farmyard", 10, 7),
    ("landuse", "residential", "residential", 7, 10),
    ("landuse", "commercial", "commercial", 9, 11),
    ("landuse", "retail", "commercial", 9, 11),
    ("landuse", "industrial", "industrial", 9, 12),
    ("landuse", "railway", "railway", 11, 13),
    ("landuse", "brownfield", "industrial", 11, 12),
    ("landuse", "quarry", "industrial", 10, 12),
    ("landuse", "military", "military", 8, 14),
    ("landuse", "forest", "forest", 6, 20),
    ("natural", "wood", "wood", 6, 20),
    ("natural", "scrub", "scrub", 9, 21),
    ("natural", "heath", "scrub", 9, 21),
    ("natural", "grassland", "grassland", 9, 21),
    ("landuse", "meadow", "meadow", 9, 21),
    ("landuse", "grass", "grass", 11, 22),
    ("natural", "wetland", "wetland", 9, 22),
    ("natural", "glacier", "glacier", 6, 22),
    ("natural", "bare_rock", "bare_rock", 9, 22),
    ("natural", "sand", "sand", 10, 22),
    ("natural", "beach", "beach", 10, 23),
    ("aeroway", "aerodrome", "aerodrome", 9, 25),
    ("amenity", "university", "university", 11, 26),
    ("amenity", "college", "college", 12, 26),
    ("amenity", "school", "school", 12, 26),
    ("amenity", "kindergarten", "kindergarten", 13, 26),
    ("amenity", "hospital", "hospital", 11, 26),
    ("tourism", "zoo", "zoo", 11, 27),
    ("tourism", "attraction", "attraction", 13, 27),
    ("tourism", "camp_site", "camp_site", 12, 27),
    ("landuse", "cemetery", "cemetery", 10, 30),
    ("landuse", "allotments", "allotments", 11, 30),
    ("landuse", "recreation_ground", "recreation_ground", 11, 30),
    ("landuse", "village_green", "village_green", 11, 30),
    ("leisure", "park", "park", 9, 31),
    ("leisure", "golf_course", "golf_course", 10, 31),
    ("leisure", "garden", "garden", 12, 32),
    ("leisure", "dog_park", "dog_park", 13, 32),
    ("leisure", "stadium", "stadium", 12, 33),
    ("leisure", "sports_centre", "recreation_ground", 12, 33),
    ("leisure", "marina", "marina", 12, 33),
    ("leisure", "playground", "playground", 13, 35),
    ("leisure", "pitch", "pitch", 13, 36),
    ("aeroway", "runway", "runway", 9, 40),
    ("aeroway", "taxiway", "taxiway", 11, 39),
    ("aeroway", "apron", "taxiway", 12, 38),
    ("man_made", "bridge", "pedestrian", 13, 41),
    ("man_made", "pier", "pier", 12, 42),
    ("railway", "platform", "platform", 14, 43),
    ("waterway", "dam", "dam", 13, 44),
];

/// What an area of land is used for, if it is drawn.
pub fn landuse_class(tags: &Tags<'_>) -> Option<Class> {
    if tags.is("area", &["yes"]) && tags.is("highway", &["pedestrian", "footway", "service", "living_street"]) {
        return Some(use_class("pedestrian", 13, 41));
    }
    if tags.is("military", &["naval_base", "airfield"]) {
        return Some(use_class(if tags.is("military", &["airfield"]) { "airfield" } else { "naval_base" }, 9, 14));
    }
    let (.., kind, from_zoom, order) = USES.iter().find(|(key, value, ..)| tags.get(key) == Some(*value))?;
    Some(use_class(kind, *from_zoom, *order))
}

fn use_class(kind: &'static str, from_zoom: u8, order: i32) -> Class {
    Class::new(LayerName::Landuse, kind, from_zoom).ordered(order).with(Key::SortRank, 189)
}
