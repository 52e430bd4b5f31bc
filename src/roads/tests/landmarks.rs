//! What is told at a turn, on drawn maps: one letter is ten metres, small letters stand beside the streets.

use super::ascii_map::{AsciiMap, roads};
use crate::roads::landmarks::{Landmark, LandmarkBuilder, LandmarkKind, Position, Seen};
use crate::roads::profile::Profile;
use crate::roads::record::Place;

/// The map with its landmarks: where, what and called how.
struct Town<'t> {
    map: AsciiMap,
    things: Vec<(&'t str, LandmarkKind, &'t str)>,
}

fn town<'t>(drawing: &str, things: &[(&'t str, LandmarkKind, &'t str)]) -> Town<'t> {
    Town { map: roads(drawing).step_metres(10), things: things.to_vec() }
}

impl Town<'_> {
    /// What is told at the first turn of the way between the middles of two links.
    fn seen(&self, from: &str, to: &str) -> Option<Seen> {
        self.seen_along(from, to).into_iter().nth(1).expect("a turn")
    }

    /// At every step of the way.
    fn seen_along(&self, from: &str, to: &str) -> Vec<Option<Seen>> {
        let mut builder = LandmarkBuilder::default();
        for (letters, kind, name) in &self.things {
            let outline: Vec<Place> = letters.chars().filter_map(|letter| self.map.place(letter)).collect();
            builder.push(Landmark { kind: *kind, name, outline: &outline });
        }
        let (roads, route) = self.map.find(Profile::Car, from, to).expect("a way");
        let (graph, steps) = (&roads.network.graph, roads.steps(&route));
        builder.finish().seen(graph, &route, &steps)
    }

    fn told(&self, from: &str, to: &str) -> Option<(String, Position, Option<bool>)> {
        self.seen(from, to).map(|seen| (seen.name, seen.position, seen.on_right))
    }
}

const CHURCH: LandmarkKind = LandmarkKind::Church;
const FUEL: LandmarkKind = LandmarkKind::FillingStation;

/// One comes from the west and turns to the south at B.
const TURN: &str = "
   u         v    w  x
A----------------B-----------C
    s    t      y|   z
                 |
                 D";

fn at_turn(things: &[(&str, LandmarkKind, &str)]) -> Option<(String, Position, Option<bool>)> {
    town(TURN, things).told("AB", "BD")
}

#[test]
fn a_thing_is_at_the_turn_before_it_or_beyond_it() {
    for (letter, expected) in [
        ("w", Some((Position::At, Some(false)))),
        ("y", Some((Position::At, Some(true)))),
        ("z", Some((Position::Ahead, Some(true)))),
        ("v", Some((Position::Passed, Some(false)))),
        ("x", Some((Position::Ahead, Some(false)))),
        // Eighty metres and more away.
        ("t", None),
        ("s", None),
    ] {
        let told = at_turn(&[(letter, CHURCH, "St. Anna")]).map(|(_, position, right)| (position, right));
        assert_eq!(told, expected, "{letter}");
    }
}

#[test]
fn what_stands_before_the_turn_is_ahead_for_who_comes_from_the_other_side() {
    let told = town(TURN, &[("v", CHURCH, "St. Anna")]).told("BC", "BD");
    assert_eq!(told, Some(("St. Anna".to_owned(), Position::Ahead, Some(true))));
}

#[test]
fn a_twin_along_the_street_silences_both() {
    assert_eq!(at_turn(&[("w", CHURCH, "St. Anna"), ("s", CHURCH, "St. Georg")]), None);
    assert_eq!(at_turn(&[("w", CHURCH, "St. Anna"), ("x", CHURCH, "")]), None);
    assert_eq!(at_turn(&[("w", FUEL, "Orlen"), ("u", FUEL, "ORLEN")]), None);
}

#[test]
fn another_sign_is_no_twin() {
    let told = at_turn(&[("w", FUEL, "Orlen"), ("s", FUEL, "Shell")]);
    assert_eq!(told, Some(("Orlen".to_owned(), Position::At, Some(false))));
}

#[test]
fn a_thing_that_was_mapped_twice_is_no_twin_of_its_own() {
    let told = at_turn(&[("w", CHURCH, "St. Anna"), ("w", CHURCH, "")]);
    assert_eq!(told.map(|told| told.0).as_deref(), Some("St. Anna"));
}

#[test]
fn of_several_the_kind_that_people_know_best_is_told() {
    let told = at_turn(&[("w", FUEL, "Orlen"), ("v", CHURCH, "St. Anna"), ("y", LandmarkKind::Bank, "PKO")]);
    assert_eq!(told.map(|told| told.0).as_deref(), Some("St. Anna"));
}

#[test]
fn what_has_no_name_is_not_told() {
    assert_eq!(at_turn(&[("w", CHURCH, "")]), None);
}

#[test]
fn a_house_behind_the_houses_is_not_told() {
    let drawing = "
           f

A----------------B-----C
                 |
                 |    
                 |
                 |    g
                 D";
    for letter in ["f", "g"] {
        assert_eq!(town(drawing, &[(letter, CHURCH, "St. Anna")]).told("AB", "BD"), None, "{letter}");
    }
}

#[test]
fn whoever_turns_inside_of_a_place_is_not_at_it_unless_it_is_a_square() {
    let drawing = "
   p       q
A------B------C
       |
   r   |   s
       D";
    let around = |kind| town(drawing, &[("pqsr", kind, "Rynek")]).told("AB", "BD");
    assert_eq!(around(LandmarkKind::Hospital), None);
    assert_eq!(around(LandmarkKind::Square), Some(("Rynek".to_owned(), Position::At, None)));
}

#[test]
fn a_thing_passed_before_the_turn_before_is_not_told() {
    let drawing = "
A----B
  v  |
     C--D
     |
     E";
    // At C one comes from B and has never gone past v on this street.
    assert_eq!(town(drawing, &[("v", CHURCH, "St. Anna")]).told("BC", "CD").map(|told| told.1), None);
}

#[test]
fn a_thing_between_two_turns_is_told_at_the_first() {
    let drawing = "
A-------B---E
      v |
F-------C---D";
    let town = town(drawing, &[("v", CHURCH, "St. Anna")]);
    let told: Vec<bool> = town.seen_along("AB", "CD").iter().map(Option::is_some).collect();
    assert_eq!(told, [false, true, false]);
    assert!(town.seen_along("BC", "CD")[1].is_some(), "who begins between them is told at the second");
}

#[test]
fn a_ring_is_told_by_its_own_name_only() {
    let ring = |name: &str| {
        let drawing = "
         A
         |
 D-------B-------C
 |               |
 I-------E-------F
         |
         G";
        let tags = format!("highway=residential junction=roundabout name={name}");
        let map = roads(drawing).step_metres(10).way("BDIEFCB", &tags);
        Town { map, things: Vec::new() }.seen("AB", "EG").map(|seen| (seen.kind, seen.name))
    };
    assert_eq!(ring("Kirchkreisel"), Some((LandmarkKind::Roundabout, "Kirchkreisel".to_owned())));
    assert_eq!(ring("Lipowa"), None);
}
