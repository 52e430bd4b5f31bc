//! How a way is told.

use super::ascii_map::{AsciiMap, roads};
use crate::roads::profile::Profile;
use crate::roads::steps::{Maneuver, Step};

fn steps(map: &AsciiMap, from: &str, to: &str) -> Vec<Step> {
    let (roads, route) = map.find(Profile::Car, from, to).expect("a way");
    let steps = roads.steps(&route);
    let sums = steps.iter().fold((0, 0), |sum, step| (sum.0 + step.time_ms, sum.1 + step.length_dm));
    assert!(sums.0.abs_diff(route.time_ms) <= 30 && sums.1.abs_diff(route.length_dm) <= 3, "{sums:?} {route:?}");
    steps
}

/// Name and maneuver, angles rounded to quarters.
fn told(steps: &[Step]) -> Vec<String> {
    steps
        .iter()
        .map(|step| match step.maneuver {
            Maneuver::Turn(angle) => format!("{} {}", (angle / 45.0).round() * 45.0, step.name),
            Maneuver::Roundabout { exit } => format!("exit {exit} {}", step.name),
            other => format!("{other:?} {}", step.name),
        })
        .collect()
}

#[test]
fn turns_are_told_where_there_is_a_choice() {
    let map = roads("A--B--C\n   |  |\n   E--D");
    assert_eq!(told(&steps(&map, "AB", "DE")), ["Depart AB", "90 BE", "Continue DE"]);
}

#[test]
fn a_new_name_straight_on_is_told_and_an_old_one_is_not() {
    let map = roads("A--B--C--D\n   |\n   E").way("BCD", "highway=residential");
    assert_eq!(told(&steps(&map, "AB", "BD")), ["Depart AB", "Continue BCD"]);
}

#[test]
fn exits_of_a_roundabout_are_counted() {
    let map = roads(
        "
  A
  |
D-B-C
|   |
I-E-F
| |
G H",
    )
    .way("BDIEFCB", "highway=residential junction=roundabout");
    assert_eq!(told(&steps(&map, "AB", "EH")), ["Depart AB", "exit 2 EH"]);
    assert_eq!(told(&steps(&map, "AB", "GI")), ["Depart AB", "exit 1 GI"]);
}

#[test]
fn boarding_a_ferry_is_told() {
    let map = roads("A--B--C--D").way("BC", "route=ferry duration=00:20");
    assert_eq!(told(&steps(&map, "AB", "CD")), ["Depart AB", "BoardFerry BC", "Continue CD"]);
}
