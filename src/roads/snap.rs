//! From a point to the road: the nearest place on a link that is of use.
//!
//! All segments of all links lie in a packed tree of boxes over their order on a Hilbert curve (Kamel and Faloutsos,
//! 1993). Distances are taken on the plane that touches the earth at the point asked for: within a few kilometres
//! they are right to a thousandth.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::column::Column;
use super::graph::{RoadGraph, flag};
use super::record::Place;
use crate::geo::LonLat;
use crate::units::Meters;

/// Children of a box; eight boxes are two cache lines.
const FANOUT: usize = 8;
/// Metres in a ten-millionth of a degree of a great circle (mean radius R1).
const METERS_PER_E7: f64 = 6_371_008.8 * std::f64::consts::PI / 180.0 / 1e7;
/// How much farther the main part of the network may be than a street cut off from it and still be taken.
const DETOUR_TO_MAIN: Meters = Meters(1_000.0);

/// A place on the road.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Snap {
    pub link: u32,
    /// How far along the link as its way was drawn: 0 at its beginning, 1 at its end.
    pub fraction: f64,
    pub place: Place,
    /// From the point asked for.
    pub distance: Meters,
    /// Whether the point lies to the right of the link as its way was drawn.
    pub is_right: bool,
}

/// Boxes over segments, those of the leaves first, the root last.
#[derive(Clone, Debug, Default)]
pub struct SnapIndex {
    /// West, south, east, north: four entries for a box, level after level.
    boxes: Column<i32>,
    /// The link of each segment, in the order of the curve.
    link: Column<u32>,
    /// The first of the two points of each segment.
    point: Column<u32>,
}

impl SnapIndex {
    pub fn new(graph: &RoadGraph) -> Self {
        let mut segments: Vec<(u64, u32, u32)> = Vec::new();
        for link in 0..graph.link_count() as u32 {
            for point in graph.first_point[link as usize]..graph.first_point[link as usize + 1] - 1 {
                let [a, b] = [graph.points[point as usize], graph.points[point as usize + 1]];
                let middle = [0, 1].map(|axis| (i64::from(a[axis]) + i64::from(b[axis])) / 2);
                segments.push((hilbert(middle), link, point));
            }
        }
        segments.sort_unstable();
        let mut index = Self::default();
        index.link.extend(segments.iter().map(|segment| segment.1));
        index.point.extend(segments.iter().map(|segment| segment.2));
        index.add_boxes(graph);
        index
    }

    fn add_boxes(&mut self, graph: &RoadGraph) {
        let around = |points: &[Place]| {
            let low = |axis: usize| points.iter().map(|point| point[axis]).min().unwrap_or(0);
            let high = |axis: usize| points.iter().map(|point| point[axis]).max().unwrap_or(0);
            [low(0), low(1), high(0), high(1)]
        };
        let segment = |point: &u32| &graph.points[*point as usize..*point as usize + 2];
        let mut level: Vec<[i32; 4]> = self
            .point
            .chunks(FANOUT)
            .map(|group| around(&group.iter().flat_map(segment).copied().collect::<Vec<_>>()))
            .collect();
        while !level.is_empty() {
            self.boxes.extend(level.iter().flatten().copied());
            let corners = |group: &[[i32; 4]]| -> Vec<Place> {
                group.iter().flat_map(|each| [[each[0], each[1]], [each[2], each[3]]]).collect()
            };
            let is_root = level.len() == 1;
            level = level.chunks(FANOUT).map(|group| around(&corners(group))).collect();
            if is_root {
                break;
            }
        }
    }

    /// The nearest link that leads somewhere: one from which the main part of the network is left and reached. Where
    /// there is none within `radius`, or only much farther away than a link that is cut off, the nearest of all.
    /// Nothing where no road is within `radius`.
    pub fn snap(&self, graph: &RoadGraph, point: LonLat, radius: Meters) -> Option<Snap> {
        let mut nearest = None;
        for snap in self.around(graph, point, radius) {
            let first = *nearest.get_or_insert(snap);
            if graph.has(snap.link, flag::LEAVES | flag::ARRIVES) {
                return Some(snap);
            }
            if snap.distance.0 > first.distance.0 + DETOUR_TO_MAIN.0 {
                break;
            }
        }
        nearest
    }

    /// Places on links within `radius`, the nearest first, each link once.
    pub fn around<'a>(&'a self, graph: &'a RoadGraph, point: LonLat, radius: Meters) -> impl Iterator<Item = Snap> + 'a {
        let mut walk = Walk::new(self, graph, point, radius);
        let mut seen: Vec<u32> = Vec::new();
        std::iter::from_fn(move || {
            loop {
                let snap = walk.next_segment()?;
                if !seen.contains(&snap.link) {
                    seen.push(snap.link);
                    return Some(snap);
                }
            }
        })
    }

    /// How many boxes each level has, the leaves first.
    fn levels(&self) -> Vec<usize> {
        let mut levels = Vec::new();
        let mut count = self.point.len();
        while count > 1 || (levels.is_empty() && count > 0) {
            count = count.div_ceil(FANOUT);
            levels.push(count);
        }
        levels
    }
}

/// A walk from the nearest segment outwards.
struct Walk<'a> {
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
    fn new(index: &'a SnapIndex, graph: &'a RoadGraph, point: LonLat, radius: Meters) -> Self {
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

    fn next_segment(&mut self) -> Option<Snap> {
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
        Snap { link, fraction, place, distance: Meters(squared.sqrt() * METERS_PER_E7), is_right }
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

/// The plane that touches the earth at a point, in ten-millionths of a degree of latitude.
struct Plane {
    origin: [f64; 2],
    shrink: f64,
}

impl Plane {
    fn at(point: LonLat) -> Self {
        Self { origin: [point.lon() * 1e7, point.lat() * 1e7], shrink: point.lat().to_radians().cos() }
    }

    fn flat(&self, place: Place) -> [f64; 2] {
        [(f64::from(place[0]) - self.origin[0]) * self.shrink, f64::from(place[1]) - self.origin[1]]
    }

    fn distance(&self, a: Place, b: Place) -> f64 {
        let [a, b] = [self.flat(a), self.flat(b)];
        (a[0] - b[0]).hypot(a[1] - b[1])
    }

    /// Squared distance from the origin, and how far along the segment the nearest place is.
    fn to_segment(&self, segment: [Place; 2]) -> (f64, f64) {
        let [a, b] = segment.map(|end| self.flat(end));
        let step = [b[0] - a[0], b[1] - a[1]];
        let length = step[0] * step[0] + step[1] * step[1];
        let share = if length > 0.0 { (-(a[0] * step[0] + a[1] * step[1]) / length).clamp(0.0, 1.0) } else { 0.0 };
        let nearest = [a[0] + step[0] * share, a[1] + step[1] * share];
        (nearest[0] * nearest[0] + nearest[1] * nearest[1], share)
    }

    fn to_box(&self, sides: &[i32]) -> f64 {
        let [west, south] = self.flat([sides[0], sides[1]]);
        let [east, north] = self.flat([sides[2], sides[3]]);
        let [x, y] = [west.max(-east).max(0.0), south.max(-north).max(0.0)];
        x * x + y * y
    }
}

/// The place of a point on a Hilbert curve over the whole earth, 31 levels deep. Method: Warren, Hacker's Delight.
fn hilbert(place: [i64; 2]) -> u64 {
    let [mut x, mut y] = [place[0] + 1_800_000_000, place[1] + 1_800_000_000].map(|each| each.max(0) as u64 >> 1);
    let mut along = 0;
    for level in (0..31).rev() {
        let (right, up) = ((x >> level) & 1, (y >> level) & 1);
        along = (along << 2) | ((3 * right) ^ up);
        if up == 0 {
            let full = (1u64 << 31) - 1;
            (x, y) = if right == 1 { (full - y, full - x) } else { (y, x) };
        }
    }
    along
}
