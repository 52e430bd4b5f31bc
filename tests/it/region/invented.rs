//! Small invented files, where everything that comes out can be said beforehand.

use std::fs::File;
use std::path::Path;

use blisko::mvt::{ReadFeature, ReadLayer, ReadValue};
use blisko::region::geometry::{MapPoint, map_point, winding_number};
use blisko::region::osm::{MemberKind, OsmWriter};

use super::VILLAGE;

/// A lake of two ways with an island, a relation with a way missing, a street in two ways, and a border.
pub fn write_village(path: &Path) {
    let mut osm = OsmWriter::new(File::create(path).unwrap(), None).unwrap();
    let at = |x: i32, y: i32| (210_000_000 + x * 10_000, 520_000_000 + y * 10_000);
    let corners =
        [(0, 0), (20, 0), (20, 20), (0, 20), (5, 5), (15, 5), (15, 15), (5, 15), (-10, -5), (10, -5), (30, -5)];
    for (id, (x, y)) in (1..).zip(corners) {
        let (lon, lat) = at(x, y);
        osm.node(id, lon, lat, &[]).unwrap();
    }
    let (lon, lat) = at(12, -6);
    osm.node(20, lon, lat, &[("place", "village"), ("name", "Wola"), ("name:de", "Wohlau"), ("population", "1200")])
        .unwrap();
    osm.way(1, &[], &[1, 2, 3]).unwrap();
    osm.way(2, &[], &[3, 4, 1]).unwrap();
    osm.way(3, &[], &[5, 6, 7, 8, 5]).unwrap();
    osm.way(4, &[("highway", "residential"), ("name", "Polna")], &[9, 10]).unwrap();
    osm.way(5, &[("highway", "residential"), ("name", "Polna")], &[10, 11]).unwrap();
    osm.way(6, &[("highway", "residential")], &[10, 999]).unwrap();
    let way = |id, role| (id, MemberKind::Way, role);
    let lake = [("type", "multipolygon"), ("natural", "water"), ("water", "lake"), ("name", "Głębokie")];
    osm.relation(1, &lake, &[way(1, "outer"), way(2, "outer"), way(3, "inner")]).unwrap();
    osm.relation(2, &[("type", "multipolygon"), ("landuse", "forest")], &[way(1, "outer"), way(77, "outer")]).unwrap();
    osm.relation(3, &[("type", "boundary"), ("boundary", "administrative"), ("admin_level", "6")], &[way(4, "outer")])
        .unwrap();
    osm.finish().unwrap();
}

/// The tile at the last zoom that a place of the village is in, and where in it. Units are those of the file above.
fn tile_at(x: i32, y: i32) -> (Vec<ReadLayer>, MapPoint) {
    let point = map_point(21.0 + f64::from(x) / 1_000.0, 52.0 + f64::from(y) / 1_000.0);
    let tile = point.map(|side| side as u32 >> 16);
    (VILLAGE.archive.tile(14, tile[0], tile[1]), point.map(|side| (side & 0xffff) >> 4))
}

fn features<'l>(layers: &'l [ReadLayer], name: &str) -> &'l [ReadFeature] {
    layers.iter().find(|layer| layer.name == name).map(|layer| layer.features.as_slice()).unwrap_or_default()
}

fn is_water(x: i32, y: i32) -> bool {
    let (layers, at) = tile_at(x, y);
    let around = |lake: &ReadFeature| lake.parts.iter().map(|ring| winding_number(ring, at)).sum::<i32>();
    features(&layers, "water").iter().any(|lake| around(lake) != 0)
}

fn text(value: &str) -> Option<ReadValue> {
    Some(ReadValue::Text(value.to_owned()))
}

#[test]
fn a_lake_of_two_ways_has_its_island() {
    let found = [(2, 2), (10, 10), (18, 3), (25, 10)].map(|(x, y)| is_water(x, y));
    assert_eq!(found, [true, false, true, false]);
}

#[test]
fn what_does_not_close_is_left_out_and_counted() {
    let counts = &VILLAGE.info.counts;
    assert_eq!((counts["areas_left_open"].as_u64(), counts["ways_without_nodes"].as_u64()), (Some(1), Some(1)));
    assert!(features(&tile_at(10, 10).0, "landuse").is_empty());
}

#[test]
fn a_street_of_two_ways_is_one_line() {
    let (layers, _) = tile_at(9, -5);
    let street =
        features(&layers, "roads").iter().find(|road| road.tags.get("name").cloned() == text("Polna")).unwrap();
    assert_eq!(street.parts.len(), 1, "{:?}", street.parts);
}

#[test]
fn a_way_of_a_border_is_drawn_as_border_and_as_street() {
    let (layers, _) = tile_at(0, -5);
    let kinds = features(&layers, "boundaries").iter().map(|border| border.tags.get("kind_detail"));
    assert_eq!(kinds.collect::<Vec<_>>(), [Some(&ReadValue::Int(6))]);
    assert!(!features(&layers, "roads").is_empty());
}

#[test]
fn a_village_is_named_in_both_languages() {
    let (layers, _) = tile_at(12, -6);
    let place = &features(&layers, "places")[0];
    assert_eq!(place.tags.get("name").cloned(), text("Wola"));
    assert_eq!(place.tags.get("name:de").cloned(), text("Wohlau"));
    assert_eq!(place.tags.get("population"), Some(&ReadValue::Int(1200)));
}
