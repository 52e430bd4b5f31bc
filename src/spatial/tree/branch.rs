//! Branches: up to `FANOUT` children in the order of their keys, with what is known of each.

use super::{Extent, FANOUT, Key, Spot, Summary};
use crate::spatial::tags::Tags;

/// Children of one kind, all leaves or all branches. Lanes past `len` lie at infinity.
#[derive(Clone, Debug)]
pub(in crate::spatial) struct Branch {
    low: [[f32; FANOUT]; 3],
    high: [[f32; FANOUT]; 3],
    children: [u32; FANOUT],
    counts: [u32; FANOUT],
    classes: [u32; FANOUT],
    features: [u128; FANOUT],
    firsts: [Key; FANOUT],
    len: u32,
    over_leaves: bool,
}

impl Branch {
    /// A branch without children, which will stand `height` steps over the leaves.
    pub(super) fn empty(height: usize) -> Self {
        Self {
            low: [[f32::INFINITY; FANOUT]; 3],
            high: [[f32::INFINITY; FANOUT]; 3],
            children: [0; FANOUT],
            counts: [0; FANOUT],
            classes: [0; FANOUT],
            features: [0; FANOUT],
            firsts: [(u64::MAX, u32::MAX); FANOUT],
            len: 0,
            over_leaves: height == 1,
        }
    }

    /// Whether the children are leaves.
    pub fn is_over_leaves(&self) -> bool {
        self.over_leaves
    }

    pub fn len(&self) -> usize {
        self.len as usize
    }

    pub fn child(&self, lane: usize) -> u32 {
        self.children[lane]
    }

    pub fn children(&self) -> &[u32] {
        &self.children[..self.len()]
    }

    pub fn count(&self, lane: usize) -> u32 {
        self.counts[lane]
    }

    /// The tags of all points below the child.
    pub fn tags(&self, lane: usize) -> Tags {
        Tags { features: self.features[lane], classes: self.classes[lane] }
    }

    /// Squared straight lines from `from` to the nearest corner, side or inside of each child's box;
    /// infinite where there is no child.
    #[inline]
    pub fn nearest_squares(&self, from: Spot) -> [f32; FANOUT] {
        let mut squares = [0.0; FANOUT];
        for ((low, high), origin) in self.low.iter().zip(&self.high).zip(from) {
            for (square, (low, high)) in squares.iter_mut().zip(low.iter().zip(high)) {
                let apart = (low - origin).max(origin - high).max(0.0);
                *square += apart * apart;
            }
        }
        squares
    }

    /// The same to the farthest corner.
    #[inline]
    pub fn farthest_squares(&self, from: Spot) -> [f32; FANOUT] {
        let mut squares = [0.0; FANOUT];
        for ((low, high), origin) in self.low.iter().zip(&self.high).zip(from) {
            for (square, (low, high)) in squares.iter_mut().zip(low.iter().zip(high)) {
                let apart = (origin - low).abs().max((high - origin).abs());
                *square += apart * apart;
            }
        }
        squares
    }

    /// The child under which `key` belongs.
    pub(super) fn lane_of(&self, key: Key) -> usize {
        self.firsts[..self.len()].partition_point(|&first| first <= key).saturating_sub(1)
    }

    pub(super) fn get(&self, lane: usize) -> Summary {
        let extent = Extent { low: self.low.map(|axis| axis[lane]), high: self.high.map(|axis| axis[lane]) };
        Summary { extent, tags: self.tags(lane), count: self.counts[lane], first: self.firsts[lane] }
    }

    pub(super) fn set(&mut self, lane: usize, child: u32, summary: Summary) {
        for axis in 0..3 {
            self.low[axis][lane] = summary.extent.low[axis];
            self.high[axis][lane] = summary.extent.high[axis];
        }
        self.children[lane] = child;
        self.counts[lane] = summary.count;
        self.classes[lane] = summary.tags.classes;
        self.features[lane] = summary.tags.features;
        self.firsts[lane] = summary.first;
    }

    pub(super) fn push(&mut self, child: u32, summary: Summary) {
        self.len += 1;
        self.set(self.len() - 1, child, summary);
    }

    /// Makes room at `lane`, which must not be called on a full branch.
    pub(super) fn insert(&mut self, lane: usize, child: u32, summary: Summary) {
        for to in (lane + 1..=self.len()).rev() {
            self.set(to, self.children[to - 1], self.get(to - 1));
        }
        self.len += 1;
        self.set(lane, child, summary);
    }

    pub(super) fn remove(&mut self, lane: usize) {
        for to in lane..self.len() - 1 {
            self.set(to, self.children[to + 1], self.get(to + 1));
        }
        self.truncate(self.len() - 1);
    }

    /// Keeps the first `len` children.
    pub(super) fn truncate(&mut self, len: usize) {
        let at_infinity = Extent { low: [f32::INFINITY; 3], high: [f32::INFINITY; 3] };
        for lane in len..self.len() {
            self.set(lane, 0, Summary { extent: at_infinity, ..Summary::EMPTY });
        }
        self.len = len as u32;
    }

    pub(super) fn summary(&self) -> Summary {
        (0..self.len()).fold(Summary::EMPTY, |summary, lane| summary.union(self.get(lane)))
    }
}
