//! Plane coordinates of national registers to longitude and latitude.
//!
//! Poland: PUWG 1992 (EPSG:2180), a transverse Mercator on GRS 80, whose frame is WGS 84 within half a metre. Czechia:
//! S-JTSK / Krovak (EPSG:5514), an oblique cone on Bessel's ellipsoid, brought to WGS 84 by seven parameters, which is
//! good to a metre. Only from the plane to the earth for both; the way back is for tests and checks.

mod datum;
mod krovak;
mod transverse_mercator;

pub use krovak::{lon_lat_of_s_jtsk, s_jtsk_of};
pub use transverse_mercator::{lon_lat_of_puwg_1992, puwg_1992_of};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geo::{LonLat, geodesic_distance};

    /// Name, easting, northing; longitude, latitude. By PROJ 9.5.1 with the EPSG database.
    const PUWG_1992: [(&str, f64, f64, f64, f64); 8] = [
        ("Warszawa", 637_384.314, 486_755.043, 21.01223, 52.22968),
        ("Świnoujście", 188_009.524, 682_240.964, 14.24747, 53.91053),
        ("Ustrzyki Górne", 766_300.002, 143_974.013, 22.65, 49.10556),
        ("Suwałki", 756_828.169, 701_297.726, 22.93075, 54.11175),
        ("Cieszyn", 473_511.100, 209_128.326, 18.63219, 49.74894),
        ("Zgorzelec", 220_941.016, 372_336.386, 15.00835, 51.1496),
        ("Hel", 487_178.149, 749_394.639, 18.80143, 54.60819),
        ("Zakopane", 569_045.920, 159_601.315, 19.95, 49.3),
    ];

    /// Name, y, x as registers write them; longitude, latitude. By PROJ 9.5.1 with the EPSG database.
    const S_JTSK: [(&str, f64, f64, f64, f64); 8] = [
        ("Praha", 742_835.929, 1_042_944.735, 14.42076, 50.08804),
        ("Brno", 598_163.257, 1_160_740.503, 16.60796, 49.19522),
        ("Ostrava", 470_650.182, 1_101_659.415, 18.28204, 49.83465),
        ("Aš", 897_769.252, 1_003_983.867, 12.19499, 50.22386),
        ("Český Těšín", 446_778.053, 1_113_533.290, 18.62613, 49.74613),
        ("České Budějovice", 755_831.949, 1_166_164.844, 14.47434, 48.97447),
        ("Liberec", 688_103.100, 974_037.203, 15.05619, 50.76711),
        ("Břeclav", 583_341.755, 1_211_099.088, 16.88203, 48.75897),
    ];

    fn off(found: Option<LonLat>, lon: f64, lat: f64) -> f64 {
        geodesic_distance(found.expect("a point"), LonLat::new(lon, lat).expect("a point")).0
    }

    #[test]
    fn polish_coordinates_come_out_within_a_centimetre() {
        for (name, easting, northing, lon, lat) in PUWG_1992 {
            let far = off(lon_lat_of_puwg_1992(easting, northing), lon, lat);
            assert!(far < 0.01, "{name} is {far} m off");
        }
    }

    #[test]
    fn czech_coordinates_come_out_within_one_and_a_half_metres() {
        for (name, y, x, lon, lat) in S_JTSK {
            let far = off(lon_lat_of_s_jtsk(y, x), lon, lat);
            assert!(far < 1.5, "{name} is {far} m off");
        }
    }

    #[test]
    fn the_sign_of_czech_coordinates_does_not_matter() {
        assert_eq!(lon_lat_of_s_jtsk(-742_835.9, -1_042_944.7), lon_lat_of_s_jtsk(742_835.9, 1_042_944.7));
    }

    #[test]
    fn the_way_back_is_the_way_there() {
        for (name, first, second, ..) in PUWG_1992 {
            let back = puwg_1992_of(lon_lat_of_puwg_1992(first, second).expect("a point"));
            assert!((back[0] - first).abs() < 1e-3 && (back[1] - second).abs() < 1e-3, "{name} {back:?}");
        }
        for (name, first, second, ..) in S_JTSK {
            let back = s_jtsk_of(lon_lat_of_s_jtsk(first, second).expect("a point"));
            assert!((back[0] - first).abs() < 2e-2 && (back[1] - second).abs() < 2e-2, "{name} {back:?}");
        }
    }

    #[test]
    fn nonsense_is_no_point_and_no_panic() {
        for (first, second) in [(f64::NAN, 0.0), (f64::INFINITY, 1.0), (0.0, 0.0), (1e300, -1e300)] {
            let points = [lon_lat_of_puwg_1992(first, second), lon_lat_of_s_jtsk(first, second)];
            assert!(points.iter().flatten().all(|point| point.lon().is_finite()));
        }
    }
}
