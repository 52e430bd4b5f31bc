//! What makes a network's times those of a day and of who travels: closures, closed areas, slow classes of roads, a
//! driver's own pace.
//!
//! Times change, the network does not: applying conditions fills costs in anew, a third of a second for a city. Which
//! areas a vehicle may not enter on which date is decided by whoever knows vehicles and dates; here an area is closed
//! or it is not.

use std::collections::HashSet;
use std::sync::Arc;

use super::graph::{RoadClass, RoadGraph};
use super::network::{Network, Roads};
use super::record::Place;
use crate::geo::LonLat;
use crate::units::Meters;

/// A point that closes a road lies this near to it.
const NEAR: Meters = Meters(50.0);
/// A line drawn along a street lies this near to it all along, in ten-millionths of a degree of latitude: 12 metres.
const ALONG_E7: f64 = 1_080.0;
/// Slower nobody means, faster nobody believes.
pub const PERCENT: std::ops::RangeInclusive<u32> = 10..=300;

/// Of equal conditions the network is the same.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Conditions {
    pub closures: Vec<Closure>,
    /// Nobody travels in these: rings, closed or not.
    pub closed_areas: Vec<Vec<Place>>,
    /// Percent of the usual speed on a class of roads; the last one told counts.
    pub class_percent: Vec<(RoadClass, u32)>,
    /// Percent of the usual speed on all roads; the usual when absent.
    pub pace_percent: Option<u32>,
}

/// A road that is closed in both directions.
#[derive(Clone, Debug, PartialEq)]
pub enum Closure {
    /// All of an OpenStreetMap way.
    Way(i64),
    /// The piece of road at a point.
    Point(Place),
    /// What a drawn line crosses, and what it follows.
    Line(Vec<Place>),
}

impl Conditions {
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// These and more: what is closed by either is closed, of a class's speed the later counts, paces multiply.
    pub fn and(mut self, more: Self) -> Self {
        self.closures.extend(more.closures);
        self.closed_areas.extend(more.closed_areas);
        self.class_percent.extend(more.class_percent);
        let paces = (self.pace_percent, more.pace_percent);
        let both = |one: u32, other: u32| (one * other / 100).clamp(*PERCENT.start(), *PERCENT.end());
        self.pace_percent = match paces {
            (Some(one), Some(other)) => Some(both(one, other)),
            (one, other) => one.or(other),
        };
        self
    }

    /// The network under these conditions.
    pub fn apply(&self, network: Arc<Network>) -> Roads {
        let closed = self.closed_links(&network);
        let usual = Arc::clone(&network);
        let change = |edge: u32, time_ms: u32| {
            let link = edge / 2;
            (!closed.contains(&link)).then(|| self.slowed(usual.graph.class(link), time_ms))
        };
        Roads::reweighted(network, &change)
    }

    fn slowed(&self, class: RoadClass, time_ms: u32) -> u32 {
        let of_class =
            self.class_percent.iter().rev().find(|(told, _)| *told == class).map_or(100, |(_, percent)| *percent);
        let percent = [of_class, self.pace_percent.unwrap_or(100)];
        let bounded = percent.map(|percent| u64::from(percent.clamp(*PERCENT.start(), *PERCENT.end())));
        (u64::from(time_ms) * 10_000 / (bounded[0] * bounded[1])).min(u64::from(u32::MAX) - 1) as u32
    }

    fn closed_links(&self, network: &Network) -> HashSet<u32> {
        let graph = &network.graph;
        let mut closed = HashSet::new();
        for closure in &self.closures {
            match closure {
                Closure::Way(id) => closed.extend(links(graph).filter(|link| graph.way_id[*link as usize] == *id)),
                Closure::Point(place) => closed.extend(link_at(network, *place)),
                Closure::Line(line) => closed.extend(links(graph).filter(|link| meets(line, graph.shape(*link)))),
            }
        }
        for area in self.closed_areas.iter().filter(|area| area.len() >= 3) {
            let around = Sides::of(area);
            let enters = |link: &u32| graph.shape(*link).iter().any(|at| around.contains(*at) && is_inside(area, *at));
            closed.extend(links(graph).filter(enters));
        }
        closed
    }
}

fn links(graph: &RoadGraph) -> impl Iterator<Item = u32> {
    0..graph.link_count() as u32
}

fn link_at(network: &Network, place: Place) -> Option<u32> {
    let [lon, lat] = place.map(|degrees| f64::from(degrees) / 1e7);
    let point = LonLat::new(lon, lat).ok()?;
    network.index.around(&network.graph, point, NEAR).next().map(|snap| snap.link)
}

/// Whether a drawn line crosses a road or follows it.
fn meets(line: &[Place], road: &[Place]) -> bool {
    let margin = ALONG_E7.ceil() as i32;
    if !Sides::of(line).grown(margin).meets(&Sides::of(road)) {
        return false;
    }
    let crosses = |a: &[Place]| road.windows(2).any(|b| cross([a[0], a[1]], [b[0], b[1]]));
    line.windows(2).any(crosses) || (line.len() >= 2 && road.iter().all(|at| distance_to_line(*at, line) <= ALONG_E7))
}

/// Whether a drawn stretch crosses one of a road. A line that ends on a road does not; through a corner of the road
/// it crosses one of the two stretches that meet there.
fn cross(drawn: [Place; 2], road: [Place; 2]) -> bool {
    let side = |ends: [Place; 2], at: Place| {
        let [along, to] = [difference(ends[1], ends[0]), difference(at, ends[0])];
        (along[0] * to[1] - along[1] * to[0]).signum()
    };
    let is_left = |at: Place| side(drawn, at) >= 0;
    is_left(road[0]) != is_left(road[1]) && side(road, drawn[0]) * side(road, drawn[1]) < 0
}

fn difference(a: Place, b: Place) -> [i128; 2] {
    [0, 1].map(|axis| i128::from(a[axis]) - i128::from(b[axis]))
}

/// In ten-millionths of a degree of latitude.
fn distance_to_line(at: Place, line: &[Place]) -> f64 {
    let shrink = (f64::from(at[1]) / 1e7).to_radians().cos();
    let flat = |place: Place| {
        let [east, north] = difference(place, at).map(|each| each as f64);
        [east * shrink, north]
    };
    let to_stretch = |ends: &[Place]| {
        let [a, b] = [flat(ends[0]), flat(ends[1])];
        let along = [b[0] - a[0], b[1] - a[1]];
        let squared = along[0] * along[0] + along[1] * along[1];
        let share = if squared > 0.0 { (-(a[0] * along[0] + a[1] * along[1]) / squared).clamp(0.0, 1.0) } else { 0.0 };
        (a[0] + along[0] * share).hypot(a[1] + along[1] * share)
    };
    line.windows(2).map(to_stretch).fold(f64::INFINITY, f64::min)
}

/// By counting the sides of the ring east of a place.
fn is_inside(ring: &[Place], at: Place) -> bool {
    let mut is_inside = false;
    let mut before = ring[ring.len() - 1];
    for corner in ring {
        if (before[1] > at[1]) != (corner[1] > at[1]) {
            let share = (f64::from(at[1]) - f64::from(before[1])) / (f64::from(corner[1]) - f64::from(before[1]));
            let lon = f64::from(before[0]) + share * (f64::from(corner[0]) - f64::from(before[0]));
            is_inside ^= f64::from(at[0]) < lon;
        }
        before = *corner;
    }
    is_inside
}

/// West, south, east and north of some places.
#[derive(Clone, Copy, Debug)]
struct Sides([i32; 4]);

impl Sides {
    fn of(places: &[Place]) -> Self {
        let grow = |[west, south, east, north]: [i32; 4], at: &Place| {
            [west.min(at[0]), south.min(at[1]), east.max(at[0]), north.max(at[1])]
        };
        Self(places.iter().fold([i32::MAX, i32::MAX, i32::MIN, i32::MIN], grow))
    }

    fn grown(self, by: i32) -> Self {
        let [west, south, east, north] = self.0;
        Self([west.saturating_sub(by), south.saturating_sub(by), east.saturating_add(by), north.saturating_add(by)])
    }

    fn meets(&self, other: &Self) -> bool {
        let ([west, south, east, north], [w, s, e, n]) = (self.0, other.0);
        west <= e && w <= east && south <= n && s <= north
    }

    fn contains(&self, at: Place) -> bool {
        self.meets(&Self([at[0], at[1], at[0], at[1]]))
    }
}
