//! Customers: read by id, number, way to reach them or page; written with change and audit rows.
//!
//! The audit names what changed and never says what it was or is: nobody should find there what a customer had
//! erased. A customer that was merged into another is in no answer but that to an undo. `contacts` and `consents` hang on a customer and move the customer's change.

mod alike;
mod children;
mod consents;
mod contacts;
mod image;
mod imported;
mod merge;
mod name_keys;
mod page;
mod reach;
mod row;
mod searched;
mod write;

use uuid::Uuid;

use self::row::CustomerRow;
use super::tx::Connection;
use super::{Store, StoreError, Tx, on, on_tx};
use crate::domain::customer::Customer;
use crate::domain::ids::{CustomerId, UserId};

pub use alike::Sounding;
pub use imported::CustomerImage;
pub use page::{CustomerFilter, CustomerPosition, CustomerSort};
pub use reach::Reached;
pub use searched::SearchedCustomer;
pub use write::CustomerWrite;

/// Name of this kind of record in `change` and `audit`.
pub const ENTITY: &str = "customer";

/// SQLite allows 32,766 variables a statement.
const IDS_PER_QUERY: usize = 1_000;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, number, kind, name, segment, value_tier, language, owner_id, preferred_outlet_id, fields, \
             version, created_at_ms, updated_at_ms from customer ",
            $rest
        )
    };
}

impl Store {
    pub async fn find_customer(&self, id: CustomerId) -> Result<Option<Customer>, StoreError> {
        let row: Option<CustomerRow> = on!(self, db => sqlx::query_as(select!("where id = $1 and merged_into_id is null")).bind(id.0).fetch_optional(db).await)?;
        let customers = self.complete(row.into_iter().collect()).await?;
        Ok(customers.into_iter().next())
    }

    /// Customers with these ids, in no order; ids that are gone are left out.
    pub async fn customers_by_ids(&self, ids: &[Uuid]) -> Result<Vec<Customer>, StoreError> {
        let mut customers = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(IDS_PER_QUERY) {
            let rows: Vec<CustomerRow> = on!(self, db => {
                let mut query = children::select_in("customer", row::COLUMNS, "id", chunk);
                query.push(" and merged_into_id is null").build_query_as().fetch_all(db).await
            })?;
            customers.extend(self.complete(rows).await?);
        }
        Ok(customers)
    }

    pub async fn count_customers(&self) -> Result<i64, StoreError> {
        Ok(
            on!(self, db => sqlx::query_scalar("select count(*) from customer where merged_into_id is null").fetch_one(db).await)?,
        )
    }
}

impl Tx {
    /// The duplicate of a merge, which nobody else is shown.
    pub async fn find_merged_customer(&mut self, id: CustomerId) -> Result<Option<Customer>, StoreError> {
        let row: Option<CustomerRow> =
            on_tx!(self, db => sqlx::query_as(select!("where id = $1")).bind(id.0).fetch_optional(db).await)?;
        self.complete_one(row).await
    }

    /// The customer as this transaction sees it; on PostgreSQL the row is locked until the end.
    pub async fn find_customer(&mut self, id: CustomerId) -> Result<Option<Customer>, StoreError> {
        if let Connection::Postgres(transaction) = self.connection() {
            let lock = sqlx::query("select 1 from customer where id = $1 for update").bind(id.0);
            lock.execute(&mut **transaction).await?;
        }
        let row: Option<CustomerRow> = on_tx!(self, db => sqlx::query_as(select!("where id = $1 and merged_into_id is null")).bind(id.0).fetch_optional(db).await)?;
        self.complete_one(row).await
    }

    /// Who looks after the customer, and that nobody else writes it until the end; `None` where there is no such
    /// customer.
    pub async fn owner_of_customer(&mut self, id: CustomerId) -> Result<Option<Option<UserId>>, StoreError> {
        let text = if self.is_sqlite() {
            "select owner_id from customer where id = $1 and merged_into_id is null"
        } else {
            "select owner_id from customer where id = $1 and merged_into_id is null for update"
        };
        let owner: Option<Option<Uuid>> =
            on_tx!(self, db => sqlx::query_scalar(text).bind(id.0).fetch_optional(db).await)?;
        Ok(owner.map(|owner| owner.map(UserId)))
    }

    async fn complete_one(&mut self, row: Option<CustomerRow>) -> Result<Option<Customer>, StoreError> {
        let Some(row) = row else { return Ok(None) };
        let ids = [row.id];
        let points = self.points_of_customers(&ids).await?;
        let addresses = self.addresses_of_customers(&ids).await?;
        Ok(children::assemble(vec![row], points, addresses)?.into_iter().next())
    }
}
