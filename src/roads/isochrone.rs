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

    /// All that lies on edges with these costs to their ends, and on the edge of the start from there on. Each begins
    /// where another one ends, or in between.
    fn stretches(mut self, costs: &[f64]) -> Vec<Stretch> {
        let (roads, from) = (self.roads, self.from);
        let (edges, time_ms) = (&roads.network.turns.edge[..], &roads.time_ms[..]);
        let ends_ms = earliest_ends(edges, costs, time_ms);
        for (link, (ends_ms, edge_ms)) in (0..).zip(ends_ms.chunks_exact(2).zip(time_ms.chunks_exact(2))) {
            if link == from.link {
                continue;
            }
            let begins_ms = [0, 1].map(|side| ends_ms[side] - edge_ms[side] as f32);
            for side in [0, 1] {
                // Whoever came the other way before this edge begins was everywhere on it before.
                if begins_ms[side] < self.limit_ms.min(ends_ms[1 - side]) {
                    self.add(2 * link + side as u32, begins_ms[side], ends_ms[side]);
                }
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

    /// An edge that begins before the limit.
    fn add(&mut self, edge: u32, begin_ms: f32, end_ms: f32) {
        let graph = &self.roads.network.graph;
        if graph.length_dm[(edge / 2) as usize] < STRAIGHT_DM && end_ms <= self.limit_ms {
            let ends = [graph.tail(edge), graph.head(edge)].map(|end| graph.places[end as usize]);
            self.stretches.push(Stretch { ends, times: [begin_ms.max(0.0), end_ms] });
        } else {
            self.walk(edge, begin_ms, end_ms);
        }
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

/// Milliseconds to the end of each edge; infinite for those that are not reached or closed.
fn earliest_ends(edges: &[u32], costs: &[f64], time_ms: &[u32]) -> Vec<f32> {
    let mut ends_ms = vec![f32::INFINITY; time_ms.len()];
    for (edge, cost) in edges.iter().zip(costs).filter(|(_, cost)| **cost < NO_WAY) {
        if time_ms[*edge as usize] != CLOSED {
            let end_ms = &mut ends_ms[*edge as usize];
            *end_ms = end_ms.min(unpack(*cost).0 as f32);
        }
    }
    ends_ms
}

fn between([a, b]: [Place; 2], share: f32) -> Place {
    [0, 1].map(|axis| {
        let [a, b] = [f64::from(a[axis]), f64::from(b[axis])];
        (a + (b - a) * f64::from(share)).round() as i32
    })
}
