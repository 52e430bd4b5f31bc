//! Any text as tags, one `key=value` a line: of a node and of a way between two nodes. A network comes out, or none.
#![no_main]

use blisko::roads::build::RoadBuilder;
use blisko::roads::profile::{Country, Profile};
use blisko::roads::record::{NodeRecord, RoadTags, WayNode, WayRecord};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let tags: RoadTags = text.lines().filter_map(|line| line.split_once('=')).collect();
    let mut builder = RoadBuilder::new(Country::Germany);
    builder.add_node(&NodeRecord { id: 1, tags: tags.clone() });
    let nodes = [(1, [0, 0]), (2, [10_000, 0])].map(|(id, place)| WayNode { id, place: Some(place) });
    builder.add_way(&WayRecord { id: 1, nodes: nodes.to_vec(), tags });
    for profile in Profile::ALL {
        let (graph, _) = builder.network(profile);
        assert!(graph.link_count() <= 1);
    }
});
