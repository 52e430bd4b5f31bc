//! Where people live, for those who must not see where anybody lives: a fixed division of all of them into groups.
//!
//! The world is quartered as long as quarters hold at least `people_min` people (quadtree cloaking, Gruteser and
//! Grunwald 2003). The people of lesser quarters are a group of the cell that was quartered; where they are too few
//! for one, they are counted with the loose people of the next larger cell, and at the very top left out. Every number
//! that any tile of any zoom shows is a sum of whole groups, so whatever is subtracted from whatever (the differencing
//! problem, Duke-Williams and Rees 1998), `people_min` people or none remain. Marks stand in the middle of their
//! cells: a mean of places would tell of places. Numbers are rounded down to multiples of `people_min`, so that one
//! person who comes or goes is mostly not seen either.

use super::clusters::local;
use super::coord::TileCoord;
use super::points::{PointSet, Spot, first_key, lon_lat_of};
use crate::mvt::{Layer, Shape, Value};

/// Cells are never quartered beyond this zoom: 0.6 to 0.8 km in the middle of Europe, as exact as the points that
/// managers see.
pub const FINEST_ZOOM: u8 = 15;

/// Cells along the side of a tile, as steps of halving: eight cells of 64 pixels, as clusters have.
const CELL_STEPS: u8 = 3;

/// People who are never told apart: so many, somewhere in the cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    pub cell: TileCoord,
    pub people: usize,
}

/// The division.
#[derive(Debug)]
pub struct AnonymousCells {
    /// By the first key of their cells, larger cells first.
    groups: Vec<Counted>,
    people_min: usize,
    left_out: usize,
}

impl AnonymousCells {
    /// Divides `points` into groups of `people_min` and more. 0.1 s for a million.
    pub fn of(points: &PointSet, people_min: usize) -> Self {
        let mut division = Division { points, people_min, groups: Vec::new() };
        let world = TileCoord::new(0, 0, 0).expect("the tile of the whole world");
        let left_out = division.divide(world, 0..points.len());
        let mut groups = division.groups;
        groups.sort_unstable_by_key(|group| (first_key(group.cell), group.cell.z()));
        Self { groups, people_min, left_out }
    }

    /// People in no group: fewer than a group has.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// What a tile shows: cells of an eighth of it with the people in them, and groups of larger cells in the tile in
    /// which their middle is. A cell may come twice, once for its groups and once for its loose people. Exact numbers.
    pub fn within(&self, tile: TileCoord) -> Vec<Counted> {
        let finest = (tile.z() + CELL_STEPS).clamp(tile.z(), FINEST_ZOOM.max(tile.z()));
        let mut shown = self.larger_than(tile);
        let mut cells: Vec<Counted> = Vec::new();
        for group in self.below(tile) {
            if group.cell.z() < finest {
                shown.push(*group);
                continue;
            }
            let cell = ancestor(group.cell, finest);
            match cells.last_mut() {
                Some(last) if last.cell == cell => last.people += group.people,
                _ => cells.push(Counted { cell, people: group.people }),
            }
        }
        shown.append(&mut cells);
        shown
    }

    /// Writes what the tile shows into `layer`, in rounded numbers.
    pub fn write_tile(&self, layer: &mut Layer, tile: TileCoord) {
        for counted in self.within(tile) {
            let people = counted.people - counted.people % self.people_min;
            let ([west, north], [east, south]) = corners(counted.cell);
            let degrees = |value: f64| Value::Double((value * 1e6).round() / 1e6);
            let tags = [
                ("count", Value::Int(people as i64)),
                ("about", Value::Bool(true)),
                ("west", degrees(west)),
                ("south", degrees(south)),
                ("east", degrees(east)),
                ("north", degrees(north)),
            ];
            layer.add(None, Shape::Points(&[local(tile, middle(counted.cell))]), &tags);
        }
    }

    /// Groups whose cells lie in the tile.
    fn below(&self, tile: TileCoord) -> impl Iterator<Item = &Counted> {
        let first = first_key(tile);
        let last = first | u64::MAX.checked_shr(2 * u32::from(tile.z())).unwrap_or(0);
        let from = self.groups.partition_point(|group| (first_key(group.cell), group.cell.z()) < (first, tile.z()));
        self.groups[from..].iter().take_while(move |group| first_key(group.cell) <= last)
    }

    /// Groups of cells that the tile is a part of, if their middle is in it.
    fn larger_than(&self, tile: TileCoord) -> Vec<Counted> {
        let around = (0..tile.z()).map(|zoom| ancestor(tile, zoom));
        let ours = around.filter(|cell| middle(*cell) == first_spot(tile));
        let found = ours.filter_map(|cell| {
            let place = (first_key(cell), cell.z());
            let at = self.groups.binary_search_by_key(&place, |group| (first_key(group.cell), group.cell.z()));
            at.ok().map(|at| self.groups[at])
        });
        found.collect()
    }
}

/// The work of dividing.
struct Division<'p> {
    points: &'p PointSet,
    people_min: usize,
    groups: Vec<Counted>,
}

impl Division<'_> {
    /// Puts the people of a cell, who are a stretch of the points, into groups; answers how many are too few for one.
    fn divide(&mut self, cell: TileCoord, stretch: std::ops::Range<usize>) -> usize {
        let mut loose = 0;
        if cell.z() == FINEST_ZOOM || stretch.len() < self.people_min {
            loose = stretch.len();
        } else {
            let points = self.points;
            for part in points.cells(stretch, u32::from(cell.z()) + 1) {
                let quarter = cell_of(points.spot(part.start), cell.z() + 1);
                loose += self.divide(quarter, part);
            }
        }
        if loose < self.people_min {
            return loose;
        }
        self.groups.push(Counted { cell, people: loose });
        0
    }
}

fn cell_of(spot: Spot, zoom: u8) -> TileCoord {
    let [x, y] = spot.map(|value| u64::from(value) >> (u32::BITS - u32::from(zoom)));
    TileCoord::new(u32::from(zoom), x, y).expect("a position lies in a cell of every zoom")
}

/// The cell of a lesser zoom around `cell`.
fn ancestor(cell: TileCoord, zoom: u8) -> TileCoord {
    let up = cell.z() - zoom;
    let [x, y] = [cell.x(), cell.y()].map(|value| u64::from(value >> up));
    TileCoord::new(u32::from(zoom), x, y).expect("a cell lies in a cell of every lesser zoom")
}

/// The corner in the north-west.
fn first_spot(cell: TileCoord) -> Spot {
    [cell.x(), cell.y()].map(|value| (u64::from(value) << (u32::BITS - u32::from(cell.z()))) as u32)
}

fn middle(cell: TileCoord) -> Spot {
    let half = 1 << (u32::BITS - 1 - u32::from(cell.z()));
    first_spot(cell).map(|value| value + half)
}

/// North-west and south-east in degrees.
fn corners(cell: TileCoord) -> ([f64; 2], [f64; 2]) {
    let side = u32::MAX >> cell.z();
    let first = first_spot(cell);
    (lon_lat_of(first), lon_lat_of(first.map(|value| value + side)))
}
