//! What lies under the wheels: the fastest that surface, smoothness and track type allow.
//!
//! Caps, not factors: a bad surface slows a fast road and leaves a slow one as it is. Values are estimates of ours,
//! between those of the common open routers; keys: <https://wiki.openstreetmap.org/wiki/Key:surface>,
//! <https://wiki.openstreetmap.org/wiki/Key:smoothness>, <https://wiki.openstreetmap.org/wiki/Key:tracktype>.

use super::Profile;
use crate::roads::record::RoadTags;

/// What a value allows car and bike, in km/h.
type Caps = fn(&str) -> [f32; 2];

/// The lowest of the caps in km/h; infinity where nothing slows, 0 where nothing on wheels gets through.
pub fn speed_cap(profile: Profile, tags: &RoadTags) -> f32 {
    let keys: [(&str, Caps); 3] = [("surface", surface), ("smoothness", smoothness), ("tracktype", track)];
    let column = match profile {
        Profile::Car => 0,
        Profile::Bike => 1,
        Profile::Foot => return f32::INFINITY,
    };
    keys.iter().filter_map(|(key, caps)| tags.get(key).map(|value| caps(value)[column])).fold(f32::INFINITY, f32::min)
}

/// Car and bike in km/h.
fn surface(value: &str) -> [f32; 2] {
    match value {
        "concrete:plates" | "concrete:lanes" => [60.0, 15.0],
        "paving_stones" => [50.0, 15.0],
        "compacted" | "fine_gravel" => [50.0, 15.0],
        "sett" | "cobblestone:flattened" | "metal" | "wood" => [40.0, 12.0],
        "unpaved" | "gravel" | "pebblestone" => [35.0, 12.0],
        "cobblestone" | "unhewn_cobblestone" => [30.0, 9.0],
        "dirt" | "earth" | "ground" | "grass_paver" => [25.0, 11.0],
        "grass" | "stone" | "rock" => [20.0, 8.0],
        "sand" | "mud" | "ice" | "snow" => [10.0, 6.0],
        _ => [f32::INFINITY; 2],
    }
}

fn smoothness(value: &str) -> [f32; 2] {
    match value {
        "intermediate" => [80.0, 15.0],
        "bad" => [40.0, 12.0],
        "very_bad" => [20.0, 9.0],
        "horrible" => [10.0, 6.0],
        "very_horrible" => [5.0, 4.0],
        "impassable" => [0.0, 0.0],
        _ => [f32::INFINITY; 2],
    }
}

fn track(value: &str) -> [f32; 2] {
    match value {
        "grade1" => [50.0, 15.0],
        "grade2" => [35.0, 14.0],
        "grade3" => [25.0, 12.0],
        "grade4" => [20.0, 10.0],
        "grade5" => [15.0, 8.0],
        _ => [f32::INFINITY; 2],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_of_what_is_told_counts() {
        let tags: RoadTags = [("surface", "gravel"), ("smoothness", "very_bad")].into_iter().collect();
        assert_eq!(speed_cap(Profile::Car, &tags), 20.0);
        assert_eq!(speed_cap(Profile::Bike, &tags), 9.0);
        assert_eq!(speed_cap(Profile::Foot, &tags), f32::INFINITY);
    }

    #[test]
    fn asphalt_slows_nobody() {
        assert_eq!(speed_cap(Profile::Car, &[("surface", "asphalt")].into_iter().collect()), f32::INFINITY);
    }
}
