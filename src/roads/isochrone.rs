//! What lies within so many minutes: areas as polygons.
//!
//! One search gives the time to every place on the road. The times are laid on a grid as contours are drawn on a
//! map: a grid point is as far as the nearest road place plus the walk from there, found by two passes of a distance
//! transform (Borgefors, 1986); so yards between streets belong to the area and no holes come up by accident. The
//! lines around it are marching squares: rings that are closed, simple, and do not touch each other.

use super::cost::{NO_WAY, unpack};
use super::graph::CLOSED;
use super::network::Roads;
use super::one_to_all::costs_to_all;
use super::record::Place;
use super::search::Search;
use super::snap::Snap;

mod contour;
mod field;

pub use contour::Polygon;
use field::Field;

/// Bands in one answer; more cannot be told apart on a map.
pub const BANDS_MAX: usize = 10;

/// Links shorter than a hundred metres are taken as straight: a map cannot show more, and most links are.
const STRAIGHT_DM: u32 = 1_000;

/// One area.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    pub time_ms: u32,
    /// Outer rings and their holes, none inside of another.
    pub polygons: Vec<Polygon>,
}

impl Roads {
    /// Areas that are reached from a place within times, as many bands as times, in their order. Empty where nothing
    /// is reached. At most `BANDS_MAX`; more are left out.
    pub fn isochrones(&self, search: &mut Search, from: &Snap, times_ms: &[u32]) -> Vec<Band> {
        let times_ms = &times_ms[..times_ms.len().min(BANDS_MAX)];
        let longest = times_ms.iter().copied().max().unwrap_or(0);
        let costs = costs_to_all(self.hierarchy.view(), search, &self.departures(from));
        let field = Field::new(&Reach::new(self, from, longest).stretches(costs));
        let band = |time_ms: &u32| Band { time_ms: *time_ms, polygons: field.polygons_within(*time_ms as f32) };
        times_ms.iter().map(band).collect()
    }
}

/// A piece of road: its ends, and the milliseconds to them.
#[derive(Clone, Copy, Debug)]
struct Stretch {
    ends: [Place; 2],
    times: [f32; 2],
}

/// What is reached from a place before the time runs out.
struct Reach<'a> {
    roads: &'a Roads,
    from: &'a Snap,
    limit_ms: f32,
    /// How much shorter a degree of longitude is here than one of latitude.
    shrink: f32,
    stretches: Vec<Stretch>,
}

impl<'a> Reach<'a> {
    fn new(roads: &'a Roads, from: &'a Snap, limit_ms: u32) -> Self {
        let shrink = (f64::from(from.place[1]) / 1e7).to_radians().cos() as f32;
        Self { roads, from, limit_ms: limit_ms as f32, shrink, stretches: Vec::new() }
    }

    /// All that lies on edges with these costs to their ends, and on the edge of the start from there on.
    fn stretches(mut self, costs: &[f64]) -> Vec<Stretch> {
        let (roads, from) = (self.roads, self.from);
        let graph = &roads.network.graph;
        let (edges, lengths, time_ms) = (&roads.network.turns.edge[..], &graph.length_dm[..], &roads.time_ms[..]);
        let is_reached = |(edge, cost): &(&u32, &f64)| **cost < NO_WAY && *edge / 2 != from.link;
        for (edge, cost) in edges.iter().zip(costs).filter(is_reached) {
            let (end_ms, edge_ms) = (unpack(*cost).0 as f32, time_ms[*edge as usize]);
            let begin_ms = end_ms - edge_ms as f32;
            if edge_ms == CLOSED || begin_ms >= self.limit_ms {
                continue;
            }
            if lengths[(edge / 2) as usize] < STRAIGHT_DM && end_ms <= self.limit_ms {
                let ends = [graph.tail(*edge), graph.head(*edge)].map(|end| graph.places[end as usize]);
                self.stretches.push(Stretch { ends, times: [begin_ms.max(0.0), end_ms] });
            } else {
                self.walk(*edge, begin_ms, end_ms);
            }
        }
        for seed in roads.departures(from) {
            let edge = edges[seed.state as usize];
            let end_ms = unpack(seed.cost).0 as f32;
            self.walk(edge, end_ms - time_ms[edge as usize] as f32, end_ms);
        }
        self.stretches.push(Stretch { ends: [from.place; 2], times: [0.0; 2] });
        self.stretches
    }

    /// An edge from time 0 on up to the limit.
    fn walk(&mut self, edge: u32, begin_ms: f32, end_ms: f32) {
        let roads = self.roads;
        let shape = roads.network.graph.shape(edge / 2);
        let ends = |pair: &[Place]| if edge.is_multiple_of(2) { [pair[0], pair[1]] } else { [pair[1], pair[0]] };
        let total: f32 = shape.windows(2).map(|pair| self.length(ends(pair))).sum();
        let pace = (end_ms - begin_ms) / total.max(f32::MIN_POSITIVE);
        let mut time = begin_ms;
        let mut step = |pair: &[Place]| {
            let ends = ends(pair);
            let next = time + self.length(ends) * pace;
            if time >= 0.0 && next <= self.limit_ms {
                self.stretches.push(Stretch { ends, times: [time, next] });
            } else if next >= 0.0 && time < self.limit_ms {
                let shares = [0.0, self.limit_ms].map(|limit| ((limit - time) / (next - time)).clamp(0.0, 1.0));
                let times = [time.max(0.0), next.min(self.limit_ms)];
                self.stretches.push(Stretch { ends: shares.map(|share| between(ends, share)), times });
            }
            time = next;
        };
        if edge.is_multiple_of(2) {
            shape.windows(2).for_each(&mut step);
        } else {
            shape.windows(2).rev().for_each(&mut step);
        }
    }

    /// In ten-millionths of a degree of latitude.
    fn length(&self, [a, b]: [Place; 2]) -> f32 {
        let [east, north] = [0, 1].map(|axis| (f64::from(b[axis]) - f64::from(a[axis])) as f32);
        let east = east * self.shrink;
        (east * east + north * north).sqrt()
    }
}

fn between([a, b]: [Place; 2], share: f32) -> Place {
    [0, 1].map(|axis| {
        let [a, b] = [f64::from(a[axis]), f64::from(b[axis])];
        (a + (b - a) * f64::from(share)).round() as i32
    })
}
