//! What is answered: facts and codes. Sentences are made of them elsewhere.

use crate::domain::ids::OutletId;
use crate::domain::opening_hours::Status;
use crate::domain::outlet::coded_enum;
use crate::units::{Meters, Seconds, Timestamp};

/// The answer to one query.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// When the customer sets out.
    pub at: Timestamp,
    /// By distance, then id; by road by travel time, then id. At most `k`.
    pub offered: Vec<NearestOutlet>,
    /// Nearer than the last one offered and left out; all that were left out when fewer than `k` are
    /// offered. In the order of `offered`, those without a way last; at most `excluded_limit`.
    pub excluded: Vec<ExcludedOutlet>,
    /// How many were left out in truth.
    pub excluded_total: usize,
    /// Only the `CANDIDATES_MAX` nearest outlets that pass the other filters were asked for their hours.
    pub search_truncated: bool,
    /// When fewer than `k` are offered for being shut: which of the near ones opens first.
    pub next_opening: Option<NextOpening>,
    /// When nothing is offered: the filters of which any one, left out, would give an answer; if none does
    /// alone, all filters in use.
    pub blocking_filters: Vec<FilterName>,
}

/// How one gets to an outlet.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Journey {
    pub travel: Seconds,
    /// How long the way by road is; where there is none, `travel` is an estimate from the straight line.
    pub road: Option<Meters>,
}

/// An outlet to go to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NearestOutlet {
    pub slot: u32,
    pub id: OutletId,
    pub distance: Meters,
    pub journey: Journey,
    pub arrive_at: Timestamp,
    /// At `Answer::at`.
    pub status_now: Status,
    pub status_on_arrival: Status,
    /// If shut on arrival: the first moment from then on at which the stay fits in.
    pub opens_at: Option<Timestamp>,
    /// The last moment to set out so that the stay fits in before closing; `None` where closing is not in sight.
    pub leave_by: Option<Timestamp>,
    /// Farther than asked for, and yet the nearest there is.
    pub beyond_max_distance: bool,
}

coded_enum! {
    /// Why an outlet is left out. Where several reasons hold, the first in this order is given.
    ExclusionCode {
        /// No way leads there from where the customer is.
        Unreachable = "unreachable",
        /// Planned, temporarily closed or closed for good.
        Inactive = "inactive",
        OtherKind = "other_kind",
        OtherCountry = "other_country",
        NoService = "no_service",
        /// Nobody wrote hours that can be read: call first.
        HoursUnknown = "hours_unknown",
        /// Trade law shuts it.
        LegalClosure = "legal_closure",
        PublicHoliday = "public_holiday",
        /// A dated exception shuts it.
        OverrideClosure = "override_closure",
        /// Open when the customer sets out, shut when they arrive.
        ClosesBeforeArrival = "closes_before_arrival",
        /// Shut by its weekly hours.
        Closed = "closed",
        /// Open, but not for as long as the customer wants to stay.
        ClosesBeforeStay = "closes_before_stay",
    }
}

/// An outlet left out, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct ExcludedOutlet {
    pub slot: u32,
    pub id: OutletId,
    pub distance: Meters,
    /// Nothing with `unreachable`.
    pub journey: Option<Journey>,
    /// With `unreachable`, when the customer sets out.
    pub arrive_at: Timestamp,
    pub code: ExclusionCode,
    /// With `no_service`: a bit per service that is wanted and not there.
    pub missing_services: u128,
    /// With codes about hours: the state when the customer sets out.
    pub status_now: Option<Status>,
    /// With codes about hours: the state at the moment that counts. Its `reason` names the law, the
    /// holiday or the override; its `next_change` is when it closes or opens.
    pub status: Option<Status>,
    /// With codes about hours: the first moment at which the stay would fit in, within a week.
    pub opens_at: Option<Timestamp>,
}

/// The soonest opening among outlets that pass all filters but that of hours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NextOpening {
    pub slot: u32,
    pub id: OutletId,
    pub distance: Meters,
    /// The first moment at which the stay fits in.
    pub at: Timestamp,
}

coded_enum! {
    /// The filters of a query.
    FilterName {
        Kinds = "kinds",
        Countries = "countries",
        Services = "services",
        Open = "open",
    }
}
