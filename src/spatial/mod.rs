//! Exact nearest neighbours on the earth: a dynamic index of points on the surface of WGS 84.
//!
//! Points live in dense `u32` slots that the owner hands out. Every answer is ordered by the WGS 84
//! geodesic, never by degrees, so poles, the antimeridian and coincident points need no special care.
//! What a point means (an outlet, a customer) is the owner's business: the room knows slots and tags.
//!
//! `linear_scan` is the slow twin that tests and benchmarks hold the index against.

mod browse;
mod count;
mod curve;
mod feature_trees;
mod frontier;
mod linear_scan;
mod nearest;
mod point_index;
mod tags;
mod tree;

pub use browse::ByDistance;
pub use curve::locality_key;
pub use linear_scan::LinearScan;
pub use nearest::Candidate;
pub use point_index::{Neighbour, PointIndex, Search, Verdict};
pub use tags::{TagFilter, Tags};

#[cfg(test)]
mod tests;
