//! Times and distances where there are no roads to go by: the straight line, longer by a stated factor.

use super::Mode;
use crate::geo::{LonLat, great_circle_distance};
use crate::travel::Travel;
use crate::units::{KilometersPerHour, Meters};

/// How much longer ways are than straight lines: about 1.3 in European road networks.
pub const DETOUR_FACTOR: f64 = 1.3;

/// From door to door, with lights, turns and looking for the way.
pub const fn usual_speed(mode: Mode) -> KilometersPerHour {
    match mode {
        Mode::Car => KilometersPerHour(40.0),
        Mode::Bike => KilometersPerHour(14.0),
        Mode::Foot => KilometersPerHour(4.8),
    }
}

/// An estimate of the way between two points.
pub fn straight_line(mode: Mode, from: LonLat, to: LonLat) -> Travel {
    let distance = Meters(great_circle_distance(from, to).0 * DETOUR_FACTOR);
    Travel { duration: distance.at_speed(usual_speed(mode)), distance }
}

/// How far the straight line reaches in so many seconds.
pub(super) fn reach(mode: Mode, seconds: u32) -> Meters {
    Meters(f64::from(seconds) * usual_speed(mode).0 / 3.6 / DETOUR_FACTOR)
}
