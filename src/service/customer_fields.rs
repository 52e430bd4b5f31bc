//! Defining the company's own fields of a customer.
//!
//! What customers have is never changed by a definition: values of a kind that was changed, or of a field that is
//! gone, stay until somebody writes that customer.

use thiserror::Error;

use crate::domain::customer_field::{CustomerField, CustomerFieldDraft, FieldRules};
use crate::domain::validation::{FieldError, ValidationError};
use crate::store::{Reading, StoreError, Tx};

#[derive(Debug, Error)]
pub enum CustomerFieldError {
    #[error("there is no field with this key")]
    NotFound,
    #[error("there is a field with this key already")]
    Exists,
    #[error("some roles do not see the field: without its definition they would")]
    Hidden,
    #[error("there are as many fields as there may be: delete one first")]
    TooMany,
    #[error(transparent)]
    Invalid(#[from] ValidationError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Adds a definition.
pub async fn create_customer_field(
    tx: &mut Tx,
    draft: CustomerFieldDraft,
) -> Result<CustomerField, CustomerFieldError> {
    let draft = draft.validate()?;
    let rules = rules(tx).await?;
    if rules.find(&draft.key).is_some() {
        return Err(CustomerFieldError::Exists);
    }
    if rules.is_full() {
        return Err(CustomerFieldError::TooMany);
    }
    let at = tx.author().at;
    let field = CustomerField { version: 1, created_at: at, updated_at: at, draft };
    tx.put_customer_field(&field).await?;
    Ok(field)
}

/// Replaces a definition. With `expected`, only when it is at that version; the key stays.
pub async fn update_customer_field(
    tx: &mut Tx,
    key: &str,
    expected: Option<i64>,
    draft: CustomerFieldDraft,
) -> Result<CustomerField, CustomerFieldError> {
    let draft = draft.validate()?;
    if draft.key != key {
        let message = "the key stays: delete the field and define another";
        return Err(ValidationError(vec![FieldError::new("/key", "unchangeable", message)]).into());
    }
    let before = at_version(rules(tx).await?, key, expected)?;
    if before.draft == draft {
        return Ok(before);
    }
    let field = CustomerField { version: before.version + 1, updated_at: tx.author().at, draft, ..before };
    tx.put_customer_field(&field).await?;
    Ok(field)
}

/// See `update_customer_field`. What customers have of the field stays with them and is seen by everybody then, so a
/// field that is hidden from somebody must first be shown to all, by a decision of its own.
pub async fn delete_customer_field(tx: &mut Tx, key: &str, expected: Option<i64>) -> Result<(), CustomerFieldError> {
    let field = at_version(rules(tx).await?, key, expected)?;
    if !field.draft.visible_to.is_empty() {
        return Err(CustomerFieldError::Hidden);
    }
    Ok(tx.delete_customer_field(key).await?)
}

async fn rules(tx: &mut Tx) -> Result<FieldRules, StoreError> {
    Reading::Tx(tx).customer_fields().await
}

fn at_version(rules: FieldRules, key: &str, expected: Option<i64>) -> Result<CustomerField, CustomerFieldError> {
    let field = rules.0.into_iter().find(|field| field.draft.key == key).ok_or(CustomerFieldError::NotFound)?;
    match expected {
        Some(expected) if expected != field.version => {
            Err(StoreError::VersionConflict { current: field.version }.into())
        }
        _ => Ok(field),
    }
}
