//! From place to place: both ends in the middle of links, on the same link, on several kinds of answers at once.

use proptest::prelude::*;

use super::ascii_map::{AsciiMap, roads};
use crate::geo::LonLat;
use crate::roads::cost::{NO_WAY, unpack};
use crate::roads::dijkstra::dijkstra;
use crate::roads::nearest::NearestIndex;
use crate::roads::network::Roads;
use crate::roads::profile::Profile;
use crate::roads::snap::Snap;
use crate::units::Meters;

fn town() -> AsciiMap {
    roads(
        "
A-----B--C-----D
|     |  |     |
E--F--G--H-----I
   |     |     |
J--K-----L--M--N
|        |  |
O--------P--Q",
    )
    .way("BC", "highway=residential oneway=yes")
    .way("KL", "highway=residential oneway=-1")
    .way("MN", "highway=primary")
    .way("OP", "highway=service access=private")
    .way("PQ", "highway=residential oneway=yes")
    .restriction("no_left_turn", "FG", "G", "BG")
}

fn places(roads: &Roads) -> impl Strategy<Value = Snap> + use<> {
    let graph = roads.network.graph.clone();
    (0..graph.link_count() as u32, 0..=10u32).prop_map(move |(link, tenth)| {
        let fraction = f64::from(tenth) / 10.0;
        let [a, b] = [graph.shape(link)[0], graph.shape(link)[1]];
        let place = [0, 1].map(|axis| (f64::from(a[axis]) + f64::from(b[axis] - a[axis]) * fraction).round() as i32);
        Snap { link, fraction, place, distance: Meters(0.0), is_right: false, at_curb: false }
    })
}

/// The cost by Dijkstra's algorithm: along the edge, or off its end and round.
fn plain_cost(roads: &Roads, from: &Snap, to: &Snap) -> Option<f64> {
    let (turns, graph) = (&roads.network.turns, &roads.network.graph);
    let mut best = NO_WAY;
    for start in roads.departures(from) {
        let edge = turns.edge[start.state as usize];
        let next: Vec<(u32, f64)> = turns
            .turns(start.state)
            .map(|turn| {
                let turned = crate::roads::cost::pack(turns.turn_ms[turn], 0);
                (turns.to[turn], start.cost + turned + graph.cost(turns.edge[turns.to[turn] as usize]))
            })
            .collect();
        let costs = dijkstra(graph, turns, &next);
        for end in roads.arrivals(to) {
            best = best.min(costs[end.state as usize] + end.cost);
            let is_ahead = edge == turns.edge[end.state as usize] && start.cost + end.cost >= 0.0;
            best = if is_ahead { best.min(start.cost + end.cost) } else { best };
        }
    }
    (best < NO_WAY).then_some(best)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_journey_costs_what_dijkstra_says((from, to) in {
        let roads = town().build(Profile::Car);
        (places(&roads), places(&roads))
    }) {
        let roads = town().build(Profile::Car);
        let route = roads.route(&mut roads.search(), &from, &to);
        let plain = plain_cost(&roads, &from, &to);
        prop_assert_eq!(route.as_ref().map(|route| (route.time_ms, route.length_dm)), plain.map(unpack));
        let Some(route) = route else { return Ok(()) };
        let line = route.geometry(&roads.network.graph);
        prop_assert_eq!((line[0], line[line.len() - 1]), (from.place, to.place));
        let driven: f64 = route.shares().map(|(edge, share)| {
            share * f64::from(roads.network.graph.length_dm[(edge / 2) as usize])
        }).sum();
        prop_assert!((driven - route.length_dm as f64).abs() < 3.0, "{driven} {}", route.length_dm);
    }

    #[test]
    fn a_matrix_has_what_single_journeys_have((from, to) in {
        let roads = town().build(Profile::Car);
        (prop::collection::vec(places(&roads), 0..12), prop::collection::vec(places(&roads), 0..12))
    }) {
        let roads = town().build(Profile::Car);
        let mut search = roads.search();
        let matrix = roads.matrix(&mut search, &from, &to);
        for (row, from) in from.iter().enumerate() {
            for (column, to) in to.iter().enumerate() {
                let single = roads.cost(&mut search, from, to).map(unpack);
                prop_assert_eq!(matrix.exact(row, column), single.map(|(ms, dm)| (ms as u32, dm as u32)));
            }
        }
    }

    #[test]
    fn the_nearest_places_come_in_order(
        (from, places) in {
            let roads = town().build(Profile::Car);
            (places(&roads), prop::collection::vec(prop::option::weighted(0.9, places(&roads)), 0..30))
        },
        known_max in 1..9usize,
    ) {
        let roads = town().build(Profile::Car);
        let index = NearestIndex::knowing(&roads, places.clone(), known_max);
        let mut search = roads.search();
        let found: Vec<(u64, usize)> =
            index.from(&roads, &mut search, &from).map(|reached| (unpack(reached.cost).0, reached.place)).collect();
        let mut expected: Vec<(f64, usize)> = places
            .iter()
            .enumerate()
            .filter_map(|(number, place)| Some((roads.cost(&mut search, &from, place.as_ref()?)?, number)))
            .collect();
        expected.sort_by(|a, b| a.partial_cmp(b).expect("numbers"));
        let expected: Vec<(u64, usize)> = expected.into_iter().map(|(cost, place)| (unpack(cost).0, place)).collect();
        prop_assert_eq!(found, expected);
    }
}

#[test]
fn what_lies_behind_on_a_one_way_street_is_round_the_block() {
    let map = roads("A--B\n|  |\nC--D").way("AB", "highway=residential oneway=yes");
    let roads = map.build(Profile::Car);
    let at = |fraction| Snap { fraction, ..map.middle(&roads, "AB").expect("a link") };
    let route = roads.route(&mut roads.search(), &at(0.6), &at(0.4)).expect("a way");
    let names: Vec<&str> = route.edges.iter().map(|edge| roads.network.graph.name(edge / 2)).collect();
    assert_eq!(names, ["AB", "BD", "CD", "AC", "AB"]);
    let ahead = roads.route(&mut roads.search(), &at(0.4), &at(0.6)).expect("a way");
    assert_eq!(ahead.edges.len(), 1);
}

#[test]
fn who_stops_at_the_curb_comes_from_the_right_side() {
    let map = roads("A--B--C\n   |  |\n   D--E");
    let roads = map.build(Profile::Car);
    let [from, to] = ["AB", "BC"].map(|ends| map.middle(&roads, ends).expect("a link"));
    // The way goes east; what lies to the north of it is on the left of who comes from A.
    let is_against = |snap: Snap| {
        let route = roads.route(&mut roads.search(), &from, &snap).expect("a way");
        route.edges[route.edges.len() - 1] % 2 == 1
    };
    assert!(!is_against(to));
    assert!(is_against(Snap { is_right: false, ..to }.at_curb()));
    assert!(!is_against(Snap { is_right: true, ..to }.at_curb()));
}

#[test]
fn from_a_place_to_itself_is_no_way_at_all() {
    let map = town();
    let roads = map.build(Profile::Car);
    let here = map.middle(&roads, "AB").expect("a link");
    let route = roads.route(&mut roads.search(), &here, &here).expect("a way");
    assert_eq!((route.time_ms, route.length_dm, route.geometry(&roads.network.graph).len()), (0, 0, 1));
}

#[test]
fn a_point_is_taken_to_the_nearest_street() {
    let map = roads("A--B\n\nC--D\n");
    let roads = map.build(Profile::Car);
    // Thirty metres south of A-B, a third along it.
    let point = LonLat::new(0.0009, -0.000_27).expect("a point");
    let snap = roads.snap(point, Meters(500.0)).expect("a street");
    assert_eq!(roads.network.graph.name(snap.link), "AB");
    assert!((snap.distance.0 - 30.0).abs() < 0.5 && (snap.fraction - 0.334).abs() < 0.01, "{snap:?}");
    assert!(snap.is_right, "the way goes east");
    assert!(roads.snap(point, Meters(20.0)).is_none());
}

#[test]
fn a_street_cut_off_from_the_others_is_taken_only_far_from_them() {
    let map = roads("A--B--C--D\n\nX-Y");
    let roads = map.build(Profile::Car);
    let near_x = LonLat::new(0.0001, -0.0018).expect("a point");
    let snap = roads.snap(near_x, Meters(2_000.0)).expect("a street");
    assert_eq!(roads.network.graph.name(snap.link), "AB");
    let alone = roads.snap(near_x, Meters(100.0)).expect("a street");
    assert_eq!(roads.network.graph.name(alone.link), "XY");
}

#[test]
fn an_isochrone_holds_what_is_reached_and_not_the_rest() {
    let map = town();
    let roads = map.build(Profile::Car);
    let bands = roads.isochrones(&mut roads.search(), &map.middle(&roads, "AB").expect("a link"), &[60_000, 600_000]);
    let area = |band: usize| bands[band].polygons.iter().map(|polygon| ring_area(&polygon.outer)).sum::<f64>();
    assert!(area(0) > 0.0 && area(1) > area(0));
    for polygon in bands.iter().flat_map(|band| &band.polygons) {
        assert!(polygon.outer.len() >= 4 && polygon.outer.first() == polygon.outer.last());
        assert!(polygon.holes.iter().all(|hole| ring_area(hole) < 0.0));
    }
}

/// Positive for counterclockwise rings.
fn ring_area(ring: &[[f64; 2]]) -> f64 {
    ring.windows(2).map(|pair| pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1]).sum::<f64>() / 2.0
}

/// Rivertown of the demo stories: customer B, outlet R over the river and outlet S on this bank. The only bridge is
/// E-F, six kilometres down the river.
#[test]
fn rivertown_is_nearer_on_this_bank_than_over_the_river() {
    let (bank, street) = ("-".repeat(59), "-".repeat(19));
    let (gap, bridge) = (" ".repeat(80), "|\n");
    let river = format!("{gap}{bridge}").repeat(7);
    let map = roads(&format!("{}R{bank}E\n{river}K{street}B{bank}F\n{}S", " ".repeat(20), bridge.repeat(5)));
    let roads = map.build(Profile::Car);
    // Links are drawn in the order of the alphabet: B-F begins at B, E-R ends at R, K-S at S.
    let at = |ends, fraction| Snap { fraction, ..map.middle(&roads, ends).expect("a link") };
    let (customer, outlets) = (at("BF", 0.0), [at("ER", 1.0), at("KS", 1.0)]);
    let index = NearestIndex::new(&roads, outlets.iter().copied().map(Some).collect());
    let order: Vec<usize> = index.from(&roads, &mut roads.search(), &customer).map(|reached| reached.place).collect();
    assert_eq!(order, [1, 0]);
    // 6.0 + 0.8 + 6.0 km over the bridge; 2.0 + 0.6 km to S.
    let km = outlets.map(|to| roads.route(&mut roads.search(), &customer, &to).expect("a way").length_dm as f64 / 1e4);
    assert!((km[0] - 12.8).abs() < 0.02 && (km[1] - 2.6).abs() < 0.02, "{km:?}");
}
