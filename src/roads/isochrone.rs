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
use super::snap::Snap;

mod contour;
mod field;

pub use contour::Polygon;
use field::Field;

/// Bands in one answer; more cannot be told apart on a map.
pub const BANDS_MAX: usize = 10;

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
    pub fn isochrones(&self, from: &Snap, times_ms: &[u32]) -> Vec<Band> {
        let times_ms = &times_ms[..times_ms.len().min(BANDS_MAX)];
        let longest = times_ms.iter().copied().max().unwrap_or(0);
        let mut reached = self.reached_within(from, longest);
        reached.push((from.place, 0.0));
        let field = Field::new(&reached);
        let band = |time_ms: &u32| Band { time_ms: *time_ms, polygons: field.polygons_within(f64::from(*time_ms)) };
        times_ms.iter().map(band).collect()
    }

    /// Places on the road with the milliseconds to them: points of links, and where the time runs out.
    fn reached_within(&self, from: &Snap, limit_ms: u32) -> Vec<(Place, f64)> {
        let costs = costs_to_all(self.hierarchy.view(), &self.departures(from));
        let mut reached = Vec::new();
        for (state, cost) in costs.iter().enumerate().filter(|(_, cost)| **cost < NO_WAY) {
            let edge = self.network.turns.edge[state];
            let edge_ms = self.time_ms[edge as usize];
            if edge_ms == CLOSED {
                continue;
            }
            let end_ms = unpack(*cost).0 as f64;
            let begin_ms = end_ms - f64::from(edge_ms);
            if begin_ms < f64::from(limit_ms) && edge / 2 != from.link {
                self.walk_edge(edge, begin_ms, end_ms, f64::from(limit_ms), &mut reached);
            }
        }
        self.walk_first_link(from, f64::from(limit_ms), &mut reached);
        reached
    }

    /// The edges on which the journey begins, from there on.
    fn walk_first_link(&self, from: &Snap, limit_ms: f64, reached: &mut Vec<(Place, f64)>) {
        for seed in self.departures(from) {
            let edge = self.network.turns.edge[seed.state as usize];
            let end_ms = unpack(seed.cost).0 as f64;
            let begin_ms = end_ms - f64::from(self.time_ms[edge as usize]);
            self.walk_edge(edge, begin_ms, end_ms, limit_ms, reached);
        }
    }

    /// Points of an edge that are reached from time 0 on up to the limit.
    fn walk_edge(&self, edge: u32, begin_ms: f64, end_ms: f64, limit_ms: f64, reached: &mut Vec<(Place, f64)>) {
        let shape = self.network.graph.shape(edge / 2);
        let at = |index: usize| if edge.is_multiple_of(2) { shape[index] } else { shape[shape.len() - 1 - index] };
        let steps: Vec<f64> = (1..shape.len()).map(|index| field::step(at(index - 1), at(index))).collect();
        let pace = (end_ms - begin_ms) / steps.iter().sum::<f64>().max(1e-9);
        let mut time = begin_ms;
        for (index, step) in steps.iter().enumerate() {
            let next = time + step * pace;
            // Nearly along the cost limit: the last point is where the time runs out.
            let last = if next <= limit_ms { 1.0 } else { (limit_ms - time) / (next - time) };
            if next >= 0.0 && time < limit_ms {
                let place = |share: f64| {
                    [0, 1].map(|axis| {
                        let [from, to] = [at(index), at(index + 1)].map(|place| f64::from(place[axis]));
                        (from + (to - from) * share) as i32
                    })
                };
                let first = if time < 0.0 { -time / (next - time) } else { 0.0 };
                reached.push((place(first), time.max(0.0)));
                reached.push((place(last), next.min(limit_ms)));
            }
            time = next;
        }
    }
}
