//! How long to wait after failed sign-ins: a few failures are free, then each doubles the wait.
//!
//! A leaky bucket: failures drain away at a steady pace, so that a busy office is not shut out by the
//! slips of a whole week, while a guesser never gets more than that pace.

use crate::units::{Seconds, Timestamp};

/// How one kind of bucket behaves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ThrottleRule {
    /// Failures that cost nothing.
    pub free: f64,
    /// One failure is forgotten in this time.
    pub drains_in: Seconds,
    pub wait_max: Seconds,
}

/// One name from one address. Five slips are human; at four guesses an hour, guessing is hopeless.
pub const NAME_AT_ADDRESS: ThrottleRule =
    ThrottleRule { free: 5.0, drains_in: Seconds::minutes(15), wait_max: Seconds::minutes(15) };
/// Any name from one address. A call centre of hundreds sits behind one address and mistypes every morning.
pub const ADDRESS: ThrottleRule =
    ThrottleRule { free: 100.0, drains_in: Seconds::minutes(1), wait_max: Seconds::minutes(5) };
/// A bucket is empty by then: 105 failures of the slower drain take 26 hours.
pub const EMPTY_AFTER: Seconds = Seconds::days(2);

/// What is known of one bucket.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ThrottleState {
    /// As of `counted_at`; fractions are failures half forgotten.
    pub failures: f64,
    pub counted_at: Timestamp,
    pub blocked_until: Timestamp,
}

impl ThrottleRule {
    /// Counts an attempt as a failure. Errors: the time until which the bucket is blocked.
    pub fn count(self, state: ThrottleState, now: Timestamp) -> Result<ThrottleState, Timestamp> {
        if now < state.blocked_until {
            return Err(state.blocked_until);
        }
        let failures = self.failures_at(state, now) + 1.0;
        Ok(ThrottleState { failures, counted_at: now, blocked_until: now + self.wait_after(failures) })
    }

    /// The attempt that was counted last turned out a success: it does not count, earlier failures do.
    pub fn uncount(self, state: ThrottleState, now: Timestamp) -> ThrottleState {
        let failures = (self.failures_at(state, now) - 1.0).max(0.0);
        ThrottleState { failures, counted_at: now, blocked_until: now }
    }

    fn failures_at(self, state: ThrottleState, now: Timestamp) -> f64 {
        let elapsed_s = (now - state.counted_at).0.max(0) as f64;
        (state.failures - elapsed_s / self.drains_in.0 as f64).max(0.0)
    }

    fn wait_after(self, failures: f64) -> Seconds {
        match (failures - self.free).ceil() as u32 {
            0 => Seconds(0),
            // 2^20 s is past every `wait_max`; the bound keeps the shift in range.
            doublings => Seconds(1 << (doublings - 1).min(20)).min(self.wait_max),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EMPTY: ThrottleState = ThrottleState { failures: 0.0, counted_at: Timestamp(0), blocked_until: Timestamp(0) };

    /// Seconds that somebody waits who fails again as soon as allowed.
    fn waits(rule: ThrottleRule, attempts: usize) -> Vec<i64> {
        let (mut state, mut now) = (EMPTY, Timestamp(0));
        let mut attempt = || {
            state = rule.count(state, now).expect("the wait is over");
            let wait = state.blocked_until - now;
            now = state.blocked_until;
            wait.0
        };
        (0..attempts).map(|_| attempt()).collect()
    }

    #[test]
    fn waits_double_after_the_free_failures() {
        assert_eq!(waits(NAME_AT_ADDRESS, 10), [0, 0, 0, 0, 0, 1, 2, 4, 8, 16]);
    }

    #[test]
    fn a_patient_guesser_ends_at_four_guesses_an_hour_or_fewer() {
        let waits = waits(NAME_AT_ADDRESS, 40);
        assert!(waits[30..].iter().sum::<i64>() >= 10 * 15 * 60 * 3 / 4, "{waits:?}");
    }

    #[test]
    fn while_blocked_nothing_is_counted() {
        let blocked = ThrottleState { failures: 9.0, blocked_until: Timestamp(8_000), ..EMPTY };
        assert_eq!(NAME_AT_ADDRESS.count(blocked, Timestamp(7_999)), Err(Timestamp(8_000)));
    }

    #[test]
    fn one_failure_a_minute_from_a_whole_office_is_never_blocked() {
        let mut state = EMPTY;
        for minute in 0..1_000 {
            state = ADDRESS.count(state, Timestamp(0) + Seconds::minutes(minute)).unwrap();
        }
        assert!(state.failures < 2.0);
    }

    #[test]
    fn an_own_account_does_not_wash_away_the_failures_with_others() {
        let now = Timestamp(1_000);
        let guessed = ThrottleState { failures: 120.0, counted_at: now, blocked_until: now };
        let state = ADDRESS.uncount(ADDRESS.count(guessed, now).unwrap(), now);
        assert_eq!((state.failures, state.blocked_until), (120.0, now));
    }
}
