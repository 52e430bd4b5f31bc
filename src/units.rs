//! Measures with their unit in the type: metres, seconds, kilometres per hour, points in time.
//!
//! Only arithmetic that makes sense is offered, and nothing turns a bare number into a
//! measure by accident. Times are UTC; local time exists only next to an outlet's zone.

use std::ops::{Add, Sub};

/// A length in metres.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Meters(pub f64);

impl Meters {
    /// Time to cover this length at `speed`, rounded up to whole seconds.
    pub fn at_speed(self, speed: KilometersPerHour) -> Seconds {
        Seconds((self.0 * 3.6 / speed.0).ceil() as i64)
    }
}

/// A speed in kilometres per hour.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct KilometersPerHour(pub f64);

/// A span of time in whole seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seconds(pub i64);

impl Seconds {
    pub const fn minutes(minutes: i64) -> Self {
        Self(minutes * 60)
    }

    pub const fn hours(hours: i64) -> Self {
        Self(hours * 3600)
    }

    pub const fn days(days: i64) -> Self {
        Self(days * 86_400)
    }
}

/// A point in time: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// Whole seconds since the epoch, rounded down.
    pub const fn unix_seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    pub const fn from_unix_seconds(seconds: i64) -> Self {
        Self(seconds * 1000)
    }
}

impl Add<Seconds> for Timestamp {
    type Output = Timestamp;

    fn add(self, span: Seconds) -> Timestamp {
        Timestamp(self.0 + span.0 * 1000)
    }
}

impl Sub<Seconds> for Timestamp {
    type Output = Timestamp;

    fn sub(self, span: Seconds) -> Timestamp {
        Timestamp(self.0 - span.0 * 1000)
    }
}

impl Sub for Timestamp {
    type Output = Seconds;

    /// Whole seconds from `earlier` to `self`, rounded down.
    fn sub(self, earlier: Timestamp) -> Seconds {
        Seconds((self.0 - earlier.0).div_euclid(1000))
    }
}

impl Add for Seconds {
    type Output = Seconds;

    fn add(self, other: Seconds) -> Seconds {
        Seconds(self.0 + other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kilometre_at_thirty_takes_two_minutes() {
        // 1000 m / (30 / 3.6 m/s) = 120 s.
        assert_eq!(Meters(1000.0).at_speed(KilometersPerHour(30.0)), Seconds(120));
    }

    #[test]
    fn a_started_second_counts_whole() {
        assert_eq!(Meters(1.0).at_speed(KilometersPerHour(3.6)), Seconds(1));
        assert_eq!(Meters(1.1).at_speed(KilometersPerHour(3.6)), Seconds(2));
    }

    #[test]
    fn times_before_1970_round_down_too() {
        assert_eq!(Timestamp(-1).unix_seconds(), -1);
    }
}
