//! Addresses of tiles: zoom, column, row, and the number that PMTiles gives them.

use thiserror::Error;

/// The deepest zoom that archives and addresses may name: JavaScript readers end there too, since tile
/// numbers past it no longer fit a double.
pub const ZOOM_MAX: u8 = 26;

/// A tile that exists: column and row are within the zoom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TileCoord {
    z: u8,
    x: u32,
    y: u32,
}

#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum CoordError {
    #[error("Zoom {z} is out of range: give 0 to {ZOOM_MAX}.")]
    Zoom { z: u32 },
    #[error("Tile {z}/{x}/{y} is out of range: at zoom {z}, x and y go from 0 to {last}.")]
    OutOfRange { z: u8, x: u64, y: u64, last: u32 },
}

impl TileCoord {
    /// Row 0 is in the north (XYZ, not TMS).
    pub fn new(z: u32, x: u64, y: u64) -> Result<Self, CoordError> {
        let zoom = u8::try_from(z).ok().filter(|zoom| *zoom <= ZOOM_MAX).ok_or(CoordError::Zoom { z })?;
        let last = (1u32 << zoom) - 1;
        let within = |value: u64| u32::try_from(value).ok().filter(|value| *value <= last);
        match (within(x), within(y)) {
            (Some(x), Some(y)) => Ok(Self { z: zoom, x, y }),
            _ => Err(CoordError::OutOfRange { z: zoom, x, y, last }),
        }
    }

    pub const fn z(self) -> u8 {
        self.z
    }

    pub const fn x(self) -> u32 {
        self.x
    }

    pub const fn y(self) -> u32 {
        self.y
    }

    /// The number in a PMTiles archive: all tiles of the lesser zooms, then along the Hilbert curve.
    pub fn id(self) -> u64 {
        first_id(self.z) + hilbert(self.z, self.x, self.y)
    }
}

/// The number of the first tile of a zoom; of `ZOOM_MAX + 1`, one more than the last tile there is.
pub fn first_id(z: u8) -> u64 {
    ((1u64 << (2 * u32::from(z))) - 1) / 3
}

/// Distance along the Hilbert curve of order `z`.
fn hilbert(z: u8, mut x: u32, mut y: u32) -> u64 {
    let mut distance = 0;
    for bit in (0..z).rev() {
        let (right, lower) = (x >> bit & 1, y >> bit & 1);
        distance = distance << 2 | u64::from((3 * right) ^ lower);
        if lower == 0 {
            if right == 1 {
                let mask = (1 << bit) - 1;
                (x, y) = (!x & mask, !y & mask);
            }
            (x, y) = (y, x);
        }
    }
    distance
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(z: u32, x: u64, y: u64) -> u64 {
        TileCoord::new(z, x, y).expect("a tile").id()
    }

    #[test]
    fn numbers_are_those_of_the_specification() {
        let cases = [((0, 0, 0), 0), ((1, 0, 0), 1), ((1, 0, 1), 2), ((1, 1, 1), 3), ((1, 1, 0), 4), ((2, 0, 0), 5)];
        for ((z, x, y), expected) in cases {
            assert_eq!(id(z, x, y), expected, "{z}/{x}/{y}");
        }
        assert_eq!(id(12, 3423, 1763), 19_078_479);
    }

    #[test]
    fn all_tiles_of_a_zoom_have_different_numbers_without_gaps() {
        let mut ids: Vec<u64> = (0..64 * 64).map(|cell| id(6, cell % 64, cell / 64)).collect();
        ids.sort_unstable();
        assert_eq!(ids, (first_id(6)..first_id(7)).collect::<Vec<_>>());
    }

    #[test]
    fn a_refusal_names_the_range() {
        let message = |z, x, y| TileCoord::new(z, x, y).expect_err("out of range").to_string();
        assert!(message(3, 8, 0).contains("0 to 7"));
        assert!(message(3, 0, u64::MAX).contains("0 to 7"));
        assert!(message(27, 0, 0).contains("0 to 26"));
    }
}
