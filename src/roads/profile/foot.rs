//! People on foot: nearly everywhere, in both directions, at one pace.
//!
//! 5 km/h is the mean of adults on level ground (Bohannon & Andrews 2011: 1.2 to 1.4 m/s); on steps half of it.

use super::access::{Access, tagged_access};
use super::car::ferry_use;
use super::oneway::directions;
use super::{Profile, WayUse};
use crate::roads::record::RoadTags;

const WALK_KMH: f32 = 5.0;
const STEPS_KMH: f32 = 2.5;

pub fn way_use(tags: &RoadTags) -> Option<WayUse> {
    let tagged = tagged_access(Profile::Foot, tags);
    if matches!(tagged, Some(Access::Denied | Access::Dismount)) {
        return None;
    }
    if tags.is("route", &["ferry"]) {
        return Some(ferry_use(tags, Profile::Foot));
    }
    let is_platform = tags.is("railway", &["platform"]) || tags.is("public_transport", &["platform"]);
    let may_walk = tags.get("highway").is_some_and(|class| walkable(class, tags, tagged.is_some()));
    if !may_walk && !is_platform {
        return None;
    }
    let speed = if tags.is("highway", &["steps"]) { STEPS_KMH } else { WALK_KMH };
    let [forward, backward] = directions(Profile::Foot, tags);
    let mut way = WayUse::both(speed);
    way.forward_kmh = way.forward_kmh.filter(|_| forward);
    way.backward_kmh = way.backward_kmh.filter(|_| backward);
    way.no_through = tagged == Some(Access::NoThrough);
    Some(way)
}

/// `is_told`: tags allow people on foot expressly.
fn walkable(class: &str, tags: &RoadTags, is_told: bool) -> bool {
    let has_sidewalk = tags.is("sidewalk", &["both", "left", "right", "yes"]);
    match class {
        "motorway" | "motorway_link" => false,
        "trunk" | "trunk_link" => is_told || has_sidewalk,
        "bridleway" | "busway" | "bus_guideway" => is_told,
        "primary" | "primary_link" | "secondary" | "secondary_link" | "tertiary" | "tertiary_link" => {
            !tags.is("motorroad", &["yes"])
        }
        "unclassified" | "road" | "residential" | "living_street" | "service" | "track" | "pedestrian" | "footway"
        | "path" | "steps" | "cycleway" | "corridor" | "platform" => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Country;
    use super::*;

    fn check(tags: &[(&str, &str)], expected: Option<f32>) {
        let found = Profile::Foot.way_use(&tags.iter().copied().collect(), Country::Poland);
        assert_eq!(found.and_then(|way| way.backward_kmh), expected, "{tags:?}");
    }

    #[test]
    fn one_walks_where_it_is_not_forbidden() {
        check(&[("highway", "residential"), ("oneway", "yes")], Some(5.0));
        check(&[("highway", "steps")], Some(2.5));
        check(&[("highway", "motorway")], None);
        check(&[("highway", "trunk")], None);
        check(&[("highway", "trunk"), ("foot", "yes")], Some(5.0));
        check(&[("highway", "primary"), ("motorroad", "yes")], None);
        check(&[("highway", "path"), ("foot", "no")], None);
        check(&[("highway", "residential"), ("vehicle", "no")], Some(5.0));
    }
}
