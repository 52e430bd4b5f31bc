//! A Hilbert R-tree (Kamel and Faloutsos 1994): leaves of points in the order of a space-filling curve,
//! and above them a B+-tree whose entries also carry the box, the tags and the number of points below.
//!
//! The order makes editing simple and bounded: an insertion or removal touches one path, splits or joins
//! neighbours on it, and never rebuilds more. The boxes, in metres from the centre of the earth, make
//! searching fast: the sixteen children of a node are weighed at once.

mod branch;
mod build;
mod edit;
mod leaf;

pub(super) use branch::Branch;
pub(super) use leaf::{Leaf, LeafTags};

use super::tags::Tags;
use crate::geo::{Cartesian, LonLat, surface_point};

/// Children of a node: four vectors of four floats, and a box test over them stays in the first cache.
pub(super) const FANOUT: usize = 16;

/// The place of a point in the order of the tree: position on the curve, then slot.
pub(super) type Key = (u64, u32);

/// A point of the surface in single precision, in metres.
pub(super) type Spot = [f32; 3];

/// The greatest difference between the straight line of two points and of their spots: each coordinate is
/// off by a quarter of a metre at most, on both sides, in three directions.
pub(super) const SPOT_ERROR_M: f64 = 1.0;

/// The greatest relative error of a squared distance computed in single precision.
pub(super) const SQUARE_ERROR: f64 = 1e-6;

/// A box around points, in metres.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Extent {
    pub low: Spot,
    pub high: Spot,
}

/// What a node knows of all points below it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Summary {
    pub extent: Extent,
    pub tags: Tags,
    pub count: u32,
    /// No key below is less.
    pub first: Key,
}

/// The nodes. All leaves lie `height` steps below the root.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    pub leaves: Vec<Leaf>,
    /// Tags of the points in the leaf of the same number; apart, since most searches need none.
    pub leaf_tags: Vec<LeafTags>,
    pub branches: Vec<Branch>,
    free_leaves: Vec<u32>,
    free_branches: Vec<u32>,
    /// A branch, or a leaf when `height` is 0.
    pub root: u32,
    pub height: usize,
}

impl Extent {
    pub const EMPTY: Extent = Extent { low: [f32::INFINITY; 3], high: [f32::NEG_INFINITY; 3] };

    pub fn of(spot: Spot) -> Self {
        Self { low: spot, high: spot }
    }

    pub fn union(self, other: Extent) -> Extent {
        let pick = |a: Spot, b: Spot, choose: fn(f32, f32) -> f32| {
            [choose(a[0], b[0]), choose(a[1], b[1]), choose(a[2], b[2])]
        };
        Extent { low: pick(self.low, other.low, f32::min), high: pick(self.high, other.high, f32::max) }
    }
}

impl Summary {
    pub const EMPTY: Summary = Summary {
        extent: Extent::EMPTY,
        tags: Tags { features: 0, classes: 0 },
        count: 0,
        first: (u64::MAX, u32::MAX),
    };

    pub fn union(self, other: Summary) -> Summary {
        Summary {
            extent: self.extent.union(other.extent),
            tags: self.tags.union(other.tags),
            count: self.count + other.count,
            first: self.first.min(other.first),
        }
    }
}

pub(super) fn spot(point: LonLat) -> Spot {
    spot_of(&surface_point(point))
}

pub(super) fn spot_of(surface: &Cartesian) -> Spot {
    surface.map(|metres| metres as f32)
}

#[cfg(test)]
mod check;
