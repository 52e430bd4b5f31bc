//! The number of a tile in an archive: zoom by zoom, and along the Hilbert curve within each.

/// A tile's place in the order of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TileId(pub u64);

impl TileId {
    /// `x` and `y` count from the north-western corner and are below 2^zoom; `zoom` is at most 31.
    pub fn of(zoom: u8, x: u32, y: u32) -> Self {
        let mut along = 0u64;
        let (mut x, mut y) = (x, y);
        for bit in (0..zoom).rev() {
            let (east, south) = (x >> bit & 1, y >> bit & 1);
            along = along << 2 | u64::from((3 * east) ^ south);
            (x, y) = turned(x, y, east, south);
        }
        Self(first_of_zoom(zoom) + along)
    }

    /// Zoom, x and y.
    pub fn coordinates(self) -> (u8, u32, u32) {
        let mut zoom = 0;
        while zoom < 31 && first_of_zoom(zoom + 1) <= self.0 {
            zoom += 1;
        }
        let along = self.0 - first_of_zoom(zoom);
        let (mut x, mut y) = (0u32, 0u32);
        for bit in 0..zoom {
            let quarter = (along >> (2 * bit) & 3) as u32;
            let east = quarter >> 1;
            let south = (quarter & 1) ^ east;
            // The turn of a quarter is its own way back.
            let low = (1u32 << bit) - 1;
            let (turned_x, turned_y) = turned(x, y, east, south);
            (x, y) = ((turned_x & low) | east << bit, (turned_y & low) | south << bit);
        }
        (zoom, x, y)
    }
}

/// The tiles of `zoom` that lie in one tile of a lower or equal zoom: they follow each other.
pub fn ids_below(above: (u8, u32, u32), zoom: u8) -> std::ops::Range<u64> {
    let (from_zoom, x, y) = above;
    let along = TileId::of(from_zoom, x, y).0 - first_of_zoom(from_zoom);
    let deeper = 2 * u32::from(zoom - from_zoom);
    let first = first_of_zoom(zoom) + (along << deeper);
    first..first + (1 << deeper)
}

/// How many tiles the lower zooms have together.
fn first_of_zoom(zoom: u8) -> u64 {
    ((1u64 << (2 * u32::from(zoom))) - 1) / 3
}

/// The curve turns in its first and last quarter.
fn turned(x: u32, y: u32, east: u32, south: u32) -> (u32, u32) {
    match (east, south) {
        (1, 0) => (!y, !x),
        (0, 0) => (y, x),
        _ => (x, y),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ids_are_those_of_the_specification() {
        for (zoom, x, y, id) in [
            (0, 0, 0, 0),
            (1, 0, 0, 1),
            (1, 0, 1, 2),
            (1, 1, 1, 3),
            (1, 1, 0, 4),
            (2, 0, 0, 5),
            (12, 3423, 1763, 19_078_479),
        ] {
            assert_eq!(TileId::of(zoom, x, y), TileId(id), "{zoom}/{x}/{y}");
        }
    }

    #[test]
    fn neighbours_on_the_curve_are_neighbours_on_the_map() {
        for id in first_of_zoom(5)..first_of_zoom(6) - 1 {
            let ((_, x, y), (_, next_x, next_y)) = (TileId(id).coordinates(), TileId(id + 1).coordinates());
            assert_eq!(x.abs_diff(next_x) + y.abs_diff(next_y), 1, "after {id}");
        }
    }

    #[test]
    fn the_tiles_below_a_tile_follow_each_other() {
        for id in ids_below((3, 5, 2), 6) {
            let (zoom, x, y) = TileId(id).coordinates();
            assert_eq!((zoom, x >> 3, y >> 3), (6, 5, 2));
        }
        assert_eq!(ids_below((3, 5, 2), 6).count(), 64);
    }

    proptest! {
        #[test]
        fn every_tile_comes_back_from_its_id(zoom in 0u8..=20, x: u32, y: u32) {
            let side = 1u32 << zoom;
            let tile = (zoom, x % side, y % side);
            prop_assert_eq!(TileId::of(tile.0, tile.1, tile.2).coordinates(), tile);
        }
    }
}
