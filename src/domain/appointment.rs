//! A customer is expected at an outlet, at a time at which it is open.

use super::ids::{AppointmentId, CustomerId, OutletId};
use super::opening_hours::{HoursSource, Schedule, State};
use super::outlet::{CODE_CHARS_MAX, LINE_CHARS_MAX, Outlet, coded_enum};
use super::validation::{Checker, FieldError, ValidationError};
use crate::units::{Seconds, Timestamp};

/// A morning at the service point.
const LENGTH_MAX: Seconds = Seconds::hours(8);
const LENGTH_MIN: Seconds = Seconds::minutes(5);
/// Nobody knows the hours of the year after next.
const AHEAD_MAX: Seconds = Seconds::days(366);

coded_enum! {
    AppointmentState {
        Booked = "booked",
        Kept = "kept",
        Missed = "missed",
        Cancelled = "cancelled",
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppointmentDraft {
    pub outlet: OutletId,
    pub customer: CustomerId,
    pub begins_at: Timestamp,
    pub ends_at: Timestamp,
    /// Code of what is to be done; may be empty.
    pub service: String,
    pub note: String,
    pub state: AppointmentState,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    pub id: AppointmentId,
    pub draft: AppointmentDraft,
    /// Grows by one with every write; the `ETag`.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl AppointmentDraft {
    pub fn validate(self) -> Result<Self, ValidationError> {
        let mut check = Checker::default();
        check.text("/service", &self.service, CODE_CHARS_MAX);
        check.text("/note", &self.note, LINE_CHARS_MAX);
        let length = self.ends_at - self.begins_at;
        check.require((LENGTH_MIN..=LENGTH_MAX).contains(&length), "/minutes", "out_of_range", || {
            "give 5 to 480 minutes".into()
        });
        check.finish(self)
    }

    /// Whether it can be booked at `now`: to come, with the service that is asked for, and open all the while. Hours
    /// that nobody could read promise nothing.
    pub fn check_bookable(&self, outlet: &Outlet, now: Timestamp) -> Result<(), ValidationError> {
        let refuse = |pointer: &str, code: &'static str, message: &str| {
            Err(ValidationError(vec![FieldError::new(pointer, code, message)]))
        };
        if self.begins_at < now || self.begins_at > now + AHEAD_MAX {
            return refuse("/begins_at", "out_of_range", "give a time to come, within a year");
        }
        if !self.service.is_empty() && !outlet.draft.services.contains(&self.service) {
            return refuse("/service", "unknown_service", "this outlet does not offer that");
        }
        if !is_open_throughout(outlet, self.begins_at, self.ends_at) {
            return refuse("/begins_at", "outlet_closed", "the outlet is not open then, or nobody knows whether it is");
        }
        Ok(())
    }
}

fn is_open_throughout(outlet: &Outlet, from: Timestamp, until: Timestamp) -> bool {
    let source = HoursSource::of(&outlet.draft);
    // A day around it: whole local days lie in the window whatever the zone.
    let schedule = Schedule::compile(&source, from - Seconds::days(1), until + Seconds::days(1));
    schedule
        .status_at(from)
        .is_some_and(|status| status.state == State::Open && status.next_change.is_none_or(|closing| closing >= until))
}
