//! Legal speeds: explicit `maxspeed`, and what the law says where only the kind of zone is told.
//!
//! Source: <https://wiki.openstreetmap.org/wiki/Key:maxspeed> for the notations,
//! <https://wiki.openstreetmap.org/wiki/Default_speed_limits> for the limits; the laws are Prawo o ruchu drogowym
//! art. 20, zákon 361/2000 Sb. § 18 and § 39, and StVO § 3 and § 18 with the advisory 130 km/h on motorways.

use crate::roads::record::RoadTags;

/// Whose law holds where tags do not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Country {
    Poland,
    Czechia,
    Germany,
    #[default]
    Other,
}

/// Kilometres in a mile.
const MILE_KM: f32 = 1.609_344;
/// Kilometres per hour in a knot.
const KNOT_KMH: f32 = 1.852;
/// `maxspeed=walk`: the pace that German courts read into it, 4 to 7 km/h.
const WALK_KMH: f32 = 7.0;
/// `maxspeed=none`: what people drive where they may; the advisory speed of German motorways.
const NONE_KMH: f32 = 130.0;
/// Keys that tell the zone in words like `PL:urban`.
const ZONE_KEYS: [&str; 4] = ["maxspeed:type", "source:maxspeed", "zone:maxspeed", "zone:traffic"];

/// The legal limit in one direction in km/h; nothing where the tags tell none.
pub fn tagged_limit(tags: &RoadTags, forward: bool) -> Option<f32> {
    let side = if forward { "maxspeed:forward" } else { "maxspeed:backward" };
    [side, "maxspeed"]
        .into_iter()
        .find_map(|key| tags.get(key).and_then(parse))
        .or_else(|| ZONE_KEYS.into_iter().find_map(|key| tags.get(key).and_then(zone_limit)))
}

/// What the law says about a road of this class when its tags say nothing of speed. Only where nobody would guess
/// otherwise: motorways, expressways and living streets; whether another road is in a town is not known here.
pub fn implied_limit(tags: &RoadTags, country: Country) -> Option<f32> {
    let zone = match tags.get("highway")? {
        "motorway" => "motorway",
        "trunk" if tags.is("motorroad", &["yes"]) => "trunk",
        "living_street" => "living_street",
        _ => return None,
    };
    national(country, zone)
}

/// "50", "50 km/h", "30 mph", "walk", "none", "DE:urban"; of a list the lowest.
fn parse(value: &str) -> Option<f32> {
    value.split(';').filter_map(|one| parse_one(one.trim())).min_by(f32::total_cmp)
}

fn parse_one(value: &str) -> Option<f32> {
    match value {
        "none" => return Some(NONE_KMH),
        "walk" => return Some(WALK_KMH),
        _ => {}
    }
    let digits = value.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(value.len());
    let Ok(number) = value[..digits].parse::<f32>() else { return zone_limit(value) };
    let kmh = match value[digits..].trim() {
        "" | "km/h" | "kmh" | "kph" => number,
        "mph" => number * MILE_KM,
        "knots" => number * KNOT_KMH,
        _ => return None,
    };
    (kmh.is_finite() && kmh > 0.0).then_some(kmh)
}

/// `PL:urban`, `DE:zone30`, `DE:zone:30`, `CZ:motorway`.
fn zone_limit(value: &str) -> Option<f32> {
    let (country, zone) = value.split_once(':')?;
    let country = match country {
        "PL" => Country::Poland,
        "CZ" => Country::Czechia,
        "DE" => Country::Germany,
        _ => Country::Other,
    };
    if let Some(number) = zone.strip_prefix("zone") {
        return number.trim_start_matches(':').parse().ok().filter(|kmh: &f32| *kmh > 0.0 && kmh.is_finite());
    }
    national(country, zone)
}

fn national(country: Country, zone: &str) -> Option<f32> {
    use Country::{Czechia, Germany, Other, Poland};
    let kmh = match (country, zone) {
        (_, "urban") => 50.0,
        (Poland | Czechia | Other, "rural") => 90.0,
        (Germany, "rural") => 100.0,
        (Poland, "motorway") => 140.0,
        (Czechia | Germany | Other, "motorway") => 130.0,
        (Poland, "expressway" | "trunk") => 120.0,
        (Poland, "expressway_single") => 100.0,
        (Czechia, "trunk") => 110.0,
        (Germany, "trunk") => 130.0,
        (Poland | Czechia | Other, "living_street") => 20.0,
        (Germany, "living_street") => WALK_KMH,
        (Germany, "bicycle_road") => 30.0,
        (Czechia, "pedestrian_zone") => 20.0,
        _ => return None,
    };
    Some(kmh)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: &str, expected: Option<f32>) {
        let found = parse(value);
        assert_eq!(found.map(|kmh| (kmh * 10.0).round()), expected.map(|kmh| kmh * 10.0), "{value}");
    }

    #[test]
    fn a_limit_is_read_in_all_its_notations() {
        check("50", Some(50.0));
        check("50 km/h", Some(50.0));
        check("50 mph", Some(80.5));
        check("7 knots", Some(13.0));
        check("walk", Some(7.0));
        check("none", Some(130.0));
        check("DE:urban", Some(50.0));
        check("DE:rural", Some(100.0));
        check("DE:motorway", Some(130.0));
        check("PL:motorway", Some(140.0));
        check("PL:zone30", Some(30.0));
        check("DE:zone:20", Some(20.0));
        check("CZ:trunk", Some(110.0));
        check("50;30", Some(30.0));
        check("50; mist", Some(50.0));
    }

    #[test]
    fn nonsense_is_no_limit() {
        for value in ["", "fast", "-20", "0", "NaN", "inf", "50 furlongs", ";", "XX:", ":", "DE:zoneNaN", "signals"] {
            check(value, None);
        }
    }

    #[test]
    fn a_direction_of_its_own_comes_first_and_a_zone_last() {
        let tags = [("maxspeed", "50"), ("maxspeed:backward", "30"), ("zone:traffic", "DE:rural")];
        let tags: RoadTags = tags.into_iter().collect();
        assert_eq!((tagged_limit(&tags, true), tagged_limit(&tags, false)), (Some(50.0), Some(30.0)));
        let zone: RoadTags = [("source:maxspeed", "CZ:urban")].into_iter().collect();
        assert_eq!(tagged_limit(&zone, true), Some(50.0));
    }

    #[test]
    fn the_law_fills_in_only_where_the_class_says_enough() {
        let road = |class| [("highway", class)].into_iter().collect::<RoadTags>();
        assert_eq!(implied_limit(&road("motorway"), Country::Poland), Some(140.0));
        assert_eq!(implied_limit(&road("living_street"), Country::Germany), Some(7.0));
        assert_eq!(implied_limit(&road("residential"), Country::Germany), None);
    }
}
