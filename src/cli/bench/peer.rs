//! The named peer: `rstar` over points of the unit sphere, which is right by great circle.

use rstar::RTree;
use rstar::primitives::GeomWithData;

use crate::geo::LonLat;

/// An R-tree of points and their slots.
#[derive(Debug)]
pub(super) struct Peer(RTree<GeomWithData<[f64; 3], u32>>);

impl Peer {
    pub fn build(points: &[LonLat]) -> Self {
        let entry = |(slot, point): (u32, &LonLat)| GeomWithData::new(point.unit_vector(), slot);
        Self(RTree::bulk_load((0..).zip(points).map(entry).collect()))
    }

    /// The `k` nearest by straight line, nothing measured on the ellipsoid.
    pub fn nearest(&self, from: LonLat, k: usize) -> Vec<u32> {
        self.0.nearest_neighbor_iter(from.unit_vector()).take(k).map(|entry| entry.data).collect()
    }
}
