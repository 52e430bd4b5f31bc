//! Outlets: read by id, code or page; written one by one or in bulk, always with change and audit rows.

mod as_of;
mod audit_record;
mod page;
mod row;
mod stream;

use sqlx::{Database, Encode, QueryBuilder, Type};
use uuid::Uuid;

use self::row::{COLUMNS, OutletRow};
use super::audit::AuditEntry;
use super::tx::Connection;
use super::{Op, Store, StoreError, Tx, on, on_tx};
use crate::domain::ids::OutletId;
use crate::domain::outlet::Outlet;

pub use as_of::KnownThen;
pub use row::{image_from_json, image_to_json};

pub use page::{OutletFilter, OutletPosition, OutletSort};
pub use stream::RawOutlets;

/// SQLite allows 32,766 variables a statement; 28 a row.
const ROWS_PER_INSERT: usize = 1_000;

/// An outlet to write, and the record it replaces; the audit shows both.
#[derive(Clone, Debug)]
pub struct OutletWrite {
    pub outlet: Outlet,
    pub before: Option<Outlet>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, code, name, kind, status, lon, lat, street, postcode, city, region, country, time_zone, \
             opening_hours, hours_readable, overrides, trade_class, floor_area_m2, services, products, promotions, \
             phone, email, website, search_text, version, created_at_ms, updated_at_ms from outlet ",
            $rest
        )
    };
}

impl Store {
    pub async fn find_outlet(&self, id: OutletId) -> Result<Option<Outlet>, StoreError> {
        let row: Option<OutletRow> =
            on!(self, db => sqlx::query_as(select!("where id = $1")).bind(id.0).fetch_optional(db).await)?;
        row.map(OutletRow::into_outlet).transpose()
    }

    pub async fn find_outlet_by_code(&self, code: &str) -> Result<Option<Outlet>, StoreError> {
        let row: Option<OutletRow> =
            on!(self, db => sqlx::query_as(select!("where code = $1")).bind(code).fetch_optional(db).await)?;
        row.map(OutletRow::into_outlet).transpose()
    }

    pub async fn count_outlets(&self) -> Result<i64, StoreError> {
        Ok(on!(self, db => sqlx::query_scalar("select count(*) from outlet").fetch_one(db).await)?)
    }

    /// Outlets with these ids, in no order; ids that are gone are left out.
    pub async fn outlets_by_ids(&self, ids: &[Uuid]) -> Result<Vec<Outlet>, StoreError> {
        let mut outlets = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(ROWS_PER_INSERT) {
            let rows: Vec<OutletRow> = on!(self, db => select_in("id", chunk).build_query_as().fetch_all(db).await)?;
            outlets.extend(into_outlets(rows)?);
        }
        Ok(outlets)
    }

    /// Outlets with these codes, in no order; codes that nobody has are left out.
    pub async fn outlets_by_codes(&self, codes: &[String]) -> Result<Vec<Outlet>, StoreError> {
        let mut outlets = Vec::with_capacity(codes.len());
        for chunk in codes.chunks(ROWS_PER_INSERT) {
            let rows: Vec<OutletRow> = on!(self, db => select_in("code", chunk).build_query_as().fetch_all(db).await)?;
            outlets.extend(into_outlets(rows)?);
        }
        Ok(outlets)
    }
}

impl Tx {
    /// The outlet as this transaction sees it; on PostgreSQL the row is locked until the end.
    pub async fn find_outlet(&mut self, id: OutletId) -> Result<Option<Outlet>, StoreError> {
        self.lock_outlet(id).await?;
        let row: Option<OutletRow> =
            on_tx!(self, db => sqlx::query_as(select!("where id = $1")).bind(id.0).fetch_optional(db).await)?;
        row.map(OutletRow::into_outlet).transpose()
    }

    /// Two writers of one outlet queue here; SQLite has one writer anyway.
    async fn lock_outlet(&mut self, id: OutletId) -> Result<(), StoreError> {
        if let Connection::Postgres(transaction) = self.connection() {
            let lock = sqlx::query("select 1 from outlet where id = $1 for update").bind(id.0);
            lock.execute(&mut **transaction).await?;
        }
        Ok(())
    }

    /// See `Store::outlets_by_ids`; here as the transaction sees them.
    pub async fn outlets_by_ids(&mut self, ids: &[Uuid]) -> Result<Vec<Outlet>, StoreError> {
        let mut outlets = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(ROWS_PER_INSERT) {
            let rows: Vec<OutletRow> = on_tx!(self, db => select_in("id", chunk).build_query_as().fetch_all(db).await)?;
            outlets.extend(into_outlets(rows)?);
        }
        Ok(outlets)
    }

    /// See `Store::outlets_by_codes`; here as the transaction sees them.
    pub async fn outlets_by_codes(&mut self, codes: &[String]) -> Result<Vec<Outlet>, StoreError> {
        let mut outlets = Vec::with_capacity(codes.len());
        for chunk in codes.chunks(ROWS_PER_INSERT) {
            let rows: Vec<OutletRow> =
                on_tx!(self, db => select_in("code", chunk).build_query_as().fetch_all(db).await)?;
            outlets.extend(into_outlets(rows)?);
        }
        Ok(outlets)
    }

    /// Adds outlets. A code that is taken fails with `DuplicateOutletCode` and nothing is written.
    pub async fn insert_outlets(&mut self, writes: &[OutletWrite], action: &'static str) -> Result<(), StoreError> {
        for chunk in writes.chunks(ROWS_PER_INSERT) {
            let inserted = on_tx!(self, db => {
                let mut query = QueryBuilder::new("insert into outlet (");
                query.push(COLUMNS).push(") ");
                query.push_values(chunk, |mut row, write| {
                    let outlet = OutletRow::from_outlet(&write.outlet);
                    row.push_bind(outlet.id)
                        .push_bind(outlet.code)
                        .push_bind(outlet.name)
                        .push_bind(outlet.kind)
                        .push_bind(outlet.status)
                        .push_bind(outlet.lon)
                        .push_bind(outlet.lat)
                        .push_bind(outlet.street)
                        .push_bind(outlet.postcode)
                        .push_bind(outlet.city)
                        .push_bind(outlet.region)
                        .push_bind(outlet.country)
                        .push_bind(outlet.time_zone)
                        .push_bind(outlet.opening_hours)
                        .push_bind(outlet.hours_readable)
                        .push_bind(outlet.overrides)
                        .push_bind(outlet.trade_class)
                        .push_bind(outlet.floor_area_m2)
                        .push_bind(outlet.services)
                        .push_bind(outlet.products)
                        .push_bind(outlet.promotions)
                        .push_bind(outlet.phone)
                        .push_bind(outlet.email)
                        .push_bind(outlet.website)
                        .push_bind(outlet.search_text)
                        .push_bind(outlet.version)
                        .push_bind(outlet.created_at_ms)
                        .push_bind(outlet.updated_at_ms);
                });
                query.build().execute(db).await.map(drop)
            });
            inserted.map_err(|error| outlet_error(error.into(), chunk))?;
        }
        self.log_outlets(writes, Op::Create, action).await
    }

    /// Replaces an outlet whose stored version is `expected`; `write.outlet.version` is the new one.
    pub async fn update_outlet(
        &mut self,
        write: &OutletWrite,
        expected: i64,
        action: &'static str,
    ) -> Result<(), StoreError> {
        self.update_outlet_row(write, expected).await?;
        self.log_outlets(std::slice::from_ref(write), Op::Update, action).await
    }

    /// Replaces many outlets, each `(write, expected version)`; the first conflict ends it.
    pub async fn update_outlets(
        &mut self,
        writes: &[OutletWrite],
        expected: &[i64],
        action: &'static str,
    ) -> Result<(), StoreError> {
        for (write, expected) in writes.iter().zip(expected) {
            self.update_outlet_row(write, *expected).await?;
        }
        self.log_outlets(writes, Op::Update, action).await
    }

    async fn update_outlet_row(&mut self, write: &OutletWrite, expected: i64) -> Result<(), StoreError> {
        let row = OutletRow::from_outlet(&write.outlet);
        let updated = on_tx!(self, db => sqlx::query(
            "update outlet set code = $3, name = $4, kind = $5, status = $6, lon = $7, lat = $8, street = $9, \
             postcode = $10, city = $11, region = $12, country = $13, time_zone = $14, opening_hours = $15, \
             hours_readable = $16, overrides = $17, trade_class = $18, floor_area_m2 = $19, services = $20, \
             products = $21, promotions = $22, phone = $23, email = $24, website = $25, search_text = $26, \
             version = $27, updated_at_ms = $28 where id = $1 and version = $2",
        )
        .bind(row.id)
        .bind(expected)
        .bind(row.code)
        .bind(row.name)
        .bind(row.kind)
        .bind(row.status)
        .bind(row.lon)
        .bind(row.lat)
        .bind(row.street)
        .bind(row.postcode)
        .bind(row.city)
        .bind(row.region)
        .bind(row.country)
        .bind(row.time_zone)
        .bind(row.opening_hours)
        .bind(row.hours_readable)
        .bind(row.overrides)
        .bind(row.trade_class)
        .bind(row.floor_area_m2)
        .bind(row.services)
        .bind(row.products)
        .bind(row.promotions)
        .bind(row.phone)
        .bind(row.email)
        .bind(row.website)
        .bind(row.search_text)
        .bind(row.version)
        .bind(row.updated_at_ms)
        .execute(db).await.map(|done| done.rows_affected()));
        let updated = updated.map_err(|error| outlet_error(error.into(), std::slice::from_ref(write)))?;
        if updated == 1 { Ok(()) } else { Err(self.conflict(write.outlet.id).await?) }
    }

    /// Removes outlets, each of which must be as given: read them in this transaction.
    pub async fn delete_outlets(&mut self, outlets: &[Outlet], action: &'static str) -> Result<(), StoreError> {
        for chunk in outlets.chunks(ROWS_PER_INSERT) {
            on_tx!(self, db => {
                let mut query = QueryBuilder::new("delete from outlet where id in (");
                let mut list = query.separated(", ");
                for outlet in chunk {
                    list.push_bind(outlet.id.0);
                }
                query.push(")");
                query.build().execute(db).await.map(drop)
            })?;
            let changes: Vec<(Uuid, Op)> = chunk.iter().map(|outlet| (outlet.id.0, Op::Delete)).collect();
            let first = self.record_many("outlet", &changes).await?;
            let entry = |(outlet, revision): (&Outlet, i64)| AuditEntry {
                revision,
                action,
                entity: "outlet",
                entity_id: outlet.id.0,
                before_json: Some(audit_record::audit_json(outlet)),
                after_json: None,
            };
            let entries: Vec<AuditEntry> = chunk.iter().zip(first..).map(entry).collect();
            self.audit_many(&entries).await?;
        }
        Ok(())
    }

    /// Removes an outlet, which must still be at the version of `before`.
    pub async fn delete_outlet(&mut self, before: &Outlet, action: &'static str) -> Result<(), StoreError> {
        let id = before.id;
        let deleted = on_tx!(self, db => sqlx::query("delete from outlet where id = $1 and version = $2")
            .bind(id.0).bind(before.version).execute(db).await.map(|done| done.rows_affected()))?;
        if deleted == 0 {
            return Err(self.conflict(id).await?);
        }
        let revision = self.record("outlet", id.0, Op::Delete).await?;
        self.audit(AuditEntry {
            revision,
            action,
            entity: "outlet",
            entity_id: id.0,
            before_json: Some(audit_record::audit_json(before)),
            after_json: None,
        })
        .await
    }

    /// Why a write that expected a version found none: the version that is there, 0 when the outlet is gone.
    async fn conflict(&mut self, id: OutletId) -> Result<StoreError, StoreError> {
        let current: Option<i64> = on_tx!(self, db => sqlx::query_scalar("select version from outlet where id = $1")
            .bind(id.0).fetch_optional(db).await)?;
        Ok(StoreError::VersionConflict { current: current.unwrap_or(0) })
    }

    async fn log_outlets(&mut self, writes: &[OutletWrite], op: Op, action: &'static str) -> Result<(), StoreError> {
        if writes.is_empty() {
            return Ok(());
        }
        let changes: Vec<(Uuid, Op)> = writes.iter().map(|write| (write.outlet.id.0, op)).collect();
        let first = self.record_many("outlet", &changes).await?;
        let entries: Vec<AuditEntry> = writes
            .iter()
            .zip(first..)
            .map(|(write, revision)| AuditEntry {
                revision,
                action,
                entity: "outlet",
                entity_id: write.outlet.id.0,
                before_json: write.before.as_ref().map(audit_record::audit_json),
                after_json: Some(audit_record::audit_json(&write.outlet)),
            })
            .collect();
        self.audit_many(&entries).await
    }
}

/// Outlets whose `column` is one of `values`.
fn select_in<DB, T>(column: &'static str, values: &[T]) -> QueryBuilder<DB>
where
    DB: Database,
    T: Clone + Send + 'static + for<'a> Encode<'a, DB> + Type<DB>,
{
    let mut query = QueryBuilder::new("select ");
    query.push(COLUMNS).push(" from outlet where ").push(column).push(" in (");
    let mut list = query.separated(", ");
    for value in values {
        list.push_bind(value.clone());
    }
    query.push(")");
    query
}

fn into_outlets(rows: Vec<OutletRow>) -> Result<Vec<Outlet>, StoreError> {
    rows.into_iter().map(OutletRow::into_outlet).collect()
}

/// The unique code is the one constraint people run into; with several rows the store cannot say which.
fn outlet_error(error: StoreError, writes: &[OutletWrite]) -> StoreError {
    match error {
        StoreError::Duplicate { constraint } if constraint == "outlet_code_key" => {
            let code = if let [only] = writes { only.outlet.draft.code.clone() } else { String::new() };
            StoreError::DuplicateOutletCode { code }
        }
        other => other,
    }
}
