//! The steps of a leg as OSRM tells them: maneuvers with bearings, and what there is along the line.

use serde_json::{Map, Value, json};

use super::add_sums;
use crate::geo::{LonLat, great_circle_distance};
use crate::http::dialects::osrm::shape::{Geometries, location};
use crate::service::roads::{JourneyStep, Leg, Maneuver, Mode};

/// Streets that name a leg.
const SUMMARY_NAMES: usize = 2;

/// All steps, with the arrival as the last one.
pub fn write_steps(mode: Mode, leg: &Leg, geometries: Geometries) -> Vec<Value> {
    let mut before = None;
    let mut steps = Vec::with_capacity(leg.steps.len() + 1);
    for step in &leg.steps {
        steps.push(write_step(mode, step, before, geometries));
        before = bearing_at_end(&step.line).or(before);
    }
    steps.extend(leg.line.last().map(|end| arrival(mode, leg, *end, before.unwrap_or(0), geometries)));
    steps
}

/// The two longest streets, in their order.
pub fn summary(leg: &Leg) -> String {
    let mut named: Vec<(usize, &JourneyStep)> =
        leg.steps.iter().enumerate().filter(|(_, step)| !step.street.is_empty()).collect();
    named.sort_by_key(|(number, step)| (std::cmp::Reverse(step.distance_dm), *number));
    named.dedup_by(|a, b| a.1.street == b.1.street);
    named.truncate(SUMMARY_NAMES);
    named.sort_by_key(|(number, _)| *number);
    named.iter().map(|(_, step)| step.street.as_str()).collect::<Vec<_>>().join(", ")
}

/// For each piece between two points of the leg's line: its length, and its share of the time of its step.
pub fn annotation(leg: &Leg) -> Value {
    let (mut distances, mut durations, mut speeds) = (Vec::new(), Vec::new(), Vec::new());
    let mut begin: Option<LonLat> = None;
    for step in &leg.steps {
        let points: Vec<LonLat> = begin.iter().chain(&step.line).copied().collect();
        let lengths: Vec<f64> = points.windows(2).map(|ends| great_circle_distance(ends[0], ends[1]).0).collect();
        let (total, seconds) = (lengths.iter().sum::<f64>(), step.duration_ms as f64 / 1000.0);
        for length in lengths.into_iter().filter(|length| *length > 0.0) {
            let duration = seconds * length / total;
            distances.push(rounded(length));
            durations.push(rounded(duration));
            speeds.push(rounded(if duration > 0.0 { length / duration } else { 0.0 }));
        }
        begin = step.line.last().copied().or(begin);
    }
    let sources = vec![0; distances.len()];
    json!({ "distance": distances, "duration": durations, "weight": durations, "speed": speeds, "datasources": sources })
}

fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn write_step(mode: Mode, step: &JourneyStep, before: Option<i32>, geometries: Geometries) -> Value {
    let (kind, modifier, exit) = match step.maneuver {
        Maneuver::Depart => ("depart", None, None),
        Maneuver::Turn(angle) => ("turn", Some(modifier(angle)), None),
        Maneuver::Continue => ("new name", Some("straight"), None),
        Maneuver::Roundabout { exit } => ("roundabout", Some("straight"), Some(exit).filter(|exit| *exit > 0)),
        Maneuver::BoardFerry => ("notification", Some("straight"), None),
    };
    let after = bearing_at_begin(&step.line).or(before).unwrap_or(0);
    let at = step.line.first().copied();
    let mut maneuver = Map::new();
    maneuver.insert("type".to_owned(), json!(kind));
    maneuver.insert("location".to_owned(), json!(at.map(location)));
    maneuver.insert("bearing_before".to_owned(), json!(before.unwrap_or(0)));
    maneuver.insert("bearing_after".to_owned(), json!(after));
    if let Some(modifier) = modifier {
        maneuver.insert("modifier".to_owned(), json!(modifier));
    }
    if let Some(exit) = exit {
        maneuver.insert("exit".to_owned(), json!(exit));
    }
    let ferry = step.maneuver == Maneuver::BoardFerry;
    let intersection = match before {
        Some(before) => {
            json!({ "location": at.map(location), "bearings": [(before + 180) % 360, after], "entry": [false, true], "in": 0, "out": 1 })
        }
        None => json!({ "location": at.map(location), "bearings": [after], "entry": [true], "out": 0 }),
    };
    let mut written = Map::new();
    written.insert("maneuver".to_owned(), Value::Object(maneuver));
    written.insert("name".to_owned(), json!(step.street));
    written.insert("mode".to_owned(), json!(if ferry { "ferry" } else { mode_name(mode) }));
    written.insert("driving_side".to_owned(), json!("right"));
    written.insert("geometry".to_owned(), geometries.write(&whole(&step.line)));
    written.insert("intersections".to_owned(), json!([intersection]));
    add_sums(&mut written, step.duration_ms, step.distance_dm);
    Value::Object(written)
}

fn arrival(mode: Mode, leg: &Leg, end: LonLat, before: i32, geometries: Geometries) -> Value {
    let mut maneuver = Map::new();
    maneuver.insert("type".to_owned(), json!("arrive"));
    maneuver.insert("location".to_owned(), json!(location(end)));
    maneuver.insert("bearing_before".to_owned(), json!(before));
    maneuver.insert("bearing_after".to_owned(), json!(0));
    if let Some(right) = leg.ends_on_right {
        maneuver.insert("modifier".to_owned(), json!(if right { "right" } else { "left" }));
    }
    let intersection =
        json!({ "location": location(end), "bearings": [(before + 180) % 360], "entry": [true], "in": 0 });
    let mut written = Map::new();
    written.insert("maneuver".to_owned(), Value::Object(maneuver));
    written.insert("name".to_owned(), json!(leg.steps.last().map_or("", |step| step.street.as_str())));
    written.insert("mode".to_owned(), json!(mode_name(mode)));
    written.insert("driving_side".to_owned(), json!("right"));
    written.insert("geometry".to_owned(), geometries.write(&[end, end]));
    written.insert("intersections".to_owned(), json!([intersection]));
    add_sums(&mut written, 0, 0);
    Value::Object(written)
}

/// A line has two points at least.
fn whole(line: &[LonLat]) -> Vec<LonLat> {
    match line {
        [only] => vec![*only, *only],
        _ => line.to_vec(),
    }
}

const fn mode_name(mode: Mode) -> &'static str {
    match mode {
        Mode::Car => "driving",
        Mode::Foot => "walking",
        Mode::Bike => "cycling",
    }
}

/// OSRM's words for degrees to the right.
fn modifier(angle: f32) -> &'static str {
    match (angle.abs(), angle > 0.0) {
        (170.0.., _) => "uturn",
        (120.0.., true) => "sharp right",
        (120.0.., false) => "sharp left",
        (60.0.., true) => "right",
        (60.0.., false) => "left",
        (20.0.., true) => "slight right",
        (20.0.., false) => "slight left",
        _ => "straight",
    }
}

fn bearing_at_begin(line: &[LonLat]) -> Option<i32> {
    line.windows(2).map(|ends| bearing(ends[0], ends[1])).next()
}

fn bearing_at_end(line: &[LonLat]) -> Option<i32> {
    line.windows(2).map(|ends| bearing(ends[0], ends[1])).next_back()
}

/// Whole degrees clockwise from north, on the plane around the first point.
fn bearing(from: LonLat, to: LonLat) -> i32 {
    let east = (to.lon() - from.lon()) * from.lat().to_radians().cos();
    let degrees = east.atan2(to.lat() - from.lat()).to_degrees().round() as i32;
    degrees.rem_euclid(360)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_have_the_words_of_osrm() {
        let angles = [0.0, 19.0, 20.0, 59.9, -60.0, 119.0, -120.0, 169.0, 170.0, -180.0];
        let words = angles.map(modifier);
        let expected = [
            "straight",
            "straight",
            "slight right",
            "slight right",
            "left",
            "right",
            "sharp left",
            "sharp right",
            "uturn",
            "uturn",
        ];
        assert_eq!(words, expected);
    }

    #[test]
    fn bearings_are_clockwise_from_north() {
        let at = |lon, lat| LonLat::new(lon, lat).expect("a point");
        let bearings =
            [(0.0, 1.0), (1.0, 0.0), (0.0, -1.0), (-1.0, 0.0)].map(|(lon, lat)| bearing(at(0.0, 0.0), at(lon, lat)));
        assert_eq!(bearings, [0, 90, 180, 270]);
    }
}
