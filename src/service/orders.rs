//! Orders: taken down by people or by the company's other systems.

use thiserror::Error;

use crate::domain::customer_sight::CustomerSight;
use crate::domain::ids::OrderId;
use crate::domain::order::{Order, OrderDraft};
use crate::domain::validation::{FieldError, ValidationError};
use crate::service::customers::{CustomerError, locked_customer, see_customer};
use crate::store::{Store, StoreError, Tx};

/// Counter of the numbers that we give, and what they begin with.
const COUNTER: &str = "order";
const NUMBER_PREFIX: &str = "O-";

#[derive(Debug, Error)]
pub enum OrderError {
    #[error("there is no order with this id")]
    NotFound,
    #[error(transparent)]
    Invalid(#[from] ValidationError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The order, when its customer is seen.
pub async fn see_order(store: &Store, id: OrderId, sight: CustomerSight) -> Result<Order, OrderError> {
    let order = store.find_order(id).await?.ok_or(OrderError::NotFound)?;
    match see_customer(store, order.draft.customer, sight).await {
        Ok(_) => Ok(reduce(order, sight)),
        Err(CustomerError::Store(error)) => Err(error.into()),
        Err(_) => Err(OrderError::NotFound),
    }
}

/// Without the note, for those who see nothing personal.
pub fn reduce(mut order: Order, sight: CustomerSight) -> Order {
    if !sight.personal {
        order.draft.note.clear();
    }
    order
}

/// Takes an order down, under the next number when the draft has none.
pub async fn create_order(tx: &mut Tx, draft: OrderDraft, sight: CustomerSight) -> Result<Order, OrderError> {
    let mut draft = draft.validate()?;
    check_references(tx, &draft, sight).await?;
    if draft.number.is_empty() {
        draft.number = format!("{NUMBER_PREFIX}{}", tx.next_numbers(COUNTER, 1).await?);
    }
    let at = tx.author().at;
    let order = Order { id: OrderId::generate(), draft, version: 1, created_at: at, updated_at: at };
    tx.insert_order(&order).await?;
    Ok(order)
}

/// Replaces an order. With `expected`, only when it is at that version. The customer stays.
pub async fn update_order(
    tx: &mut Tx,
    id: OrderId,
    expected: Option<i64>,
    draft: OrderDraft,
    sight: CustomerSight,
) -> Result<Order, OrderError> {
    let before = tx.find_order(id).await?.ok_or(OrderError::NotFound)?;
    match locked_customer(tx, before.draft.customer, sight).await {
        Ok(_) => {}
        Err(CustomerError::Store(error)) => return Err(error.into()),
        Err(_) => return Err(OrderError::NotFound),
    }
    if expected.is_some_and(|expected| expected != before.version) {
        return Err(StoreError::VersionConflict { current: before.version }.into());
    }
    let mut draft = draft.validate()?;
    if draft.customer != before.draft.customer {
        return Err(unknown("/customer_id", "an order keeps its customer"));
    }
    if draft.number.is_empty() {
        draft.number.clone_from(&before.draft.number);
    }
    check_references(tx, &draft, sight).await?;
    let order = Order { draft, version: before.version + 1, updated_at: tx.author().at, ..before };
    tx.update_order(&order).await?;
    Ok(order)
}

async fn check_references(tx: &mut Tx, draft: &OrderDraft, sight: CustomerSight) -> Result<(), OrderError> {
    match locked_customer(tx, draft.customer, sight).await {
        Ok(_) => {}
        Err(CustomerError::Store(error)) => return Err(error.into()),
        Err(_) => return Err(unknown("/customer_id", "there is no customer with this id")),
    }
    match draft.outlet {
        Some(outlet) if tx.outlets_by_ids(&[outlet.0]).await?.is_empty() => {
            Err(unknown("/outlet_id", "there is no outlet with this id"))
        }
        _ => Ok(()),
    }
}

fn unknown(pointer: &str, message: &str) -> OrderError {
    ValidationError(vec![FieldError::new(pointer, "unknown_value", message)]).into()
}
