//! A validated point: once a `LonLat` exists, nobody checks its range again.

use std::fmt;

use thiserror::Error;

/// A point in degrees, WGS 84. Longitude in [-180, 180], latitude in [-90, 90], both finite.
#[derive(Clone, Copy, PartialEq)]
pub struct LonLat {
    lon: f64,
    lat: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Error)]
pub enum CoordinateError {
    #[error("longitude must be a number")]
    LongitudeNotFinite,
    #[error("latitude must be a number")]
    LatitudeNotFinite,
    #[error("longitude {0} is outside -180..180")]
    LongitudeOutOfRange(f64),
    #[error("latitude {0} is outside -90..90")]
    LatitudeOutOfRange(f64),
}

impl LonLat {
    /// Errors name the coordinate that is wrong; longitude is looked at first.
    pub fn new(lon: f64, lat: f64) -> Result<Self, CoordinateError> {
        if !lon.is_finite() {
            return Err(CoordinateError::LongitudeNotFinite);
        }
        if !lat.is_finite() {
            return Err(CoordinateError::LatitudeNotFinite);
        }
        if !(-180.0..=180.0).contains(&lon) {
            return Err(CoordinateError::LongitudeOutOfRange(lon));
        }
        if !(-90.0..=90.0).contains(&lat) {
            return Err(CoordinateError::LatitudeOutOfRange(lat));
        }
        Ok(Self { lon, lat })
    }

    pub const fn lon(self) -> f64 {
        self.lon
    }

    pub const fn lat(self) -> f64 {
        self.lat
    }

    /// The point on the unit sphere with the same longitude and latitude. All longitudes of a pole give one
    /// vector, and so do both sides of the antimeridian: π is not a float, and sin π would not be 0.
    pub fn unit_vector(self) -> [f64; 3] {
        let (sin_lon, cos_lon) = if self.lon.abs() == 180.0 { (0.0, -1.0) } else { self.lon.to_radians().sin_cos() };
        let (sin_lat, cos_lat) =
            if self.lat.abs() == 90.0 { (self.lat.signum(), 0.0) } else { self.lat.to_radians().sin_cos() };
        [cos_lat * cos_lon, cos_lat * sin_lon, sin_lat]
    }

    /// True at 0,0 exactly: what broken spreadsheets and devices send for "no position".
    pub fn is_null_island(self) -> bool {
        self.lon == 0.0 && self.lat == 0.0
    }
}

impl fmt::Debug for LonLat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LonLat({}, {})", self.lon, self.lat)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ninety_one_degrees_north_is_refused_by_name() {
        assert_eq!(LonLat::new(21.0, 91.0), Err(CoordinateError::LatitudeOutOfRange(91.0)));
    }

    #[test]
    fn nan_is_refused() {
        assert_eq!(LonLat::new(f64::NAN, 52.0), Err(CoordinateError::LongitudeNotFinite));
        assert_eq!(LonLat::new(21.0, f64::INFINITY), Err(CoordinateError::LatitudeNotFinite));
    }

    #[test]
    fn a_place_with_two_names_has_one_vector() {
        let vector = |lon, lat| LonLat::new(lon, lat).expect("valid point").unit_vector();
        assert_eq!(vector(-73.0, 90.0), vector(120.0, 90.0));
        assert_eq!(vector(180.0, 12.0), vector(-180.0, 12.0));
    }

    #[test]
    fn poles_and_the_antimeridian_are_points() {
        assert!(LonLat::new(180.0, 90.0).is_ok());
        assert!(LonLat::new(-180.0, -90.0).is_ok());
    }
}
