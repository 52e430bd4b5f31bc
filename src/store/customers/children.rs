//! What hangs on customers as lists: ways to reach them, and addresses.

use std::collections::HashMap;

use sqlx::{Database, Encode, QueryBuilder, Type};
use uuid::Uuid;

use super::row::{ADDRESS_COLUMNS, AddressRow, CustomerRow, POINT_COLUMNS, PointRow};
use crate::domain::contact_point::ContactPoint;
use crate::domain::customer::Customer;
use crate::domain::customer_address::CustomerAddress;
use crate::store::{Store, StoreError, Tx, on, on_tx};

/// SQLite allows 32,766 variables a statement; at most twenty a row.
const ROWS_PER_INSERT: usize = 1_500;

/// A contact point, and whose it is.
pub(super) struct OwnedPoint<'a> {
    pub customer_id: Uuid,
    pub contact_id: Option<Uuid>,
    pub position: usize,
    pub point: &'a ContactPoint,
}

impl Store {
    /// The rows with what hangs on them, in the order of the rows.
    pub(super) async fn complete(&self, rows: Vec<CustomerRow>) -> Result<Vec<Customer>, StoreError> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let points: Vec<PointRow> = on!(self, db => points_query(&ids).build_query_as().fetch_all(db).await)?;
        let addresses: Vec<AddressRow> = on!(self, db => addresses_query(&ids).build_query_as().fetch_all(db).await)?;
        assemble(rows, points, addresses)
    }
}

impl Tx {
    pub(super) async fn points_of_customers(&mut self, ids: &[Uuid]) -> Result<Vec<PointRow>, StoreError> {
        Ok(on_tx!(self, db => points_query(ids).build_query_as().fetch_all(db).await)?)
    }

    pub(super) async fn addresses_of_customers(&mut self, ids: &[Uuid]) -> Result<Vec<AddressRow>, StoreError> {
        Ok(on_tx!(self, db => addresses_query(ids).build_query_as().fetch_all(db).await)?)
    }

    pub(super) async fn insert_points(&mut self, points: &[OwnedPoint<'_>]) -> Result<(), StoreError> {
        for chunk in points.chunks(ROWS_PER_INSERT) {
            on_tx!(self, db => {
                let mut query = QueryBuilder::new("insert into contact_point (");
                query.push(POINT_COLUMNS).push(") ");
                query.push_values(chunk, |mut row, owned| {
                    let point = owned.point;
                    row.push_bind(Uuid::now_v7())
                        .push_bind(owned.customer_id)
                        .push_bind(owned.contact_id)
                        .push_bind(owned.position as i32)
                        .push_bind(point.kind.code())
                        .push_bind(point.value.clone())
                        .push_bind(point.extension.clone())
                        .push_bind(point.purpose.code())
                        .push_bind(point.validity.from.map(|day| day.to_string()))
                        .push_bind(point.validity.until.map(|day| day.to_string()));
                });
                query.build().execute(db).await.map(drop)
            })?;
        }
        Ok(())
    }

    /// Each with its customer and its place in the customer's list.
    pub(super) async fn insert_addresses(
        &mut self,
        addresses: &[(Uuid, usize, &CustomerAddress)],
    ) -> Result<(), StoreError> {
        for chunk in addresses.chunks(ROWS_PER_INSERT) {
            on_tx!(self, db => {
                let mut query = QueryBuilder::new("insert into customer_address (");
                query.push(ADDRESS_COLUMNS).push(") ");
                query.push_values(chunk, |mut row, (customer_id, position, address)| {
                    let (parts, place) = (&address.parts, address.place.as_ref());
                    row.push_bind(Uuid::now_v7())
                        .push_bind(*customer_id)
                        .push_bind(*position as i32)
                        .push_bind(address.purpose.code())
                        .push_bind(address.raw_text.clone())
                        .push_bind(parts.street.clone())
                        .push_bind(parts.postcode.clone())
                        .push_bind(parts.city.clone())
                        .push_bind(parts.region.clone())
                        .push_bind(parts.country.clone())
                        .push_bind(place.map(|place| place.point.lon()))
                        .push_bind(place.map(|place| place.point.lat()))
                        .push_bind(place.map_or("", |place| place.level.code()))
                        .push_bind(place.map_or(0.0, |place| place.confidence))
                        .push_bind(place.map_or(0.0, |place| place.radius.0))
                        .push_bind(place.map(|place| place.source.clone()).unwrap_or_default())
                        .push_bind(place.map(|place| place.data_date.clone()).unwrap_or_default())
                        .push_bind(place.map(|place| place.label.clone()).unwrap_or_default())
                        .push_bind(address.validity.from.map(|day| day.to_string()))
                        .push_bind(address.validity.until.map(|day| day.to_string()));
                });
                query.build().execute(db).await.map(drop)
            })?;
        }
        Ok(())
    }
}

/// Rows of `table` whose `column` is one of `ids`.
pub(super) fn select_in<DB>(
    table: &'static str,
    columns: &'static str,
    column: &'static str,
    ids: &[Uuid],
) -> QueryBuilder<DB>
where
    DB: Database,
    Uuid: for<'a> Encode<'a, DB> + Type<DB>,
{
    let mut query = QueryBuilder::new("select ");
    query.push(columns).push(" from ").push(table).push(" where ").push(column).push(" in (");
    let mut list = query.separated(", ");
    for id in ids {
        list.push_bind(*id);
    }
    query.push(")");
    query
}

pub(super) fn points_query<DB>(ids: &[Uuid]) -> QueryBuilder<DB>
where
    DB: Database,
    Uuid: for<'a> Encode<'a, DB> + Type<DB>,
{
    let mut query = select_in("contact_point", POINT_COLUMNS, "customer_id", ids);
    query.push(" and contact_id is null order by customer_id, position");
    query
}

pub(super) fn addresses_query<DB>(ids: &[Uuid]) -> QueryBuilder<DB>
where
    DB: Database,
    Uuid: for<'a> Encode<'a, DB> + Type<DB>,
{
    let mut query = select_in("customer_address", ADDRESS_COLUMNS, "customer_id", ids);
    query.push(" order by customer_id, position");
    query
}

/// Customers of `rows`, in their order.
pub(super) fn assemble(
    rows: Vec<CustomerRow>,
    points: Vec<PointRow>,
    addresses: Vec<AddressRow>,
) -> Result<Vec<Customer>, StoreError> {
    let mut points_of: HashMap<Uuid, Vec<ContactPoint>> = HashMap::new();
    for row in points {
        points_of.entry(row.customer_id).or_default().push(row.into_point()?);
    }
    let mut addresses_of: HashMap<Uuid, Vec<CustomerAddress>> = HashMap::new();
    for row in addresses {
        addresses_of.entry(row.customer_id).or_default().push(row.into_address()?);
    }
    let customer = |row: CustomerRow| {
        let points = points_of.remove(&row.id).unwrap_or_default();
        let addresses = addresses_of.remove(&row.id).unwrap_or_default();
        row.into_customer(points, addresses)
    };
    rows.into_iter().map(customer).collect()
}

#[cfg(test)]
mod tests {
    use sqlx::{Execute, Sqlite};

    use super::*;
    use crate::store::Pools;

    /// SQLite's own words about how it finds the contact points of that many customers.
    async fn plan_for(store: &Store, customers: usize) -> String {
        let Pools::Sqlite { readers, .. } = &store.pools else { panic!("this is SQLite") };
        let mut query = points_query::<Sqlite>(&vec![Uuid::nil(); customers]);
        let explained = format!("explain query plan {}", query.build().sql().as_str());
        let mut query = sqlx::query_as::<_, (i64, i64, i64, String)>(sqlx::AssertSqlSafe(explained));
        for _ in 0..customers {
            query = query.bind(Uuid::nil());
        }
        let steps = query.fetch_all(&mut *readers.lend().await.unwrap()).await.unwrap();
        steps.into_iter().map(|(_, _, _, step)| step).collect::<Vec<_>>().join("; ")
    }

    #[tokio::test]
    async fn many_customers_are_looked_up_one_by_one_and_not_among_everybodys_numbers() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&format!("sqlite:{}", folder.path().join("plan.db").display()), 1).await.unwrap();
        store.migrate().await.unwrap();
        for customers in [1, 10, 500] {
            let plan = plan_for(&store, customers).await;
            assert!(plan.contains("contact_point_customer_id"), "{customers}: {plan}");
        }
        store.close().await;
    }
}
