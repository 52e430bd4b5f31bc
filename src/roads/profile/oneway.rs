//! Which directions of a way are open.
//!
//! Source: <https://wiki.openstreetmap.org/wiki/Key:oneway>, and for cycles against the traffic
//! <https://wiki.openstreetmap.org/wiki/Key:cycleway>.

use super::Profile;
use crate::roads::record::RoadTags;

/// Forward and backward.
pub type Directions = [bool; 2];

const BOTH: Directions = [true, true];
const FORWARD: Directions = [true, false];
const BACKWARD: Directions = [false, true];

pub fn directions(profile: Profile, tags: &RoadTags) -> Directions {
    let own = match profile {
        Profile::Car => ["oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle"].as_slice(),
        Profile::Foot => return tags.get("oneway:foot").and_then(stated).unwrap_or(BOTH),
        Profile::Bike => ["oneway:bicycle", "oneway:vehicle"].as_slice(),
    };
    if let Some(stated) = own.iter().find_map(|key| tags.get(key).and_then(stated)) {
        return stated;
    }
    let traffic = tags.get("oneway").and_then(stated).unwrap_or_else(|| implied(tags));
    if profile == Profile::Bike && traffic != BOTH && has_contraflow(tags) { BOTH } else { traffic }
}

fn stated(value: &str) -> Option<Directions> {
    match value {
        "yes" | "true" | "1" => Some(FORWARD),
        "-1" | "reverse" => Some(BACKWARD),
        "no" | "false" | "0" => Some(BOTH),
        // Open one way now and the other later: a plan cannot rely on either.
        "reversible" | "alternating" => Some([false, false]),
        _ => None,
    }
}

fn implied(tags: &RoadTags) -> Directions {
    let is_one_way = tags.is("junction", &["roundabout", "circular"]) || tags.is("highway", &["motorway"]);
    if is_one_way { FORWARD } else { BOTH }
}

fn has_contraflow(tags: &RoadTags) -> bool {
    let lanes = ["cycleway", "cycleway:left", "cycleway:right", "cycleway:both"];
    let is_opposite = |key: &&str| tags.get(key).is_some_and(|value| value.starts_with("opposite"));
    let sides = ["cycleway:left:oneway", "cycleway:right:oneway", "cycleway:both:oneway"];
    lanes.iter().any(is_opposite) || sides.iter().any(|key| tags.is(key, &["no", "-1"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(profile: Profile, tags: &[(&str, &str)], expected: Directions) {
        assert_eq!(directions(profile, &tags.iter().copied().collect()), expected, "{profile:?} {tags:?}");
    }

    #[test]
    fn one_way_streets_bind_those_who_drive_and_ride() {
        for (value, expected) in [("yes", FORWARD), ("-1", BACKWARD), ("no", BOTH), ("reversible", [false, false])] {
            check(Profile::Car, &[("oneway", value)], expected);
            check(Profile::Bike, &[("oneway", value)], expected);
            check(Profile::Foot, &[("oneway", value)], BOTH);
        }
    }

    #[test]
    fn roundabouts_and_motorways_go_one_way_unless_told() {
        check(Profile::Car, &[("junction", "roundabout")], FORWARD);
        check(Profile::Car, &[("highway", "motorway")], FORWARD);
        check(Profile::Car, &[("highway", "motorway"), ("oneway", "no")], BOTH);
        check(Profile::Car, &[("highway", "motorway_link")], BOTH);
    }

    #[test]
    fn a_cycle_may_go_against_the_traffic_where_it_is_told() {
        let one_way = ("oneway", "yes");
        check(Profile::Bike, &[one_way, ("oneway:bicycle", "no")], BOTH);
        check(Profile::Bike, &[one_way, ("cycleway", "opposite")], BOTH);
        check(Profile::Bike, &[one_way, ("cycleway", "opposite_lane")], BOTH);
        check(Profile::Bike, &[one_way, ("cycleway:left:oneway", "-1")], BOTH);
        check(Profile::Bike, &[one_way, ("cycleway", "lane")], FORWARD);
        check(Profile::Car, &[one_way, ("oneway:bicycle", "no")], FORWARD);
    }

    #[test]
    fn people_on_foot_heed_only_their_own_key() {
        check(Profile::Foot, &[("oneway:foot", "yes")], FORWARD);
    }
}
