//! Who is reached under a number or an address.

use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::ids::{ContactId, CustomerId};
use crate::store::{Store, StoreError, on};

/// A customer that has this number or address, or one of whose contacts has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    pub customer_id: CustomerId,
    pub contact_id: Option<ContactId>,
    pub extension: String,
}

#[derive(FromRow)]
struct ReachedRow {
    customer_id: Uuid,
    contact_id: Option<Uuid>,
    extension: String,
}

impl Store {
    /// By the form in which values are stored: E.164, or an address in lower case. Whether the contact point
    /// still holds on `day` decides nothing: whoever calls from an old number is still its owner to us, last.
    pub async fn reached_at(&self, value: &str, day: &str, limit: i64) -> Result<Vec<Reached>, StoreError> {
        let rows: Vec<ReachedRow> = on!(self, db => sqlx::query_as(
            "select customer_id, contact_id, extension from contact_point where value = $1 \
             order by case when (valid_from is null or valid_from <= $2) and (valid_until is null or valid_until >= $2) \
             then 0 else 1 end, customer_id, position limit $3",
        ).bind(value).bind(day).bind(limit).fetch_all(db).await)?;
        let reached = |row: ReachedRow| Reached {
            customer_id: CustomerId(row.customer_id),
            contact_id: row.contact_id.map(ContactId),
            extension: row.extension,
        };
        Ok(rows.into_iter().map(reached).collect())
    }
}
