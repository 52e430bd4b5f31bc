//! From one ellipsoid to another: geocentric coordinates, and the seven parameters of Helmert.

/// An ellipsoid by its half axis in metres and its flattening.
#[derive(Clone, Copy, Debug)]
pub struct Ellipsoid {
    pub a: f64,
    pub flattening: f64,
}

/// EPSG:7004.
pub const BESSEL_1841: Ellipsoid = Ellipsoid { a: 6_377_397.155, flattening: 1.0 / 299.152_812_8 };
/// EPSG:7019.
pub const GRS_80: Ellipsoid = Ellipsoid { a: 6_378_137.0, flattening: 1.0 / 298.257_222_101 };
/// EPSG:7030.
pub const WGS_84: Ellipsoid = Ellipsoid { a: 6_378_137.0, flattening: 1.0 / 298.257_223_563 };

/// Seven parameters: shifts in metres, rotations in seconds of arc as position vectors turn, scale in millionths.
#[derive(Clone, Copy, Debug)]
pub struct Helmert {
    pub shift: [f64; 3],
    pub rotation: [f64; 3],
    pub scale: f64,
}

/// S-JTSK to WGS 84 for Czechia, EPSG:5239, good to one metre. Published as a rotation of the frame, here with the
/// signs of position vectors.
pub const S_JTSK_TO_WGS_84: Helmert =
    Helmert { shift: [572.213, 85.334, 461.94], rotation: [4.9732, 1.529, 5.2484], scale: 3.5378 };

impl Ellipsoid {
    /// The square of the first eccentricity.
    pub fn e2(self) -> f64 {
        self.flattening * (2.0 - self.flattening)
    }

    /// Longitude and latitude in radians, on the ellipsoid itself, to metres from its centre.
    pub fn geocentric(self, lon: f64, lat: f64) -> [f64; 3] {
        let normal = self.a / (1.0 - self.e2() * lat.sin().powi(2)).sqrt();
        [normal * lat.cos() * lon.cos(), normal * lat.cos() * lon.sin(), normal * (1.0 - self.e2()) * lat.sin()]
    }

    /// Longitude and latitude in radians; the height is dropped.
    pub fn geodetic(self, [x, y, z]: [f64; 3]) -> [f64; 2] {
        /// Near the ellipsoid each round adds more than two digits.
        const ROUNDS: usize = 6;
        let flat = x.hypot(y);
        let mut lat = (z / (flat * (1.0 - self.e2()))).atan();
        for _ in 0..ROUNDS {
            let normal = self.a / (1.0 - self.e2() * lat.sin().powi(2)).sqrt();
            lat = ((z + self.e2() * normal * lat.sin()) / flat).atan();
        }
        [y.atan2(x), lat]
    }
}

impl Helmert {
    pub fn apply(&self, [x, y, z]: [f64; 3]) -> [f64; 3] {
        let [rx, ry, rz] = self.rotation.map(|seconds| (seconds / 3_600.0).to_radians());
        let scale = 1.0 + self.scale * 1e-6;
        let turned = [x - rz * y + ry * z, rz * x + y - rx * z, -ry * x + rx * y + z];
        [0, 1, 2].map(|axis| self.shift[axis] + scale * turned[axis])
    }

    /// The other way, to a millimetre: the parameters are so small that changing their signs will do twice.
    pub fn undo(&self, to: [f64; 3]) -> [f64; 3] {
        let mut from = to;
        for _ in 0..4 {
            let reached = self.apply(from);
            from = [0, 1, 2].map(|axis| from[axis] + to[axis] - reached[axis]);
        }
        from
    }
}
