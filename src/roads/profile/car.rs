//! Cars: average speeds by class, legal limits, surfaces.
//!
//! Classes: <https://wiki.openstreetmap.org/wiki/Key:highway>. The speeds are averages over a day in ordinary traffic,
//! not limits, so that times come out as the common open routers have them.

use super::access::{Access, tagged_access};
use super::maxspeed::{Country, implied_limit, tagged_limit};
use super::oneway::directions;
use super::surface::speed_cap;
use super::{Profile, WayUse};
use crate::roads::record::RoadTags;

/// How much of a legal limit is reached on average, between turns and signals, which are counted apart.
const LIMIT_REACHED: f32 = 0.92;
/// Ferries that do not tell how long they take.
const FERRY_KMH: f32 = 8.0;

pub fn way_use(tags: &RoadTags, country: Country) -> Option<WayUse> {
    if tags.is("route", &["ferry", "shuttle_train"]) {
        return ferry(tags);
    }
    let class = tags.get("highway")?;
    let access = access(class, tags)?;
    let [forward, backward] = directions(Profile::Car, tags);
    let cap = speed_cap(Profile::Car, tags);
    let speed = |is_forward: bool| average_kmh(class, tags, country, is_forward).min(cap);
    if cap <= 0.0 {
        return None;
    }
    Some(WayUse {
        forward_kmh: forward.then(|| speed(true)),
        backward_kmh: backward.then(|| speed(false)),
        duration_s: None,
        no_through: access == Access::NoThrough,
    })
}

/// Nothing for ways that a car may not use.
fn access(class: &str, tags: &RoadTags) -> Option<Access> {
    let tagged = tagged_access(Profile::Car, tags);
    let is_road = class_kmh(class, tags).is_some();
    let only_where_told = matches!(class, "track" | "pedestrian" | "bus_guideway" | "busway");
    let access = match tagged {
        Some(access) => access,
        None if only_where_told => return None,
        None => Access::Allowed,
    };
    let for_emergencies = tags.is("service", &["emergency_access"]);
    (is_road && !for_emergencies && matches!(access, Access::Allowed | Access::NoThrough)).then_some(access)
}

fn average_kmh(class: &str, tags: &RoadTags, country: Country, is_forward: bool) -> f32 {
    let typical = class_kmh(class, tags).unwrap_or(10.0);
    match tagged_limit(tags, is_forward) {
        // A lane between parked cars is not driven at its limit.
        Some(limit) if matches!(class, "service" | "living_street" | "track" | "pedestrian") => typical.min(limit),
        Some(limit) => limit * LIMIT_REACHED,
        None => implied_limit(tags, country).map_or(typical, |limit| typical.min(limit * LIMIT_REACHED)),
    }
}

/// Average km/h where no limit is told; nothing for classes that are not for cars.
fn class_kmh(class: &str, tags: &RoadTags) -> Option<f32> {
    let kmh = match class {
        "motorway" => 115.0,
        "motorway_link" => 55.0,
        "trunk" => 90.0,
        "trunk_link" => 45.0,
        "primary" => 65.0,
        "primary_link" => 35.0,
        "secondary" => 55.0,
        "secondary_link" => 32.0,
        "tertiary" => 45.0,
        "tertiary_link" => 28.0,
        "unclassified" | "road" => 35.0,
        "residential" => 30.0,
        "living_street" => 10.0,
        "service" if tags.is("service", &["parking_aisle", "driveway", "drive-through"]) => 10.0,
        "service" => 15.0,
        "track" => 15.0,
        "pedestrian" => 8.0,
        "busway" | "bus_guideway" => 30.0,
        _ => return None,
    };
    Some(kmh)
}

/// Shared by all profiles: a ferry takes whom its access tags take.
fn ferry(tags: &RoadTags) -> Option<WayUse> {
    let takes_cars = match tagged_access(Profile::Car, tags) {
        Some(access) => access == Access::Allowed,
        // Boats for people on foot say so, and name no vehicles.
        None => !tags.is("foot", &["designated"]) && tags.get("ferry") != Some("foot"),
    };
    takes_cars.then(|| ferry_use(tags, Profile::Car))
}

/// Speed and duration of a ferry for a profile that may board.
pub fn ferry_use(tags: &RoadTags, profile: Profile) -> WayUse {
    let [forward, backward] = directions(profile, tags);
    let open = |is_open: bool| is_open.then_some(FERRY_KMH);
    let duration_s = tags.get("duration").and_then(duration);
    WayUse { forward_kmh: open(forward), backward_kmh: open(backward), duration_s, no_through: false }
}

/// "15", "0:15", "01:30:00", "PT1H30M": minutes, hours and minutes, with seconds, ISO 8601.
fn duration(value: &str) -> Option<u32> {
    if let Some(iso) = value.strip_prefix("PT") {
        return iso_duration(iso);
    }
    let parts: Vec<u32> = value.split(':').map(|part| part.trim().parse().ok()).collect::<Option<_>>()?;
    let seconds = match parts[..] {
        [minutes] => minutes.checked_mul(60)?,
        [hours, minutes] => hours.checked_mul(3600)?.checked_add(minutes.checked_mul(60)?)?,
        [hours, minutes, seconds] => {
            hours.checked_mul(3600)?.checked_add(minutes.checked_mul(60)?)?.checked_add(seconds)?
        }
        _ => return None,
    };
    (1..=7 * 86_400).contains(&seconds).then_some(seconds)
}

fn iso_duration(text: &str) -> Option<u32> {
    let (mut seconds, mut number) = (0u32, 0u32);
    for c in text.chars() {
        let unit = match c {
            'H' => 3600,
            'M' => 60,
            'S' => 1,
            digit => {
                number = number.checked_mul(10)?.checked_add(digit.to_digit(10)?)?;
                continue;
            }
        };
        seconds = seconds.checked_add(number.checked_mul(unit)?)?;
        number = 0;
    }
    (1..=7 * 86_400).contains(&seconds).then_some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Forward and backward km/h, rounded; 0 where closed.
    fn check(tags: &[(&str, &str)], expected: Option<[u32; 2]>) {
        let found = Profile::Car.way_use(&tags.iter().copied().collect(), Country::Germany);
        let speeds = found.map(|way| [way.forward_kmh, way.backward_kmh].map(|kmh| kmh.unwrap_or(0.0).round() as u32));
        assert_eq!(speeds, expected, "{tags:?}");
    }

    #[test]
    fn speeds_come_from_the_limit_or_else_the_class() {
        check(&[("highway", "residential")], Some([30, 30]));
        check(&[("highway", "residential"), ("maxspeed", "30")], Some([28, 28]));
        check(&[("highway", "primary"), ("maxspeed", "100"), ("maxspeed:backward", "70")], Some([92, 64]));
        check(&[("highway", "motorway"), ("maxspeed", "none")], Some([120, 0]));
        check(&[("highway", "living_street"), ("maxspeed", "walk")], Some([7, 7]));
        check(&[("highway", "service"), ("maxspeed", "50")], Some([15, 15]));
        check(&[("highway", "secondary"), ("surface", "cobblestone")], Some([30, 30]));
    }

    #[test]
    fn absurd_limits_are_kept_within_reason() {
        check(&[("highway", "residential"), ("maxspeed", "5000")], Some([150, 150]));
        check(&[("highway", "residential"), ("maxspeed", "0.0001")], Some([1, 1]));
    }

    #[test]
    fn ways_that_are_not_for_cars_are_left_out() {
        for class in ["footway", "cycleway", "path", "steps", "track", "pedestrian", "construction", "proposed"] {
            check(&[("highway", class)], None);
        }
        check(&[("highway", "residential"), ("motor_vehicle", "no")], None);
        check(&[("highway", "service"), ("service", "emergency_access")], None);
        check(&[("highway", "track"), ("motor_vehicle", "yes")], Some([15, 15]));
        check(&[("highway", "residential"), ("smoothness", "impassable")], None);
    }

    #[test]
    fn what_is_private_is_for_those_who_go_there() {
        let tags = [("highway", "service"), ("access", "private")].into_iter().collect();
        assert!(Profile::Car.way_use(&tags, Country::Poland).expect("reachable").no_through);
    }

    #[test]
    fn a_ferry_takes_as_long_as_it_says() {
        for (text, seconds) in [("15", 900), ("0:15", 900), ("01:30:00", 5400), ("PT1H30M", 5400)] {
            assert_eq!(duration(text), Some(seconds), "{text}");
        }
        for nonsense in ["", "soon", "1:2:3:4", "-5", "99999999999", "PT", "0", "4294967295:59"] {
            assert_eq!(duration(nonsense), None, "{nonsense}");
        }
        let tags = [("route", "ferry"), ("duration", "0:10")].into_iter().collect();
        assert_eq!(Profile::Car.way_use(&tags, Country::Poland).expect("open").duration_s, Some(600));
    }
}
