//! The earth around a point as a plane.

use crate::geo::LonLat;
use crate::roads::record::Place;

/// The plane that touches the earth at a point, in ten-millionths of a degree of latitude.
pub(super) struct Plane {
    origin: [f64; 2],
    shrink: f64,
}

impl Plane {
    pub fn at(point: LonLat) -> Self {
        Self { origin: [point.lon() * 1e7, point.lat() * 1e7], shrink: point.lat().to_radians().cos() }
    }

    pub fn flat(&self, place: Place) -> [f64; 2] {
        [(f64::from(place[0]) - self.origin[0]) * self.shrink, f64::from(place[1]) - self.origin[1]]
    }

    pub fn distance(&self, a: Place, b: Place) -> f64 {
        let [a, b] = [self.flat(a), self.flat(b)];
        (a[0] - b[0]).hypot(a[1] - b[1])
    }

    /// Squared distance from the origin, and how far along the segment the nearest place is.
    pub fn to_segment(&self, segment: [Place; 2]) -> (f64, f64) {
        let [a, b] = segment.map(|end| self.flat(end));
        let step = [b[0] - a[0], b[1] - a[1]];
        let length = step[0] * step[0] + step[1] * step[1];
        let share = if length > 0.0 { (-(a[0] * step[0] + a[1] * step[1]) / length).clamp(0.0, 1.0) } else { 0.0 };
        let nearest = [a[0] + step[0] * share, a[1] + step[1] * share];
        (nearest[0] * nearest[0] + nearest[1] * nearest[1], share)
    }

    pub fn to_box(&self, sides: &[i32]) -> f64 {
        let [west, south] = self.flat([sides[0], sides[1]]);
        let [east, north] = self.flat([sides[2], sides[3]]);
        let [x, y] = [west.max(-east).max(0.0), south.max(-north).max(0.0)];
        x * x + y * y
    }
}
