//! Booking a customer at an outlet, at a time at which it is open and not full, and at which the customer is nowhere
//! else.
//!
//! The customer and then the outlet are locked until the end: of two who book the last place at once, the second sees
//! the first.

use thiserror::Error;

use crate::domain::appointment::{Appointment, AppointmentDraft, AppointmentState};
use crate::domain::booking::Asked;
use crate::domain::customer_sight::CustomerSight;
use crate::domain::ids::{AppointmentId, CustomerId};
use crate::domain::validation::{FieldError, ValidationError};
use crate::service::booking_slots::open_hours;
use crate::service::customers::{CustomerError, locked_customer};
use crate::store::{StoreError, Tx};
use crate::units::{Seconds, Timestamp};

/// How far ahead other slots are looked for.
const NEXT_WITHIN: Seconds = Seconds::days(14);
/// As many as somebody on the phone can choose from.
const NEXT_MAX: usize = 5;

#[derive(Debug, Error)]
pub enum AppointmentError {
    #[error("there is no appointment with this id")]
    NotFound,
    /// The outlet is full then; `next_free` are the next slots of the same length, maybe none in two weeks.
    #[error("the outlet is full then")]
    Full { next_free: Vec<Timestamp> },
    #[error("the customer is expected somewhere until {until:?}")]
    CustomerBusy { until: Timestamp },
    #[error(transparent)]
    Invalid(#[from] ValidationError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Books an appointment. Errors name what is wrong: the past, closed then, full then, a service that is not
/// offered there, a customer who is expected somewhere else.
pub async fn book_appointment(
    tx: &mut Tx,
    draft: AppointmentDraft,
    sight: CustomerSight,
) -> Result<Appointment, AppointmentError> {
    let draft = draft.validate()?;
    if !is_seen(tx, draft.customer, sight).await? {
        return Err(unknown("/customer_id", "there is no customer with this id"));
    }
    check_bookable(tx, &draft, None).await?;
    let at = tx.author().at;
    let id = AppointmentId::generate();
    let appointment = Appointment { id, draft, version: 1, created_at: at, updated_at: at };
    tx.insert_appointment(&appointment).await?;
    Ok(appointment)
}

/// Moves, keeps or cancels an appointment. With `expected`, only when it is at that version. The customer stays; a
/// new time or outlet must be bookable.
pub async fn update_appointment(
    tx: &mut Tx,
    id: AppointmentId,
    expected: Option<i64>,
    draft: AppointmentDraft,
    sight: CustomerSight,
) -> Result<Appointment, AppointmentError> {
    let before = tx.find_appointment(id).await?.ok_or(AppointmentError::NotFound)?;
    if !is_seen(tx, before.draft.customer, sight).await? {
        return Err(AppointmentError::NotFound);
    }
    if expected.is_some_and(|expected| expected != before.version) {
        return Err(StoreError::VersionConflict { current: before.version }.into());
    }
    let draft = draft.validate()?;
    if draft.customer != before.draft.customer {
        return Err(unknown("/customer_id", "an appointment keeps its customer"));
    }
    let old = &before.draft;
    let is_moved = (draft.outlet, draft.begins_at, draft.ends_at) != (old.outlet, old.begins_at, old.ends_at);
    let is_revived = old.state == AppointmentState::Cancelled;
    if (is_moved || is_revived) && draft.state == AppointmentState::Booked {
        check_bookable(tx, &draft, Some(id)).await?;
    }
    let appointment = Appointment { draft, version: before.version + 1, updated_at: tx.author().at, ..before };
    tx.update_appointment(&appointment).await?;
    Ok(appointment)
}

/// `own` is the appointment that is moved: it is not in its own way.
async fn check_bookable(
    tx: &mut Tx,
    draft: &AppointmentDraft,
    own: Option<AppointmentId>,
) -> Result<(), AppointmentError> {
    let (rules, _) = tx.locked_booking_rules(draft.outlet).await?;
    let outlet = tx.outlets_by_ids(&[draft.outlet.0]).await?.pop();
    let outlet = outlet.ok_or_else(|| unknown("/outlet_id", "there is no outlet with this id"))?;
    draft.check_bookable(&outlet, tx.author().at)?;
    if let Some(until) = tx.busy_until(draft.customer, draft.begins_at, draft.ends_at, own).await? {
        return Err(AppointmentError::CustomerBusy { until });
    }
    let asked = Asked { length: draft.ends_at - draft.begins_at, service: &draft.service };
    let until = draft.begins_at + NEXT_WITHIN;
    let taken = tx.taken_at(draft.outlet, draft.begins_at, until, own).await?;
    if rules.fits(&taken, draft.begins_at, asked) {
        return Ok(());
    }
    let open = open_hours(&outlet, draft.begins_at, until);
    Err(AppointmentError::Full { next_free: rules.free_slots(&open, &taken, draft.begins_at, asked, NEXT_MAX) })
}

async fn is_seen(tx: &mut Tx, customer: CustomerId, sight: CustomerSight) -> Result<bool, StoreError> {
    match locked_customer(tx, customer, sight).await {
        Ok(_) => Ok(true),
        Err(CustomerError::Store(error)) => Err(error),
        Err(_) => Ok(false),
    }
}

fn unknown(pointer: &str, message: &str) -> AppointmentError {
    ValidationError(vec![FieldError::new(pointer, "unknown_value", message)]).into()
}
