//! What a turn costs in time.
//!
//! Grows in a straight line with the angle, from a bend that nobody slows down for to a hairpin; turning left crosses
//! the other lane and waits for it (traffic keeps right in all countries served). People on foot turn for nothing.

use super::Profile;

/// Degrees below which a bend costs nothing, and from which it costs all.
const FREE_DEGREES: f32 = 25.0;
const FULL_DEGREES: f32 = 150.0;

/// Milliseconds of the sharpest turn to the right and to the left.
fn sharpest_ms(profile: Profile) -> [f32; 2] {
    match profile {
        Profile::Car => [3_000.0, 6_000.0],
        Profile::Bike => [2_000.0, 4_000.0],
        Profile::Foot => [0.0, 0.0],
    }
}

pub fn turn_ms(profile: Profile, angle: f32) -> u32 {
    let sharpest = sharpest_ms(profile)[usize::from(angle < 0.0)];
    let share = ((angle.abs() - FREE_DEGREES) / (FULL_DEGREES - FREE_DEGREES)).clamp(0.0, 1.0);
    (sharpest * share).round() as u32
}

pub fn u_turn_ms(profile: Profile) -> u32 {
    match profile {
        Profile::Car => 20_000,
        Profile::Bike => 5_000,
        Profile::Foot => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn left_costs_more_than_right_and_straight_on_nothing() {
        assert_eq!(turn_ms(Profile::Car, 10.0), 0);
        // A right angle is 65 of 125 degrees on the way from free to full.
        assert_eq!(turn_ms(Profile::Car, 90.0), 1_560);
        assert_eq!(turn_ms(Profile::Car, -90.0), 3_120);
        assert_eq!(turn_ms(Profile::Foot, -90.0), 0);
        assert_eq!(turn_ms(Profile::Car, 180.0), 3_000);
    }
}
