//! S-JTSK / Krovak East North, EPSG:5514: an oblique cone over Bessel's ellipsoid for Czechia and Slovakia.
//!
//! The formulas are those of EPSG's guidance note 7-2, method 9819. There x runs south and y west; EPSG:5514 turns
//! both about, so that in Czechia both are negative. Registers write them without the sign.

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4};

use super::datum::{BESSEL_1841, S_JTSK_TO_WGS_84, WGS_84};
use crate::geo::LonLat;

/// Latitude of the centre of the projection: 49°30'.
const CENTRE_LAT: f64 = 49.5;
/// Longitude of origin, east of Greenwich: 24°50', which is 42°30' east of Ferro.
const ORIGIN_LON: f64 = 24.0 + 50.0 / 60.0;
/// Co-latitude of the axis of the cone: 30°17'17.30311".
const AXIS_COLAT: f64 = 30.0 + 17.0 / 60.0 + 17.303_11 / 3_600.0;
/// Latitude of the pseudo standard parallel: 78°30'.
const PARALLEL_LAT: f64 = 78.5;
const SCALE: f64 = 0.9999;

/// What the formulas derive from these.
struct Cone {
    e: f64,
    b: f64,
    t0: f64,
    n: f64,
    r0: f64,
    axis: f64,
    parallel: f64,
}

fn cone() -> Cone {
    let (e2, centre) = (BESSEL_1841.e2(), CENTRE_LAT.to_radians());
    let e = e2.sqrt();
    let a = BESSEL_1841.a * (1.0 - e2).sqrt() / (1.0 - e2 * centre.sin().powi(2));
    let b = (1.0 + e2 * centre.cos().powi(4) / (1.0 - e2)).sqrt();
    let gamma0 = (centre.sin() / b).asin();
    let parallel = PARALLEL_LAT.to_radians();
    let squeeze = ((1.0 + e * centre.sin()) / (1.0 - e * centre.sin())).powf(e * b / 2.0);
    Cone {
        e,
        b,
        t0: (FRAC_PI_4 + gamma0 / 2.0).tan() * squeeze / (FRAC_PI_4 + centre / 2.0).tan().powf(b),
        n: parallel.sin(),
        r0: SCALE * a / parallel.tan(),
        axis: AXIS_COLAT.to_radians(),
        parallel,
    }
}

/// Coordinates of EPSG:5514 (both negative in Czechia) or as registers write them (both positive) to a point: `y` to
/// the west, about 430 to 905 km, and `x` to the south, about 935 to 1,228 km. Nothing for what is not on the earth.
pub fn lon_lat_of_s_jtsk(y: f64, x: f64) -> Option<LonLat> {
    let [lon, lat] = bessel_of(y.abs(), x.abs());
    let geocentric = S_JTSK_TO_WGS_84.apply(BESSEL_1841.geocentric(lon, lat));
    let [lon, lat] = WGS_84.geodetic(geocentric).map(f64::to_degrees);
    LonLat::new(lon, lat).ok()
}

/// A point to `y` and `x` as registers write them: positive, to the west and to the south, in metres.
pub fn s_jtsk_of(point: LonLat) -> [f64; 2] {
    let geocentric = WGS_84.geocentric(point.lon().to_radians(), point.lat().to_radians());
    let [lon, lat] = BESSEL_1841.geodetic(S_JTSK_TO_WGS_84.undo(geocentric));
    plane_of(lon, lat)
}

/// Longitude and latitude in radians on Bessel's ellipsoid.
fn bessel_of(y: f64, x: f64) -> [f64; 2] {
    /// Each round adds more than two digits.
    const ROUNDS: usize = 6;
    let Cone { e, b, t0, n, r0, axis, parallel } = cone();
    let theta = y.atan2(x);
    let d = theta / parallel.sin();
    let t = 2.0 * (((r0 / x.hypot(y)).powf(1.0 / n) * (FRAC_PI_4 + parallel / 2.0).tan()).atan() - FRAC_PI_4);
    let u = (axis.cos() * t.sin() - axis.sin() * t.cos() * d.cos()).asin();
    let v = (t.cos() * d.sin() / u.cos()).asin();
    let base = t0.powf(-1.0 / b) * (u / 2.0 + FRAC_PI_4).tan().powf(1.0 / b);
    let mut lat = u;
    for _ in 0..ROUNDS {
        let squeeze = ((1.0 + e * lat.sin()) / (1.0 - e * lat.sin())).powf(e / 2.0);
        lat = 2.0 * (base * squeeze).atan() - FRAC_PI_2;
    }
    [ORIGIN_LON.to_radians() - v / b, lat]
}

/// `y` and `x`, positive, from longitude and latitude in radians on Bessel's ellipsoid.
fn plane_of(lon: f64, lat: f64) -> [f64; 2] {
    let Cone { e, b, t0, n, r0, axis, parallel } = cone();
    let squeeze = ((1.0 + e * lat.sin()) / (1.0 - e * lat.sin())).powf(e * b / 2.0);
    let u = 2.0 * ((t0 * (lat / 2.0 + FRAC_PI_4).tan().powf(b) / squeeze).atan() - FRAC_PI_4);
    let v = b * (ORIGIN_LON.to_radians() - lon);
    let t = (axis.cos() * u.sin() + axis.sin() * u.cos() * v.cos()).asin();
    let d = (u.cos() * v.sin() / t.cos()).asin();
    let r = r0 * ((FRAC_PI_4 + parallel / 2.0).tan() / (t / 2.0 + FRAC_PI_4).tan()).powf(n);
    [r * (n * d).sin(), r * (n * d).cos()]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The worked example of EPSG's guidance note 7-2 for method 9819.
    #[test]
    fn the_published_example_of_the_projection_comes_out() {
        let lat = (50.0 + 12.0 / 60.0 + 32.442 / 3_600.0_f64).to_radians();
        let lon = (16.0 + 50.0 / 60.0 + 59.179 / 3_600.0_f64).to_radians();
        let [y, x] = plane_of(lon, lat);
        assert!((x - 1_050_538.643).abs() < 0.02 && (y - 568_991.0).abs() < 0.02, "{x} {y}");
        let [back_lon, back_lat] = bessel_of(y, x);
        assert!((back_lon - lon).abs() < 1e-10 && (back_lat - lat).abs() < 1e-10);
    }
}
