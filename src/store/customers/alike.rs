//! Customers that the rows of an import may be about: by number, by what they are reached at, by how they sound.
//!
//! Each answer is bounded: a number that ten thousand share names nobody.

use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::children::{addresses_query, assemble, points_query};
use super::row::{COLUMNS, CustomerRow};
use crate::domain::consent::Consent;
use crate::domain::customer::Customer;
use crate::domain::ids::CustomerId;
use crate::geo::LonLat;
use crate::store::customers::IDS_PER_QUERY;
use crate::store::customers::consents::ConsentRow;
use crate::store::{Reading, StoreError, on_reading};

/// Customers that share a number or a mailbox with any row of a page.
const REACHED_MAX: i64 = 2_000;
/// Customers that sound like anybody of a page; where they are decides further.
const SOUNDING_MAX: i64 = 20_000;

/// A customer by the name key, and where the first address is.
#[derive(Clone, Debug, FromRow)]
struct SoundingRow {
    id: Uuid,
    name_key: String,
    lon: f64,
    lat: f64,
}

/// Somebody who sounds like one of the keys.
#[derive(Clone, Debug)]
pub struct Sounding {
    pub id: Uuid,
    pub name_key: String,
    pub point: LonLat,
}

impl Reading<'_> {
    /// Customers with these numbers, in no order.
    pub async fn customers_by_numbers(&mut self, numbers: &[String]) -> Result<Vec<Customer>, StoreError> {
        let mut ids = Vec::new();
        for chunk in numbers.chunks(IDS_PER_QUERY) {
            let found: Vec<Uuid> = on_reading!(self, db => {
                let mut query = QueryBuilder::new("select id from customer where number in (");
                let mut list = query.separated(", ");
                for number in chunk {
                    list.push_bind(number.clone());
                }
                query.push(") and merged_into_id is null").build_query_scalar().fetch_all(db).await
            })?;
            ids.extend(found);
        }
        self.customers_by_ids(&ids).await
    }

    /// Customers that are themselves reached at any of these values, in the form in which they are stored.
    pub async fn ids_reached_at(&mut self, values: &[String]) -> Result<Vec<Uuid>, StoreError> {
        let mut ids = Vec::new();
        for chunk in values.chunks(IDS_PER_QUERY) {
            let found: Vec<Uuid> = on_reading!(self, db => {
                let mut query = QueryBuilder::new("select distinct customer_id from contact_point where value in (");
                let mut list = query.separated(", ");
                for value in chunk {
                    list.push_bind(value.clone());
                }
                query.push(") and contact_id is null limit ").push_bind(REACHED_MAX);
                query.build_query_scalar().fetch_all(db).await
            })?;
            ids.extend(found);
        }
        Ok(ids)
    }

    /// Customers with a point whose names have these keys.
    pub async fn sounding_like(&mut self, keys: &[String]) -> Result<Vec<Sounding>, StoreError> {
        let mut sounding = Vec::new();
        for chunk in keys.chunks(IDS_PER_QUERY) {
            let rows: Vec<SoundingRow> = on_reading!(self, db => {
                let mut query = QueryBuilder::new(
                    "select c.id, c.name_key, a.lon, a.lat from customer c join customer_address a \
                     on a.customer_id = c.id and a.position = 0 and a.lon is not null and a.lat is not null \
                     where c.merged_into_id is null and c.name_key in (",
                );
                let mut list = query.separated(", ");
                for key in chunk {
                    list.push_bind(key.clone());
                }
                query.push(") limit ").push_bind(SOUNDING_MAX);
                query.build_query_as().fetch_all(db).await
            })?;
            sounding.extend(rows.into_iter().filter_map(SoundingRow::read));
        }
        Ok(sounding)
    }

    /// See `Store::customers_by_ids`.
    pub async fn customers_by_ids(&mut self, ids: &[Uuid]) -> Result<Vec<Customer>, StoreError> {
        let mut customers = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(IDS_PER_QUERY) {
            let rows: Vec<CustomerRow> = on_reading!(self, db => {
                let mut query = super::children::select_in("customer", COLUMNS, "id", chunk);
                query.push(" and merged_into_id is null").build_query_as().fetch_all(db).await
            })?;
            let points = on_reading!(self, db => points_query(chunk).build_query_as().fetch_all(db).await)?;
            let addresses = on_reading!(self, db => addresses_query(chunk).build_query_as().fetch_all(db).await)?;
            customers.extend(assemble(rows, points, addresses)?);
        }
        Ok(customers)
    }

    /// Every word of these customers, oldest first.
    pub async fn consents_of(&mut self, customers: &[CustomerId]) -> Result<Vec<Consent>, StoreError> {
        let ids: Vec<Uuid> = customers.iter().map(|id| id.0).collect();
        let mut consents = Vec::new();
        for chunk in ids.chunks(IDS_PER_QUERY) {
            let rows: Vec<ConsentRow> = on_reading!(self, db => {
                let mut query = super::children::select_in("consent", super::consents::COLUMNS, "customer_id", chunk);
                query.push(" order by said_at_ms, id").build_query_as().fetch_all(db).await
            })?;
            consents.extend(rows.into_iter().map(ConsentRow::into_consent).collect::<Result<Vec<_>, _>>()?);
        }
        Ok(consents)
    }
}

impl SoundingRow {
    fn read(self) -> Option<Sounding> {
        let point = LonLat::new(self.lon, self.lat).ok()?;
        Some(Sounding { id: self.id, name_key: self.name_key, point })
    }
}
