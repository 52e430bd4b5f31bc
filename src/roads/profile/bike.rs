//! Cycles: quiet roads and cycle tracks at a steady pace, pushed where riding is not allowed.
//!
//! 16 km/h on good ground is an everyday pace in towns; surfaces slow it more than a car.

use super::access::{Access, tagged_access};
use super::car::ferry_use;
use super::maxspeed::{Country, tagged_limit};
use super::oneway::directions;
use super::surface::speed_cap;
use super::{Profile, WayUse};
use crate::roads::record::RoadTags;

const RIDE_KMH: f32 = 16.0;
const PUSH_KMH: f32 = 4.5;
/// Up or down steps with a cycle on the shoulder.
const CARRY_KMH: f32 = 2.0;

pub fn way_use(tags: &RoadTags, _country: Country) -> Option<WayUse> {
    let tagged = tagged_access(Profile::Bike, tags);
    if tagged == Some(Access::Denied) && !may_push(tags) {
        return None;
    }
    if tags.is("route", &["ferry"]) {
        return (tagged != Some(Access::Denied)).then(|| ferry_use(tags, Profile::Bike));
    }
    let speed = speed_kmh(tags, tagged)?;
    let is_pushed = speed <= PUSH_KMH;
    let [forward, backward] = if is_pushed { [true, true] } else { directions(Profile::Bike, tags) };
    let limited = |is_forward| speed.min(tagged_limit(tags, is_forward).unwrap_or(f32::INFINITY));
    Some(WayUse {
        forward_kmh: forward.then(|| limited(true)),
        backward_kmh: backward.then(|| limited(false)),
        duration_s: None,
        no_through: tagged == Some(Access::NoThrough),
    })
}

/// Nothing where a cycle has no place.
fn speed_kmh(tags: &RoadTags, tagged: Option<Access>) -> Option<f32> {
    let is_allowed = matches!(tagged, Some(Access::Allowed | Access::NoThrough));
    let class = tags.get("highway")?;
    let ridden = match class {
        "motorway" | "motorway_link" => return None,
        "trunk" | "trunk_link" | "busway" | "bus_guideway" if !is_allowed => return None,
        "steps" => return Some(CARRY_KMH),
        "footway" | "pedestrian" | "corridor" | "platform" | "bridleway" => is_allowed,
        "primary" | "primary_link" | "trunk" | "trunk_link" | "busway" | "bus_guideway" => true,
        "secondary" | "secondary_link" | "tertiary" | "tertiary_link" | "unclassified" | "road" | "residential"
        | "living_street" | "service" | "track" | "cycleway" | "path" => true,
        _ => return None,
    };
    if tags.is("motorroad", &["yes"]) && !is_allowed {
        return None;
    }
    let is_pushed = !ridden || matches!(tagged, Some(Access::Dismount | Access::Denied));
    if is_pushed {
        return (class != "bridleway" && may_push(tags)).then_some(PUSH_KMH);
    }
    let cap = speed_cap(Profile::Bike, tags);
    let pace = if matches!(class, "footway" | "pedestrian" | "living_street") { 10.0 } else { RIDE_KMH };
    (cap > 0.0).then(|| pace.min(cap))
}

/// Whoever pushes a cycle is on foot.
fn may_push(tags: &RoadTags) -> bool {
    Profile::Foot.way_use(tags, Country::Other).is_some() && !tags.is("bicycle", &["no"])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tags: &[(&str, &str)], expected: Option<[f32; 2]>) {
        let found = Profile::Bike.way_use(&tags.iter().copied().collect(), Country::Germany);
        let speeds = found.map(|way| [way.forward_kmh, way.backward_kmh].map(|kmh| kmh.unwrap_or(0.0)));
        assert_eq!(speeds, expected, "{tags:?}");
    }

    #[test]
    fn a_cycle_is_ridden_on_roads_and_tracks() {
        check(&[("highway", "residential")], Some([16.0, 16.0]));
        check(&[("highway", "cycleway"), ("oneway", "yes")], Some([16.0, 0.0]));
        check(&[("highway", "residential"), ("oneway", "yes"), ("oneway:bicycle", "no")], Some([16.0, 16.0]));
        check(&[("highway", "track"), ("tracktype", "grade4")], Some([10.0, 10.0]));
        check(&[("highway", "motorway")], None);
        check(&[("highway", "primary"), ("motorroad", "yes")], None);
    }

    #[test]
    fn it_is_pushed_where_riding_is_not_allowed_but_walking_is() {
        check(&[("highway", "footway")], Some([4.5, 4.5]));
        check(&[("highway", "footway"), ("bicycle", "yes")], Some([10.0, 10.0]));
        check(&[("highway", "path"), ("bicycle", "dismount")], Some([4.5, 4.5]));
        check(&[("highway", "footway"), ("bicycle", "no")], None);
        check(&[("highway", "steps")], Some([2.0, 2.0]));
    }
}
