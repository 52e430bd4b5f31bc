//! People at companies.

use super::{CustomerError, locked_customer, see_customer};
use crate::domain::contact::{CONTACTS_MAX, Contact, ContactDraft};
use crate::domain::customer_sight::CustomerSight;
use crate::domain::ids::{ContactId, CustomerId};
use crate::domain::validation::{FieldError, ValidationError};
use crate::store::{Store, StoreError, Tx};

/// The contact, when its company is seen.
pub async fn find_contact(store: &Store, id: ContactId, sight: CustomerSight) -> Result<Contact, CustomerError> {
    let contact = store.find_contact(id).await?.ok_or(CustomerError::ContactNotFound)?;
    match see_customer(store, contact.customer_id, sight).await {
        Ok(_) => Ok(contact),
        Err(CustomerError::NotFound) => Err(CustomerError::ContactNotFound),
        Err(error) => Err(error),
    }
}

pub async fn create_contact(
    tx: &mut Tx,
    customer_id: CustomerId,
    draft: ContactDraft,
    sight: CustomerSight,
) -> Result<Contact, CustomerError> {
    let company = locked_customer(tx, customer_id, sight).await?;
    let draft = draft.validate(company.draft.country())?;
    if tx.count_contacts(customer_id).await? >= CONTACTS_MAX {
        let message = format!("a company has at most {CONTACTS_MAX} contacts: delete some first");
        return Err(ValidationError(vec![FieldError::new("", "too_many", message)]).into());
    }
    Ok(tx.insert_contact(customer_id, draft).await?)
}

/// Replaces the contact that was read as `before`. With `expected`, only when it is at that version.
pub async fn update_contact(
    tx: &mut Tx,
    before: Contact,
    expected: Option<i64>,
    draft: ContactDraft,
    sight: CustomerSight,
) -> Result<Contact, CustomerError> {
    check_version(&before, expected)?;
    let company = locked_customer(tx, before.customer_id, sight).await?;
    let draft = draft.validate(company.draft.country())?;
    let expected = before.version;
    let contact = Contact { version: expected + 1, updated_at: tx.author().at, draft, ..before };
    tx.update_contact(&contact, expected).await?;
    Ok(contact)
}

/// See `update_contact`.
pub async fn delete_contact(
    tx: &mut Tx,
    before: Contact,
    expected: Option<i64>,
    sight: CustomerSight,
) -> Result<(), CustomerError> {
    check_version(&before, expected)?;
    locked_customer(tx, before.customer_id, sight).await?;
    Ok(tx.delete_contact(&before).await?)
}

fn check_version(contact: &Contact, expected: Option<i64>) -> Result<(), StoreError> {
    match expected {
        Some(expected) if expected != contact.version => Err(StoreError::VersionConflict { current: contact.version }),
        _ => Ok(()),
    }
}
