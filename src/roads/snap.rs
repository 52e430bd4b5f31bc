//! From a point to the road: the nearest place on a link that is of use.
//!
//! All segments of all links lie in a packed tree of boxes over their order on a Hilbert curve (Kamel and Faloutsos,
//! 1993). Distances are taken on the plane that touches the earth at the point asked for: within a few kilometres
//! they are right to a thousandth.

mod plane;
mod walk;

use std::collections::HashSet;

use super::column::Column;
use super::graph::{RoadGraph, flag};
use super::record::Place;
use crate::geo::LonLat;
use crate::units::Meters;
use walk::Walk;

/// Children of a box; eight boxes are two cache lines.
const FANOUT: usize = 8;
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
    /// Whether one may start and stop only on this side of the road.
    pub at_curb: bool,
}

impl Snap {
    /// The same place for whoever must not cross the road: traffic keeps right. Where the road leads one way only, the
    /// other side, all the same.
    pub fn at_curb(self) -> Self {
        Self { at_curb: true, ..self }
    }
}

/// Boxes over segments, those of the leaves first, the root last.
#[derive(Clone, Debug, Default)]
pub struct SnapIndex {
    /// West, south, east, north: four entries for a box, level after level.
    pub(super) boxes: Column<i32>,
    /// The link of each segment, in the order of the curve.
    pub(super) link: Column<u32>,
    /// The first of the two points of each segment.
    pub(super) point: Column<u32>,
}

impl SnapIndex {
    pub fn new(graph: &RoadGraph) -> Self {
        let mut segments: Vec<(u64, u32, u32)> = Vec::new();
        for link in 0..graph.link_count() as u32 {
            for point in graph.first_point[link as usize]..graph.first_point[link as usize + 1] - 1 {
                let [a, b] = [graph.points[point as usize], graph.points[point as usize + 1]];
                let middle = [0, 1].map(|axis| ((i64::from(a[axis]) + i64::from(b[axis])) / 2) as i32);
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
    pub fn around<'a>(
        &'a self,
        graph: &'a RoadGraph,
        point: LonLat,
        radius: Meters,
    ) -> impl Iterator<Item = Snap> + 'a {
        let mut walk = Walk::new(self, graph, point, radius);
        let mut seen = HashSet::new();
        std::iter::from_fn(move || {
            loop {
                let snap = walk.next_segment()?;
                if seen.insert(snap.link) {
                    return Some(snap);
                }
            }
        })
    }

    /// Whether there is a box for all that needs one: what a file has to fulfil.
    pub(super) fn is_whole(&self) -> bool {
        self.link.len() == self.point.len() && self.boxes.len() == 4 * self.levels().iter().sum::<usize>()
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

/// The place of a point on a Hilbert curve over the whole earth, 31 levels deep. Method: Warren, Hacker's Delight.
pub(super) fn hilbert(place: Place) -> u64 {
    let [mut x, mut y] = place.map(|each| (i64::from(each) + 1_800_000_000).max(0) as u64 >> 1);
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
