//! Points of the world map in an order that makes any tile one stretch of them.
//!
//! Positions in Web Mercator, 32 bits each way (a centimetre at the equator), are woven into one number
//! (Morton 1966): all points of a tile, and of any quarter of a quarter of it, have the same leading bits.
//! So a tile is found by two binary searches at every zoom. Sums and boxes are kept for blocks of points:
//! count, centre and extent of a stretch cost the same for ten points and for a million.

use std::ops::Range;

use super::coord::TileCoord;
use crate::geo::LonLat;

/// Points in a block. Small enough to add up loose ends quickly, large enough to weigh nothing.
const BLOCK: usize = 64;

/// Where Web Mercator ends; beyond it, points are put on its edge so that they are still counted.
const LATITUDE_MAX: f64 = 85.051_128_779_806_6;

/// A position on the square world map: 0 in the west and north, 2^32 in the east and south.
pub type Spot = [u32; 2];

/// Points by slot. Built as a whole; a change builds a new one.
#[derive(Debug, Default)]
pub struct PointSet {
    keys: Vec<u64>,
    slots: Vec<u32>,
    blocks: Vec<Block>,
}

/// Neighbouring points taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    pub count: usize,
    /// Mean of the positions.
    pub center: Spot,
    pub low: Spot,
    pub high: Spot,
}

#[derive(Clone, Copy, Debug)]
struct Block {
    count: usize,
    sum: [u64; 2],
    low: Spot,
    high: Spot,
}

impl PointSet {
    pub fn build(points: impl IntoIterator<Item = (u32, LonLat)>) -> Self {
        let mut sorted: Vec<(u64, u32)> =
            points.into_iter().map(|(slot, point)| (weave(spot_of(point)), slot)).collect();
        sorted.sort_unstable();
        Self::of_sorted(sorted.into_iter())
    }

    /// These points without those in the `changed` slots (sorted), and with `added` ones. A few changes in a million
    /// points cost a walk over them instead of sorting them.
    pub fn patched(&self, changed: &[u32], added: impl IntoIterator<Item = (u32, LonLat)>) -> Self {
        let added = Self::build(added);
        let stays = |place: &usize| changed.binary_search(&self.slots[*place]).is_err();
        let mut kept = (0..self.len()).filter(stays).map(|place| (self.keys[place], self.slots[place])).peekable();
        let mut new = added.keys.into_iter().zip(added.slots).peekable();
        let merged = std::iter::from_fn(|| match (kept.peek(), new.peek()) {
            (Some(one), Some(other)) if one <= other => kept.next(),
            (_, Some(_)) => new.next(),
            (_, None) => kept.next(),
        });
        Self::of_sorted(merged)
    }

    /// The points of which `shows` is true of their places, which it is asked in order.
    pub fn filtered(&self, mut shows: impl FnMut(usize) -> bool) -> Self {
        Self::of_sorted(
            (0..self.len()).filter(|place| shows(*place)).map(|place| (self.keys[place], self.slots[place])),
        )
    }

    fn of_sorted(sorted: impl Iterator<Item = (u64, u32)>) -> Self {
        let (keys, slots): (Vec<u64>, Vec<u32>) = sorted.unzip();
        let blocks = keys.chunks(BLOCK).map(Block::of).collect();
        Self { keys, slots, blocks }
    }

    pub fn len(&self) -> usize {
        self.keys.len()
    }

    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The stretch of points in a tile. North and west edges belong to it.
    pub fn within(&self, tile: TileCoord) -> Range<usize> {
        let bits = 2 * u32::from(tile.z());
        if bits == 0 {
            return 0..self.len();
        }
        let prefix = weave([tile.x(), tile.y()]);
        let leading = |key: u64| key >> (u64::BITS - bits);
        let start = self.keys.partition_point(|key| leading(*key) < prefix);
        start..start + self.keys[start..].partition_point(|key| leading(*key) == prefix)
    }

    /// Cuts a stretch into those of the cells of a zoom, empty ones left out. `zoom` is 1 to 32.
    pub fn cells(&self, stretch: Range<usize>, zoom: u32) -> impl Iterator<Item = Range<usize>> {
        let cell = move |key: u64| key >> (u64::BITS - 2 * zoom);
        let mut start = stretch.start;
        std::iter::from_fn(move || {
            let rest = &self.keys[start..stretch.end];
            let this = cell(*rest.first()?);
            let from = start;
            start += rest.partition_point(|key| cell(*key) == this);
            Some(from..start)
        })
    }

    pub fn slot(&self, place: usize) -> u32 {
        self.slots[place]
    }

    pub fn spot(&self, place: usize) -> Spot {
        unweave(self.keys[place])
    }

    /// Count, centre and box of a stretch that is not empty.
    pub fn group(&self, stretch: Range<usize>) -> Group {
        let (first, last) = (stretch.start.div_ceil(BLOCK), stretch.end / BLOCK);
        let all = if first >= last {
            Block::of(&self.keys[stretch])
        } else {
            let (head, tail) = (stretch.start..first * BLOCK, last * BLOCK..stretch.end);
            let ends = Block::of(&self.keys[head]).join(Block::of(&self.keys[tail]));
            self.blocks[first..last].iter().fold(ends, |all, block| all.join(*block))
        };
        let mean = |sum: u64| (sum / all.count.max(1) as u64) as u32;
        Group { count: all.count, center: all.sum.map(mean), low: all.low, high: all.high }
    }
}

impl Group {
    /// One point.
    pub const fn of(spot: Spot) -> Self {
        Self { count: 1, center: spot, low: spot, high: spot }
    }

    /// Both together; the centre is rounded, the rest is exact.
    pub fn join(self, other: Group) -> Group {
        let count = self.count + other.count;
        let center = |axis: usize| {
            let sum = |group: Group| u128::from(group.center[axis]) * group.count as u128;
            ((sum(self) + sum(other)) / count as u128) as u32
        };
        let low = |axis: usize| self.low[axis].min(other.low[axis]);
        let high = |axis: usize| self.high[axis].max(other.high[axis]);
        Group { count, center: [center(0), center(1)], low: [low(0), low(1)], high: [high(0), high(1)] }
    }
}

impl Block {
    const EMPTY: Block = Block { count: 0, sum: [0; 2], low: [u32::MAX; 2], high: [0; 2] };

    fn of(keys: &[u64]) -> Self {
        keys.iter().fold(Self::EMPTY, |block, key| {
            let spot = unweave(*key);
            block.join(Block { count: 1, sum: spot.map(u64::from), low: spot, high: spot })
        })
    }

    /// Sums do not overflow: 2^32 points at 2^32 are less than 2^64.
    fn join(self, other: Block) -> Block {
        let each = |axis: usize| {
            let low = self.low[axis].min(other.low[axis]);
            (self.sum[axis] + other.sum[axis], low, self.high[axis].max(other.high[axis]))
        };
        let ((sum_x, low_x, high_x), (sum_y, low_y, high_y)) = (each(0), each(1));
        let count = self.count + other.count;
        Block { count, sum: [sum_x, sum_y], low: [low_x, low_y], high: [high_x, high_y] }
    }
}

/// The least key that a point in `tile` can have: tiles sort by it as their points do.
pub(super) fn first_key(tile: TileCoord) -> u64 {
    weave([tile.x(), tile.y()].map(|cell| cell.checked_shl(u32::BITS - u32::from(tile.z())).unwrap_or(0)))
}

/// Web Mercator.
pub fn spot_of(point: LonLat) -> Spot {
    let sine = point.lat().clamp(-LATITUDE_MAX, LATITUDE_MAX).to_radians().sin();
    let across = point.lon() / 360.0 + 0.5;
    let down = 0.5 - sine.atanh() / std::f64::consts::TAU;
    // A cast from a float stays within the type: 180° is the last column, not past it.
    [across, down].map(|share| (share * 4_294_967_296.0) as u32)
}

/// Longitude and latitude in degrees.
pub fn lon_lat_of([x, y]: Spot) -> [f64; 2] {
    let share = |value: u32| f64::from(value) / 4_294_967_296.0;
    let lat = ((0.5 - share(y)) * std::f64::consts::TAU).tanh().asin().to_degrees();
    [share(x) * 360.0 - 180.0, lat]
}

fn weave([x, y]: Spot) -> u64 {
    spread(x) | spread(y) << 1
}

fn unweave(key: u64) -> Spot {
    [gather(key), gather(key >> 1)]
}

/// Bit n goes to bit 2n.
fn spread(value: u32) -> u64 {
    let mut bits = u64::from(value);
    for (shift, mask) in STEPS.into_iter().rev() {
        bits = (bits | bits << shift) & mask;
    }
    bits
}

/// Bit 2n goes to bit n.
fn gather(key: u64) -> u32 {
    let mut bits = key & STEPS[0].1;
    for window in STEPS.windows(2) {
        bits = (bits | bits >> window[0].0) & window[1].1;
    }
    (bits | bits >> STEPS[4].0) as u32
}

const STEPS: [(u32, u64); 5] = [
    (1, 0x5555_5555_5555_5555),
    (2, 0x3333_3333_3333_3333),
    (4, 0x0f0f_0f0f_0f0f_0f0f),
    (8, 0x00ff_00ff_00ff_00ff),
    (16, 0x0000_ffff_0000_ffff),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat::new(lon, lat).expect("valid")
    }

    #[test]
    fn weaving_can_be_undone() {
        for spot in [[0, 0], [u32::MAX, 0], [0, u32::MAX], [0x1234_5678, 0x9abc_def0], [1, 1 << 31]] {
            assert_eq!(unweave(weave(spot)), spot);
        }
        assert_eq!(weave([0b11, 0b00]), 0b0101);
        assert_eq!(weave([0b00, 0b11]), 0b1010);
    }

    #[test]
    fn positions_are_those_of_web_mercator() {
        assert_eq!(spot_of(at(0.0, 0.0)), [1 << 31, 1 << 31]);
        assert_eq!(spot_of(at(-180.0, 89.0))[0], 0);
        assert!(spot_of(at(-180.0, 89.0))[1] < 8);
        assert_eq!(spot_of(at(180.0, 0.0))[0], u32::MAX);
        // Warsaw is in tile 10/571/337.
        assert_eq!(spot_of(at(21.0122, 52.2297)).map(|value| value >> 22), [571, 337]);
    }

    #[test]
    fn a_position_leads_back_to_its_degrees() {
        let [lon, lat] = lon_lat_of(spot_of(at(18.623, 49.7475)));
        assert!((lon - 18.623).abs() < 1e-7 && (lat - 49.7475).abs() < 1e-7, "{lon} {lat}");
    }
}
