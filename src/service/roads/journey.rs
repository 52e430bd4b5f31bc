//! Ways from stop to stop, with what is told on them.

use std::ops::Range;
use std::sync::Arc;

use super::networks::{ModeRoads, OnRoad, RegionRoads, RoadSet, point_of};
use super::{Basis, Maneuver, Mode, straight_line};
use crate::geo::LonLat;
use crate::roads::conditions::Conditions;
use crate::roads::graph::RoadGraph;
use crate::roads::landmarks::{Landmarks, Seen};
use crate::roads::network::Roads;
use crate::roads::route::Route;
use crate::roads::snap::Snap;
use crate::roads::steps::Step;
use crate::units::Meters;

/// What is asked. How many points there may be is the caller's to bound; at least two.
#[derive(Clone, Debug)]
pub struct JourneyQuestion {
    pub mode: Mode,
    pub points: Vec<LonLat>,
    /// How far from a road a point may be.
    pub radius: Meters,
    pub conditions: Conditions,
    pub with_steps: bool,
}

/// A way through all stops, in their order.
#[derive(Clone, Debug)]
pub struct Journey {
    pub mode: Mode,
    /// One for the whole way: it is never partly a straight line.
    pub basis: Basis,
    /// Whose roads; `None` for the straight line.
    pub region: Option<Arc<RegionRoads>>,
    pub stops: Vec<Stop>,
    /// One fewer than stops.
    pub legs: Vec<Leg>,
    /// Whether a router outside should have answered and did not.
    pub router_failed: bool,
}

/// A point, and where on the road one stops for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    pub point: LonLat,
    pub on_road: Option<RoadPlace>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct RoadPlace {
    pub point: LonLat,
    /// From the point that it stands for.
    pub distance: Meters,
    /// Of the street; empty where it has none.
    pub street: String,
}

/// The way between two stops.
#[derive(Clone, Debug, Default)]
pub struct Leg {
    pub duration_ms: u64,
    pub distance_dm: u64,
    /// At least two points.
    pub line: Vec<LonLat>,
    /// Empty where they were not asked for and for straight lines.
    pub steps: Vec<JourneyStep>,
    /// Whether the stop at the end is to the right of who arrives; `None` where it lies on the road itself.
    pub ends_on_right: Option<bool>,
}

/// A piece of a leg, and what is done at its beginning.
#[derive(Clone, Debug, PartialEq)]
pub struct JourneyStep {
    pub maneuver: Maneuver,
    /// Empty where the street has no name.
    pub street: String,
    pub duration_ms: u64,
    pub distance_dm: u64,
    /// At least one point.
    pub line: Vec<LonLat>,
    /// What one sees where it is done.
    pub landmark: Option<Seen>,
}

/// No way leads from this stop to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoWay {
    pub from: usize,
}

/// Nearer to the road than this it has no sides.
const SIDE_MIN: Meters = Meters(2.0);

impl Journey {
    pub fn duration_ms(&self) -> u64 {
        self.legs.iter().map(|leg| leg.duration_ms).sum()
    }

    pub fn distance_dm(&self) -> u64 {
        self.legs.iter().map(|leg| leg.distance_dm).sum()
    }

    /// The whole line, no point twice in a row; at least two points.
    pub fn line(&self) -> Vec<LonLat> {
        joined(self.legs.iter().map(|leg| leg.line.as_slice()))
    }
}

impl RoadSet {
    /// The fastest way through the points, on the roads of the region that has all of them; the straight line where
    /// none has.
    pub fn journey(&self, question: &JourneyQuestion) -> Result<Journey, NoWay> {
        let JourneyQuestion { mode, points, radius, conditions, with_steps } = question;
        self.put_on_road(*mode, points, *radius).under(conditions).journey(*mode, points, *with_steps)
    }
}

impl OnRoad {
    /// The same for points that were put on roads already.
    pub fn journey(&self, mode: Mode, points: &[LonLat], with_steps: bool) -> Result<Journey, NoWay> {
        let Some((roads, snaps)) = self.whole() else { return Ok(straight_journey(mode, points)) };
        let landmarks = self.region.as_deref().map(|region| &region.landmarks).filter(|_| with_steps);
        let legs = roads.search(|network, search| {
            let numbered = snaps.windows(2).enumerate();
            let leg = |(from, ends): (usize, &[Snap])| {
                let route = network.route(search, &ends[0], &ends[1]).ok_or(NoWay { from })?;
                let steps = if with_steps { told_steps(network, &route, landmarks) } else { Vec::new() };
                Ok(leg_of(network, &route, steps))
            };
            numbered.map(leg).collect::<Result<Vec<Leg>, NoWay>>()
        })?;
        let stops = points.iter().zip(&snaps).map(|(point, snap)| stop(roads, *point, snap)).collect();
        Ok(Journey { mode, basis: Basis::Roads, region: self.region.clone(), stops, legs, router_failed: false })
    }
}

fn stop(roads: &ModeRoads, point: LonLat, snap: &Snap) -> Stop {
    Stop { point, on_road: Some(RoadPlace::new(&roads.roads, snap)) }
}

impl RoadPlace {
    pub fn new(roads: &Roads, snap: &Snap) -> Self {
        let street = roads.network.graph.name(snap.link).to_owned();
        Self { point: point_of(snap.place), distance: snap.distance, street }
    }
}

fn told_steps(roads: &Roads, route: &Route, landmarks: Option<&Landmarks>) -> Vec<JourneyStep> {
    let graph = &roads.network.graph;
    let steps = roads.steps(route);
    let seen = landmarks.map(|landmarks| landmarks.seen(graph, route, &steps)).unwrap_or_default();
    let told = |(step, landmark): (Step, Option<Seen>)| JourneyStep {
        maneuver: step.maneuver,
        line: line_of(graph, route, step.edges),
        street: step.name,
        duration_ms: step.time_ms,
        distance_dm: step.length_dm,
        landmark,
    };
    steps.into_iter().zip(seen.into_iter().chain(std::iter::repeat(None))).map(told).collect()
}

fn line_of(graph: &RoadGraph, route: &Route, edges: Range<usize>) -> Vec<LonLat> {
    route.line(graph, edges).into_iter().map(point_of).collect()
}

fn leg_of(roads: &Roads, route: &Route, steps: Vec<JourneyStep>) -> Leg {
    let line = if steps.is_empty() {
        joined([line_of(&roads.network.graph, route, 0..route.edges.len()).as_slice()].into_iter())
    } else {
        joined(steps.iter().map(|step| step.line.as_slice()))
    };
    let ends_forward = route.edges.last().is_none_or(|edge| edge.is_multiple_of(2));
    let has_side = route.to.distance >= SIDE_MIN;
    let ends_on_right = has_side.then_some(route.to.is_right == ends_forward);
    Leg { duration_ms: route.time_ms, distance_dm: route.length_dm, line, steps, ends_on_right }
}

/// Lines one after the other, no point twice in a row; the last one twice where there is no other.
fn joined<'l>(lines: impl Iterator<Item = &'l [LonLat]>) -> Vec<LonLat> {
    let mut line: Vec<LonLat> = lines.flatten().copied().collect();
    line.dedup();
    if let [only] = line[..] {
        line.push(only);
    }
    line
}

fn straight_journey(mode: Mode, points: &[LonLat]) -> Journey {
    let leg = |ends: &[LonLat]| {
        let travel = straight_line(mode, ends[0], ends[1]);
        Leg {
            duration_ms: travel.duration.0 as u64 * 1000,
            distance_dm: (travel.distance.0 * 10.0).round() as u64,
            line: ends.to_vec(),
            ..Leg::default()
        }
    };
    let stops = points.iter().map(|point| Stop { point: *point, on_road: None }).collect();
    let legs = points.windows(2).map(leg).collect();
    Journey { mode, basis: Basis::CrowFlies, region: None, stops, legs, router_failed: false }
}
