//! Distances: the WGS 84 geodesic (Karney 2013, through `geographiclib-rs`) and the great circle.
//!
//! A path with longitude and latitude (λ, φ) has ellipsoidal length ∫ √(M²dφ² + N²cos²φ dλ²), where the
//! radii of curvature M and N lie between b²/a·… and a²/b. The same path on a sphere of radius R has
//! M = N = R, so the ratio of the two lengths, and of the two shortest lengths, is bounded by the
//! extreme radii over R. That is what the two constants below are: proven, not fitted.

use std::sync::LazyLock;

use geographiclib_rs::{Geodesic, InverseGeodesic};

use super::lon_lat::LonLat;
use crate::units::Meters;

/// Mean earth radius, IUGG R1, in metres.
const MEAN_EARTH_RADIUS_M: f64 = 6_371_008.8;

/// Least meridional radius of curvature of WGS 84, a(1-e²) at the equator, over R1.
pub const GEODESIC_PER_GREAT_CIRCLE_MIN: f64 = 6_335_439.327 / MEAN_EARTH_RADIUS_M;

/// Greatest radius of curvature of WGS 84, a²/b at the poles, over R1.
pub const GEODESIC_PER_GREAT_CIRCLE_MAX: f64 = 6_399_593.626 / MEAN_EARTH_RADIUS_M;

static WGS84: LazyLock<Geodesic> = LazyLock::new(Geodesic::wgs84);

/// Length of the shortest path on the WGS 84 ellipsoid, exact to nanometres. About 1 µs.
pub fn geodesic_distance(from: LonLat, to: LonLat) -> Meters {
    Meters(WGS84.inverse(from.lat(), from.lon(), to.lat(), to.lon()))
}

/// Haversine on the sphere of radius R1. At most 0.56 % from the geodesic.
pub fn great_circle_distance(from: LonLat, to: LonLat) -> Meters {
    let half_lat = (to.lat() - from.lat()).to_radians() / 2.0;
    let half_lon = (to.lon() - from.lon()).to_radians() / 2.0;
    let h =
        half_lat.sin().powi(2) + from.lat().to_radians().cos() * to.lat().to_radians().cos() * half_lon.sin().powi(2);
    Meters(2.0 * MEAN_EARTH_RADIUS_M * h.sqrt().min(1.0).asin())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn point(lon: f64, lat: f64) -> LonLat {
        LonLat::new(lon, lat).expect("valid point")
    }

    #[test]
    fn the_distances_of_the_fixture_hold_to_the_metre() {
        let anna = point(21.0265, 52.2440);
        let waw_02 = point(21.0340, 52.2530);
        assert_eq!(great_circle_distance(anna, waw_02).0.round(), 1123.0);
        assert_eq!(geodesic_distance(anna, waw_02).0.round(), 1125.0);
    }

    proptest! {
        #[test]
        fn the_ratio_of_geodesic_to_great_circle_stays_within_the_proven_bounds(
            a in (-180.0..=180.0, -90.0..=90.0), b in (-180.0..=180.0, -90.0..=90.0),
        ) {
            let (from, to) = (point(a.0, a.1), point(b.0, b.1));
            let (exact, sphere) = (geodesic_distance(from, to).0, great_circle_distance(from, to).0);
            prop_assert!(exact >= sphere * GEODESIC_PER_GREAT_CIRCLE_MIN - 1e-3);
            prop_assert!(exact <= sphere * GEODESIC_PER_GREAT_CIRCLE_MAX + 1e-3);
        }
    }
}
