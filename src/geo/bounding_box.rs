//! Boxes in degrees. A box whose west is greater than its east crosses the antimeridian (RFC 7946, 5.2).

use super::lon_lat::{CoordinateError, LonLat};

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BoundingBox {
    south_west: LonLat,
    north_east: LonLat,
}

impl BoundingBox {
    /// Degrees in the order of GeoJSON: west, south, east, north. South above north is taken as given
    /// and contains nothing.
    pub fn new(west: f64, south: f64, east: f64, north: f64) -> Result<Self, CoordinateError> {
        Ok(Self { south_west: LonLat::new(west, south)?, north_east: LonLat::new(east, north)? })
    }

    pub fn west(&self) -> f64 {
        self.south_west.lon()
    }

    pub fn south(&self) -> f64 {
        self.south_west.lat()
    }

    pub fn east(&self) -> f64 {
        self.north_east.lon()
    }

    pub fn north(&self) -> f64 {
        self.north_east.lat()
    }

    pub fn crosses_antimeridian(&self) -> bool {
        self.west() > self.east()
    }

    /// Edges belong to the box.
    pub fn contains(&self, point: LonLat) -> bool {
        let in_lat = (self.south()..=self.north()).contains(&point.lat());
        let in_lon = if self.crosses_antimeridian() {
            point.lon() >= self.west() || point.lon() <= self.east()
        } else {
            (self.west()..=self.east()).contains(&point.lon())
        };
        in_lat && in_lon
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_over_the_antimeridian_holds_both_sides() {
        let fiji = BoundingBox::new(177.0, -20.0, -178.0, -15.0).expect("valid box");
        assert!(fiji.contains(LonLat::new(179.9, -17.0).expect("valid")));
        assert!(fiji.contains(LonLat::new(-179.0, -17.0).expect("valid")));
        assert!(!fiji.contains(LonLat::new(0.0, -17.0).expect("valid")));
    }
}
