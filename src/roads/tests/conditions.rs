//! Other times on the same network.

use super::ascii_map::{AsciiMap, roads};
use crate::roads::conditions::{Closure, Conditions};
use crate::roads::dijkstra::dijkstra;
use crate::roads::graph::RoadClass;
use crate::roads::network::Roads;
use crate::roads::profile::Profile;
use crate::roads::record::Place;

/// Two ways from A to D: the short one over BC, and the long one over EF.
fn two_ways() -> AsciiMap {
    roads("A-B-C-D\n  | |\n  E-F")
}

/// The names of the streets from AB to CD, and the seconds.
fn way(map: &AsciiMap, conditions: &Conditions) -> Option<(Vec<String>, u64)> {
    let usual = map.build(Profile::Car);
    let now = conditions.apply(usual.network.clone());
    let ends = ["AB", "CD"].map(|ends| map.middle(&now, ends).expect("both are roads"));
    let route = now.route(&mut now.search(), &ends[0], &ends[1])?;
    let mut names: Vec<String> = route.edges.iter().map(|edge| now.network.graph.name(edge / 2).to_owned()).collect();
    names.dedup();
    Some((names, route.time_ms / 1000))
}

fn streets(map: &AsciiMap, conditions: &Conditions) -> Vec<String> {
    way(map, conditions).map(|(names, _)| names).unwrap_or_default()
}

fn between(map: &AsciiMap, a: char, b: char) -> Place {
    let [a, b] = [a, b].map(|node| map.place(node).expect("a node"));
    [0, 1].map(|axis| (a[axis] + b[axis]) / 2)
}

#[test]
fn without_conditions_nothing_changes() {
    assert_eq!(streets(&two_ways(), &Conditions::default()), ["AB", "BC", "CD"]);
}

#[test]
fn a_closed_road_is_gone_round_however_it_is_told() {
    let map = two_ways();
    let usual: Roads = map.build(Profile::Car);
    let graph = &usual.network.graph;
    let link = (0..graph.link_count() as u32).find(|link| graph.name(*link) == "BC").expect("it is there");
    let [x, y] = between(&map, 'B', 'C');
    let along = vec![map.place('B').expect("a node"), map.place('C').expect("a node")];
    for closure in [
        Closure::Way(graph.way_id[link as usize]),
        Closure::Point([x, y + 200]),
        Closure::Line(vec![[x, y - 300], [x, y + 300]]),
        Closure::Line(along),
    ] {
        let conditions = Conditions { closures: vec![closure.clone()], ..Conditions::default() };
        assert_eq!(streets(&map, &conditions), ["AB", "BE", "EF", "CF", "CD"], "{closure:?}");
    }
}

#[test]
fn a_closure_elsewhere_changes_nothing() {
    let map = two_ways();
    let [x, y] = between(&map, 'B', 'C');
    for closure in [
        Closure::Way(987_654_321),
        Closure::Point([x, y + 100_000]),
        Closure::Line(vec![[x, y + 300], [x, y + 900]]),
        Closure::Line(vec![[x, y]]),
        Closure::Line(Vec::new()),
    ] {
        let conditions = Conditions { closures: vec![closure.clone()], ..Conditions::default() };
        assert_eq!(streets(&map, &conditions), ["AB", "BC", "CD"], "{closure:?}");
    }
}

#[test]
fn when_all_ways_are_closed_there_is_none() {
    let map = two_ways();
    let [x, y] = between(&map, 'B', 'C');
    let across = vec![[x, y + 300], [x, y - 100_000]];
    let conditions = Conditions { closures: vec![Closure::Line(across)], ..Conditions::default() };
    assert_eq!(way(&map, &conditions), None);
}

#[test]
fn a_closed_area_is_gone_round() {
    let map = roads("A-B-G-C-D\n  |   |\n  E---F");
    let [x, y] = map.place('G').expect("a node");
    let area = vec![[x - 500, y - 500], [x + 500, y - 500], [x + 500, y + 500], [x - 500, y + 500]];
    let conditions = Conditions { closed_areas: vec![area], ..Conditions::default() };
    assert_eq!(streets(&map, &conditions), ["AB", "BE", "EF", "CF", "CD"]);
    let flat = Conditions { closed_areas: vec![vec![[x, y], [x, y]], Vec::new()], ..Conditions::default() };
    assert_eq!(streets(&map, &flat), ["AB", "BG", "CG", "CD"], "what is no area closes nothing");
}

#[test]
fn slow_roads_of_a_class_are_gone_round() {
    let map = two_ways().way("BC", "highway=primary");
    assert_eq!(streets(&map, &Conditions::default()), ["AB", "BC", "CD"]);
    let conditions = Conditions { class_percent: vec![(RoadClass::Primary, 10)], ..Conditions::default() };
    assert_eq!(streets(&map, &conditions), ["AB", "BE", "EF", "CF", "CD"]);
}

#[test]
fn who_drives_at_half_the_pace_takes_twice_as_long() {
    let map = two_ways();
    let usual = way(&map, &Conditions::default()).expect("a way").1;
    let slow = way(&map, &Conditions { pace_percent: Some(50), ..Conditions::default() }).expect("a way").1;
    assert!(slow.abs_diff(2 * usual) <= 2, "{usual} and {slow}");
}

#[test]
fn absurd_percentages_are_bounded() {
    let map = two_ways();
    for percent in [0, u32::MAX] {
        let conditions = Conditions {
            pace_percent: Some(percent),
            class_percent: vec![(RoadClass::Minor, percent)],
            ..Conditions::default()
        };
        assert!(way(&map, &conditions).is_some());
    }
}

#[test]
fn under_conditions_the_answers_are_still_those_of_dijkstra() {
    let map = two_ways();
    let usual = map.build(Profile::Car);
    let conditions = Conditions {
        pace_percent: Some(73),
        closures: vec![Closure::Point(between(&map, 'E', 'F'))],
        ..Conditions::default()
    };
    let now = conditions.apply(usual.network.clone());
    let ends = ["AB", "CD"].map(|ends| map.middle(&now, ends).expect("both are roads"));
    let mut graph = now.network.graph.clone();
    graph.time_ms = now.time_ms.clone();
    let starts: Vec<(u32, f64)> = now.departures(&ends[0]).iter().map(|seed| (seed.state, seed.cost)).collect();
    let truth = dijkstra(&graph, &now.network.turns, &starts);
    let slow =
        now.arrivals(&ends[1]).iter().map(|seed| truth[seed.state as usize] + seed.cost).fold(f64::INFINITY, f64::min);
    assert_eq!(now.cost(&mut now.search(), &ends[0], &ends[1]), Some(slow));
}
