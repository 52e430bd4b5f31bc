//! Whether one outlet may be offered, and if not, the first reason in the order of `ExclusionCode`.

use super::answer::ExclusionCode;
use super::hours::{HoursLookup, fits};
use super::query::{OpenFilter, Request};
use crate::domain::opening_hours::{Reason, State, Status};
use crate::domain::outlet::OutletStatus;
use crate::live::outlets::OutletRef;
use crate::units::Timestamp;

/// The reason that has nothing to do with hours, if there is one.
pub(super) fn misplaced(request: &Request, outlet: OutletRef<'_>) -> Option<ExclusionCode> {
    let query = request.query;
    if outlet.status() != OutletStatus::Active {
        Some(ExclusionCode::Inactive)
    } else if !query.kinds.is_empty() && !query.kinds.contains(&outlet.kind()) {
        Some(ExclusionCode::OtherKind)
    } else if !query.countries.is_empty() && !query.countries.contains(&outlet.hours_source().country) {
        Some(ExclusionCode::OtherCountry)
    } else if outlet.service_mask() & request.required != request.required {
        Some(ExclusionCode::NoService)
    } else {
        None
    }
}

/// True if the hours let the outlet be offered; `moment` is when it must be open.
pub(super) fn open_enough(
    request: &Request,
    hours: &mut HoursLookup,
    outlet: OutletRef<'_>,
    moment: Timestamp,
) -> bool {
    request.query.open == OpenFilter::Any || fits(hours.status(outlet, moment), moment, request.stay)
}

/// The reason in the hours why the outlet is not offered; `None` if it may be.
pub(super) fn shut(request: &Request, now: Status, then: Status, moment: Timestamp) -> Option<ExclusionCode> {
    if request.query.open == OpenFilter::Any || fits(then, moment, request.stay) {
        return None;
    }
    Some(match (then.state, then.reason) {
        (State::Open, _) => ExclusionCode::ClosesBeforeStay,
        (State::Unknown, _) => ExclusionCode::HoursUnknown,
        (State::Closed, Reason::LegalClosure(_)) => ExclusionCode::LegalClosure,
        (State::Closed, Reason::PublicHoliday(_)) => ExclusionCode::PublicHoliday,
        (State::Closed, Reason::Override(_)) => ExclusionCode::OverrideClosure,
        (State::Closed, Reason::Regular) if now.state == State::Open => ExclusionCode::ClosesBeforeArrival,
        (State::Closed, Reason::Regular) => ExclusionCode::Closed,
    })
}
