//! The index of points: slots on the outside, the tree on the inside.

use std::cmp::Ordering;

use super::browse::ByDistance;
use super::feature_trees::FeatureTrees;
use super::nearest::Candidate;
use super::tags::{TagFilter, Tags};
use super::tree::Tree;
use super::{count, nearest};
use crate::geo::LonLat;
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

/// What a search does with a point that may be among the nearest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Take,
    Skip,
    /// Give up: the answer so far is not the answer, and the caller knows why.
    Abort,
}

/// Points on the earth by slot. Inserting and removing take microseconds, at any size.
#[derive(Clone, Debug)]
pub struct PointIndex {
    tree: Tree,
    rare: FeatureTrees,
    /// By slot; meaningless where not filled.
    points: Vec<LonLat>,
    filled: Vec<bool>,
    len: usize,
}

impl Default for PointIndex {
    fn default() -> Self {
        Self::build(Vec::new(), |_| Tags::default())
    }
}

impl PointIndex {
    /// Builds the index of many points at once; they fill the slots from 0 on. Searching is fastest when
    /// they come in the order of `locality_key`.
    pub fn build(points: Vec<LonLat>, tags: impl Fn(u32) -> Tags) -> Self {
        Self {
            tree: Tree::build(0..points.len() as u32, &points, &tags),
            rare: FeatureTrees::build(&points, &tags),
            filled: vec![true; points.len()],
            len: points.len(),
            points,
        }
    }

    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub fn point(&self, slot: u32) -> Option<LonLat> {
        let is_filled = self.filled.get(slot as usize).is_some_and(|&filled| filled);
        is_filled.then(|| self.points[slot as usize])
    }

    /// Puts a point into a slot, replacing what was there.
    pub fn insert(&mut self, slot: u32, point: LonLat, tags: Tags) {
        self.remove(slot);
        self.tree.insert(slot, point, tags, &self.points);
        self.rare.insert(slot, point, tags, &self.points, self.len);
        self.fill(slot, point);
        self.len += 1;
    }

    /// False when the slot was empty.
    pub fn remove(&mut self, slot: u32) -> bool {
        let Some(point) = self.point(slot) else { return false };
        let tags = self.tree.remove(slot, point);
        self.rare.remove(slot, point, tags);
        self.filled[slot as usize] = false;
        self.len -= 1;
        true
    }

    /// The nearest points that the filter admits and `judge` takes, by distance; equal distances in the
    /// order of `ties`. `judge` sees points in no particular order, and hardly any that can no longer win.
    pub fn nearest(
        &self,
        search: &Search,
        judge: impl FnMut(&mut Candidate) -> Verdict,
        ties: impl Fn(u32, u32) -> Ordering,
    ) -> Vec<Neighbour> {
        let (tree, filter) = self.tree_for(search.filter);
        nearest::nearest(tree, &self.points, &Search { filter, ..*search }, judge, ties)
    }

    /// All points that the filter admits, nearest first, found as they are asked for.
    pub fn by_distance<T: Fn(u32, u32) -> Ordering>(
        &self,
        from: LonLat,
        filter: TagFilter,
        ties: T,
    ) -> ByDistance<'_, T> {
        let (tree, filter) = self.tree_for(filter);
        ByDistance::new(tree, &self.points, from, filter, ties)
    }

    /// How many points the filter admits nearer than `radius`, and at `radius` exactly such as `at_edge`
    /// counts in. Cheap for filters by class, which whole subtrees pass.
    pub fn count_within(
        &self,
        from: LonLat,
        radius: Meters,
        filter: TagFilter,
        at_edge: impl FnMut(u32) -> bool,
    ) -> usize {
        let (tree, filter) = self.tree_for(filter);
        count::count_within(tree, &self.points, from, radius, filter, at_edge)
    }

    /// The smallest tree that holds all points with these tags, and the filter for the points in it.
    fn tree_for(&self, filter: TagFilter) -> (&Tree, TagFilter) {
        self.rare.best_for(filter).unwrap_or((&self.tree, filter))
    }

    fn fill(&mut self, slot: u32, point: LonLat) {
        let slot = slot as usize;
        if self.points.len() <= slot {
            self.points.resize(slot + 1, point);
            self.filled.resize(slot + 1, false);
        }
        self.points[slot] = point;
        self.filled[slot] = true;
    }
}

#[cfg(test)]
impl PointIndex {
    /// Panics if the tree breaks a rule. Answers how many points are in it.
    pub(super) fn check(&self) -> usize {
        self.tree.check(&self.points)
    }
}
