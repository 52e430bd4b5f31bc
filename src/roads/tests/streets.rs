//! What tags do to a way, on drawn maps.

use super::ascii_map::roads;
use crate::roads::profile::Profile;

#[test]
fn a_one_way_street_is_driven_one_way() {
    let map = roads("A--B--C\n   |  |\n   E--D").way("BC", "highway=residential oneway=yes");
    assert_eq!(map.car("AB", "CD"), ["AB", "BC", "CD"]);
    assert_eq!(map.car("CD", "AB"), ["CD", "DE", "BE", "AB"]);
    assert_eq!(map.foot("CD", "AB"), ["CD", "BC", "AB"]);
}

#[test]
fn minus_one_turns_the_street_round() {
    let map = roads("A--B--C\n   |  |\n   E--D").way("BC", "highway=residential oneway=-1");
    assert_eq!(map.car("CD", "AB"), ["CD", "BC", "AB"]);
    assert_eq!(map.car("AB", "CD"), ["AB", "BE", "DE", "CD"]);
}

#[test]
fn a_cycle_goes_against_the_traffic_where_it_may() {
    let map = roads("A--B--C\n   |  |\n   E--D").way("BC", "highway=residential oneway=yes oneway:bicycle=no");
    assert_eq!(map.bike("CD", "AB"), ["CD", "BC", "AB"]);
    assert_eq!(map.car("CD", "AB"), ["CD", "DE", "BE", "AB"]);
}

#[test]
fn a_roundabout_is_left_the_way_round() {
    let map = roads(
        "
  A
  |
D-B
| |
I-E-F",
    )
    .way("BEIDB", "highway=residential junction=roundabout");
    // To ten metres: a degree of latitude is a little shorter than one of longitude there.
    let metres = |from, to| map.find(Profile::Car, from, to).map(|(_, route)| (route.length_dm + 50) / 100 * 10);
    // Half of A-B, B-E, half of E-F; and back by I and D.
    assert_eq!(metres("AB", "EF"), Some(100 + 200 + 100));
    assert_eq!(metres("EF", "AB"), Some(100 + 600 + 100));
}

#[test]
fn a_faster_road_is_worth_a_detour() {
    let map = roads("A--B----------C--D\n   |          |\n   E----------F")
        .way("BC", "highway=living_street")
        .way("BEFC", "highway=primary");
    assert_eq!(map.car("AB", "CD"), ["AB", "BEFC", "CD"]);
    assert_eq!(map.foot("AB", "CD"), ["AB", "BC", "CD"]);
}

#[test]
fn bollards_stop_cars_and_let_cycles_pass() {
    let map = roads("A--B--C\n|     |\nE-----D").node('B', "barrier=bollard");
    assert_eq!(map.car("AB", "BC"), ["AB", "AE", "DE", "CD", "BC"]);
    assert_eq!(map.bike("AB", "BC"), ["AB", "BC"]);
}

#[test]
fn a_gate_costs_time_and_a_private_one_is_shut() {
    let free = roads("A--B--C");
    let gate = free.clone().node('B', "barrier=gate");
    let shut = free.clone().node('B', "barrier=gate access=private");
    // 300 m at 30 km/h are 36 s; a gate takes 10 s more.
    assert_eq!(free.seconds(Profile::Car, "AB", "BC"), Some(36));
    assert_eq!(gate.seconds(Profile::Car, "AB", "BC"), Some(46));
    assert_eq!(shut.seconds(Profile::Car, "AB", "BC"), None);
}

#[test]
fn private_roads_are_for_who_goes_there() {
    let map = roads("A--B-----C--D\n   |     |\n   E-----F").way("BC", "highway=service access=private");
    assert_eq!(map.car("AB", "CD"), ["AB", "BE", "EF", "CF", "CD"], "not through");
    assert_eq!(map.car("AB", "BC"), ["AB", "BC"], "but in");
    assert_eq!(map.car("BC", "CD"), ["BC", "CD"], "and out");
}

#[test]
fn one_private_road_leads_to_the_next() {
    let map =
        roads("A--B--C--D").way("BC", "highway=service access=customers").way("CD", "highway=service access=private");
    assert_eq!(map.car("AB", "CD"), ["AB", "BC", "CD"]);
    assert_eq!(map.car("CD", "AB"), ["CD", "BC", "AB"]);
}

#[test]
fn a_ferry_takes_as_long_as_its_timetable_says() {
    let map = roads("A--B--C--D").way("BC", "route=ferry duration=00:20");
    assert_eq!(map.car("AB", "CD"), ["AB", "BC", "CD"]);
    // 300 m at 30 km/h and twenty minutes.
    assert_eq!(map.seconds(Profile::Car, "AB", "CD"), Some(36 + 1200));
}

#[test]
fn one_turns_round_at_a_dead_end_and_nowhere_else() {
    let map = roads("A--B--C\n   |\n   D").way("AB", "highway=residential oneway=yes");
    // Nobody turns round on B-C or at B: out to C and back.
    let (_, route) = map.find(Profile::Car, "AB", "BD").expect("a way");
    assert_eq!(route.edges.len(), 2);
    let through = roads("A--B--C--D").way("AB", "highway=residential").restriction("no_straight_on", "AB", "B", "BC");
    assert!(through.car("AB", "CD").is_empty());
}

#[test]
fn left_turns_wait_longer_than_right_turns() {
    let map = roads("   C\n   |\nA--B\n   |\n   D");
    let seconds = |to| map.seconds(Profile::Car, "AB", to).expect("a way");
    assert!(seconds("CB") > seconds("BD"));
}

#[test]
fn a_signal_delays_who_drives_through_it() {
    let map = roads("A-S-B").way("ASB", "highway=residential");
    let signal = map.clone().node('S', "highway=traffic_signals");
    let [free, red] = [map, signal].map(|map| {
        let roads = map.build(Profile::Car);
        roads.time_ms[0]
    });
    assert_eq!(red - free, 4_000);
}
