//! The slow twin of `PointIndex`: looks at every point and asks Karney's algorithm each time.

use super::point_index::{Neighbour, Search, Verdict};
use super::tags::{TagFilter, Tags};
use crate::geo::{LonLat, karney_distance};
use crate::units::Meters;

/// A list of points with the same questions as the index.
#[derive(Debug, Default)]
pub struct LinearScan {
    points: Vec<(u32, LonLat, Tags)>,
}

impl LinearScan {
    pub fn new(points: impl IntoIterator<Item = (u32, LonLat, Tags)>) -> Self {
        Self { points: points.into_iter().collect() }
    }

    pub fn insert(&mut self, slot: u32, point: LonLat, tags: Tags) {
        self.remove(slot);
        self.points.push((slot, point, tags));
    }

    pub fn remove(&mut self, slot: u32) -> bool {
        let before = self.points.len();
        self.points.retain(|&(each, ..)| each != slot);
        self.points.len() != before
    }

    /// All points by distance, then slot.
    pub fn by_distance(&self, from: LonLat) -> Vec<(Neighbour, Tags)> {
        let measure = |&(slot, point, tags): &(u32, LonLat, Tags)| {
            (Neighbour { slot, distance: karney_distance(from, point) }, tags)
        };
        let mut all: Vec<_> = self.points.iter().map(measure).collect();
        all.sort_by(|(a, _), (b, _)| a.distance.0.total_cmp(&b.distance.0).then(a.slot.cmp(&b.slot)));
        all
    }

    /// What `PointIndex::nearest` must answer.
    pub fn nearest(&self, search: &Search, mut judge: impl FnMut(Neighbour) -> Verdict) -> Vec<Neighbour> {
        let mut found = Vec::new();
        for (neighbour, tags) in self.by_distance(search.from) {
            if found.len() == search.k || neighbour.distance.0 > search.within.0 {
                break;
            }
            if search.filter.admits(tags) && judge(neighbour) == Verdict::Take {
                found.push(neighbour);
            }
        }
        found
    }

    /// Points that the filter admits nearer than `radius`.
    pub fn count_within(&self, from: LonLat, radius: Meters, filter: TagFilter) -> usize {
        let is_inside = |point: LonLat| karney_distance(from, point).0 < radius.0;
        self.points.iter().filter(|&&(_, point, tags)| filter.admits(tags) && is_inside(point)).count()
    }
}
