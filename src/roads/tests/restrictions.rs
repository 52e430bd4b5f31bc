//! Every kind of turn restriction, on drawn maps.

use super::ascii_map::{AsciiMap, roads, tags};
use crate::roads::profile::Profile;
use crate::roads::record::{RestrictionRecord, Via};

/// A crossing with a way round: from A north is D, straight on C, south E; round by F and G.
fn crossing() -> AsciiMap {
    roads(
        "
   D--F
   |  |
A--B--C
   |  |
   E--G",
    )
}

#[test]
fn without_restrictions_one_turns_at_the_crossing() {
    assert_eq!(crossing().car("AB", "BD"), ["AB", "BD"]);
    assert_eq!(crossing().car("AB", "BC"), ["AB", "BC"]);
    assert_eq!(crossing().car("AB", "BE"), ["AB", "BE"]);
}

#[test]
fn no_left_turn_sends_one_round() {
    assert_eq!(crossing().restriction("no_left_turn", "AB", "B", "BD").car("AB", "BD"), ["AB", "BC", "CF", "DF", "BD"]);
}

#[test]
fn no_right_turn_sends_one_round() {
    assert_eq!(
        crossing().restriction("no_right_turn", "AB", "B", "BE").car("AB", "BE"),
        ["AB", "BC", "CG", "EG", "BE"]
    );
}

#[test]
fn no_straight_on_sends_one_round() {
    let way = crossing().restriction("no_straight_on", "AB", "B", "BC").car("AB", "BC");
    assert!(way == ["AB", "BD", "DF", "CF", "BC"] || way == ["AB", "BE", "EG", "CG", "BC"], "{way:?}");
}

#[test]
fn a_restriction_holds_in_its_direction_only() {
    assert_eq!(crossing().restriction("no_left_turn", "AB", "B", "BD").car("BD", "AB"), ["BD", "AB"]);
}

#[test]
fn only_straight_on_forbids_all_other_turns() {
    let map = crossing().restriction("only_straight_on", "AB", "B", "BC");
    assert_eq!(map.car("AB", "BD"), ["AB", "BC", "CF", "DF", "BD"]);
    assert_eq!(map.car("AB", "BE"), ["AB", "BC", "CG", "EG", "BE"]);
    assert_eq!(map.car("BE", "BD"), ["BE", "BD"], "who comes from elsewhere is not meant");
}

#[test]
fn only_turns_forbid_going_straight_on() {
    let map = crossing().restriction("only_left_turn", "AB", "B", "BD");
    assert_eq!(map.car("AB", "BC"), ["AB", "BD", "DF", "CF", "BC"]);
    let map = crossing().restriction("only_right_turn", "AB", "B", "BE");
    assert_eq!(map.car("AB", "BC"), ["AB", "BE", "EG", "CG", "BC"]);
}

#[test]
fn no_u_turn_holds_at_a_dead_end() {
    // From A one may not turn right at B; so one drives on to the dead end C and comes back.
    let map = roads("A--B--C\n   |\n   E").way("AB", "highway=residential oneway=yes").restriction(
        "no_right_turn",
        "AB",
        "B",
        "BE",
    );
    assert_eq!(map.car("AB", "BE"), ["AB", "BC", "BE"]);
    assert!(map.restriction("no_u_turn", "BC", "C", "BC").car("AB", "BE").is_empty());
}

#[test]
fn exceptions_are_for_those_they_name() {
    let map = crossing().restriction("restriction=no_left_turn except=bicycle", "AB", "B", "BD");
    assert_eq!(map.bike("AB", "BD"), ["AB", "BD"]);
    assert_eq!(map.car("AB", "BD").len(), 5);
    let map = crossing().restriction("restriction=no_left_turn except=motorcar;psv", "AB", "B", "BD");
    assert_eq!(map.car("AB", "BD"), ["AB", "BD"]);
    assert_eq!(map.bike("AB", "BD").len(), 5);
}

#[test]
fn restrictions_for_one_vehicle_bind_no_other() {
    let map = crossing().restriction("restriction:motorcar=no_left_turn", "AB", "B", "BD");
    assert_eq!(map.car("AB", "BD").len(), 5);
    assert_eq!(map.bike("AB", "BD"), ["AB", "BD"]);
    let map = crossing().restriction("restriction:hgv=no_left_turn", "AB", "B", "BD");
    assert_eq!(map.car("AB", "BD"), ["AB", "BD"]);
}

#[test]
fn people_on_foot_heed_no_restriction_of_drivers() {
    assert_eq!(crossing().restriction("no_left_turn", "AB", "B", "BD").foot("AB", "BD"), ["AB", "BD"]);
}

#[test]
fn restrictions_at_times_are_counted_and_not_heeded() {
    let map = crossing().restriction("restriction:conditional=no_left_turn@(Mo-Fr)", "AB", "B", "BD");
    assert_eq!(map.car("AB", "BD"), ["AB", "BD"]);
    assert_eq!(map.builder().counts().restrictions_conditional, 1);
}

/// A road with two carriageways: west to east above, back below, joined at B-E.
fn dual_carriageway() -> AsciiMap {
    roads(
        "
A--B--C
   |
D--E--F",
    )
    .way("AB", "highway=primary oneway=yes")
    .way("BC", "highway=primary oneway=yes")
    .way("FE", "highway=primary oneway=yes")
    .way("ED", "highway=primary oneway=yes")
}

#[test]
fn a_u_turn_over_a_way_can_be_forbidden() {
    assert_eq!(dual_carriageway().car("AB", "ED"), ["AB", "BE", "ED"]);
    let map = dual_carriageway().restriction("no_u_turn", "AB", "BE", "ED");
    assert!(map.car("AB", "ED").is_empty());
}

#[test]
fn a_restriction_over_a_way_leaves_its_turns_to_others() {
    // G joins B-E from the side: who comes from there may turn as they like.
    let map = roads(
        "
A--B--C
   |
H--G
   |
D--E--F",
    )
    .way("BGE", "highway=residential")
    .way("AB", "highway=primary oneway=yes")
    .way("ED", "highway=primary oneway=yes")
    .restriction("no_u_turn", "AB", "BGE", "ED");
    assert_eq!(map.car("GH", "ED"), ["GH", "BGE", "ED"]);
    assert_eq!(map.car("AB", "GH"), ["AB", "BGE", "GH"]);
    assert_eq!(map.car("AB", "EF"), ["AB", "BGE", "EF"]);
    assert_ne!(map.car("AB", "ED"), ["AB", "BGE", "ED"]);
}

#[test]
fn a_restriction_over_several_ways_is_followed_to_its_end() {
    let map = roads("A--B--C--D--E\n         |\n         F");
    let free = map.clone();
    let bound = map.restriction("no_right_turn", "AB", "BC CD", "DF");
    assert_eq!(free.car("AB", "DF"), ["AB", "BC", "CD", "DF"]);
    assert_eq!(bound.car("BC", "DF"), ["BC", "CD", "DF"], "who starts behind A is not meant");
    assert_eq!(bound.car("AB", "DE"), ["AB", "BC", "CD", "DE"]);
    assert_eq!(bound.car("AB", "DF"), ["AB", "BC", "CD", "DE", "DF"], "turning round at the end of E");
}

#[test]
fn only_over_a_way_leaves_one_exit() {
    let map = dual_carriageway().restriction("only_straight_on", "AB", "BE", "ED");
    assert_eq!(map.car("AB", "ED"), ["AB", "BE", "ED"]);
    let back = dual_carriageway().way("EF", "highway=primary").restriction("only_right_turn", "AB", "BE", "ED");
    assert!(back.car("AB", "EF").is_empty());
}

#[test]
fn restrictions_that_share_a_way_hold_together() {
    let map = roads("A--B--C--D\n   |  |  |\n   E--F--G").restriction("no_right_turn", "AB", "BC", "CF").restriction(
        "no_right_turn",
        "AB",
        "BC CD",
        "DG",
    );
    assert_eq!(map.car("AB", "CD"), ["AB", "BC", "CD"]);
    assert_ne!(map.car("AB", "CF"), ["AB", "BC", "CF"]);
    assert_ne!(map.car("AB", "DG"), ["AB", "BC", "CD", "DG"]);
    assert_eq!(map.car("BC", "CF"), ["BC", "CF"]);
}

#[test]
fn a_restriction_whose_ways_are_not_there_is_passed_over() {
    let mut builder = crossing().builder();
    let gone = |from: i64, via, to| RestrictionRecord {
        id: 1,
        from: vec![from],
        via,
        to: vec![to],
        tags: tags("restriction=no_left_turn"),
    };
    builder.add_restriction(gone(99, Via::Node(66), 1));
    builder.add_restriction(gone(0, Via::Node(12_345), 1));
    builder.add_restriction(gone(0, Via::Ways(vec![]), 1));
    builder.add_restriction(gone(0, Via::Ways(vec![98, 97]), 1));
    let (_, turns) = builder.network(Profile::Car);
    let (_, free) = crossing().builder().network(Profile::Car);
    assert_eq!(turns.to.len(), free.to.len());
}
