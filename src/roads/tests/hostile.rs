//! Data that no sane mapper draws: nothing of it may stop a build.

use proptest::prelude::*;

use crate::geo::LonLat;
use crate::roads::build::RoadBuilder;
use crate::roads::network::{Network, Roads};
use crate::roads::profile::{Country, Profile};
use crate::roads::record::{NodeRecord, RoadTags, WayNode, WayRecord};
use crate::units::Meters;

fn build(ways: &[WayRecord]) -> Roads {
    let mut builder = RoadBuilder::new(Country::Germany);
    ways.iter().for_each(|way| builder.add_way(way));
    Roads::new(std::sync::Arc::new(Network::build(&builder, Profile::Car)))
}

fn way(id: i64, nodes: &[(i64, Option<[i32; 2]>)]) -> WayRecord {
    let nodes = nodes.iter().map(|(id, place)| WayNode { id: *id, place: *place }).collect();
    WayRecord { id, nodes, tags: [("highway", "residential")].into_iter().collect() }
}

#[test]
fn nothing_is_an_empty_network() {
    let roads = build(&[]);
    assert!(roads.snap(LonLat::new(0.0, 0.0).expect("a point"), Meters(1e9)).is_none());
    assert!(roads.matrix(&mut roads.search(), &[], &[]).origins() == 0);
}

#[test]
fn a_way_is_cut_where_its_nodes_are_missing() {
    let at = |x| Some([x * 1000, 0]);
    let roads = build(&[way(1, &[(1, at(1)), (2, at(2)), (3, None), (4, at(4)), (5, at(5)), (6, None), (7, at(7))])]);
    assert_eq!(roads.network.graph.link_count(), 2);
}

#[test]
fn the_first_of_ways_with_one_id_counts() {
    let at = |x| Some([x * 1000, 0]);
    let roads = build(&[way(1, &[(1, at(1)), (2, at(2))]), way(1, &[(3, at(3)), (4, at(4))])]);
    assert_eq!(roads.network.graph.link_count(), 1);
}

#[test]
fn ways_of_one_place_are_ways_all_the_same() {
    let here = Some([5, 5]);
    let roads = build(&[way(1, &[(1, here), (1, here), (2, here), (3, here)]), way(2, &[(3, here), (1, here)])]);
    let point = LonLat::new(0.0, 0.0).expect("a point");
    let snap = roads.snap(point, Meters(100.0)).expect("a link");
    assert!(roads.route(&mut roads.search(), &snap, &snap).is_some());
    assert_eq!(roads.isochrones(&mut roads.search(), &snap, &[60_000]).len(), 1);
}

#[test]
fn a_way_without_nodes_or_off_the_earth_is_no_way() {
    let roads = build(&[way(1, &[]), way(2, &[(1, Some([i32::MAX, i32::MIN])), (2, Some([0, 2_000_000_000]))])]);
    assert_eq!(roads.network.graph.link_count(), 0);
}

#[test]
fn a_way_round_the_world_is_slow_but_ends() {
    let far = [(1, Some([-1_799_999_999, 0])), (2, Some([0, 899_999_999])), (3, Some([1_799_999_999, -899_999_999]))];
    let roads = build(&[way(1, &far)]);
    let snap = roads.snap(LonLat::new(-179.9, 0.0).expect("a point"), Meters(1e6)).expect("a link");
    let end = crate::roads::snap::Snap { fraction: 1.0, ..snap };
    assert!(roads.route(&mut roads.search(), &snap, &end).is_some());
    assert_eq!(roads.isochrones(&mut roads.search(), &snap, &[u32::MAX, 0]).len(), 2);
}

const KEYS: [&str; 16] = [
    "highway",
    "oneway",
    "maxspeed",
    "access",
    "motor_vehicle",
    "junction",
    "surface",
    "barrier",
    "route",
    "duration",
    "foot",
    "bicycle",
    "service",
    "smoothness",
    "tracktype",
    "restriction",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_tag_stops_a_build(tags in prop::collection::vec(
        (0..KEYS.len(), "\\PC{0,12}|[0-9]{1,40}|[A-Z]{2}:[a-z0-9:]{0,9}"), 0..8,
    )) {
        let mut tags: RoadTags = tags.iter().map(|(key, value)| (KEYS[*key], value.as_str())).collect();
        let node = NodeRecord { id: 1, tags: tags.clone() };
        tags.0.push(("highway".to_owned(), "primary".to_owned()));
        let mut builder = RoadBuilder::new(Country::Czechia);
        builder.add_node(&node);
        let at = |x| Some([x * 1000, 0]);
        let nodes = vec![WayNode { id: 1, place: at(1) }, WayNode { id: 2, place: at(2) }];
        builder.add_way(&WayRecord { id: 1, nodes, tags });
        for profile in Profile::ALL {
            let (graph, _) = builder.network(profile);
            prop_assert!(graph.link_count() <= 1);
        }
    }
}
