//! How many customers an outlet takes at a time, and when the next one can come.
//!
//! Appointments may begin whenever the outlet is open; slots are what is proposed: steps of one length from each
//! opening on. What counts is how many are there at any moment, not which slot they came by, so lengths may be mixed.

use std::collections::BTreeMap;
use std::ops::Range;

use super::outlet::{CODE_CHARS_MAX, SERVICES_MAX};
use super::validation::{Checker, ValidationError};
use crate::units::{Seconds, Timestamp};

/// A morning at the service point.
const SLOT_MINUTES: std::ops::RangeInclusive<i64> = 5..=480;
/// More places than any branch has desks.
const AT_ONCE_MAX: i64 = 200;

/// What an outlet can take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookingRules {
    pub slot_minutes: i64,
    /// Customers at a time; 0 for an outlet that takes no appointments.
    pub at_once: i64,
    /// The same for single services, where fewer can be served: one machine, one lawyer.
    pub services: BTreeMap<String, i64>,
}

/// Somebody who comes already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    pub begins_at: Timestamp,
    pub ends_at: Timestamp,
    pub service: String,
}

/// Who would come.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    pub length: Seconds,
    /// Empty for whatever it is.
    pub service: &'a str,
}

impl Default for BookingRules {
    /// Nobody said: half an hour, one after the other.
    fn default() -> Self {
        Self { slot_minutes: 30, at_once: 1, services: BTreeMap::new() }
    }
}

impl BookingRules {
    pub fn validate(self) -> Result<Self, ValidationError> {
        let mut check = Checker::default();
        check.require(SLOT_MINUTES.contains(&self.slot_minutes), "/slot_minutes", "out_of_range", || {
            "give 5 to 480 minutes".into()
        });
        let at_once = |number: i64| (0..=AT_ONCE_MAX).contains(&number);
        check.require(at_once(self.at_once), "/at_once", "out_of_range", || format!("give 0 to {AT_ONCE_MAX}"));
        check.require(self.services.len() <= SERVICES_MAX, "/services", "too_many", || {
            format!("give at most {SERVICES_MAX} services")
        });
        for (service, number) in &self.services {
            check.text("/services", service, CODE_CHARS_MAX);
            let pointer = format!("/services/{}", service.replace('~', "~0").replace('/', "~1"));
            check.require(at_once(*number), &pointer, "out_of_range", || format!("give 0 to {AT_ONCE_MAX}"));
        }
        check.finish(self)
    }

    pub const fn slot(&self) -> Seconds {
        Seconds::minutes(self.slot_minutes)
    }

    /// Whether one more can come then, beside those who come already.
    pub fn fits(&self, taken: &[Taken], from: Timestamp, asked: Asked<'_>) -> bool {
        let until = from + asked.length;
        let of_service = taken.iter().filter(|other| other.service == asked.service);
        let service_max = self.services.get(asked.service).copied().unwrap_or(i64::MAX);
        most_at_once(taken.iter(), from, until) < self.at_once && most_at_once(of_service, from, until) < service_max
    }

    /// The first moments from `from` on at which one more can come, `limit` at most. `open` are the hours, in order.
    pub fn free_slots(
        &self,
        open: &[Range<Timestamp>],
        taken: &[Taken],
        from: Timestamp,
        asked: Asked<'_>,
        limit: usize,
    ) -> Vec<Timestamp> {
        let step = self.slot().0 * 1_000;
        let slots = open.iter().flat_map(|hours| {
            // Counted from the opening, so that a day from 9:15 on has slots at 9:15 and 9:45.
            let late = (from.0 - hours.start.0).max(0);
            let first = hours.start.0 + late.div_euclid(step) * step + if late % step == 0 { 0 } else { step };
            let last = hours.end.0 - asked.length.0 * 1_000;
            (first..=last).step_by(step as usize).map(Timestamp)
        });
        slots.filter(|slot| self.fits(taken, *slot, asked)).take(limit).collect()
    }
}

/// How many of `taken` there are at the fullest moment of a span.
fn most_at_once<'t>(taken: impl Iterator<Item = &'t Taken>, from: Timestamp, until: Timestamp) -> i64 {
    let inside: Vec<&Taken> = taken.filter(|other| other.begins_at < until && other.ends_at > from).collect();
    // It is fullest when somebody has just come, or at the beginning.
    let moments = inside.iter().map(|other| other.begins_at.max(from)).chain([from]);
    let there = |at: Timestamp| inside.iter().filter(|other| other.begins_at <= at && at < other.ends_at).count();
    moments.map(|at| there(at) as i64).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Timestamp {
        Timestamp(0) + Seconds::minutes(minutes)
    }

    fn taken(from: i64, until: i64, service: &str) -> Taken {
        Taken { begins_at: at(from), ends_at: at(until), service: service.into() }
    }

    fn asked(minutes: i64, service: &str) -> Asked<'_> {
        Asked { length: Seconds::minutes(minutes), service }
    }

    #[test]
    fn the_fullest_moment_counts_and_ends_do_not_overlap_beginnings() {
        let rules = BookingRules { at_once: 2, ..BookingRules::default() };
        // Two before each other: never two at a time, so one more fits.
        assert!(rules.fits(&[taken(0, 15, ""), taken(15, 30, "")], at(0), asked(30, "")));
        assert!(!rules.fits(&[taken(0, 20, ""), taken(15, 30, "")], at(0), asked(30, "")));
        assert!(rules.fits(&[taken(0, 20, ""), taken(0, 20, "")], at(20), asked(30, "")));
        assert!(!rules.fits(&[taken(0, 60, ""), taken(0, 60, "")], at(20), asked(5, "")));
    }

    #[test]
    fn a_service_with_one_machine_is_full_before_the_outlet_is() {
        let rules = BookingRules { at_once: 3, services: [("eye_test".into(), 1)].into(), ..BookingRules::default() };
        let come = [taken(0, 30, "eye_test")];
        assert!(!rules.fits(&come, at(0), asked(30, "eye_test")));
        assert!(rules.fits(&come, at(0), asked(30, "returns")) && rules.fits(&come, at(30), asked(30, "eye_test")));
    }

    #[test]
    fn slots_are_steps_from_the_opening_on_that_end_before_the_door_closes() {
        let rules = BookingRules::default();
        let open = [at(555)..at(660), at(720)..at(760)];
        let free = |from, come: &[Taken]| rules.free_slots(&open, come, at(from), asked(30, ""), 9);
        assert_eq!(free(0, &[]), [at(555), at(585), at(615), at(720)]);
        assert_eq!(free(556, &[taken(600, 610, "")]), [at(615), at(720)]);
        let closed = BookingRules { at_once: 0, ..BookingRules::default() };
        assert!(closed.free_slots(&open, &[], at(0), asked(30, ""), 9).is_empty());
    }

    #[test]
    fn bounds_are_told_with_their_place() {
        let rules = BookingRules { slot_minutes: 3, at_once: -1, services: [("a/b".into(), 201)].into() };
        let pointers: Vec<_> = rules.validate().unwrap_err().0.into_iter().map(|error| error.pointer).collect();
        assert_eq!(pointers, ["/slot_minutes", "/at_once", "/services/a~1b"]);
    }
}
