//! The hierarchy against Dijkstra's algorithm on random street maps with everything that may be on them.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use super::ascii_map::tags;
use crate::roads::build::RoadBuilder;
use crate::roads::cost::{NO_WAY, pack};
use crate::roads::dijkstra::dijkstra;
use crate::roads::matrix::cost_matrix;
use crate::roads::network::{Network, Roads};
use crate::roads::one_to_all::costs_to_all;
use crate::roads::profile::{Country, Profile};
use crate::roads::record::{NodeRecord, RestrictionRecord, Via, WayNode, WayRecord};
use crate::roads::search::Seed;

const WAY_TAGS: [&str; 9] = [
    "highway=residential",
    "highway=residential oneway=yes",
    "highway=primary",
    "highway=primary oneway=-1",
    "highway=service access=private",
    "highway=living_street",
    "highway=residential oneway=yes oneway:bicycle=no",
    "highway=footway",
    "route=ferry duration=00:03",
];
const NODE_TAGS: [&str; 4] = ["barrier=bollard", "barrier=gate", "highway=traffic_signals", "barrier=kissing_gate"];
const RESTRICTIONS: [&str; 6] =
    ["no_left_turn", "no_right_turn", "no_straight_on", "no_u_turn", "only_straight_on", "only_left_turn"];

/// A map of up to a few dozen nodes; numbers are taken modulo what is there.
#[derive(Clone, Debug)]
struct Town {
    nodes: Vec<(i32, i32)>,
    ways: Vec<(Vec<usize>, usize)>,
    node_tags: Vec<(usize, usize)>,
    restrictions: Vec<(usize, Vec<usize>, usize, usize)>,
}

fn town() -> impl Strategy<Value = Town> {
    let nodes = prop::collection::vec((0..6_000i32, 0..6_000i32), 2..40);
    let ways = prop::collection::vec((prop::collection::vec(0..1_000usize, 2..6), 0..WAY_TAGS.len()), 1..50);
    let node_tags = prop::collection::vec((0..1_000usize, 0..NODE_TAGS.len()), 0..6);
    let via = prop::collection::vec(0..1_000usize, 1..3);
    let restrictions = prop::collection::vec((0..1_000usize, via, 0..1_000usize, 0..RESTRICTIONS.len()), 0..12);
    (nodes, ways, node_tags, restrictions).prop_map(|(nodes, ways, node_tags, restrictions)| Town {
        nodes,
        ways,
        node_tags,
        restrictions,
    })
}

fn build(town: &Town, profile: Profile) -> Roads {
    let mut builder = RoadBuilder::new(Country::Poland);
    let node = |number: usize| number % town.nodes.len();
    for (number, kind) in &town.node_tags {
        builder.add_node(&NodeRecord { id: node(*number) as i64, tags: tags(NODE_TAGS[*kind]) });
    }
    for (id, (nodes, kind)) in town.ways.iter().enumerate() {
        let nodes = nodes.iter().map(|number| {
            let (x, y) = town.nodes[node(*number)];
            WayNode { id: node(*number) as i64, place: Some([x, y]) }
        });
        builder.add_way(&WayRecord { id: id as i64, nodes: nodes.collect(), tags: tags(WAY_TAGS[*kind]) });
    }
    let way = |number: usize| (number % town.ways.len()) as i64;
    for (from, via, to, kind) in &town.restrictions {
        // Over one node, or over one way or two.
        let via = match via[..] {
            [number] if number % 2 == 0 => Via::Node(node(number / 2) as i64),
            _ => Via::Ways(via.iter().map(|number| way(*number)).collect()),
        };
        let tagged = tags(&format!("restriction={}", RESTRICTIONS[*kind]));
        builder.add_restriction(RestrictionRecord {
            id: 0,
            from: vec![way(*from)],
            via,
            to: vec![way(*to)],
            tags: tagged,
        });
    }
    Roads::new(std::sync::Arc::new(Network::build(&builder, profile)))
}

/// What the turns and edges of a way add up to; nothing when a turn is not there.
fn added_up(roads: &Roads, states: &[u32]) -> Option<f64> {
    let Network { graph, turns, .. } = &*roads.network;
    states
        .windows(2)
        .map(|pair| {
            let turn = turns.turns(pair[0]).find(|turn| turns.to[*turn] == pair[1])?;
            Some(pack(turns.turn_ms[turn], 0) + graph.cost(turns.edge[pair[1] as usize]))
        })
        .sum()
}

/// Unoptimised, a town of thirty junctions takes most of a second: each state is a start. Whoever measures sets
/// `BLISKO_RANDOM_TOWNS`, and gets the same towns each time.
fn config() -> ProptestConfig {
    match std::env::var("BLISKO_RANDOM_TOWNS").ok().and_then(|count| count.parse().ok()) {
        Some(cases) => ProptestConfig { cases, rng_seed: RngSeed::Fixed(5), ..ProptestConfig::default() },
        None => ProptestConfig::with_cases(40),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_search_agrees_with_dijkstra(town in town(), which in 0..3usize) {
        let roads = build(&town, Profile::ALL[which]);
        let count = roads.network.turns.state_count() as u32;
        let hierarchy = roads.hierarchy.view();
        let seeds: Vec<Vec<Seed>> = (0..count).map(|state| vec![Seed { state, cost: 0.0 }]).collect();
        let mut search = roads.search();
        let matrix = cost_matrix(hierarchy, &mut search, &seeds, &seeds);
        for start in 0..count as usize {
            let truth = dijkstra(&roads.network.graph, &roads.network.turns, &[(start as u32, 0.0)]);
            prop_assert_eq!(&matrix[start * count as usize..(start + 1) * count as usize], &truth[..]);
            prop_assert_eq!(costs_to_all(hierarchy, &mut search, &seeds[start]), &truth[..]);
            for (end, truth) in truth.iter().enumerate() {
                let path = search.path(hierarchy, &seeds[start], &seeds[end]);
                prop_assert_eq!(path.as_ref().map_or(NO_WAY, |path| path.cost), *truth);
                if let Some(path) = path {
                    prop_assert_eq!(added_up(&roads, &path.states), Some(*truth));
                }
            }
        }
    }

    #[test]
    fn other_times_need_no_new_order(town in town(), factors in prop::collection::vec(0..40u32, 8)) {
        let before = build(&town, Profile::Car);
        // Every eighth edge has the same factor; a factor of 0 shuts it.
        let change = |edge: u32, time: u32| Some(time * factors[(edge % 8) as usize] / 10).filter(|time| *time > 0);
        let after = Roads::reweighted(before.network.clone(), &change);
        let mut graph = before.network.graph.clone();
        graph.time_ms = after.time_ms.clone();
        let mut search = after.search();
        for state in 0..before.network.turns.state_count() as u32 {
            let truth = dijkstra(&graph, &before.network.turns, &[(state, 0.0)]);
            let found = costs_to_all(after.hierarchy.view(), &mut search, &[Seed { state, cost: 0.0 }]);
            prop_assert_eq!(found, &truth[..]);
        }
    }
}
