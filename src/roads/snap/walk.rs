//! Segments by growing distance: boxes are opened only when they may hold the next one (Hjaltason and Samet, 1999).

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::plane::Plane;
use super::{FANOUT, Snap, SnapIndex};
use crate::geo::LonLat;
use crate::roads::graph::RoadGraph;
use crate::roads::record::Place;
use crate::units::Meters;

/// Metres in a ten-millionth of a degree of a great circle (mean radius R1).
const METERS_PER_E7: f64 = 6_371_008.8 * std::f64::consts::PI / 180.0 / 1e7;
/// A walk from the nearest segment outwards.
pub(super) struct Walk<'a> {
    index: &'a SnapIndex,
    graph: &'a RoadGraph,
    plane: Plane,
    /// Where each level's boxes begin.
    starts: Vec<usize>,
    limit: f64,
    /// Squared distance as bits, level (0 is a segment), number within it.
    waiting: BinaryHeap<Reverse<(u64, u32, u32)>>,
}

impl<'a> Walk<'a> {
    pub fn new(index: &'a SnapIndex, graph: &'a RoadGraph, point: LonLat, radius: Meters) -> Self {
        let levels = index.levels();
        let starts: Vec<usize> = levels
            .iter()
            .scan(0, |sum, count| {
                let start = *sum;
                *sum += count;
                Some(start)
            })
            .collect();
        let limit = (radius.0.max(0.0) / METERS_PER_E7).powi(2);
        let mut walk = Self { index, graph, plane: Plane::at(point), starts, limit, waiting: BinaryHeap::new() };
        if !levels.is_empty() {
            walk.push(0.0, levels.len() as u32, 0);
        }
        walk
    }

    fn push(&mut self, squared: f64, level: u32, number: u32) {
        if squared <= self.limit {
            self.waiting.push(Reverse((squared.to_bits(), level, number)));
        }
    }

    pub fn next_segment(&mut self) -> Option<Snap> {
        while let Some(Reverse((bits, level, number))) = self.waiting.pop() {
            match level {
                0 => return Some(self.snap(number, f64::from_bits(bits))),
                1 => self.open_leaf(number as usize),
                _ => self.open_box(level, number as usize),
            }
        }
        None
    }

    fn open_leaf(&mut self, number: usize) {
        for segment in number * FANOUT..((number + 1) * FANOUT).min(self.index.point.len()) {
            let (squared, _) = self.plane.to_segment(self.segment(segment));
            self.push(squared, 0, segment as u32);
        }
    }

    fn open_box(&mut self, level: u32, number: usize) {
        let below = level as usize - 2;
        let end = self.starts[below + 1] - self.starts[below];
        for child in number * FANOUT..((number + 1) * FANOUT).min(end) {
            let at = 4 * (self.starts[below] + child);
            let squared = self.plane.to_box(&self.index.boxes[at..at + 4]);
            self.push(squared, level - 1, child as u32);
        }
    }

    fn segment(&self, segment: usize) -> [Place; 2] {
        let point = self.index.point[segment] as usize;
        [self.graph.points[point], self.graph.points[point + 1]]
    }

    fn snap(&self, number: u32, squared: f64) -> Snap {
        let segment = self.segment(number as usize);
        let (_, share) = self.plane.to_segment(segment);
        let link = self.index.link[number as usize];
        let place = [0, 1].map(|axis| {
            let step = f64::from(segment[1][axis]) - f64::from(segment[0][axis]);
            (f64::from(segment[0][axis]) + step * share).round() as i32
        });
        let [a, b] = segment.map(|end| self.plane.flat(end));
        let is_right = (b[0] - a[0]) * -a[1] - (b[1] - a[1]) * -a[0] < 0.0;
        let fraction = self.fraction(link, self.index.point[number as usize], share);
        Snap { link, fraction, place, distance: Meters(squared.sqrt() * METERS_PER_E7), is_right, at_curb: false }
    }

    /// How far along the whole link a place on one of its segments is.
    fn fraction(&self, link: u32, point: u32, share: f64) -> f64 {
        let shape = self.graph.shape(link);
        let at = (point - self.graph.first_point[link as usize]) as usize;
        let length = |pair: &[Place]| self.plane.distance(pair[0], pair[1]);
        let total: f64 = shape.windows(2).map(length).sum();
        let before: f64 = shape[..=at].windows(2).map(length).sum();
        let here = length(&shape[at..at + 2]) * share;
        if total > 0.0 { ((before + here) / total).clamp(0.0, 1.0) } else { 0.0 }
    }
}
