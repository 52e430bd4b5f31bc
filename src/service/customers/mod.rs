//! Customers, their contacts and what they allow: read as far as one may see, written with versions.
//!
//! Whoever may not see a customer is told that there is none; nothing tells a stranger's customer from no
//! customer at all.

mod consents;
mod contacts;
mod nearest;
mod place;
mod write;

use thiserror::Error;

pub use consents::record_consent;
pub use contacts::{create_contact, delete_contact, find_contact, update_contact};
pub use nearest::{NearestTo, nearest_outlet_of};
pub use place::{place_addresses, sought_address, usable_place};
pub use write::{create_customer, delete_customer, is_given_number, next_numbers, update_customer};

use crate::domain::customer::COUNTRY_DEFAULT;
use crate::domain::customer::Customer;
use crate::domain::customer_sight::CustomerSight;
use crate::domain::ids::CustomerId;
use crate::domain::phone;
use crate::domain::validation::ValidationError;
use crate::store::{Store, StoreError, Tx};

#[derive(Debug, Error)]
pub enum CustomerError {
    #[error("there is no customer with this id")]
    NotFound,
    #[error("there is no contact with this id")]
    ContactNotFound,
    #[error(transparent)]
    Invalid(#[from] ValidationError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A telephone number in any notation, in the form in which numbers are stored. One without a country code is
/// taken for a Polish one.
pub fn e164(text: &str) -> Option<String> {
    phone::parse(text, COUNTRY_DEFAULT).ok().map(|number| number.e164)
}

/// The customer as far as `sight` reaches.
pub async fn see_customer(store: &Store, id: CustomerId, sight: CustomerSight) -> Result<Customer, CustomerError> {
    let customer = store.find_customer(id).await?.filter(|customer| sight.sees(customer.draft.owner));
    let mut customer = customer.ok_or(CustomerError::NotFound)?;
    customer.draft = sight.reduce(customer.draft, &store.customer_fields().await?);
    Ok(customer)
}

/// The customer as this transaction sees it, for one who writes.
pub(crate) async fn locked_customer(
    tx: &mut Tx,
    id: CustomerId,
    sight: CustomerSight,
) -> Result<Customer, CustomerError> {
    let customer = tx.find_customer(id).await?.filter(|customer| sight.sees(customer.draft.owner));
    customer.ok_or(CustomerError::NotFound)
}
