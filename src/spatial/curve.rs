//! A curve through all places on earth that keeps near places near: Hilbert curves on the faces of a cube.
//!
//! Each place is seen from the centre on one of six faces; its two coordinates there, 29 bits each (two
//! centimetres), are woven into the position along the face's curve.

use crate::geo::LonLat;

/// Bits per coordinate on a face.
const BITS: u32 = 29;

/// Position along the curve. Equal points have equal keys; near keys are near points.
pub fn locality_key(point: LonLat) -> u64 {
    let (face, u, v) = on_cube(point.unit_vector());
    (face << (2 * BITS)) | hilbert(cell(u), cell(v))
}

/// The face on which a direction leaves the cube, and where on it, from -1 to 1.
fn on_cube([x, y, z]: [f64; 3]) -> (u64, f64, f64) {
    let (ax, ay, az) = (x.abs(), y.abs(), z.abs());
    let (axis, most, u, v) = if ax >= ay && ax >= az {
        (0, x, y, z)
    } else if ay >= az {
        (1, y, z, x)
    } else {
        (2, z, x, y)
    };
    (2 * axis + u64::from(most < 0.0), u / most.abs(), v / most.abs())
}

fn cell(coordinate: f64) -> u32 {
    let cells = f64::from(1u32 << BITS);
    ((coordinate + 1.0) / 2.0 * cells).clamp(0.0, cells - 1.0) as u32
}

/// Distance along the Hilbert curve of order `BITS` (Skilling's form for two dimensions).
fn hilbert(mut x: u32, mut y: u32) -> u64 {
    let mut key = 0;
    for bit in (0..BITS).rev() {
        let (right, upper) = (x >> bit & 1, y >> bit & 1);
        key = key << 2 | u64::from((3 * right) ^ upper);
        if upper == 0 {
            if right == 1 {
                let mask = (1 << BITS) - 1;
                (x, y) = (!x & mask, !y & mask);
            }
            (x, y) = (y, x);
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_visits_every_cell_once_and_steps_to_a_neighbour() {
        // The first three bits of each coordinate: 64 cells.
        let shift = BITS - 3;
        let mut cells: Vec<(u64, i32, i32)> = (0..64)
            .map(|index| (index % 8, index / 8))
            .map(|(x, y)| (hilbert((x as u32) << shift, (y as u32) << shift) >> (2 * shift), x, y))
            .collect();
        cells.sort_unstable();
        for (position, pair) in cells.windows(2).enumerate() {
            assert_eq!(pair[0].0, position as u64);
            assert_eq!((pair[0].1 - pair[1].1).abs() + (pair[0].2 - pair[1].2).abs(), 1);
        }
    }

    #[test]
    fn poles_and_corners_have_keys() {
        for (lon, lat) in [(0.0, 90.0), (0.0, -90.0), (180.0, 0.0), (-180.0, 0.0), (45.0, 35.264_389_682_754_654)] {
            let key = locality_key(LonLat::new(lon, lat).expect("valid point"));
            assert!(key < 6 << (2 * BITS));
        }
    }
}
