//! Creating, changing and deleting one outlet: the vocabulary is checked, versions are counted, and
//! nobody writes over what they have not read.

use thiserror::Error;

use crate::domain::ids::OutletId;
use crate::domain::outlet::{Outlet, OutletDraft, SERVICES_MAX, Service};
use crate::domain::validation::{FieldError, ValidationError};
use crate::geo::coordinates::looks_swapped;
use crate::service::outlet_columns::Country;
use crate::store::outlets::OutletWrite;
use crate::store::{StoreError, Tx};

#[derive(Debug, Error)]
pub enum WriteOutletError {
    #[error("there is no outlet with this id")]
    NotFound,
    #[error(transparent)]
    Invalid(#[from] ValidationError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Adds an outlet; its code must be free and its services known.
pub async fn create_outlet(tx: &mut Tx, draft: OutletDraft) -> Result<Outlet, WriteOutletError> {
    check_place(&draft)?;
    check_services(tx, &draft).await?;
    let at = tx.author().at;
    let outlet = Outlet { id: OutletId::generate(), version: 1, created_at: at, updated_at: at, draft };
    let write = OutletWrite { outlet, before: None };
    tx.insert_outlets(std::slice::from_ref(&write), "create").await?;
    Ok(write.outlet)
}

/// Replaces an outlet. With `expected`, only when it is at that version. A draft that changes nothing
/// writes nothing and keeps the version.
pub async fn update_outlet(
    tx: &mut Tx,
    id: OutletId,
    expected: Option<i64>,
    draft: OutletDraft,
) -> Result<Outlet, WriteOutletError> {
    let before = current(tx, id, expected).await?;
    if before.draft == draft {
        return Ok(before);
    }
    check_place(&draft)?;
    check_services(tx, &draft).await?;
    let outlet = Outlet { version: before.version + 1, updated_at: tx.author().at, draft, ..before.clone() };
    let expected = before.version;
    let write = OutletWrite { outlet, before: Some(before) };
    tx.update_outlet(&write, expected, "update").await?;
    Ok(write.outlet)
}

/// Deletes an outlet. With `expected`, only when it is at that version.
pub async fn delete_outlet(tx: &mut Tx, id: OutletId, expected: Option<i64>) -> Result<(), WriteOutletError> {
    let before = current(tx, id, expected).await?;
    Ok(tx.delete_outlet(&before, "delete").await?)
}

/// Adds or renames services; what is there and not named stays.
pub async fn put_services(tx: &mut Tx, services: &[Service]) -> Result<Vec<Service>, WriteOutletError> {
    let known = tx.services().await?;
    let new = services.iter().filter(|service| known.iter().all(|known| known.code != service.code)).count();
    if known.len() + new > SERVICES_MAX {
        let message = format!("a company tells apart at most {SERVICES_MAX} services; {} are there", known.len());
        return Err(ValidationError(vec![FieldError::new("", "too_many", message)]).into());
    }
    tx.put_services(services).await?;
    Ok(tx.services().await?)
}

async fn current(tx: &mut Tx, id: OutletId, expected: Option<i64>) -> Result<Outlet, WriteOutletError> {
    let outlet = tx.find_outlet(id).await?.ok_or(WriteOutletError::NotFound)?;
    match expected {
        Some(expected) if expected != outlet.version => {
            Err(StoreError::VersionConflict { current: outlet.version }.into())
        }
        _ => Ok(outlet),
    }
}

/// Refuses a point that lies in the outlet's country only with longitude and latitude swapped.
fn check_place(draft: &OutletDraft) -> Result<(), ValidationError> {
    let (lon, lat, country) = (draft.point.lon(), draft.point.lat(), &draft.address.country);
    let swapped = Country::by_code(country).is_some_and(|country| looks_swapped(lon, lat, &country.extent()));
    if !swapped {
        return Ok(());
    }
    let message = format!("longitude and latitude look swapped: {lat}, {lon} lies in {country}, {lon}, {lat} does not");
    Err(ValidationError(vec![FieldError::new("/lon", "looks_swapped", message)]))
}

async fn check_services(tx: &mut Tx, draft: &OutletDraft) -> Result<(), WriteOutletError> {
    if draft.services.is_empty() {
        return Ok(());
    }
    let unknown = tx.unknown_services(draft.services.iter()).await?;
    if unknown.is_empty() {
        return Ok(());
    }
    let errors = unknown.iter().map(|code| {
        let index = draft.services.iter().position(|service| service == code).unwrap_or_default();
        let message = format!("there is no service {code}; GET /api/v1/services lists those there are");
        FieldError::new(format!("/services/{index}"), "unknown_service", message)
    });
    Err(ValidationError(errors.collect()).into())
}
