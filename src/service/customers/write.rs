//! Creating, changing and deleting one customer.

use super::{CustomerError, locked_customer};
use crate::domain::customer::{CustomFields, Customer, CustomerDraft, NUMBER_PREFIX};
use crate::domain::customer_field::FieldRules;
use crate::domain::customer_sight::CustomerSight;
use crate::domain::ids::CustomerId;
use crate::domain::validation::{FieldError, ValidationError};
use crate::store::customers::CustomerWrite;
use crate::store::{Reading, StoreError, Tx};

/// Counter of the numbers that we give.
const COUNTER: &str = "customer";

/// Adds a customer, under the next number when the draft has none. A rep's new customer is the rep's.
pub async fn create_customer(
    tx: &mut Tx,
    mut draft: CustomerDraft,
    sight: CustomerSight,
) -> Result<Customer, CustomerError> {
    check_number(&draft.number)?;
    draft.owner = draft.owner.or(sight.owner());
    draft.fields = rules(tx).await?.merge(sight.role, &CustomFields::new(), draft.fields)?;
    check_references(tx, &draft).await?;
    next_numbers(tx, std::iter::once(&mut draft)).await?;
    let at = tx.author().at;
    let customer = Customer { id: CustomerId::generate(), version: 1, created_at: at, updated_at: at, draft };
    let write = CustomerWrite { customer, before: None };
    tx.insert_customers(std::slice::from_ref(&write), "create").await?;
    Ok(write.customer)
}

/// Replaces a customer. With `expected`, only when it is at that version. A draft that changes nothing writes
/// nothing and keeps the version; one without a number keeps the number.
pub async fn update_customer(
    tx: &mut Tx,
    id: CustomerId,
    expected: Option<i64>,
    mut draft: CustomerDraft,
    sight: CustomerSight,
) -> Result<Customer, CustomerError> {
    let before = at_version(locked_customer(tx, id, sight).await?, expected)?;
    if draft.number.is_empty() {
        draft.number.clone_from(&before.draft.number);
    }
    draft.fields = rules(tx).await?.merge(sight.role, &before.draft.fields, draft.fields)?;
    if before.draft == draft {
        return Ok(before);
    }
    if draft.number != before.draft.number {
        check_number(&draft.number)?;
    }
    check_references(tx, &draft).await?;
    let customer = Customer { version: before.version + 1, updated_at: tx.author().at, draft, ..before.clone() };
    let expected = before.version;
    let write = CustomerWrite { customer, before: Some(before) };
    tx.update_customer(&write, expected, "update").await?;
    Ok(write.customer)
}

/// Deletes a customer with all that hangs on them. With `expected`, only when it is at that version.
pub async fn delete_customer(
    tx: &mut Tx,
    id: CustomerId,
    expected: Option<i64>,
    sight: CustomerSight,
) -> Result<(), CustomerError> {
    let before = at_version(locked_customer(tx, id, sight).await?, expected)?;
    Ok(tx.delete_customer(&before, "delete").await?)
}

fn at_version(customer: Customer, expected: Option<i64>) -> Result<Customer, StoreError> {
    match expected {
        Some(expected) if expected != customer.version => {
            Err(StoreError::VersionConflict { current: customer.version })
        }
        _ => Ok(customer),
    }
}

async fn rules(tx: &mut Tx) -> Result<FieldRules, StoreError> {
    Reading::Tx(tx).customer_fields().await
}

/// Gives the next numbers to those who have none.
pub async fn next_numbers(tx: &mut Tx, drafts: impl Iterator<Item = &mut CustomerDraft>) -> Result<(), StoreError> {
    let nameless: Vec<&mut CustomerDraft> = drafts.filter(|draft| draft.number.is_empty()).collect();
    if nameless.is_empty() {
        return Ok(());
    }
    let first = tx.next_numbers(COUNTER, nameless.len() as i64).await?;
    for (number, draft) in (first..).zip(nameless) {
        draft.number = format!("{NUMBER_PREFIX}{number}");
    }
    Ok(())
}

/// Whether a number looks like one of ours.
pub fn is_given_number(number: &str) -> bool {
    let digits = number.strip_prefix(NUMBER_PREFIX).unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number that looks like one of ours would one day be given twice.
fn check_number(number: &str) -> Result<(), ValidationError> {
    if !is_given_number(number) {
        return Ok(());
    }
    let message = format!("numbers like {NUMBER_PREFIX}1001 are given by the system: leave it out, or give another");
    Err(ValidationError(vec![FieldError::new("/number", "reserved", message)]))
}

async fn check_references(tx: &mut Tx, draft: &CustomerDraft) -> Result<(), CustomerError> {
    let mut errors = Vec::new();
    if let Some(owner) = draft.owner
        && !tx.has_user(owner).await?
    {
        errors.push(FieldError::new("/owner_id", "unknown_value", "there is no user with this id"));
    }
    if let Some(outlet) = draft.preferred_outlet
        && tx.outlets_by_ids(&[outlet.0]).await?.is_empty()
    {
        errors.push(FieldError::new("/preferred_outlet_id", "unknown_value", "there is no outlet with this id"));
    }
    if errors.is_empty() { Ok(()) } else { Err(ValidationError(errors).into()) }
}
