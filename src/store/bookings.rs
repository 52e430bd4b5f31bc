//! What outlets can take, and who comes already.

use std::collections::BTreeMap;

use serde_json::json;
use sqlx::FromRow;
use uuid::Uuid;

use super::audit::AuditEntry;
use super::tx::Connection;
use super::{Op, Store, StoreError, Tx, on, on_tx};
use crate::domain::booking::{BookingRules, Taken};
use crate::domain::ids::{AppointmentId, CustomerId, OutletId};
use crate::units::{Seconds, Timestamp};

/// Name of this kind of record in `change` and `audit`; its id is the outlet's.
pub const ENTITY: &str = "booking_rule";

/// No appointment is longer: whoever begins earlier is gone. Keeps the search within the index.
const LONGEST: Seconds = Seconds::hours(8);

const RULES: &str = "select slot_minutes, at_once, services, version from booking_rule where outlet_id = $1";

const TAKEN: &str = "select begins_at_ms, ends_at_ms, service from appointment where outlet_id = $1 \
     and begins_at_ms > $2 and begins_at_ms < $3 and ends_at_ms > $4 and state = 'booked' and id <> $5 \
     order by begins_at_ms, id";

#[derive(FromRow)]
struct RulesRow {
    slot_minutes: i64,
    at_once: i64,
    services: String,
    version: i64,
}

type TakenRow = (i64, i64, String);

/// The rules of an outlet and their version, 0 while nobody wrote any.
pub type StoredRules = (BookingRules, i64);

impl Store {
    pub async fn booking_rules(&self, outlet: OutletId) -> Result<StoredRules, StoreError> {
        let row = on!(self, db => sqlx::query_as(RULES).bind(outlet.0).fetch_optional(db).await)?;
        read_rules(outlet, row)
    }

    /// Who is booked at an outlet at some time of a span.
    pub async fn taken_at(
        &self,
        outlet: OutletId,
        from: Timestamp,
        until: Timestamp,
    ) -> Result<Vec<Taken>, StoreError> {
        let rows: Vec<TakenRow> = on!(self, db => sqlx::query_as(TAKEN)
            .bind(outlet.0).bind((from - LONGEST).0 - 1).bind(until.0).bind(from.0).bind(Uuid::nil())
            .fetch_all(db).await)?;
        Ok(rows.into_iter().map(read_taken).collect())
    }
}

impl Tx {
    /// The rules of an outlet; until the end nobody else books there or changes them.
    pub async fn locked_booking_rules(&mut self, outlet: OutletId) -> Result<StoredRules, StoreError> {
        // SQLite has one writer at a time anyway.
        if let Connection::Postgres(transaction) = self.connection() {
            let lock = sqlx::query("select 1 from outlet where id = $1 for update").bind(outlet.0);
            lock.execute(&mut **transaction).await?;
        }
        let row = on_tx!(self, db => sqlx::query_as(RULES).bind(outlet.0).fetch_optional(db).await)?;
        read_rules(outlet, row)
    }

    /// See `Store::taken_at`; without the appointment `except`.
    pub async fn taken_at(
        &mut self,
        outlet: OutletId,
        from: Timestamp,
        until: Timestamp,
        except: Option<AppointmentId>,
    ) -> Result<Vec<Taken>, StoreError> {
        let except = except.map_or(Uuid::nil(), |id| id.0);
        let rows: Vec<TakenRow> = on_tx!(self, db => sqlx::query_as(TAKEN)
            .bind(outlet.0).bind((from - LONGEST).0 - 1).bind(until.0).bind(from.0).bind(except)
            .fetch_all(db).await)?;
        Ok(rows.into_iter().map(read_taken).collect())
    }

    /// Until when a customer is booked somewhere in a span; `None` when nowhere.
    pub async fn busy_until(
        &mut self,
        customer: CustomerId,
        from: Timestamp,
        until: Timestamp,
        except: Option<AppointmentId>,
    ) -> Result<Option<Timestamp>, StoreError> {
        let except = except.map_or(Uuid::nil(), |id| id.0);
        let busy: Option<i64> = on_tx!(self, db => sqlx::query_scalar(
            "select max(ends_at_ms) from appointment where customer_id = $1 and begins_at_ms < $2 \
             and ends_at_ms > $3 and state = 'booked' and id <> $4",
        ).bind(customer.0).bind(until.0).bind(from.0).bind(except).fetch_one(db).await)?;
        Ok(busy.map(Timestamp))
    }

    /// Replaces the rules of an outlet that is locked.
    pub async fn put_booking_rules(
        &mut self,
        outlet: OutletId,
        rules: &BookingRules,
        version: i64,
    ) -> Result<(), StoreError> {
        let at_ms = self.author().at.0;
        let services = json!(rules.services).to_string();
        on_tx!(self, db => sqlx::query(
            "insert into booking_rule (outlet_id, slot_minutes, at_once, services, version, created_at_ms, \
             updated_at_ms) values ($1, $2, $3, $4, $5, $6, $6) on conflict (outlet_id) do update set \
             slot_minutes = excluded.slot_minutes, at_once = excluded.at_once, services = excluded.services, \
             version = excluded.version, updated_at_ms = excluded.updated_at_ms",
        )
        .bind(outlet.0).bind(rules.slot_minutes).bind(rules.at_once).bind(&services).bind(version).bind(at_ms)
        .execute(db).await.map(drop))?;
        let revision = self.record(ENTITY, outlet.0, Op::Update).await?;
        let after = json!({ "slot_minutes": rules.slot_minutes, "at_once": rules.at_once, "services": rules.services });
        let (entity_id, after_json) = (outlet.0, Some(after.to_string()));
        self.audit(AuditEntry { revision, action: "update", entity: ENTITY, entity_id, before_json: None, after_json })
            .await
    }
}

fn read_rules(outlet: OutletId, row: Option<RulesRow>) -> Result<StoredRules, StoreError> {
    let Some(row) = row else { return Ok((BookingRules::default(), 0)) };
    let services: BTreeMap<String, i64> = serde_json::from_str(&row.services).map_err(|error| {
        StoreError::CorruptRow { entity: ENTITY, id: outlet.to_string(), problem: format!("services: {error}") }
    })?;
    Ok((BookingRules { slot_minutes: row.slot_minutes, at_once: row.at_once, services }, row.version))
}

fn read_taken((begins_at, ends_at, service): TakenRow) -> Taken {
    Taken { begins_at: Timestamp(begins_at), ends_at: Timestamp(ends_at), service }
}
