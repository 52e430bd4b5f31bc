//! Degrees to the map's grid and back.

use std::f64::consts::PI;

/// The world is 2 to this power cells wide and high.
pub const GRID_BITS: u32 = 30;
/// Where Web Mercator ends: the latitude that makes the world a square.
const LATITUDE_MAX: f64 = 85.051_128_779_806_59;

/// x to the east, y to the south, in cells from the north-western corner. Clipping boxes reach beyond the world.
pub type MapPoint = [i32; 2];

/// The cell of a point in degrees; what lies beyond Web Mercator goes to its edge.
pub fn map_point(lon: f64, lat: f64) -> MapPoint {
    let side = f64::from(1 << GRID_BITS);
    let lat = lat.clamp(-LATITUDE_MAX, LATITUDE_MAX).to_radians();
    let x = (lon.clamp(-180.0, 180.0) + 180.0) / 360.0;
    let y = (1.0 - lat.tan().asinh() / PI) / 2.0;
    [(x * side).round() as i32, (y * side).round() as i32]
}

/// Longitude and latitude of a cell's middle, in degrees.
pub fn lon_lat_of(point: MapPoint) -> [f64; 2] {
    let side = f64::from(1 << GRID_BITS);
    let (x, y) = (f64::from(point[0]) / side, f64::from(point[1]) / side);
    [x * 360.0 - 180.0, (PI * (1.0 - 2.0 * y)).sinh().atan().to_degrees()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_corners_of_the_world_are_the_corners_of_the_grid() {
        let side = 1 << GRID_BITS;
        assert_eq!(map_point(-180.0, 90.0), [0, 0]);
        assert_eq!(map_point(180.0, -90.0), [side, side]);
        assert_eq!(map_point(0.0, 0.0), [side / 2, side / 2]);
    }

    #[test]
    fn a_point_comes_back_within_four_centimetres() {
        for (lon, lat) in [(13.2669, 53.5579), (21.0122, 52.2297), (-179.9, -84.9), (0.0, 85.0)] {
            let [back_lon, back_lat] = lon_lat_of(map_point(lon, lat));
            assert!((back_lon - lon).abs() < 3.4e-7 && (back_lat - lat).abs() < 3.4e-7, "{lon} {lat}");
        }
    }
}
