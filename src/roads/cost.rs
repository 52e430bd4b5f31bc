//! Costs of ways: time first, length where times are equal, packed into one number.
//!
//! A cost is `milliseconds * 2^26 + decimetres`, a whole number below 2^53, kept in an `f64`: sums are exact up to
//! 2^27 ms (37 hours) and 2^26 dm (6,700 km), comparing two costs compares times and then lengths, "no way" is
//! infinity and needs no care, and processors add and compare four of them at once without being asked. Beyond that
//! range the length loses its last digits; the time stays right.

/// Decimetres that one millisecond is worth in a packed cost: more than any way is long.
const MILLISECOND: f64 = (1u64 << 26) as f64;

/// The cost of what cannot be reached.
pub const NO_WAY: f64 = f64::INFINITY;

pub fn pack(time_ms: u32, length_dm: u32) -> f64 {
    f64::from(time_ms) * MILLISECOND + f64::from(length_dm)
}

/// Milliseconds and decimetres; only for a cost that is finite.
pub fn unpack(cost: f64) -> (u64, u64) {
    let time_ms = (cost / MILLISECOND).floor();
    (time_ms as u64, (cost - time_ms * MILLISECOND) as u64)
}

/// The part of a cost, rounded to whole milliseconds and decimetres so that sums stay exact.
pub fn share(cost: f64, fraction: f64) -> f64 {
    let (time_ms, length_dm) = unpack(cost);
    (time_ms as f64 * fraction).round() * MILLISECOND + (length_dm as f64 * fraction).round()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_counts_first_and_length_breaks_ties() {
        assert!(pack(1, 60_000_000) < pack(2, 0));
        assert!(pack(2, 7) < pack(2, 8));
        assert!(pack(u32::MAX, u32::MAX) < NO_WAY);
    }

    #[test]
    fn sums_are_exact_for_a_day_and_a_continent() {
        let legs = [(86_400_000, 50_000_000), (1, 1), (40_000_000, 9_000_000)];
        let sum = legs.iter().map(|(time, length)| pack(*time, *length)).sum::<f64>();
        assert_eq!(unpack(sum), (126_400_001, 59_000_001));
    }

    #[test]
    fn a_share_and_the_rest_are_the_whole_or_one_unit_off() {
        let whole = pack(1001, 333);
        assert_eq!(unpack(share(whole, 0.5)), (501, 167));
        assert_eq!(share(whole, 0.0), 0.0);
        assert_eq!(share(whole, 1.0), whole);
    }
}
