//! A whole customer as JSON, for putting them back as they were.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::row::{AddressRow, CustomerRow, PointRow, fields_to_json};
use crate::domain::customer::Customer;
use crate::store::StoreError;

/// The rows of a customer.
#[derive(Serialize, Deserialize)]
pub(super) struct StoredCustomer {
    customer: CustomerRow,
    points: Vec<PointRow>,
    addresses: Vec<AddressRow>,
}

impl StoredCustomer {
    pub fn of(customer: &Customer) -> Self {
        let (id, draft) = (customer.id.0, &customer.draft);
        Self {
            customer: CustomerRow {
                id,
                number: draft.number.clone(),
                kind: draft.kind.code().to_owned(),
                name: draft.name.clone(),
                segment: draft.segment.clone(),
                value_tier: draft.value_tier.code().to_owned(),
                language: draft.language.code().to_owned(),
                owner_id: draft.owner.map(|owner| owner.0),
                preferred_outlet_id: draft.preferred_outlet.map(|outlet| outlet.0),
                fields: fields_to_json(&draft.fields),
                version: customer.version,
                created_at_ms: customer.created_at.0,
                updated_at_ms: customer.updated_at.0,
            },
            points: draft.contact_points.iter().map(|point| PointRow::of(id, None::<Uuid>, point)).collect(),
            addresses: draft.addresses.iter().map(|address| AddressRow::of(id, address)).collect(),
        }
    }

    pub fn read(self) -> Result<Customer, StoreError> {
        let points = self.points.into_iter().map(PointRow::into_point).collect::<Result<_, _>>()?;
        let addresses = self.addresses.into_iter().map(AddressRow::into_address).collect::<Result<_, _>>()?;
        self.customer.into_customer(points, addresses)
    }
}
