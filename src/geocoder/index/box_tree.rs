//! What lies nearest to a point: a packed tree of boxes, sorted along a Hilbert curve.
//!
//! Sixteen to a node, level by level, the leaves first; the shape follows from the number of items, so the file holds
//! only boxes. Distances are planar around the asked point, right to 0.1 % within 50 km; lines over the antimeridian are
//! not expected where this is used.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::row::row;
use super::table::Table;
use crate::geo::LonLat;

const FANOUT: usize = 16;
/// Metres for a ten-millionth of a degree of latitude.
const METERS_PER_E7: f64 = 0.011_119_5;

row! {
    /// West, south, east, north in ten-millionths of a degree.
    Bounds { west: i32, south: i32, east: i32, north: i32 }
}

impl Bounds {
    pub fn of_points(points: &[(i32, i32)]) -> Self {
        points
            .iter()
            .fold(Self::EMPTY, |all, (lon, lat)| all.with(&Self { west: *lon, south: *lat, east: *lon, north: *lat }))
    }

    const EMPTY: Self = Self { west: i32::MAX, south: i32::MAX, east: i32::MIN, north: i32::MIN };

    fn with(&self, other: &Self) -> Self {
        Self {
            west: self.west.min(other.west),
            south: self.south.min(other.south),
            east: self.east.max(other.east),
            north: self.north.max(other.north),
        }
    }

    fn middle(&self) -> (i64, i64) {
        let half = |a: i32, b: i32| (i64::from(a) + i64::from(b)) / 2;
        (half(self.west, self.east), half(self.south, self.north))
    }
}

/// Ten-millionths of a degree.
pub fn to_e7(point: LonLat) -> (i32, i32) {
    ((point.lon() * 1e7).round() as i32, (point.lat() * 1e7).round() as i32)
}

/// How degrees are measured around a point.
#[derive(Clone, Copy, Debug)]
pub struct LocalScale {
    lon: f64,
    lat: f64,
    x: f64,
}

impl LocalScale {
    pub fn at((lon, lat): (i32, i32)) -> Self {
        let x = (f64::from(lat) / 1e7).to_radians().cos() * METERS_PER_E7;
        Self { lon: f64::from(lon), lat: f64::from(lat), x }
    }

    /// Metres to the east and to the north.
    pub fn offset(&self, (lon, lat): (i32, i32)) -> (f64, f64) {
        ((f64::from(lon) - self.lon) * self.x, (f64::from(lat) - self.lat) * METERS_PER_E7)
    }

    fn squared_to_bounds(&self, bounds: &Bounds) -> f64 {
        let lon = self.lon.clamp(f64::from(bounds.west), f64::from(bounds.east.max(bounds.west)));
        let lat = self.lat.clamp(f64::from(bounds.south), f64::from(bounds.north.max(bounds.south)));
        let (x, y) = ((lon - self.lon) * self.x, (lat - self.lat) * METERS_PER_E7);
        x * x + y * y
    }
}

/// The square of the distance in metres.
pub fn squared_meters_to(scale: &LocalScale, point: (i32, i32)) -> f64 {
    let (x, y) = scale.offset(point);
    x * x + y * y
}

/// The order of the items in the leaves, and the boxes of all nodes.
pub fn pack(items: &[Bounds]) -> (Vec<u32>, Vec<Bounds>) {
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    order.sort_by_cached_key(|item| (hilbert(items[*item as usize].middle()), *item));
    let mut level: Vec<Bounds> = order.iter().map(|item| items[*item as usize]).collect();
    let mut nodes = Vec::new();
    while level.len() > 1 || nodes.is_empty() && !level.is_empty() {
        level = level.chunks(FANOUT).map(|some| some.iter().fold(Bounds::EMPTY, |all, one| all.with(one))).collect();
        nodes.extend_from_slice(&level);
    }
    (order, nodes)
}

/// Place along a Hilbert curve over the world, 31 bits each way.
fn hilbert((lon, lat): (i64, i64)) -> u64 {
    let (mut x, mut y) = ((lon + 1_800_000_000) as u64 / 2, (lat + 900_000_000) as u64);
    let mut place = 0;
    for bit in (0..31).rev() {
        let (right, up) = (x >> bit & 1, y >> bit & 1);
        place = place << 2 | (3 * right) ^ up;
        if up == 0 {
            if right == 1 {
                (x, y) = (!x & 0x7fff_ffff, !y & 0x7fff_ffff);
            }
            (x, y) = (y, x);
        }
    }
    place
}

#[derive(Clone, Copy, Debug)]
pub struct BoxTree<'a> {
    order: Table<'a, u32>,
    nodes: Table<'a, Bounds>,
}

/// Something to look at: how far it is at least, in square micrometres so that it can be sorted, and where it is.
type Due = Reverse<(u64, u32, u32)>;

impl<'a> BoxTree<'a> {
    pub fn new(order: Table<'a, u32>, nodes: Table<'a, Bounds>) -> Self {
        Self { order, nodes }
    }

    /// The number of boxes that a tree of so many items has.
    pub fn nodes_for(items: usize) -> usize {
        let (mut level, mut sum) = (items, 0);
        while level > 1 || sum == 0 && level > 0 {
            level = level.div_ceil(FANOUT);
            sum += level;
        }
        sum
    }

    /// The nearest items, at most `count` within `meters`, near to far; of equals the lower number. `squared` measures
    /// an item itself and is never less than its box tells.
    pub fn nearest(
        &self,
        scale: &LocalScale,
        count: usize,
        meters: f64,
        squared: &dyn Fn(u32) -> f64,
    ) -> Vec<(u32, f64)> {
        let levels = self.levels();
        let mut due: BinaryHeap<Due> = BinaryHeap::new();
        let mut best: BinaryHeap<(u64, u32)> = BinaryHeap::new();
        let limit = sortable(meters * meters);
        if let Some(root) = levels.len().checked_sub(1) {
            due.push(Reverse((0, root as u32, 0)));
        }
        while let Some(Reverse((at_least, level, node))) = due.pop() {
            if best.len() == count && best.peek().is_some_and(|worst| at_least > worst.0) {
                break;
            }
            self.open(scale, &levels, (level, node), &mut |distance, child| match child {
                Child::Node(node) if distance <= limit => due.push(Reverse((distance, level - 1, node))),
                Child::Item(item) => {
                    let distance = sortable(squared(item));
                    if distance <= limit {
                        best.push((distance, item));
                        if best.len() > count {
                            best.pop();
                        }
                    }
                }
                Child::Node(_) => {}
            });
        }
        best.into_sorted_vec().into_iter().map(|(distance, item)| (item, unsortable(distance).sqrt())).collect()
    }

    fn open(
        &self,
        scale: &LocalScale,
        levels: &[(u32, u32)],
        (level, node): (u32, u32),
        take: &mut dyn FnMut(u64, Child),
    ) {
        let first = node.saturating_mul(FANOUT as u32);
        if level == 0 {
            self.order.range(first, first + FANOUT as u32).for_each(|item| take(0, Child::Item(item)));
            return;
        }
        let (begin, count) = levels[level as usize - 1];
        let end = (first + FANOUT as u32).min(count);
        for (offset, bounds) in self.nodes.range(begin + first, begin + end).enumerate() {
            take(sortable(scale.squared_to_bounds(&bounds)), Child::Node(first + offset as u32));
        }
    }

    /// Begin and number of nodes of each level.
    fn levels(&self) -> Vec<(u32, u32)> {
        let (mut levels, mut begin, mut count) = (Vec::new(), 0, self.order.len());
        while count > 1 || levels.is_empty() && count > 0 {
            count = count.div_ceil(FANOUT);
            levels.push((begin, count as u32));
            begin += count as u32;
        }
        levels
    }
}

enum Child {
    Node(u32),
    Item(u32),
}

/// Distances are not negative, and such floats sort as their bits do.
fn sortable(squared: f64) -> u64 {
    squared.max(0.0).to_bits()
}

fn unsortable(bits: u64) -> f64 {
    f64::from_bits(bits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::row::Row;
    use super::*;

    fn bytes<R: Row>(rows: &[R]) -> Vec<u8> {
        let mut out = Vec::new();
        rows.iter().for_each(|row| row.write(&mut out));
        out
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn the_nearest_are_those_of_a_linear_scan(
            points in prop::collection::vec((130_000_000i32..131_000_000, 530_000_000i32..531_000_000), 0..700),
            at in (129_000_000i32..132_000_000, 529_000_000i32..532_000_000),
            count in 1usize..12, meters in 10.0f64..200_000.0,
        ) {
            let boxes: Vec<Bounds> = points.iter().map(|point| Bounds::of_points(&[*point])).collect();
            let (order, nodes) = pack(&boxes);
            prop_assert_eq!(nodes.len(), BoxTree::nodes_for(points.len()));
            let (order, nodes) = (bytes(&order), bytes(&nodes));
            let tree = BoxTree::new(Table::new(&order), Table::new(&nodes));
            let scale = LocalScale::at(at);
            let measure = |item: u32| squared_meters_to(&scale, points[item as usize]);
            let found = tree.nearest(&scale, count, meters, &measure);
            let mut expected: Vec<(u32, f64)> = (0..points.len() as u32).map(|item| (item, measure(item))).collect();
            expected.retain(|(_, squared)| *squared <= meters * meters);
            expected.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
            expected.truncate(count);
            let expected: Vec<(u32, f64)> = expected.into_iter().map(|(item, squared)| (item, squared.sqrt())).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
