//! Costs of ways: time first, length where times are equal, packed into one number.
//!
//! A cost is `hundredths of a second * 2^26 + decimetres`, a whole number below 2^53, kept in an `f64`: sums are exact
//! up to 2^27 hundredths (15 days) and 2^26 dm (6,700 km), comparing two costs compares times and then lengths, "no
//! way" is infinity and needs no care, and processors add and compare several of them at once without being asked.
//! Beyond that range the length loses its last digits; the time stays right.

/// What a unit of time is worth in a packed cost: more decimetres than any way is long.
const TIME_UNIT: f64 = (1u64 << 26) as f64;
/// Milliseconds in a unit of time. Finer ones would hold for a day and a half only.
const UNIT_MS: u32 = 10;

/// Below this, whole numbers are exact.
pub const COST_MAX: f64 = (1u64 << 53) as f64;
/// The cost of what cannot be reached.
pub const NO_WAY: f64 = f64::INFINITY;

/// Milliseconds are rounded to hundredths of a second.
pub fn pack(time_ms: u32, length_dm: u32) -> f64 {
    f64::from(time_ms / UNIT_MS + u32::from(time_ms % UNIT_MS >= UNIT_MS / 2)) * TIME_UNIT + f64::from(length_dm)
}

/// Milliseconds and decimetres; only for a cost that is finite.
pub fn unpack(cost: f64) -> (u64, u64) {
    let (units, length_dm) = parts(cost);
    ((units as u64).saturating_mul(u64::from(UNIT_MS)), length_dm as u64)
}

/// The part of a cost, rounded to whole hundredths and decimetres so that sums stay exact.
pub fn share(cost: f64, fraction: f64) -> f64 {
    let (units, length_dm) = parts(cost);
    (units * fraction).round() * TIME_UNIT + (length_dm * fraction).round()
}

fn parts(cost: f64) -> (f64, f64) {
    let units = (cost / TIME_UNIT).floor();
    (units, cost - units * TIME_UNIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_counts_first_and_length_breaks_ties() {
        assert!(pack(10, 60_000_000) < pack(20, 0));
        assert!(pack(20, 7) < pack(20, 8));
        assert!(pack(u32::MAX, u32::MAX) < NO_WAY);
    }

    #[test]
    fn sums_are_exact_for_a_week_and_a_continent() {
        let legs = [(604_800_000, 50_000_000), (10, 1), (400_000_000, 9_000_000)];
        let sum = legs.iter().map(|(time, length)| pack(*time, *length)).sum::<f64>();
        assert_eq!(unpack(sum), (1_004_800_010, 59_000_001));
    }

    #[test]
    fn a_share_is_rounded_to_whole_units() {
        let whole = pack(10_010, 333);
        assert_eq!(unpack(share(whole, 0.5)), (5_010, 167));
        assert_eq!(share(whole, 0.0), 0.0);
        assert_eq!(share(whole, 1.0), whole);
    }

    #[test]
    fn milliseconds_are_rounded_to_hundredths() {
        assert_eq!([4, 5, 14, 15].map(|time_ms| unpack(pack(time_ms, 0)).0), [0, 10, 10, 20]);
    }
}
