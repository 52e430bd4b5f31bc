//! A vector tile of points: clusters while they would overlap, single points when there is room.
//!
//! Below the last zoom a tile is cut into cells of 64 pixels; a cell with one point shows the point, one
//! with more shows their number at their centre; what would still overlap is joined. At the last zoom every point is there by itself, unless
//! there are more than `POINTS_MAX`: then cells of 16 pixels stand for them, marked `capped`. Nothing is
//! ever dropped: in each tile the numbers add up to the points in it.

use super::coord::TileCoord;
use super::points::{Group, PointSet, Spot, lon_lat_of};
use crate::mvt::{EXTENT, Layer, Shape, TilePoint, Value};

/// The last zoom of the layer; maps enlarge its tiles beyond.
pub const LAST_ZOOM: u8 = 14;

/// Single points in a tile. More would be ten times what a screen can show, and past 200 kB for a phone.
pub const POINTS_MAX: usize = 1_000;

/// Cells along the side of a tile of 512 pixels, as steps of halving: eight cells of 64 pixels.
const CELL_STEPS: u32 = 3;

/// The same for tiles with too many points: 32 cells of 16 pixels.
const CAPPED_STEPS: u32 = 5;

/// Marks of one tile stand at least this many of its 512 pixels apart: the width of a circle and its ring.
const APART_PX: u64 = 36;

/// Something to draw: a point with its place in the set, or a cluster.
#[derive(Clone, Copy)]
struct Mark {
    group: Group,
    place: usize,
}

/// A point that stands by itself: where in the tile, where on the map, and what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Single {
    pub at: TilePoint,
    pub spot: Spot,
    pub slot: u32,
}

/// Writes the clusters of `tile` into `layer`, and lets `add` write each single point. Answers how many
/// points the tile has.
pub fn write_tile(
    layer: &mut Layer,
    points: &PointSet,
    tile: TileCoord,
    mut add: impl FnMut(&mut Layer, Single),
) -> usize {
    let stretch = points.within(tile);
    let count = stretch.len();
    let steps = cell_steps(tile, count);
    let frame = Frame { tile, capped: steps == Some(CAPPED_STEPS) };
    let marks = match steps {
        None => stretch.map(|place| Mark { group: Group::of(points.spot(place)), place }).collect(),
        Some(steps) => {
            let cells = points.cells(stretch, u32::from(tile.z()) + steps);
            let marks = cells.map(|cell| Mark { place: cell.start, group: points.group(cell) }).collect();
            if frame.capped { marks } else { frame.apart(marks) }
        }
    };
    for Mark { group, place } in marks {
        match group.count {
            1 => {
                let (at, spot) = (frame.local(group.center), group.center);
                add(layer, Single { at, spot, slot: points.slot(place) });
            }
            _ => frame.write_cluster(layer, group),
        }
    }
    count
}

/// How often the tile is halved into cells; `None` where each point stands by itself.
const fn cell_steps(tile: TileCoord, count: usize) -> Option<u32> {
    match (tile.z() < LAST_ZOOM, count > POINTS_MAX) {
        (true, _) => Some(CELL_STEPS),
        (false, true) => Some(CAPPED_STEPS),
        (false, false) => None,
    }
}

/// A tile, as the frame of positions in it.
#[derive(Clone, Copy)]
struct Frame {
    tile: TileCoord,
    capped: bool,
}

impl Frame {
    fn local(self, spot: Spot) -> TilePoint {
        local(self.tile, spot)
    }

    /// Joins marks that would overlap, the smaller to the larger. What lies in the next tile is not seen.
    fn apart(self, mut marks: Vec<Mark>) -> Vec<Mark> {
        marks.sort_by_key(|mark| std::cmp::Reverse(mark.group.count));
        let mut kept: Vec<Mark> = Vec::with_capacity(marks.len());
        for mark in marks {
            match kept.iter_mut().find(|other| self.overlap(other.group.center, mark.group.center)) {
                Some(other) => other.group = other.group.join(mark.group),
                None => kept.push(mark),
            }
        }
        kept
    }

    fn overlap(self, a: Spot, b: Spot) -> bool {
        let pixels_bits = u32::BITS - u32::from(self.tile.z()) - 9;
        let [x, y] = [0, 1].map(|axis| u64::from(a[axis].abs_diff(b[axis]) >> pixels_bits));
        x * x + y * y < APART_PX * APART_PX
    }

    fn write_cluster(self, layer: &mut Layer, group: Group) {
        let ([west, north], [east, south]) = (lon_lat_of(group.low), lon_lat_of(group.high));
        let degrees = |value: f64| Value::Double((value * 1e6).round() / 1e6);
        let tags = [
            ("count", Value::Int(group.count as i64)),
            ("west", degrees(west)),
            ("south", degrees(south)),
            ("east", degrees(east)),
            ("north", degrees(north)),
            ("capped", Value::Bool(true)),
        ];
        let said = if self.capped { &tags[..] } else { &tags[..5] };
        layer.add(None, Shape::Points(&[self.local(group.center)]), said);
    }
}

/// Position in units of the tile. Zooms end long before these are finer than the positions.
pub(super) fn local(tile: TileCoord, spot: Spot) -> TilePoint {
    let tile_bits = u32::BITS - u32::from(tile.z());
    let inside = (1u64 << tile_bits) - 1;
    spot.map(|value| (((u64::from(value) & inside) * u64::from(EXTENT)) >> tile_bits) as i32)
}
