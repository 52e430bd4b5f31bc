//! Counting points within a distance: whole boxes where straight lines decide, single points at the edge.

use std::cmp::Ordering;

use super::frontier::square_limit;
use super::tags::{TagFilter, Tags};
use super::tree::{SPOT_ERROR_M, SQUARE_ERROR, Spot, Tree, spot_of};
use crate::geo::{LonLat, Origin, chord_certain_of};
use crate::units::Meters;

/// A node, and how many steps it stands over the leaves.
type Node = (u32, usize);

/// Counts around one place.
struct Count<'t> {
    tree: &'t Tree,
    points: &'t [LonLat],
    origin: Origin,
    from: Spot,
    radius: Meters,
    filter: TagFilter,
    /// A squared line below this: certainly inside.
    certain: f32,
    /// Above this: certainly outside.
    limit: f32,
}

/// Points that the filter admits nearer than `radius`, and those at `radius` exactly that `at_edge` lets
/// count.
pub(super) fn count_within(
    tree: &Tree,
    points: &[LonLat],
    from: LonLat,
    radius: Meters,
    filter: TagFilter,
    mut at_edge: impl FnMut(u32) -> bool,
) -> usize {
    let origin = Origin::new(from);
    let chord = (chord_certain_of(radius.0) - SPOT_ERROR_M).max(0.0);
    let certain = (chord * chord * (1.0 - SQUARE_ERROR)) as f32;
    let from = spot_of(origin.surface());
    let count = Count { tree, points, origin, from, radius, filter, certain, limit: square_limit(radius.0) };
    let mut open: Vec<Node> = vec![(tree.root, tree.height)];
    let mut total = 0;
    while let Some((node, height)) = open.pop() {
        total += match height {
            0 => count.leaf(node, &mut at_edge),
            _ => count.branch(node, |child| open.push((child, height - 1))),
        };
    }
    total
}

impl Count<'_> {
    fn leaf(&self, leaf: u32, mut at_edge: impl FnMut(u32) -> bool) -> usize {
        let (leaf, tags) = (&self.tree.leaves[leaf as usize], &self.tree.leaf_tags[leaf as usize]);
        let squares = leaf.squares(self.from);
        let mut is_inside = |lane: usize| {
            let square = squares[lane];
            square <= self.limit
                && (self.filter.is_any() || self.filter.admits(tags.get(lane)))
                && (square < self.certain || self.measures_inside(leaf.slot(lane), &mut at_edge))
        };
        (0..leaf.len()).filter(|&lane| is_inside(lane)).count()
    }

    fn measures_inside(&self, slot: u32, at_edge: &mut impl FnMut(u32) -> bool) -> bool {
        match self.origin.sight(self.points[slot as usize]).compare_to(self.radius) {
            Ordering::Less => true,
            Ordering::Equal => at_edge(slot),
            Ordering::Greater => false,
        }
    }

    /// Counts children that count as a whole; those that are cut are for `open`.
    fn branch(&self, branch: u32, mut open: impl FnMut(u32)) -> usize {
        let branch = &self.tree.branches[branch as usize];
        let (nearest, farthest) = (branch.nearest_squares(self.from), branch.farthest_squares(self.from));
        let is_whole = |tags: Tags| self.filter.is_any() || self.filter.admits_all(tags);
        let mut count = 0;
        for lane in 0..branch.len() {
            let tags = branch.tags(lane);
            if farthest[lane] < self.certain && is_whole(tags) {
                count += branch.count(lane) as usize;
            } else if nearest[lane] <= self.limit && self.filter.admits(tags) {
                open(branch.child(lane));
            }
        }
        count
    }
}
