//! Any bytes as an unpacked block: what is in it is read, given its classes, and made into valid areas.
#![no_main]

use blisko::region::geometry::{Fill, MapPoint, make_valid, simplify_ring};
use blisko::region::layers::{area_classes, house_number_class, line_class, place_from_tags};
use blisko::region::osm::{Block, Element, Kinds};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(block) = Block::parse(bytes) else { return };
    let _ = block.visit(Kinds(7), &mut |element| match element {
        Element::Node(node) => {
            let _ = (place_from_tags(&node.tags), house_number_class(&node.tags));
        }
        Element::Way(way) => {
            let _ = (line_class(&way.tags), area_classes(&way.tags));
            // Ids stand in for places, within the grid.
            let place = |id: &i64| [(id & 0x3fff_ffff) as i32, (id >> 30 & 0x3fff_ffff) as i32];
            let ring: Vec<MapPoint> = way.nodes.iter().take(200).map(place).collect();
            for polygon in make_valid(&[simplify_ring(&ring, 100.0)], Fill::EvenOdd) {
                assert!(polygon.iter().all(|ring| ring.len() >= 3));
            }
        }
        Element::Relation(relation) => {
            let _ = area_classes(&relation.tags);
        }
    });
});
