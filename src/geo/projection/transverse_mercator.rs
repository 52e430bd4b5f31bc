//! PUWG 1992, EPSG:2180: Gauss and Krüger's transverse Mercator, one zone for all of Poland.
//!
//! The series of Krüger 1912 to the fourth power of the third flattening, as in EPSG's method 9807: exact to far below
//! a millimetre within some thousand kilometres of the meridian.

use super::datum::GRS_80;
use crate::geo::LonLat;

const CENTRAL_MERIDIAN: f64 = 19.0;
const SCALE: f64 = 0.9993;
const FALSE_EASTING: f64 = 500_000.0;
const FALSE_NORTHING: f64 = -5_300_000.0;

/// The series' radius and coefficients.
struct Series {
    radius: f64,
    to_sphere: [f64; 4],
    to_plane: [f64; 4],
}

fn series() -> Series {
    let n = GRS_80.flattening / (2.0 - GRS_80.flattening);
    let [n2, n3, n4] = [n.powi(2), n.powi(3), n.powi(4)];
    Series {
        radius: GRS_80.a / (1.0 + n) * (1.0 + n2 / 4.0 + n4 / 64.0),
        to_plane: [
            n / 2.0 - 2.0 / 3.0 * n2 + 5.0 / 16.0 * n3 + 41.0 / 180.0 * n4,
            13.0 / 48.0 * n2 - 3.0 / 5.0 * n3 + 557.0 / 1_440.0 * n4,
            61.0 / 240.0 * n3 - 103.0 / 140.0 * n4,
            49_561.0 / 161_280.0 * n4,
        ],
        to_sphere: [
            n / 2.0 - 2.0 / 3.0 * n2 + 37.0 / 96.0 * n3 - 1.0 / 360.0 * n4,
            1.0 / 48.0 * n2 + 1.0 / 15.0 * n3 - 437.0 / 1_440.0 * n4,
            17.0 / 480.0 * n3 - 37.0 / 840.0 * n4,
            4_397.0 / 161_280.0 * n4,
        ],
    }
}

/// Easting and northing in metres to a point. Nothing for what is not on the earth.
pub fn lon_lat_of_puwg_1992(easting: f64, northing: f64) -> Option<LonLat> {
    let Series { radius, to_sphere, .. } = series();
    let xi = (northing - FALSE_NORTHING) / (radius * SCALE);
    let eta = (easting - FALSE_EASTING) / (radius * SCALE);
    let (mut xi0, mut eta0) = (xi, eta);
    for (factor, coefficient) in [2.0, 4.0, 6.0, 8.0].into_iter().zip(to_sphere) {
        xi0 -= coefficient * (factor * xi).sin() * (factor * eta).cosh();
        eta0 -= coefficient * (factor * xi).cos() * (factor * eta).sinh();
    }
    let beta = (xi0.sin() / eta0.cosh()).asin();
    let lon = CENTRAL_MERIDIAN + (eta0.tanh() / beta.cos()).asin().to_degrees();
    LonLat::new(lon, latitude_of_conformal(beta).to_degrees()).ok()
}

/// A point to easting and northing in metres.
pub fn puwg_1992_of(point: LonLat) -> [f64; 2] {
    let Series { radius, to_plane, .. } = series();
    let (lat, lon) = (point.lat().to_radians(), (point.lon() - CENTRAL_MERIDIAN).to_radians());
    let e = GRS_80.e2().sqrt();
    let conformal = lat.tan().asinh() - e * (e * lat.sin()).atanh();
    let beta = conformal.sinh().atan();
    let eta0 = (beta.cos() * lon.sin()).atanh();
    let xi0 = (beta.sin() * eta0.cosh()).asin();
    let (mut xi, mut eta) = (xi0, eta0);
    for (factor, coefficient) in [2.0, 4.0, 6.0, 8.0].into_iter().zip(to_plane) {
        xi += coefficient * (factor * xi0).sin() * (factor * eta0).cosh();
        eta += coefficient * (factor * xi0).cos() * (factor * eta0).sinh();
    }
    [FALSE_EASTING + SCALE * radius * eta, FALSE_NORTHING + SCALE * radius * xi]
}

/// From the conformal latitude to the geodetic one, in radians.
fn latitude_of_conformal(beta: f64) -> f64 {
    /// Each round adds more than two digits.
    const ROUNDS: usize = 6;
    let e = GRS_80.e2().sqrt();
    let conformal = beta.tan().asinh();
    let mut isometric = conformal;
    for _ in 0..ROUNDS {
        isometric = conformal + e * (e * isometric.tanh()).atanh();
    }
    isometric.sinh().atan()
}
