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
            "select p.customer_id, p.contact_id, p.extension from contact_point p join customer c \
             on c.id = p.customer_id where p.value = $1 and c.merged_into_id is null order by case when \
             (p.valid_from is null or p.valid_from <= $2) and (p.valid_until is null or p.valid_until >= $2) \
             then 0 else 1 end, p.customer_id, p.position limit $3",
        ).bind(value).bind(day).bind(limit).fetch_all(db).await)?;
        let reached = |row: ReachedRow| Reached {
            customer_id: CustomerId(row.customer_id),
            contact_id: row.contact_id.map(ContactId),
            extension: row.extension,
        };
        Ok(rows.into_iter().map(reached).collect())
    }

    /// The first telephone number of somebody's from `from` on, in the order of numbers; `None` behind the last.
    pub async fn phone_from(&self, from: &str) -> Result<Option<String>, StoreError> {
        Ok(on!(self, db => sqlx::query_scalar(
            "select value from contact_point where value >= $1 and kind = 'phone' order by value limit 1",
        ).bind(from).fetch_optional(db).await)?)
    }
}
