//! The nodes that a search has yet to open, nearest box first.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::tags::TagFilter;
use super::tree::{FANOUT, SPOT_ERROR_M, SQUARE_ERROR, Spot, Tree, spot_of};
use crate::geo::{Origin, chord_max_of, distance_min_of};

/// Enough for ten neighbours among a million.
const CAPACITY: usize = 128;

/// Marks a leaf among the numbers of nodes.
const LEAF: u32 = 1 << 31;

pub(super) enum Node {
    Branch(u32),
    Leaf(u32),
}

/// Nodes by the straight line from the origin to their box.
pub(super) struct Frontier<'t> {
    tree: &'t Tree,
    from: Spot,
    filter: TagFilter,
    /// Squared line in the upper half (the bits of floats that are not negative sort like the floats), node
    /// in the lower.
    heap: BinaryHeap<Reverse<u64>>,
}

/// The greatest squared line between spots whose points may be within `limit` metres of each other.
pub(super) fn square_limit(limit: f64) -> f32 {
    let chord = chord_max_of(limit) + SPOT_ERROR_M;
    (chord * chord * (1.0 + SQUARE_ERROR)) as f32
}

/// The least distance in metres that points can have whose spots are that far apart.
fn distance_min(square: f32) -> f64 {
    distance_min_of((f64::from(square) * (1.0 - SQUARE_ERROR)).sqrt() - SPOT_ERROR_M)
}

impl<'t> Frontier<'t> {
    pub fn new(tree: &'t Tree, origin: &Origin, filter: TagFilter) -> Self {
        let mut frontier =
            Self { tree, from: spot_of(origin.surface()), filter, heap: BinaryHeap::with_capacity(CAPACITY) };
        frontier.push(0.0, tree.root, tree.height == 0);
        frontier
    }

    /// The nearest node, if its squared line is within the limit.
    pub fn pop(&mut self, square_limit: f32) -> Option<Node> {
        let Reverse(entry) = self.heap.pop()?;
        let node = entry as u32;
        if f32::from_bits((entry >> 32) as u32) > square_limit {
            return None;
        }
        Some(if node & LEAF == 0 { Node::Branch(node) } else { Node::Leaf(node & !LEAF) })
    }

    /// No point of a node that waits is nearer than this, in metres; infinite when none waits.
    pub fn distance_min(&self) -> f64 {
        self.heap.peek().map_or(f64::INFINITY, |Reverse(entry)| distance_min(f32::from_bits((entry >> 32) as u32)))
    }

    /// Puts the children of a branch in line that lie within the limit and may hold what the filter wants.
    pub fn open(&mut self, branch: u32, square_limit: f32) {
        let branch = &self.tree.branches[branch as usize];
        let squares = branch.nearest_squares(self.from);
        for lane in lanes_within(&squares, square_limit) {
            if self.filter.admits(branch.tags(lane)) {
                self.push(squares[lane], branch.child(lane), branch.is_over_leaves());
            }
        }
    }

    /// The points of a leaf that lie within the limit and that the filter admits.
    pub fn slots_within(&self, leaf: u32, square_limit: f32) -> impl Iterator<Item = u32> + use<'t> {
        let (points, tags) = (&self.tree.leaves[leaf as usize], &self.tree.leaf_tags[leaf as usize]);
        let filter = self.filter;
        let lanes = lanes_within(&points.squares(self.from), square_limit);
        lanes.filter(move |&lane| filter.is_any() || filter.admits(tags.get(lane))).map(|lane| points.slot(lane))
    }

    fn push(&mut self, square: f32, node: u32, is_leaf: bool) {
        let number = if is_leaf { node | LEAF } else { node };
        self.heap.push(Reverse(u64::from(square.to_bits()) << 32 | u64::from(number)));
    }
}

/// The lanes whose square does not pass the limit, in order.
fn lanes_within(squares: &[f32; FANOUT], limit: f32) -> impl Iterator<Item = usize> + use<> {
    let mut lanes =
        squares.iter().enumerate().fold(0u32, |lanes, (lane, &square)| lanes | u32::from(square <= limit) << lane);
    std::iter::from_fn(move || {
        let lane = lanes.trailing_zeros();
        lanes &= lanes.wrapping_sub(1);
        (lane < FANOUT as u32).then_some(lane as usize)
    })
}
