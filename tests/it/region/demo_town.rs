//! The demo town, built once and looked at from all sides.

use blisko::mvt::{ReadFeature, ReadLayer, ReadValue, ShapeKind, TilePoint, doubled_area};
use blisko::region::geometry::{MapPoint, map_point, winding_number};
use blisko::region::osm::{Block, Element, Kinds, OsmFile};

use super::{TOWN, demo_file};

/// In the middle of the Tollensesee, and in the middle of the town.
const LAKE: [f64; 2] = [13.2305, 53.52];
const TOWN_HALL: [f64; 2] = [13.2609, 53.5575];

/// The tile that a point is in, and where in it.
fn tile_of([lon, lat]: [f64; 2], zoom: u8) -> ((u32, u32), TilePoint) {
    let point = map_point(lon, lat);
    let shift = 30 - u32::from(zoom);
    let tile = point.map(|side| side as u32 >> shift);
    ((tile[0], tile[1]), [0, 1].map(|axis| (point[axis] - ((tile[axis] << shift) as i32)) >> (shift - 12)))
}

fn layers_at(point: [f64; 2], zoom: u8) -> (Vec<ReadLayer>, TilePoint) {
    let ((x, y), at) = tile_of(point, zoom);
    (TOWN.archive.tile(zoom, x, y), at)
}

fn features<'l>(layers: &'l [ReadLayer], name: &str) -> &'l [ReadFeature] {
    layers.iter().find(|layer| layer.name == name).map(|layer| layer.features.as_slice()).unwrap_or_default()
}

fn text<'f>(feature: &'f ReadFeature, key: &str) -> &'f str {
    match feature.tags.get(key) {
        Some(ReadValue::Text(text)) => text,
        _ => "",
    }
}

/// The winding number of all rings of an area around a point.
fn covers(feature: &ReadFeature, at: TilePoint) -> bool {
    feature.kind == ShapeKind::Polygons && feature.parts.iter().map(|ring| winding_number(ring, at)).sum::<i32>() != 0
}

fn water_at(point: [f64; 2], zoom: u8) -> bool {
    let (layers, at) = layers_at(point, zoom);
    features(&layers, "water").iter().any(|feature| covers(feature, at))
}

#[test]
fn the_lake_is_water_and_the_town_is_land_from_the_seventh_zoom_on() {
    for zoom in 7..=14 {
        assert!(water_at(LAKE, zoom), "the lake at zoom {zoom}");
        assert!(!water_at(TOWN_HALL, zoom), "the town at zoom {zoom}");
    }
}

#[test]
fn there_is_land_under_everything_at_every_zoom() {
    for zoom in 0..=14 {
        for point in [TOWN_HALL, [21.01, 52.23], [14.42, 50.09]] {
            let (layers, at) = layers_at(point, zoom);
            assert!(features(&layers, "earth").iter().any(|feature| covers(feature, at)), "{point:?} at zoom {zoom}");
        }
    }
}

#[test]
fn the_sea_is_sea_and_no_land() {
    for zoom in 0..=14 {
        let (layers, at) = layers_at([17.5, 55.5], zoom);
        assert!(!features(&layers, "earth").iter().any(|feature| covers(feature, at)), "zoom {zoom}");
        assert!(features(&layers, "water").iter().any(|feature| covers(feature, at)), "zoom {zoom}");
    }
}

#[test]
fn every_layer_of_the_schema_has_something_to_show() {
    let mut found: Vec<String> = Vec::new();
    for (_, layers) in TOWN.archive.tiles() {
        for layer in layers {
            for feature in &layer.features {
                found.push(format!("{}/{}", layer.name, text(feature, "kind")));
            }
        }
    }
    found.sort();
    found.dedup();
    for wanted in [
        "boundaries/country",
        "boundaries/locality",
        "boundaries/region",
        "buildings/address",
        "buildings/building",
        "earth/earth",
        "landuse/forest",
        "landuse/park",
        "landuse/residential",
        "places/country",
        "places/locality",
        "places/neighbourhood",
        "roads/highway",
        "roads/major_road",
        "roads/minor_road",
        "roads/path",
        "roads/rail",
        "water/lake",
        "water/ocean",
        "water/river",
        "water/water",
    ] {
        assert!(found.iter().any(|kind| kind == wanted), "{wanted} is missing in {found:?}");
    }
}

#[test]
fn names_are_told_in_the_languages_of_the_screens() {
    let (layers, _) = layers_at([21.01178, 52.22977], 6);
    let warsaw = features(&layers, "places").iter().find(|place| text(place, "name") == "Warszawa").unwrap();
    assert_eq!(
        (text(warsaw, "name:cs"), text(warsaw, "name:de"), text(warsaw, "capital")),
        ("Varšava", "Warschau", "yes")
    );
}

#[test]
fn the_town_is_named_once() {
    let (layers, _) = layers_at(TOWN_HALL, 9);
    let named = features(&layers, "places").iter().filter(|place| text(place, "name") == "Neubrandenburg").count();
    assert_eq!(named, 1);
}

#[test]
fn rings_are_wound_as_the_specification_says_and_stay_near_their_tile() {
    for (tile, layers) in TOWN.archive.tiles() {
        for layer in &layers {
            for feature in layer.features.iter().filter(|feature| feature.kind == ShapeKind::Polygons) {
                assert!(doubled_area(&feature.parts[0]) > 0, "{tile:?} {}: the first ring is an outer one", layer.name);
                for ring in &feature.parts {
                    assert!(ring.len() >= 3 && doubled_area(ring) != 0, "{tile:?} {}", layer.name);
                    assert!(ring.iter().flatten().all(|side| (-64..=4160).contains(side)), "{tile:?} {}", layer.name);
                }
            }
        }
    }
}

/// By comparing every edge with every other one of the same feature.
#[test]
fn no_area_of_the_town_crosses_itself() {
    for zoom in [9, 12, 14] {
        let ((x, y), _) = tile_of(TOWN_HALL, zoom);
        for layer in TOWN.archive.tile(zoom, x, y) {
            for feature in layer.features.iter().filter(|feature| feature.kind == ShapeKind::Polygons) {
                let edges: Vec<[TilePoint; 2]> = feature.parts.iter().flat_map(|ring| edges(ring)).collect();
                for (index, one) in edges.iter().enumerate() {
                    let crossed = edges[index + 1..].iter().find(|other| cross(one, other));
                    assert_eq!(crossed, None, "{} {} at zoom {zoom}, {one:?}", layer.name, text(feature, "kind"));
                }
            }
        }
    }
}

fn edges(ring: &[TilePoint]) -> impl Iterator<Item = [TilePoint; 2]> {
    ring.iter().zip(ring.iter().cycle().skip(1)).map(|(from, to)| [*from, *to])
}

/// Whether two edges have a point in common that is an end of neither.
fn cross([a, b]: &[TilePoint; 2], [c, d]: &[TilePoint; 2]) -> bool {
    let side = |a: &TilePoint, b: &TilePoint, c: &TilePoint| {
        (i64::from(b[0] - a[0]) * i64::from(c[1] - a[1]) - i64::from(b[1] - a[1]) * i64::from(c[0] - a[0])).signum()
    };
    side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0
}

/// Against the file itself: every building drawn as a simple closed way covers its middle in the tile.
#[test]
fn every_building_of_the_file_is_on_the_map() {
    let (mut looked_at, mut missing) = (0, Vec::new());
    for ring in buildings_of_the_file() {
        let middle =
            ring.iter().fold([0i64; 2], |sum, point| [sum[0] + i64::from(point[0]), sum[1] + i64::from(point[1])]);
        let middle = middle.map(|side| (side / ring.len() as i64) as i32);
        let (width, height) = extent(&ring);
        // A tile unit is 16 cells at z14; what is only a few units wide may be rounded away.
        if winding_number(&ring, middle) == 0 || width.min(height) < 100 {
            continue;
        }
        looked_at += 1;
        let tile = middle.map(|side| side as u32 >> 16);
        let at = [0, 1].map(|axis| (middle[axis] - ((tile[axis] << 16) as i32)) >> 4);
        let layers = TOWN.archive.tile(14, tile[0], tile[1]);
        if !features(&layers, "buildings").iter().any(|feature| covers(feature, at)) {
            missing.push(middle);
        }
        if looked_at == 400 {
            break;
        }
    }
    assert!(looked_at == 400 && missing.is_empty(), "{looked_at} looked at, missing: {missing:?}");
}

fn extent(ring: &[MapPoint]) -> (i32, i32) {
    let side = |axis: usize| {
        let values = ring.iter().map(|point| point[axis]);
        values.clone().max().unwrap() - values.min().unwrap()
    };
    (side(0), side(1))
}

/// Every fortieth building that is one closed way, read without the code of the steps.
fn buildings_of_the_file() -> Vec<Vec<MapPoint>> {
    let file = OsmFile::open(&demo_file()).unwrap();
    let mut nodes = std::collections::HashMap::new();
    let mut rings = Vec::new();
    for span in &file.blocks {
        let data = file.block_data(*span).unwrap();
        let mut take = |element: Element<'_>| match element {
            Element::Node(node) => {
                nodes.insert(node.id, map_point(f64::from(node.lon_e7) / 1e7, f64::from(node.lat_e7) / 1e7));
            }
            Element::Way(way) if way.tags.get("building").is_some() && way.nodes.first() == way.nodes.last() => {
                rings.push(way.nodes[1..].iter().map(|id| nodes[id]).collect());
            }
            _ => {}
        };
        Block::parse(&data).unwrap().visit(Kinds(7), &mut take).unwrap();
    }
    rings.into_iter().step_by(20).collect()
}

#[test]
fn the_region_says_what_it_is_made_of() {
    let info = &TOWN.info;
    let source = info.source.as_ref().unwrap();
    assert_eq!((source.file.as_str(), source.size_bytes), ("neubrandenburg.osm.pbf", 1_341_385));
    assert_eq!(info.bounds, [13.1094, 53.4382, 13.4074, 53.6153]);
    assert_eq!(
        info.files.iter().map(|file| file.name.as_str()).collect::<Vec<_>>(),
        ["addresses.idx", "basemap.pmtiles", "landmarks.bin", "notes.txt", "roads.bin"]
    );
    assert_eq!(info.files[0].sha256.len(), 64);
}

#[test]
fn the_archive_names_its_layers_and_who_made_the_map() {
    let metadata = &TOWN.archive.metadata;
    let layers: Vec<&str> =
        metadata["vector_layers"].as_array().unwrap().iter().map(|layer| layer["id"].as_str().unwrap()).collect();
    assert_eq!(layers, ["earth", "landuse", "water", "roads", "buildings", "boundaries", "places"]);
    assert!(metadata["attribution"].as_str().unwrap().contains("© OpenStreetMap"));
    assert!(TOWN.archive.addressed() > 600_000, "land is told to the last zoom");
}
