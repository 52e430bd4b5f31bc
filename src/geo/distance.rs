//! Distances on the earth: the WGS 84 geodesic and the great circle.
//!
//! Lines up to 500 km are computed from chord and curvature, exact to 5 µm; longer ones by Karney's
//! algorithm (2013, through `geographiclib-rs`), exact to nanometres and seven times slower.

use std::cmp::Ordering;
use std::sync::LazyLock;

use geographiclib_rs::{Geodesic, InverseGeodesic};

use super::ellipsoid::{
    Cartesian, ESTIMATE_CHORD_MAX_M, SHORT_CHORD_MAX_M, chord, estimate_error, short_geodesic, surface_point,
};
use super::lon_lat::LonLat;
use crate::units::Meters;

/// Mean earth radius, IUGG R1, in metres.
const MEAN_EARTH_RADIUS_M: f64 = 6_371_008.8;

static WGS84: LazyLock<Geodesic> = LazyLock::new(Geodesic::wgs84);

/// A point from which many distances are measured.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    point: LonLat,
    surface: Cartesian,
}

impl Origin {
    pub fn new(point: LonLat) -> Self {
        Self { point, surface: surface_point(point) }
    }

    /// Where the point lies in space.
    pub fn surface(&self) -> &Cartesian {
        &self.surface
    }

    /// A point to be measured when its distance is asked for.
    pub fn sight(&self, to: LonLat) -> Sight<'_> {
        Sight { origin: self, to, there: surface_point(to), distance: None }
    }

    /// Length of the shortest path on the WGS 84 ellipsoid, within 5 µm of Karney's. 140 ns up to 500 km,
    /// else 1 µs.
    pub fn distance_to(&self, to: LonLat) -> Meters {
        self.measure(&surface_point(to), to)
    }

    /// `there` is where `to` lies in space.
    fn measure(&self, there: &Cartesian, to: LonLat) -> Meters {
        if chord(&self.surface, there) <= SHORT_CHORD_MAX_M {
            Meters(short_geodesic(&self.surface, there))
        } else {
            karney_distance(self.point, to)
        }
    }
}

/// A point as seen from an origin. Often an estimate decides, and nothing need be measured.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'o> {
    origin: &'o Origin,
    to: LonLat,
    there: Cartesian,
    distance: Option<Meters>,
}

impl Sight<'_> {
    /// `Origin::distance_to`, measured once.
    pub fn distance(&mut self) -> Meters {
        *self.distance.get_or_insert_with(|| self.origin.measure(&self.there, self.to))
    }

    /// How the distance compares with `limit`. Where the two are not close the answer takes 140 ns up to 3,000 km.
    pub fn compare_to(&mut self, limit: Meters) -> Ordering {
        self.certain_order(limit).unwrap_or_else(|| self.distance().0.total_cmp(&limit.0))
    }

    /// True only if the distance is greater than `limit`; lines over 500 km too close to it to be told from it
    /// without measuring, and those over 3,000 km, are given the benefit of the doubt.
    pub fn is_surely_beyond(&mut self, limit: Meters) -> bool {
        let is_cheap = chord(&self.origin.surface, &self.there) <= SHORT_CHORD_MAX_M;
        match self.certain_order(limit) {
            Some(order) => order.is_gt(),
            None => is_cheap && self.distance().0 > limit.0,
        }
    }

    /// What an estimate can decide; nothing for lines that are measured exactly at the same cost.
    fn certain_order(&self, limit: Meters) -> Option<Ordering> {
        let line = chord(&self.origin.surface, &self.there);
        if !(SHORT_CHORD_MAX_M..=ESTIMATE_CHORD_MAX_M).contains(&line) {
            return None;
        }
        let estimate = short_geodesic(&self.origin.surface, &self.there);
        let error = estimate_error(estimate);
        if estimate - error > limit.0 {
            Some(Ordering::Greater)
        } else if estimate + error < limit.0 {
            Some(Ordering::Less)
        } else {
            None
        }
    }
}

/// Length of the shortest path on the WGS 84 ellipsoid, within 5 µm of Karney's.
pub fn geodesic_distance(from: LonLat, to: LonLat) -> Meters {
    Origin::new(from).distance_to(to)
}

/// The same by Karney's algorithm alone, exact to nanometres: the reference.
pub fn karney_distance(from: LonLat, to: LonLat) -> Meters {
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
    use geographiclib_rs::DirectGeodesic;
    use proptest::prelude::*;

    use super::super::ellipsoid::{chord_certain_of, chord_max_of, distance_min_of};
    use super::*;

    fn point(lon: f64, lat: f64) -> LonLat {
        LonLat::new(lon, lat).expect("valid point")
    }

    /// The point at the end of a geodesic of that length.
    fn ahead(from: LonLat, azimuth: f64, distance: f64) -> LonLat {
        let (lat, lon): (f64, f64) = WGS84.direct(from.lat(), from.lon(), azimuth, distance);
        point(lon.clamp(-180.0, 180.0), lat.clamp(-90.0, 90.0))
    }

    fn straight(from: LonLat, to: LonLat) -> f64 {
        chord(&surface_point(from), &surface_point(to))
    }

    #[test]
    fn the_distances_of_the_fixture_hold_to_the_metre() {
        let anna = point(21.0265, 52.2440);
        let waw_02 = point(21.0340, 52.2530);
        assert_eq!(great_circle_distance(anna, waw_02).0.round(), 1123.0);
        assert_eq!(geodesic_distance(anna, waw_02).0.round(), 1125.0);
    }

    #[test]
    fn a_point_is_no_way_from_itself() {
        for each in [point(21.0, 52.0), point(0.0, 90.0), point(180.0, 0.0)] {
            assert_eq!(geodesic_distance(each, each), Meters(0.0));
        }
    }

    #[test]
    fn both_sides_of_the_antimeridian_and_all_meridians_at_a_pole_are_one_place() {
        assert_eq!(geodesic_distance(point(180.0, 10.0), point(-180.0, 10.0)), Meters(0.0));
        assert_eq!(geodesic_distance(point(-73.0, 90.0), point(120.0, 90.0)), Meters(0.0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn a_short_line_is_within_five_micrometres_of_karney(
            lon in -180.0..=180.0, z in -1.0f64..=1.0, azimuth in 0.0..360.0, log10 in -3.0f64..5.69,
        ) {
            let from = point(lon, z.asin().to_degrees());
            let to = ahead(from, azimuth, 10f64.powf(log10));
            prop_assert!((geodesic_distance(from, to).0 - karney_distance(from, to).0).abs() < 5e-6);
        }

        #[test]
        fn an_estimate_is_within_its_error(
            lon in -180.0..=180.0, z in -1.0f64..=1.0, azimuth in 0.0..360.0, distance in 4.9e5..3.1e6,
        ) {
            let from = point(lon, z.asin().to_degrees());
            let to = ahead(from, azimuth, distance);
            let (here, there) = (surface_point(from), surface_point(to));
            prop_assume!(chord(&here, &there) <= ESTIMATE_CHORD_MAX_M);
            let (estimate, exact) = (short_geodesic(&here, &there), karney_distance(from, to).0);
            // Half of what is allowed for: the other half is for the points not tried.
            prop_assert!((estimate - exact).abs() < estimate_error(estimate) / 2.0, "{}", estimate - exact);
        }

        #[test]
        fn comparing_is_measuring(
            lon in -180.0..=180.0, z in -1.0f64..=1.0, azimuth in 0.0..360.0,
            distance in 0.0..4e6, apart in prop_oneof![Just(0.0), -1e-3..1e-3, -10.0..10.0, -1e5..1e5],
        ) {
            let from = point(lon, z.asin().to_degrees());
            let to = ahead(from, azimuth, distance);
            let (origin, exact) = (Origin::new(from), geodesic_distance(from, to));
            let limit = Meters(exact.0 + apart);
            prop_assert_eq!(origin.sight(to).compare_to(limit), exact.0.total_cmp(&limit.0));
            let is_beyond = origin.sight(to).is_surely_beyond(limit);
            prop_assert!(!is_beyond || exact.0 > limit.0);
            // The benefit of the doubt is for long lines, and small up to 3,000 km.
            let doubted = distance > 4.99e5 && (apart > -10.0 || distance > 2.9e6);
            prop_assert!(is_beyond || doubted || exact.0 <= limit.0);
        }

        #[test]
        fn up_to_a_hundred_kilometres_it_is_within_ten_nanometres(
            lon in -180.0..=180.0, z in -1.0f64..=1.0, azimuth in 0.0..360.0, distance in 0.0..1e5,
        ) {
            let from = point(lon, z.asin().to_degrees());
            let to = ahead(from, azimuth, distance);
            prop_assert!((geodesic_distance(from, to).0 - karney_distance(from, to).0).abs() < 1e-8);
        }

        #[test]
        fn straight_lines_bound_geodesics_from_both_sides(
            lon in -180.0..=180.0, lat in -90.0..=90.0, azimuth in 0.0..360.0, share in 0.0f64..=1.0,
        ) {
            let from = point(lon, lat);
            let to = ahead(from, azimuth, 20_003_931.0 * share);
            let (length, line) = (karney_distance(from, to).0, straight(from, to));
            prop_assert!(line <= chord_max_of(length) + 1e-6);
            prop_assert!(distance_min_of(line) <= length + 1e-6);
            prop_assert!(chord_certain_of(length) <= line + 1e-6);
        }

        #[test]
        fn the_bounds_hold_for_near_antipodes(
            lon in -180.0..=180.0, lat in -90.0f64..=90.0, d_lon in -1.5f64..1.5, d_lat in -1.5f64..1.5,
        ) {
            let from = point(lon, lat);
            let opposite = f64::rem_euclid(lon + d_lon, 360.0) - 180.0;
            let to = point(opposite.clamp(-180.0, 180.0), (d_lat - lat).clamp(-90.0, 90.0));
            let (length, line) = (karney_distance(from, to).0, straight(from, to));
            prop_assert!(line <= chord_max_of(length) + 1e-6);
            prop_assert!(distance_min_of(line) <= length + 1e-6);
            prop_assert!(chord_certain_of(length) <= line + 1e-6);
        }
    }
}
