//! The index of points.

use std::cmp::Ordering;

use super::tags::{TagFilter, Tags};
use crate::geo::{LonLat, geodesic_distance};
use crate::units::Meters;

/// A point found, with its WGS 84 distance from where the search began.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Neighbour {
    pub slot: u32,
    pub distance: Meters,
}

/// What to look for.
#[derive(Clone, Copy, Debug)]
pub struct Search {
    pub from: LonLat,
    /// How many neighbours at most.
    pub k: usize,
    pub filter: TagFilter,
    /// No neighbour farther than this; infinite for "however far".
    pub within: Meters,
}

impl Search {
    /// The `k` nearest of all points, however far.
    pub const fn nearest(from: LonLat, k: usize) -> Self {
        Self { from, k, filter: TagFilter::ANY, within: Meters(f64::INFINITY) }
    }
}

/// What a search does with a point that would be among the nearest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Take,
    Skip,
    /// Give up: the answer so far is not the answer, and the caller knows why.
    Abort,
}

/// Points on the earth by slot.
#[derive(Clone, Debug, Default)]
pub struct PointIndex {
    points: Vec<Option<(LonLat, Tags)>>,
    len: usize,
}

impl PointIndex {
    /// Builds the index of many points at once. Slots should be dense; a repeated slot replaces.
    pub fn build(points: impl IntoIterator<Item = (u32, LonLat, Tags)>) -> Self {
        let mut index = Self::default();
        for (slot, point, tags) in points {
            index.insert(slot, point, tags);
        }
        index
    }

    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub fn point(&self, slot: u32) -> Option<LonLat> {
        self.points.get(slot as usize).copied().flatten().map(|(point, _)| point)
    }

    /// Puts a point into a slot, replacing what was there.
    pub fn insert(&mut self, slot: u32, point: LonLat, tags: Tags) {
        if self.points.len() <= slot as usize {
            self.points.resize(slot as usize + 1, None);
        }
        self.len += usize::from(self.points[slot as usize].is_none());
        self.points[slot as usize] = Some((point, tags));
    }

    /// False when the slot was empty.
    pub fn remove(&mut self, slot: u32) -> bool {
        let Some(place) = self.points.get_mut(slot as usize) else { return false };
        let held = place.take().is_some();
        self.len -= usize::from(held);
        held
    }

    /// The nearest points that the filter admits and `judge` takes, by distance; equal distances in the
    /// order of `ties`. `judge` sees points in no particular order, and only those that could still win.
    pub fn nearest(
        &self,
        search: &Search,
        mut judge: impl FnMut(Neighbour) -> Verdict,
        ties: impl Fn(u32, u32) -> Ordering,
    ) -> Vec<Neighbour> {
        let mut all: Vec<Neighbour> = Vec::new();
        for (slot, place) in self.points.iter().enumerate() {
            let Some((point, _)) = place.filter(|(_, tags)| search.filter.admits(*tags)) else { continue };
            let distance = geodesic_distance(search.from, point);
            if distance.0 <= search.within.0 {
                all.push(Neighbour { slot: slot as u32, distance });
            }
        }
        all.sort_by(|a, b| a.distance.0.total_cmp(&b.distance.0).then_with(|| ties(a.slot, b.slot)));
        let mut found = Vec::new();
        for each in all {
            if found.len() == search.k {
                break;
            }
            match judge(each) {
                Verdict::Take => found.push(each),
                Verdict::Skip => {}
                Verdict::Abort => break,
            }
        }
        found
    }

    /// How many points lie nearer than `radius`, and at `radius` exactly such as `at_edge` counts in.
    pub fn count_within(&self, from: LonLat, radius: Meters, mut at_edge: impl FnMut(u32) -> bool) -> usize {
        let mut inside = |(slot, place): (usize, &Option<(LonLat, Tags)>)| {
            let distance = place.map(|(point, _)| geodesic_distance(from, point).0);
            distance.is_some_and(|distance| distance < radius.0 || distance == radius.0 && at_edge(slot as u32))
        };
        self.points.iter().enumerate().filter(|&each| inside(each)).count()
    }
}
