//! OSRM: everything in the address.

use serde::Deserialize;

use super::{ForeignCell, ForeignLeg, OutsideError, OutsideRouter, cell};
use crate::geo::LonLat;
use crate::service::roads::{Mode, decode_polyline};

/// Points of one line; a way across a continent has a tenth.
const POINTS_MAX: usize = 1_000_000;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Answer {
    code: String,
    message: String,
    routes: Vec<Route>,
    durations: Vec<Vec<Option<f64>>>,
    distances: Vec<Vec<Option<f64>>>,
}

#[derive(Deserialize)]
struct Route {
    legs: Vec<RouteLeg>,
}

#[derive(Deserialize)]
struct RouteLeg {
    duration: f64,
    distance: f64,
    steps: Vec<RouteStep>,
}

#[derive(Deserialize)]
struct RouteStep {
    geometry: String,
}

pub(super) fn legs(
    router: &OutsideRouter,
    mode: Mode,
    points: &[LonLat],
) -> Result<Option<Vec<ForeignLeg>>, OutsideError> {
    let path = format!(
        "/route/v1/{}/{}?overview=false&steps=true&geometries=polyline6&generate_hints=false",
        profile(mode),
        coordinates(points)
    );
    let (_, answer): (u16, Answer) = router.get(&path)?;
    if answer.code == "NoRoute" {
        return Ok(None);
    }
    check(&answer)?;
    let route = answer.routes.into_iter().next().ok_or_else(|| OutsideError::Unreadable("no route".to_owned()))?;
    route.legs.into_iter().map(leg).collect::<Result<_, _>>().map(Some)
}

/// The line of a leg is that of its steps.
fn leg(leg: RouteLeg) -> Result<ForeignLeg, OutsideError> {
    let mut line = Vec::new();
    for step in leg.steps {
        let part = decode_polyline(&step.geometry, 6, POINTS_MAX);
        line.extend(part.ok_or_else(|| OutsideError::Unreadable("a line that is none".to_owned()))?);
    }
    line.dedup();
    if let [only] = line[..] {
        line.push(only);
    }
    let (duration_ms, distance_dm) = cell(leg.duration, leg.distance);
    Ok(ForeignLeg { duration_ms: duration_ms.into(), distance_dm: distance_dm.into(), line })
}

pub(super) fn cells(
    router: &OutsideRouter,
    mode: Mode,
    origins: &[LonLat],
    destinations: &[LonLat],
) -> Result<Vec<ForeignCell>, OutsideError> {
    let numbers = |range: std::ops::Range<usize>| range.map(|number| number.to_string()).collect::<Vec<_>>().join(";");
    let all: Vec<LonLat> = origins.iter().chain(destinations).copied().collect();
    let path = format!(
        "/table/v1/{}/{}?sources={}&destinations={}&annotations=duration,distance&generate_hints=false",
        profile(mode),
        coordinates(&all),
        numbers(0..origins.len()),
        numbers(origins.len()..all.len())
    );
    let (_, answer): (u16, Answer) = router.get(&path)?;
    check(&answer)?;
    let pairs = answer.durations.iter().flatten().zip(answer.distances.iter().flatten());
    Ok(pairs.map(|(seconds, metres)| Some(cell((*seconds)?, (*metres)?))).collect())
}

fn check(answer: &Answer) -> Result<(), OutsideError> {
    match answer.code.as_str() {
        "Ok" => Ok(()),
        "NoSegment" => Err(OutsideError::NotCovered),
        code => Err(OutsideError::Refused(format!("{code}: {}", answer.message))),
    }
}

const fn profile(mode: Mode) -> &'static str {
    match mode {
        Mode::Car => "driving",
        Mode::Foot => "walking",
        Mode::Bike => "cycling",
    }
}

fn coordinates(points: &[LonLat]) -> String {
    points.iter().map(|point| format!("{:.6},{:.6}", point.lon(), point.lat())).collect::<Vec<_>>().join(";")
}
