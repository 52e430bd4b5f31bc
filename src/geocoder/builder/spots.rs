//! Points on the earth for the builder: which is nearest, and what lies in the middle.

use super::draft::Spot;
use crate::geocoder::index::{Bounds, BoxTree, LocalScale, Row, Table, pack, squared_meters_to};

/// Metres between two points; planar, for what is near.
pub fn meters_between(a: Spot, b: Spot) -> f64 {
    squared_meters_to(&LocalScale::at(a), b).sqrt()
}

/// The one of the points that is nearest to their mean, and how far the farthest is from it.
pub fn middle_of(spots: &[Spot]) -> Option<(Spot, f64)> {
    let count = spots.len().max(1) as i64;
    let sum = spots.iter().fold((0i64, 0i64), |sum, spot| (sum.0 + i64::from(spot.0), sum.1 + i64::from(spot.1)));
    let mean = ((sum.0 / count) as i32, (sum.1 / count) as i32);
    let scale = LocalScale::at(mean);
    let distance = |spot: &Spot| squared_meters_to(&scale, *spot);
    let middle = *spots.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
    let radius = spots.iter().map(|spot| meters_between(middle, *spot)).fold(0.0, f64::max);
    Some((middle, radius))
}

/// Points to be found by nearness.
#[derive(Debug)]
pub struct SpotTree {
    spots: Vec<Spot>,
    order: Vec<u8>,
    nodes: Vec<u8>,
}

impl SpotTree {
    pub fn new(spots: Vec<Spot>) -> Self {
        let boxes: Vec<Bounds> = spots.iter().map(|spot| Bounds::of_points(&[*spot])).collect();
        let (order, nodes) = pack(&boxes);
        Self { spots, order: bytes_of(&order), nodes: bytes_of(&nodes) }
    }

    /// Numbers and distances of the nearest points, near to far.
    pub fn nearest(&self, to: Spot, count: usize, meters: f64) -> Vec<(usize, f64)> {
        let scale = LocalScale::at(to);
        let tree = BoxTree::new(Table::new(&self.order), Table::new(&self.nodes));
        let found = tree.nearest(&scale, count, meters, &|item| squared_meters_to(&scale, self.spots[item as usize]));
        found.into_iter().map(|(item, distance)| (item as usize, distance)).collect()
    }
}

fn bytes_of<R: Row>(rows: &[R]) -> Vec<u8> {
    let mut out = Vec::with_capacity(rows.len() * R::BYTES);
    rows.iter().for_each(|row| row.write(&mut out));
    out
}
