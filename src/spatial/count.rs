//! Counting points within a distance: whole boxes where straight lines decide, single points at the edge.

use super::frontier::square_limit;
use super::tree::{Branch, Leaf, SPOT_ERROR_M, SQUARE_ERROR, Spot, Tree, spot_of};
use crate::geo::{LonLat, Origin, chord_certain_of};
use crate::units::Meters;

/// What squared lines say about a radius.
struct Ring {
    origin: Origin,
    from: Spot,
    radius: Meters,
    /// Not farther than this: certainly inside.
    certain: f32,
    /// Farther than this: certainly outside.
    limit: f32,
}

impl Ring {
    fn new(from: LonLat, radius: Meters) -> Self {
        let origin = Origin::new(from);
        let chord = (chord_certain_of(radius.0) - SPOT_ERROR_M).max(0.0);
        let certain = (chord * chord * (1.0 - SQUARE_ERROR)) as f32;
        Self { origin, from: spot_of(origin.surface()), radius, certain, limit: square_limit(radius.0) }
    }
}

/// Points nearer than `radius`, and those at `radius` exactly that `at_edge` lets count.
pub(super) fn count_within(
    tree: &Tree,
    points: &[LonLat],
    from: LonLat,
    radius: Meters,
    mut at_edge: impl FnMut(u32) -> bool,
) -> usize {
    let ring = Ring::new(from, radius);
    let mut is_inside = |slot: u32| {
        let distance = ring.origin.distance_to(points[slot as usize]).0;
        distance < ring.radius.0 || (distance == ring.radius.0 && at_edge(slot))
    };
    let mut count = 0;
    let mut open = vec![(tree.root, tree.height)];
    while let Some((node, height)) = open.pop() {
        if height == 0 {
            count += count_in_leaf(&tree.leaves[node as usize], &ring, &mut is_inside);
        } else {
            count += count_in_branch(&tree.branches[node as usize], &ring, |child| open.push((child, height - 1)));
        }
    }
    count
}

fn count_in_leaf(leaf: &Leaf, ring: &Ring, mut is_inside: impl FnMut(u32) -> bool) -> usize {
    let squares = leaf.squares(ring.from);
    let lanes = leaf.slots().iter().zip(&squares);
    lanes.filter(|&(&slot, &square)| square < ring.certain || (square <= ring.limit && is_inside(slot))).count()
}

/// Counts children that are inside as a whole; those that the ring cuts are for `open`.
fn count_in_branch(branch: &Branch, ring: &Ring, mut open: impl FnMut(u32)) -> usize {
    let (nearest, farthest) = (branch.nearest_squares(ring.from), branch.farthest_squares(ring.from));
    let mut count = 0;
    for lane in 0..branch.len() {
        if farthest[lane] < ring.certain {
            count += branch.count(lane) as usize;
        } else if nearest[lane] <= ring.limit {
            open(branch.child(lane));
        }
    }
    count
}
