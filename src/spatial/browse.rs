//! Points one after the other by growing distance, as long as somebody asks.

use std::cmp::{Ordering, Reverse};
use std::collections::{BinaryHeap, VecDeque};
use std::fmt;

use super::frontier::{Frontier, Node};
use super::point_index::Neighbour;
use super::tags::TagFilter;
use super::tree::Tree;
use crate::geo::{LonLat, Origin};
use crate::units::Meters;

/// Points by distance; equal distances in the order of `ties`. Each is measured when its leaf is reached.
pub struct ByDistance<'t, T> {
    points: &'t [LonLat],
    origin: Origin,
    frontier: Frontier<'t>,
    /// Distance in metres (the bits of floats that are not negative sort like the floats) and slot.
    measured: BinaryHeap<Reverse<(u64, u32)>>,
    /// Equally distant points, in order.
    run: VecDeque<u32>,
    run_distance: Meters,
    ties: T,
}

impl<T> fmt::Debug for ByDistance<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByDistance").field("origin", &self.origin).finish_non_exhaustive()
    }
}

impl<'t, T: Fn(u32, u32) -> Ordering> ByDistance<'t, T> {
    pub(super) fn new(tree: &'t Tree, points: &'t [LonLat], from: LonLat, filter: TagFilter, ties: T) -> Self {
        let origin = Origin::new(from);
        Self {
            points,
            origin,
            frontier: Frontier::new(tree, &origin, filter),
            measured: BinaryHeap::new(),
            run: VecDeque::new(),
            run_distance: Meters(0.0),
            ties,
        }
    }

    /// Opens nodes until none can hold a point as near as the nearest one measured.
    fn look_ahead(&mut self) {
        let nearest = |measured: &BinaryHeap<Reverse<(u64, u32)>>| {
            measured.peek().map_or(f64::INFINITY, |Reverse((bits, _))| f64::from_bits(*bits))
        };
        while self.frontier.distance_min() <= nearest(&self.measured) {
            match self.frontier.pop(f32::INFINITY) {
                Some(Node::Branch(branch)) => self.frontier.open(branch, f32::MAX),
                Some(Node::Leaf(leaf)) => {
                    for slot in self.frontier.slots_within(leaf, f32::MAX) {
                        let distance = self.origin.distance_to(self.points[slot as usize]);
                        self.measured.push(Reverse((distance.0.to_bits(), slot)));
                    }
                }
                None => return,
            }
        }
    }

    fn start_run(&mut self) {
        self.look_ahead();
        let Some(&Reverse((bits, _))) = self.measured.peek() else { return };
        self.run_distance = Meters(f64::from_bits(bits));
        while let Some(&Reverse((next, slot))) = self.measured.peek()
            && next == bits
        {
            self.measured.pop();
            self.run.push_back(slot);
        }
        if self.run.len() > 1 {
            self.run.make_contiguous().sort_by(|&a, &b| (self.ties)(a, b));
        }
    }
}

impl<T: Fn(u32, u32) -> Ordering> Iterator for ByDistance<'_, T> {
    type Item = Neighbour;

    fn next(&mut self) -> Option<Neighbour> {
        if self.run.is_empty() {
            self.start_run();
        }
        self.run.pop_front().map(|slot| Neighbour { slot, distance: self.run_distance })
    }
}
