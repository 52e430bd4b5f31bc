//! What passing a node means: gates, bollards, signals, crossings.
//!
//! Keys: <https://wiki.openstreetmap.org/wiki/Key:barrier>. Delays are averages over red and green, open and shut,
//! estimated by us; `docs/ROADS.md` compares the times that come out.

use super::Profile;
use super::access::{Access, tagged_access};
use crate::roads::record::RoadTags;

/// Milliseconds along and against the way that the node lies on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NodeUse {
    pub is_closed: bool,
    pub forward_ms: u32,
    pub backward_ms: u32,
}

/// What a barrier without access tags does: `None` closes, else milliseconds for car, foot and bike.
fn barrier_ms(kind: &str) -> [Option<u32>; 3] {
    match kind {
        "no" | "entrance" | "kerb" | "cattle_grid" | "height_restrictor" | "border_control" | "sally_port" => {
            [Some(0); 3]
        }
        "toll_booth" => [Some(15_000), Some(0), Some(0)],
        "gate" | "lift_gate" | "swing_gate" | "sliding_gate" | "hampshire_gate" => [Some(10_000), Some(0), Some(4_000)],
        "bollard" | "block" | "planter" | "bus_trap" | "jersey_barrier" | "log" | "rope" | "chain" => {
            [None, Some(0), Some(0)]
        }
        "cycle_barrier" | "motorcycle_barrier" => [None, Some(0), Some(4_000)],
        "kissing_gate" | "turnstile" | "full-height_turnstile" | "stile" => [None, Some(2_000), None],
        "wall" | "fence" | "hedge" | "ditch" | "debris" => [None; 3],
        // What is not known may be passed on foot.
        _ => [None, Some(0), Some(0)],
    }
}

pub fn node_use(profile: Profile, tags: &RoadTags) -> NodeUse {
    let column = match profile {
        Profile::Car => 0,
        Profile::Foot => 1,
        Profile::Bike => 2,
    };
    let barrier = tags.get("barrier").map(|kind| barrier_ms(kind)[column]);
    let is_closed = match tagged_access(profile, tags) {
        Some(Access::Denied | Access::NoThrough) => true,
        Some(Access::Allowed | Access::Dismount) => false,
        None => barrier == Some(None),
    };
    let gate_ms = barrier.flatten().unwrap_or(0);
    let [forward_ms, backward_ms] = sign_ms(profile, tags).map(|sign| sign + gate_ms);
    NodeUse { is_closed, forward_ms, backward_ms }
}

/// Signals, stop signs and crossings, along and against the way.
fn sign_ms(profile: Profile, tags: &RoadTags) -> [u32; 2] {
    let delay = match (profile, tags.get("highway")) {
        (Profile::Car, Some("traffic_signals")) => 4_000,
        (Profile::Bike, Some("traffic_signals")) => 5_000,
        (Profile::Foot, Some("traffic_signals")) => 0,
        (Profile::Foot, Some("crossing")) if tags.is("crossing", &["traffic_signals"]) => 8_000,
        (Profile::Car | Profile::Bike, Some("crossing")) if tags.is("crossing", &["traffic_signals"]) => 2_000,
        (Profile::Car, Some("stop")) => 3_000,
        (Profile::Car, Some("give_way")) => 1_000,
        (Profile::Bike, Some("stop")) => 2_000,
        (Profile::Car | Profile::Bike, None) if tags.is("railway", &["level_crossing"]) => 5_000,
        _ => 0,
    };
    match tags.get("traffic_signals:direction").or(tags.get("direction")) {
        Some("forward") => [delay, 0],
        Some("backward") => [0, delay],
        _ => [delay, delay],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether it closes the way for car, foot and bike.
    fn check(tags: &[(&str, &str)], expected: [bool; 3]) {
        let tags = tags.iter().copied().collect();
        let closed = [Profile::Car, Profile::Foot, Profile::Bike].map(|profile| profile.node_use(&tags).is_closed);
        assert_eq!(closed, expected, "{tags:?}");
    }

    #[test]
    fn barriers_close_the_way_to_those_who_do_not_fit() {
        check(&[("barrier", "gate")], [false, false, false]);
        check(&[("barrier", "bollard")], [true, false, false]);
        check(&[("barrier", "kissing_gate")], [true, false, true]);
        check(&[("barrier", "wall")], [true, true, true]);
        check(&[("barrier", "something new")], [true, false, false]);
    }

    #[test]
    fn access_on_the_barrier_has_the_last_word() {
        check(&[("barrier", "bollard"), ("motor_vehicle", "yes")], [false, false, false]);
        check(&[("barrier", "gate"), ("access", "private"), ("foot", "yes")], [true, false, true]);
        check(&[("barrier", "gate"), ("motor_vehicle", "no")], [true, false, false]);
    }

    #[test]
    fn a_signal_with_a_direction_stops_one_direction() {
        let tags = [("highway", "traffic_signals"), ("traffic_signals:direction", "backward")].into_iter().collect();
        let signal = Profile::Car.node_use(&tags);
        assert_eq!((signal.forward_ms, signal.backward_ms), (0, 4_000));
    }
}
