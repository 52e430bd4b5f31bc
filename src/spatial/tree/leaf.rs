//! Leaves: up to `FANOUT` points, coordinates side by side.

use super::{Extent, FANOUT, Spot};
use crate::spatial::tags::Tags;

/// Spots and slots of the points, in no order. Lanes past `len` lie at infinity.
#[derive(Clone, Debug)]
pub(in crate::spatial) struct Leaf {
    spots: [[f32; FANOUT]; 3],
    slots: [u32; FANOUT],
    len: u32,
}

#[derive(Clone, Debug)]
pub(in crate::spatial) struct LeafTags {
    features: [u128; FANOUT],
    classes: [u32; FANOUT],
}

impl Leaf {
    pub const EMPTY: Leaf = Leaf { spots: [[f32::INFINITY; FANOUT]; 3], slots: [0; FANOUT], len: 0 };

    pub fn len(&self) -> usize {
        self.len as usize
    }

    pub fn slots(&self) -> &[u32] {
        &self.slots[..self.len()]
    }

    pub fn slot(&self, lane: usize) -> u32 {
        self.slots[lane]
    }

    /// Squared straight lines from `from` in all lanes; infinite where there is no point.
    #[inline]
    pub fn squares(&self, from: Spot) -> [f32; FANOUT] {
        let mut squares = [0.0; FANOUT];
        for (axis, origin) in self.spots.iter().zip(from) {
            for (square, coordinate) in squares.iter_mut().zip(axis) {
                let apart = coordinate - origin;
                *square += apart * apart;
            }
        }
        squares
    }

    pub(super) fn push(&mut self, slot: u32, spot: Spot) {
        let lane = self.len();
        self.slots[lane] = slot;
        for (axis, coordinate) in self.spots.iter_mut().zip(spot) {
            axis[lane] = coordinate;
        }
        self.len += 1;
    }

    /// The last point takes the lane.
    pub(super) fn swap_remove(&mut self, lane: usize) {
        let last = self.len() - 1;
        self.slots[lane] = self.slots[last];
        for axis in &mut self.spots {
            axis[lane] = axis[last];
            axis[last] = f32::INFINITY;
        }
        self.len -= 1;
    }

    pub(super) fn spot(&self, lane: usize) -> Spot {
        self.spots.map(|axis| axis[lane])
    }

    pub(super) fn extent(&self) -> Extent {
        (0..self.len()).fold(Extent::EMPTY, |extent, lane| extent.union(Extent::of(self.spot(lane))))
    }
}

impl LeafTags {
    pub const EMPTY: LeafTags = LeafTags { features: [0; FANOUT], classes: [0; FANOUT] };

    pub fn get(&self, lane: usize) -> Tags {
        Tags { features: self.features[lane], classes: self.classes[lane] }
    }

    pub(super) fn set(&mut self, lane: usize, tags: Tags) {
        self.features[lane] = tags.features;
        self.classes[lane] = tags.classes;
    }

    /// The tags of the first `len` points together.
    pub(super) fn union(&self, len: usize) -> Tags {
        (0..len).fold(Tags::default(), |tags, lane| tags.union(self.get(lane)))
    }
}
