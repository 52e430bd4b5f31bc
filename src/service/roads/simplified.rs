//! A line with as many points as one sees when the whole of it is on a screen.

use crate::geo::LonLat;
use crate::region::geometry::{MapPoint, simplify_line};

/// Steps across the line's extent: about the pixels of a screen.
const STEPS: f64 = 2_000.0;

/// The points from which no left-out one is farther than a step. Both ends stay.
pub fn simplified_line(line: &[LonLat]) -> Vec<LonLat> {
    let Some(first) = line.first() else { return Vec::new() };
    let shrink = first.lat().to_radians().cos();
    // In ten-millionths of a degree of latitude from the first point.
    let cell = |point: &LonLat| -> MapPoint {
        let east = (point.lon() - first.lon()) * shrink;
        [east, point.lat() - first.lat()].map(|degrees| (degrees * 1e7).round() as i32)
    };
    let cells: Vec<MapPoint> = line.iter().map(cell).collect();
    let extent = [0, 1].map(|axis| {
        let side = cells.iter().map(|cell| cell[axis]);
        side.clone().max().unwrap_or(0).abs_diff(side.min().unwrap_or(0))
    });
    let kept = simplify_line(&cells, f64::from(extent[0].max(extent[1])) / STEPS);
    let mut rest = cells.iter().zip(line);
    kept.iter().filter_map(|kept| rest.find(|(cell, _)| *cell == kept).map(|(_, point)| *point)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_left_out_and_corners_stay() {
        let line = [(0.0, 0.0), (1.0, 0.00001), (2.0, 0.0), (2.0, 3.0)];
        let line = line.map(|(lon, lat)| LonLat::new(lon, lat).expect("a point"));
        assert_eq!(simplified_line(&line), [line[0], line[2], line[3]]);
        assert_eq!(simplified_line(&line[..1]), line[..1]);
        assert_eq!(simplified_line(&[]), []);
    }
}
