//! Valhalla: questions in JSON, kilometres, lines with six decimals.

use serde::Deserialize;
use serde_json::{Value, json};

use super::{ForeignCell, ForeignLeg, OutsideError, OutsideRouter, cell};
use crate::geo::LonLat;
use crate::service::roads::{Mode, decode_polyline};

/// Points of one line; a way across a continent has a tenth.
const POINTS_MAX: usize = 1_000_000;

/// Its codes for "no path" and for "no suitable edges near".
const NO_PATH: i64 = 442;
const NO_EDGES: i64 = 171;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Answer {
    error_code: Option<i64>,
    error: String,
    trip: Trip,
    sources_to_targets: Vec<Vec<Cell>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Trip {
    legs: Vec<TripLeg>,
}

#[derive(Deserialize)]
struct TripLeg {
    shape: String,
    summary: Summary,
}

#[derive(Deserialize)]
struct Summary {
    time: f64,
    length: f64,
}

#[derive(Deserialize)]
struct Cell {
    time: Option<f64>,
    distance: Option<f64>,
}

pub(super) fn legs(
    router: &OutsideRouter,
    mode: Mode,
    points: &[LonLat],
) -> Result<Option<Vec<ForeignLeg>>, OutsideError> {
    let question = json!({ "locations": locations(points), "costing": costing(mode), "directions_type": "none" });
    let (_, answer): (u16, Answer) = router.post("/route", &question)?;
    match answer.error_code {
        Some(NO_PATH) => Ok(None),
        _ => check(&answer).and_then(|()| answer.trip.legs.iter().map(leg).collect::<Result<_, _>>()).map(Some),
    }
}

fn leg(leg: &TripLeg) -> Result<ForeignLeg, OutsideError> {
    let mut line = decode_polyline(&leg.shape, 6, POINTS_MAX)
        .ok_or_else(|| OutsideError::Unreadable("a line that is none".to_owned()))?;
    if let [only] = line[..] {
        line.push(only);
    }
    let (duration_ms, distance_dm) = cell(leg.summary.time, leg.summary.length * 1000.0);
    Ok(ForeignLeg { duration_ms: duration_ms.into(), distance_dm: distance_dm.into(), line })
}

pub(super) fn cells(
    router: &OutsideRouter,
    mode: Mode,
    origins: &[LonLat],
    destinations: &[LonLat],
) -> Result<Vec<ForeignCell>, OutsideError> {
    let question =
        json!({ "sources": locations(origins), "targets": locations(destinations), "costing": costing(mode) });
    let (_, answer): (u16, Answer) = router.post("/sources_to_targets", &question)?;
    check(&answer)?;
    let cell = |each: &Cell| Some(cell(each.time?, each.distance? * 1000.0));
    Ok(answer.sources_to_targets.iter().flatten().map(cell).collect())
}

fn check(answer: &Answer) -> Result<(), OutsideError> {
    match answer.error_code {
        None => Ok(()),
        Some(NO_EDGES) => Err(OutsideError::NotCovered),
        Some(code) => Err(OutsideError::Refused(format!("{code}: {}", answer.error))),
    }
}

const fn costing(mode: Mode) -> &'static str {
    match mode {
        Mode::Car => "auto",
        Mode::Foot => "pedestrian",
        Mode::Bike => "bicycle",
    }
}

fn locations(points: &[LonLat]) -> Vec<Value> {
    points.iter().map(|point| json!({ "lon": point.lon(), "lat": point.lat() })).collect()
}
