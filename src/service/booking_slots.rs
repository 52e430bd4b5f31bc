//! When the next customer can come to an outlet, and what the outlet can take.

use std::ops::Range;

use crate::domain::booking::{Asked, BookingRules};
use crate::domain::ids::OutletId;
use crate::domain::opening_hours::{HoursSource, Schedule, State};
use crate::domain::outlet::Outlet;
use crate::domain::validation::ValidationError;
use crate::store::bookings::StoredRules;
use crate::store::{Store, StoreError, Tx};
use crate::units::Timestamp;

/// The free slots of an outlet that begin within `span`, `limit` at most. Hours that nobody could read have none.
pub async fn free_slots(
    store: &Store,
    outlet: &Outlet,
    rules: &BookingRules,
    span: Range<Timestamp>,
    asked: Asked<'_>,
    limit: usize,
) -> Result<Vec<Timestamp>, StoreError> {
    let until = span.end + asked.length;
    let taken = store.taken_at(outlet.id, span.start, until).await?;
    let mut free = rules.free_slots(&open_hours(outlet, span.start, until), &taken, span.start, asked, limit);
    free.retain(|slot| *slot < span.end);
    Ok(free)
}

/// When the outlet is open in a span of time, neighbours joined. Whole local days around it are looked at, so that an
/// opening before the span keeps its own beginning.
pub fn open_hours(outlet: &Outlet, from: Timestamp, until: Timestamp) -> Vec<Range<Timestamp>> {
    let day = crate::units::Seconds::days(1);
    let schedule = Schedule::compile(&HoursSource::of(&outlet.draft), from - day, until + day);
    let mut open: Vec<Range<Timestamp>> = Vec::new();
    for stretch in schedule.stretches().filter(|stretch| stretch.state == State::Open) {
        match open.last_mut() {
            Some(last) if last.end == stretch.from => last.end = stretch.until,
            _ => open.push(stretch.from..stretch.until),
        }
    }
    open.retain(|hours| hours.end > from && hours.start < until);
    open
}

/// Replaces what the outlet can take. With `expected`, only at that version; 0 is that of an outlet without rules.
pub async fn put_booking_rules(
    tx: &mut Tx,
    outlet: OutletId,
    expected: Option<i64>,
    rules: BookingRules,
) -> Result<StoredRules, PutRulesError> {
    let rules = rules.validate()?;
    let (_, version) = tx.locked_booking_rules(outlet).await?;
    if expected.is_some_and(|expected| expected != version) {
        return Err(StoreError::VersionConflict { current: version }.into());
    }
    if tx.outlets_by_ids(&[outlet.0]).await?.is_empty() {
        return Err(PutRulesError::NotFound);
    }
    tx.put_booking_rules(outlet, &rules, version + 1).await?;
    Ok((rules, version + 1))
}

#[derive(Debug, thiserror::Error)]
pub enum PutRulesError {
    #[error("there is no outlet with this id")]
    NotFound,
    #[error(transparent)]
    Invalid(#[from] ValidationError),
    #[error(transparent)]
    Store(#[from] StoreError),
}
