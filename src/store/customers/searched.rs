//! Customers as far as a search needs them: names, numbers, where they live, and who looks after them.

use std::collections::HashMap;

use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use sqlx::{Connection, FromRow};
use uuid::Uuid;

use super::children::select_in;
use crate::domain::customer::ValueTier;
use crate::domain::ids::{CustomerId, UserId};
use crate::geo::LonLat;
use crate::store::{Store, StoreError, on};

/// Customers read at a time by the first load; bounds memory.
const BATCH: i64 = 2_000;

/// SQLite allows 32,766 variables a statement.
const IDS_PER_QUERY: usize = 1_000;

/// What a search knows of one customer.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchedCustomer {
    pub id: CustomerId,
    pub number: String,
    pub segment: String,
    pub value_tier: ValueTier,
    pub owner: Option<UserId>,
    /// Of the customer, then of the contacts.
    pub names: Vec<String>,
    /// Streets and towns of all addresses.
    pub places: Vec<String>,
    /// E.164, of the customer and of the contacts.
    pub phones: Vec<String>,
    /// Of the first address that has one.
    pub point: Option<LonLat>,
}

#[derive(FromRow)]
struct CustomerRow {
    id: Uuid,
    number: String,
    name: String,
    segment: String,
    value_tier: String,
    owner_id: Option<Uuid>,
}

#[derive(FromRow)]
struct NameRow {
    customer_id: Uuid,
    name: String,
}

#[derive(FromRow)]
struct PhoneRow {
    customer_id: Uuid,
    value: String,
}

#[derive(FromRow)]
struct PlaceRow {
    customer_id: Uuid,
    street: String,
    city: String,
    lon: Option<f64>,
    lat: Option<f64>,
}

/// The rows of one batch, before they are put together.
struct Rows {
    customers: Vec<CustomerRow>,
    contacts: Vec<NameRow>,
    phones: Vec<PhoneRow>,
    places: Vec<PlaceRow>,
}

impl Store {
    /// Hands all customers to `visit` in batches, together with the revision they belong to: one read transaction,
    /// a batch in memory at a time.
    pub async fn each_searched_customer(
        &self,
        mut visit: impl FnMut(Vec<SearchedCustomer>),
    ) -> Result<i64, StoreError> {
        on!(self, pool => {
            let mut snapshot = pool.begin().await?;
            // Without this PostgreSQL would show the revision and the rows at two moments.
            if !self.is_sqlite() {
                sqlx::query("set transaction isolation level repeatable read read only").execute(&mut *snapshot).await?;
            }
            let revision = sqlx::query_scalar("select value from revision where id = 1").fetch_one(&mut *snapshot).await?;
            let mut after = Uuid::nil();
            loop {
                let customers: Vec<CustomerRow> = sqlx::query_as(
                    "select id, number, name, segment, value_tier, owner_id from customer \
                     where id > $1 and merged_into_id is null order by id limit $2",
                ).bind(after).bind(BATCH).fetch_all(&mut *snapshot).await?;
                let Some(last) = customers.last().map(|row| row.id) else { return Ok(revision) };
                let contacts = sqlx::query_as(
                    "select customer_id, name from contact where customer_id > $1 and customer_id <= $2",
                ).bind(after).bind(last).fetch_all(&mut *snapshot).await?;
                let phones = sqlx::query_as(
                    "select customer_id, value from contact_point \
                     where customer_id > $1 and customer_id <= $2 and kind = 'phone'",
                ).bind(after).bind(last).fetch_all(&mut *snapshot).await?;
                let places = sqlx::query_as(
                    "select customer_id, street, city, lon, lat from customer_address \
                     where customer_id > $1 and customer_id <= $2 order by customer_id, position",
                ).bind(after).bind(last).fetch_all(&mut *snapshot).await?;
                visit(Rows { customers, contacts, phones, places }.assemble()?);
                after = last;
            }
        })
    }

    /// Customers with these ids, in no order; ids that are gone are left out.
    pub async fn searched_customers(&self, ids: &[Uuid]) -> Result<Vec<SearchedCustomer>, StoreError> {
        let mut found = Vec::with_capacity(ids.len());
        for ids in ids.chunks(IDS_PER_QUERY) {
            let columns = "id, number, name, segment, value_tier, owner_id";
            let customers = self.rows_of("customer", columns, "id", ids, " and merged_into_id is null").await?;
            let contacts = self.rows_of("contact", "customer_id, name", "customer_id", ids, "").await?;
            let (columns, phone) = ("customer_id, value", " and kind = 'phone'");
            let phones = self.rows_of("contact_point", columns, "customer_id", ids, phone).await?;
            let (columns, in_order) = ("customer_id, street, city, lon, lat", " order by customer_id, position");
            let places = self.rows_of("customer_address", columns, "customer_id", ids, in_order).await?;
            found.extend(Rows { customers, contacts, phones, places }.assemble()?);
        }
        Ok(found)
    }

    /// Rows of a table where `key` is one of `ids`; `rest` follows the condition.
    async fn rows_of<T>(
        &self,
        table: &'static str,
        columns: &'static str,
        key: &'static str,
        ids: &[Uuid],
        rest: &'static str,
    ) -> Result<Vec<T>, StoreError>
    where
        T: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>,
    {
        Ok(on!(self, db => select_in(table, columns, key, ids).push(rest).build_query_as().fetch_all(db).await)?)
    }
}

impl Rows {
    fn assemble(self) -> Result<Vec<SearchedCustomer>, StoreError> {
        let places: HashMap<Uuid, usize> = self.customers.iter().enumerate().map(|(at, row)| (row.id, at)).collect();
        let mut customers = self.customers.into_iter().map(CustomerRow::read).collect::<Result<Vec<_>, _>>()?;
        let mut of = |id: Uuid, add: &mut dyn FnMut(&mut SearchedCustomer)| {
            places.get(&id).into_iter().for_each(|at| add(&mut customers[*at]));
        };
        for row in self.contacts {
            of(row.customer_id, &mut |customer| customer.names.push(row.name.clone()));
        }
        for row in self.phones {
            of(row.customer_id, &mut |customer| customer.phones.push(row.value.clone()));
        }
        for row in self.places {
            let point = row.lon.zip(row.lat).and_then(|(lon, lat)| LonLat::new(lon, lat).ok());
            of(row.customer_id, &mut |customer| {
                customer.places.extend([row.street.clone(), row.city.clone()]);
                customer.point = customer.point.or(point);
            });
        }
        Ok(customers)
    }
}

impl CustomerRow {
    fn read(self) -> Result<SearchedCustomer, StoreError> {
        let corrupt = || StoreError::CorruptRow {
            entity: "customer",
            id: self.id.to_string(),
            problem: format!("value tier {}", self.value_tier),
        };
        Ok(SearchedCustomer {
            id: CustomerId(self.id),
            value_tier: ValueTier::from_code(&self.value_tier).ok_or_else(corrupt)?,
            owner: self.owner_id.map(UserId),
            number: self.number,
            segment: self.segment,
            names: vec![self.name],
            places: Vec::new(),
            phones: Vec::new(),
            point: None,
        })
    }
}
