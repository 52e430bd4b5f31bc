//! What people were told about an outlet's hours at some moment, by what was known then, beside what is known now.
//!
//! "It was shut on Friday at half past six, and your page said open": the steward sees whether the page said so.

use crate::domain::ids::OutletId;
use crate::domain::opening_hours::{HoursSource, Schedule, Status};
use crate::domain::outlet::{Outlet, OutletStatus};
use crate::store::outlets::KnownThen;
use crate::store::{Store, StoreError};
use crate::units::{Seconds, Timestamp};

/// How far the next change of a state is looked for.
const LOOK_AHEAD: Seconds = Seconds::days(14);

/// An outlet as it was known at some time, and what that says about a moment.
#[derive(Clone, Debug)]
pub struct Told {
    pub outlet: Outlet,
    /// Since when it was known so; `None` where that was before the audit begins.
    pub since: Option<Timestamp>,
    pub source: HoursSource,
    /// `None` when customers are not sent there, or the moment is beyond all calendars.
    pub status: Option<Status>,
    pub opens_at: Option<Timestamp>,
}

/// One question, answered twice.
#[derive(Clone, Debug)]
pub struct Replay {
    /// By what was known then; `None` when nothing was.
    pub then: Option<Told>,
    /// By what is known now; `None` when the outlet is gone.
    pub now: Option<Told>,
}

impl Replay {
    /// Whether today's record would tell the same about that moment.
    pub fn is_same(&self) -> bool {
        match (&self.then, &self.now) {
            (Some(then), Some(now)) => {
                then.status.map(|status| (status.state, status.next_change))
                    == now.status.map(|status| (status.state, status.next_change))
            }
            (None, None) => true,
            _ => false,
        }
    }
}

/// What was known at `as_of` about the moment `at`. `None` where there never was such an outlet.
pub async fn replay_outlet(
    store: &Store,
    id: OutletId,
    at: Timestamp,
    as_of: Timestamp,
) -> Result<Option<Replay>, StoreError> {
    let Some(known) = store.outlet_as_of(id, as_of).await? else { return Ok(None) };
    let then = match known {
        KnownThen::Known { outlet, since } => Some(told(*outlet, since, at)),
        KnownThen::Unknown => None,
    };
    let now = store.find_outlet(id).await?.map(|outlet| {
        let since = outlet.updated_at;
        told(outlet, Some(since), at)
    });
    Ok(Some(Replay { then, now }))
}

fn told(outlet: Outlet, since: Option<Timestamp>, at: Timestamp) -> Told {
    let source = HoursSource::of(&outlet.draft);
    let schedule = Schedule::compile(&source, at, at + LOOK_AHEAD);
    let is_served = outlet.draft.status == OutletStatus::Active;
    let status = schedule.status_at(at).filter(|_| is_served);
    let opens_at = schedule.next_open(at).filter(|_| is_served);
    Told { outlet, since, source, status, opens_at }
}
