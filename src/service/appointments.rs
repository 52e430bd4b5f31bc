//! Booking a customer at an outlet, at a time at which it is open.

use thiserror::Error;

use crate::domain::appointment::{Appointment, AppointmentDraft, AppointmentState};
use crate::domain::customer_sight::CustomerSight;
use crate::domain::ids::{AppointmentId, CustomerId};
use crate::domain::validation::{FieldError, ValidationError};
use crate::service::customers::{CustomerError, locked_customer};
use crate::store::{StoreError, Tx};

#[derive(Debug, Error)]
pub enum AppointmentError {
    #[error("there is no appointment with this id")]
    NotFound,
    #[error(transparent)]
    Invalid(#[from] ValidationError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Books an appointment. Errors name what is wrong: the past, closed then, a service that is not offered there.
pub async fn book_appointment(
    tx: &mut Tx,
    draft: AppointmentDraft,
    sight: CustomerSight,
) -> Result<Appointment, AppointmentError> {
    let draft = draft.validate()?;
    if !is_seen(tx, draft.customer, sight).await? {
        return Err(unknown("/customer_id", "there is no customer with this id"));
    }
    check_bookable(tx, &draft).await?;
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
    if is_moved && draft.state == AppointmentState::Booked {
        check_bookable(tx, &draft).await?;
    }
    let appointment = Appointment { draft, version: before.version + 1, updated_at: tx.author().at, ..before };
    tx.update_appointment(&appointment).await?;
    Ok(appointment)
}

async fn check_bookable(tx: &mut Tx, draft: &AppointmentDraft) -> Result<(), AppointmentError> {
    let outlet = tx.outlets_by_ids(&[draft.outlet.0]).await?.pop();
    let outlet = outlet.ok_or_else(|| unknown("/outlet_id", "there is no outlet with this id"))?;
    Ok(draft.check_bookable(&outlet, tx.author().at)?)
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
