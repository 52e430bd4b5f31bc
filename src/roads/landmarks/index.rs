//! Landmarks by where they are: columns of things, and for each cell of a grid the things that touch it.
//!
//! A cell is some 180 metres from south to north. Questions are about a street's width and a few hundred metres, so a
//! handful of cells is looked at, each found by halving.

use super::kind::LandmarkKind;
use crate::roads::column::Column;
use crate::roads::graph::Names;
use crate::roads::record::Place;

/// More than a continent has; what comes after is passed over, which bounds what a file can make a build take.
pub const LANDMARKS_MAX: usize = 4_000_000;

/// A cell's side in ten-millionths of a degree, as a power of two.
const CELL_BITS: u32 = 14;
/// What covers more cells is no place to turn at: an airport, a forest cemetery.
const CELLS_MAX: i64 = 36;
/// Of longer outlines every second corner is kept, or every third, …
const CORNERS_MAX: usize = 200;

/// One landmark.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Landmark<'l> {
    pub kind: LandmarkKind,
    /// Empty for one that has none; it is never told, but makes others of its kind ambiguous.
    pub name: &'l str,
    /// One point, or the corners, the last joined to the first; at least one.
    pub outline: &'l [Place],
}

/// All landmarks of a region.
#[derive(Clone, Debug, Default)]
pub struct Landmarks {
    /// Numbers in `LandmarkKind::ALL`; one entry for a landmark, as in `names`.
    pub(super) kind: Column<u8>,
    pub(super) names: Names,
    /// Where its outline begins; one entry more.
    pub(super) first_point: Column<u32>,
    pub(super) points: Column<Place>,
    /// Growing; one entry for each landmark in each cell.
    pub(super) cell: Column<u64>,
    pub(super) in_cell: Column<u32>,
}

impl Landmarks {
    pub fn count(&self) -> usize {
        self.kind.len()
    }

    /// Numbers of the landmarks that touch the cells of a box of west, south, east and north; growing, each once.
    pub(super) fn around(&self, [west, south, east, north]: [i32; 4]) -> Vec<u32> {
        let mut found = Vec::new();
        for row in south >> CELL_BITS..=north >> CELL_BITS {
            let [begin, end] = [cell_of(west >> CELL_BITS, row), cell_of(east >> CELL_BITS, row)];
            let first = self.cell.partition_point(|cell| *cell < begin);
            let count = self.cell[first..].partition_point(|cell| *cell <= end);
            found.extend_from_slice(&self.in_cell[first..first + count]);
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    pub(super) fn get(&self, number: u32) -> Landmark<'_> {
        let at = number as usize;
        let outline = &self.points[self.first_point[at] as usize..self.first_point[at + 1] as usize];
        let kind = LandmarkKind::ALL[usize::from(self.kind[at])];
        Landmark { kind, name: self.names.get(number), outline }
    }
}

/// Takes landmarks as they come.
#[derive(Debug, Default)]
pub struct LandmarkBuilder {
    things: Landmarks,
    cells: Vec<(u64, u32)>,
}

impl LandmarkBuilder {
    /// Passes over what is empty, too large to turn at, or more than `LANDMARKS_MAX`.
    pub fn push(&mut self, landmark: Landmark<'_>) {
        let Landmark { kind, name, outline } = landmark;
        let number = self.things.count();
        let Some([columns, rows]) = extent(outline).filter(|_| number < LANDMARKS_MAX) else { return };
        for row in rows.0..=rows.1 {
            self.cells.extend((columns.0..=columns.1).map(|column| (cell_of(column, row), number as u32)));
        }
        let things = &mut self.things;
        for starts in [&mut things.names.first_byte, &mut things.first_point] {
            if starts.is_empty() {
                starts.push(0);
            }
        }
        things.kind.push(kind as u8);
        things.names.bytes.extend(name.bytes());
        things.names.first_byte.push(things.names.bytes.len() as u32);
        things.points.extend(outline.iter().step_by(outline.len().div_ceil(CORNERS_MAX)).copied());
        things.first_point.push(things.points.len() as u32);
    }

    pub fn finish(mut self) -> Landmarks {
        self.cells.sort_unstable();
        self.things.cell = self.cells.iter().map(|(cell, _)| *cell).collect();
        self.things.in_cell = self.cells.iter().map(|(_, number)| *number).collect();
        self.things
    }
}

/// The first and last column and row of cells; nothing where there are none, or too many.
fn extent(outline: &[Place]) -> Option<[(i32, i32); 2]> {
    let along = |axis: usize| {
        let cells = outline.iter().map(|place| place[axis] >> CELL_BITS);
        cells.clone().min().zip(cells.max())
    };
    let sides = [along(0)?, along(1)?];
    let [columns, rows] = sides.map(|(first, last)| i64::from(last) - i64::from(first) + 1);
    (columns * rows <= CELLS_MAX).then_some(sides)
}

/// Rows one above the other; in a row from west to east.
fn cell_of(column: i32, row: i32) -> u64 {
    let order = |number: i32| u64::from(number.cast_unsigned() ^ 1 << 31);
    order(row) << 32 | order(column)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(outlines: &[Vec<Place>]) -> Landmarks {
        let mut builder = LandmarkBuilder::default();
        for outline in outlines {
            builder.push(Landmark { kind: LandmarkKind::School, name: "A", outline });
        }
        builder.finish()
    }

    fn box_of(outline: &[Place]) -> [i32; 4] {
        let side = |axis: usize| outline.iter().map(move |place| place[axis]);
        let least = |axis| side(axis).min().expect("a point");
        let most = |axis| side(axis).max().expect("a point");
        [least(0), least(1), most(0), most(1)]
    }

    proptest! {
        /// Nothing that touches the box is missed, on either side of the meridian and the equator.
        #[test]
        fn whatever_touches_a_box_is_found(
            places in prop::collection::vec((-90_000..90_000i32, -90_000..90_000i32, 0..20_000i32), 1..30),
            (west, south) in (-90_000..90_000i32, -90_000..90_000i32),
        ) {
            let outlines: Vec<Vec<Place>> =
                places.iter().map(|(x, y, size)| vec![[*x, *y], [x + size, *y], [*x, y + size]]).collect();
            let asked = [west, south, west + 9_000, south + 9_000];
            let found = of(&outlines).around(asked);
            for (number, outline) in outlines.iter().enumerate() {
                let sides = box_of(outline);
                let touches = (0..2).all(|axis| sides[axis] <= asked[axis + 2] && asked[axis] <= sides[axis + 2]);
                prop_assert!(!touches || found.contains(&(number as u32)));
            }
            prop_assert!(found.is_sorted());
        }
    }

    #[test]
    fn what_is_wider_than_a_few_streets_is_passed_over() {
        assert_eq!(of(&[vec![[0, 0], [9_000_000, 0], [0, 9_000]], vec![]]).count(), 0);
        assert_eq!(of(&[vec![[i32::MIN, 0], [i32::MAX, 0]], vec![[i32::MAX; 2]]]).count(), 1);
    }

    #[test]
    fn long_outlines_are_thinned() {
        let outline: Vec<Place> = (0..1_000).map(|at| [at, at % 7]).collect();
        assert_eq!(of(&[outline]).get(0).outline.len(), 200);
    }
}
