//! A way that was found: its edges, its shape, and its pieces for whoever describes it.

use std::ops::Range;

use super::graph::RoadGraph;
use super::record::Place;
use super::snap::Snap;

/// A way from one place on the road to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    pub time_ms: u64,
    pub length_dm: u64,
    /// All edges, the first and the last as far as they are driven; one where both places are on it.
    pub edges: Vec<u32>,
    pub from: Snap,
    pub to: Snap,
}

impl Route {
    /// The line of the way, both ends included; no point twice in a row.
    pub fn geometry(&self, graph: &RoadGraph) -> Vec<Place> {
        self.line(graph, 0..self.edges.len())
    }

    /// The line along some of its edges, from the end of what was before; no point twice in a row.
    pub fn line(&self, graph: &RoadGraph, edges: Range<usize>) -> Vec<Place> {
        let mut line = Vec::new();
        if edges.start == 0 {
            line.push(self.from.place);
        }
        let last = self.edges.len().saturating_sub(1);
        for at in edges.clone() {
            let edge = self.edges[at];
            let begin = if at == 0 { along(&self.from, edge) } else { 0.0 };
            let end = if at == last { along(&self.to, edge) } else { 1.0 };
            append(graph, edge, begin, end, &mut line);
        }
        if edges.end > last {
            line.push(self.to.place);
        }
        line.dedup();
        line
    }

    /// The share of each edge that is driven.
    pub fn shares(&self) -> impl Iterator<Item = (u32, f64)> {
        let last = self.edges.len().saturating_sub(1);
        self.edges.iter().enumerate().map(move |(at, edge)| {
            let begin = if at == 0 { along(&self.from, *edge) } else { 0.0 };
            let end = if at == last { along(&self.to, *edge) } else { 1.0 };
            (*edge, (end - begin).max(0.0))
        })
    }
}

/// How far along an edge a place on its link is.
fn along(place: &Snap, edge: u32) -> f64 {
    if edge.is_multiple_of(2) { place.fraction } else { 1.0 - place.fraction }
}

/// The points of an edge between two shares of its length.
fn append(graph: &RoadGraph, edge: u32, begin: f64, end: f64, line: &mut Vec<Place>) {
    let shape = graph.shape(edge / 2);
    if begin <= 0.0 && end >= 1.0 {
        if edge.is_multiple_of(2) {
            line.extend_from_slice(shape)
        } else {
            line.extend(shape.iter().rev())
        }
        return;
    }
    let points: Vec<Place> =
        if edge.is_multiple_of(2) { shape.to_vec() } else { shape.iter().rev().copied().collect() };
    let total: f64 = points.windows(2).map(length).sum();
    let mut so_far = 0.0;
    for (at, point) in points.iter().enumerate() {
        so_far += if at > 0 { length(&points[at - 1..=at]) } else { 0.0 };
        let share = if total > 0.0 { so_far / total } else { 0.0 };
        if share > begin && share < end {
            line.push(*point);
        }
    }
}

/// In units that are the same along one link.
fn length(pair: &[Place]) -> f64 {
    let shrink = (f64::from(pair[0][1]) / 1e7).to_radians().cos();
    let step = [0, 1].map(|axis| f64::from(pair[1][axis]) - f64::from(pair[0][axis]));
    (step[0] * shrink).hypot(step[1])
}
