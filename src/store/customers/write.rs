//! Writing customers: rows, lists, change and audit in one transaction.

use serde_json::json;
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::children::OwnedPoint;
use super::row::{COLUMNS, fields_to_json, search_text};
use super::{ENTITY, IDS_PER_QUERY};
use crate::domain::customer::{Customer, CustomerDraft};
use crate::domain::ids::CustomerId;
use crate::store::audit::AuditEntry;
use crate::store::{Op, StoreError, Tx, on_tx};

/// A customer to write, and the record it replaces.
#[derive(Clone, Debug)]
pub struct CustomerWrite {
    pub customer: Customer,
    pub before: Option<Customer>,
}

impl Tx {
    /// Adds customers. A number that is taken fails with `DuplicateCustomerNumber` and nothing is written.
    pub async fn insert_customers(&mut self, writes: &[CustomerWrite], action: &'static str) -> Result<(), StoreError> {
        for chunk in writes.chunks(IDS_PER_QUERY) {
            let inserted = on_tx!(self, db => {
                let mut query = QueryBuilder::new("insert into customer (");
                query.push(COLUMNS).push(") ");
                query.push_values(chunk, |mut row, write| {
                    let Customer { id, version, created_at, updated_at, draft } = &write.customer;
                    row.push_bind(id.0)
                        .push_bind(draft.number.clone())
                        .push_bind(draft.kind.code())
                        .push_bind(draft.name.clone())
                        .push_bind(draft.segment.clone())
                        .push_bind(draft.value_tier.code())
                        .push_bind(draft.language.code())
                        .push_bind(draft.owner.map(|owner| owner.0))
                        .push_bind(draft.preferred_outlet.map(|outlet| outlet.0))
                        .push_bind(fields_to_json(&draft.fields))
                        .push_bind(search_text(draft))
                        .push_bind(*version)
                        .push_bind(created_at.0)
                        .push_bind(updated_at.0);
                });
                query.build().execute(db).await.map(drop)
            });
            inserted.map_err(|error| number_error(error.into(), chunk))?;
            self.insert_lists(chunk).await?;
        }
        self.log_customers(writes, Op::Create, action).await
    }

    /// Replaces a customer whose stored version is `expected`; `write.customer.version` is the new one.
    pub async fn update_customer(
        &mut self,
        write: &CustomerWrite,
        expected: i64,
        action: &'static str,
    ) -> Result<(), StoreError> {
        let Customer { id, version, updated_at, draft, .. } = &write.customer;
        let updated = on_tx!(self, db => sqlx::query(
            "update customer set number = $3, kind = $4, name = $5, segment = $6, value_tier = $7, language = $8, \
             owner_id = $9, preferred_outlet_id = $10, fields = $11, search_text = $12, version = $13, \
             updated_at_ms = $14 where id = $1 and version = $2",
        )
        .bind(id.0).bind(expected).bind(&draft.number).bind(draft.kind.code()).bind(&draft.name)
        .bind(&draft.segment).bind(draft.value_tier.code()).bind(draft.language.code())
        .bind(draft.owner.map(|owner| owner.0)).bind(draft.preferred_outlet.map(|outlet| outlet.0))
        .bind(fields_to_json(&draft.fields)).bind(search_text(draft)).bind(version).bind(updated_at.0)
        .execute(db).await.map(|done| done.rows_affected()));
        let updated = updated.map_err(|error| number_error(error.into(), std::slice::from_ref(write)))?;
        if updated == 0 {
            return Err(self.customer_conflict(*id).await?);
        }
        self.delete_lists(*id).await?;
        self.insert_lists(std::slice::from_ref(write)).await?;
        self.log_customers(std::slice::from_ref(write), Op::Update, action).await
    }

    /// Removes a customer, who must still be at the version of `before`, with all that hangs on them.
    pub async fn delete_customer(&mut self, before: &Customer, action: &'static str) -> Result<(), StoreError> {
        let deleted = on_tx!(self, db => sqlx::query("delete from customer where id = $1 and version = $2")
            .bind(before.id.0).bind(before.version).execute(db).await.map(|done| done.rows_affected()))?;
        if deleted == 0 {
            return Err(self.customer_conflict(before.id).await?);
        }
        let revision = self.record(ENTITY, before.id.0, Op::Delete).await?;
        let before_json = Some(json!({ "number": before.draft.number }).to_string());
        self.audit(AuditEntry {
            revision,
            action,
            entity: ENTITY,
            entity_id: before.id.0,
            before_json,
            after_json: None,
        })
        .await
    }

    /// Records that something which hangs on a customer has changed: the customer looks different now.
    pub async fn touch_customer(
        &mut self,
        id: CustomerId,
        action: &'static str,
        what: serde_json::Value,
    ) -> Result<i64, StoreError> {
        let revision = self.record(ENTITY, id.0, Op::Update).await?;
        let after_json = Some(what.to_string());
        self.audit(AuditEntry { revision, action, entity: ENTITY, entity_id: id.0, before_json: None, after_json })
            .await?;
        Ok(revision)
    }

    async fn insert_lists(&mut self, writes: &[CustomerWrite]) -> Result<(), StoreError> {
        let mut points = Vec::new();
        let mut addresses = Vec::new();
        for Customer { id, draft, .. } in writes.iter().map(|write| &write.customer) {
            let owned = |(position, point)| OwnedPoint { customer_id: id.0, contact_id: None, position, point };
            points.extend(draft.contact_points.iter().enumerate().map(owned));
            addresses.extend(draft.addresses.iter().enumerate().map(|(position, each)| (id.0, position, each)));
        }
        self.insert_points(&points).await?;
        self.insert_addresses(&addresses).await
    }

    async fn delete_lists(&mut self, id: CustomerId) -> Result<(), StoreError> {
        on_tx!(self, db => sqlx::query("delete from contact_point where customer_id = $1 and contact_id is null")
            .bind(id.0).execute(db).await.map(drop))?;
        on_tx!(self, db => sqlx::query("delete from customer_address where customer_id = $1")
            .bind(id.0).execute(db).await.map(drop))?;
        Ok(())
    }

    /// Why a write that expected a version found none: the version that is there, 0 when the customer is gone.
    async fn customer_conflict(&mut self, id: CustomerId) -> Result<StoreError, StoreError> {
        let current: Option<i64> = on_tx!(self, db => sqlx::query_scalar("select version from customer where id = $1")
            .bind(id.0).fetch_optional(db).await)?;
        Ok(StoreError::VersionConflict { current: current.unwrap_or(0) })
    }

    async fn log_customers(
        &mut self,
        writes: &[CustomerWrite],
        op: Op,
        action: &'static str,
    ) -> Result<(), StoreError> {
        if writes.is_empty() {
            return Ok(());
        }
        let changes: Vec<(Uuid, Op)> = writes.iter().map(|write| (write.customer.id.0, op)).collect();
        let first = self.record_many(ENTITY, &changes).await?;
        let entry = |(write, revision): (&CustomerWrite, i64)| AuditEntry {
            revision,
            action,
            entity: ENTITY,
            entity_id: write.customer.id.0,
            before_json: None,
            after_json: Some(audit_json(write)),
        };
        let entries: Vec<AuditEntry> = writes.iter().zip(first..).map(entry).collect();
        self.audit_many(&entries).await
    }
}

/// The number and the names of what changed.
fn audit_json(write: &CustomerWrite) -> String {
    let after = &write.customer;
    let changed = write.before.as_ref().map(|before| changed_fields(&before.draft, &after.draft));
    json!({ "number": after.draft.number, "version": after.version, "changed": changed }).to_string()
}

fn changed_fields(before: &CustomerDraft, after: &CustomerDraft) -> Vec<&'static str> {
    let fields = [
        ("kind", before.kind != after.kind),
        ("number", before.number != after.number),
        ("name", before.name != after.name),
        ("segment", before.segment != after.segment),
        ("value_tier", before.value_tier != after.value_tier),
        ("language", before.language != after.language),
        ("owner_id", before.owner != after.owner),
        ("preferred_outlet_id", before.preferred_outlet != after.preferred_outlet),
        ("fields", before.fields != after.fields),
        ("contact_points", before.contact_points != after.contact_points),
        ("addresses", before.addresses != after.addresses),
    ];
    fields.into_iter().filter(|(_, changed)| *changed).map(|(name, _)| name).collect()
}

/// The unique number is the one constraint people run into; with several rows the store cannot say which.
fn number_error(error: StoreError, writes: &[CustomerWrite]) -> StoreError {
    match error {
        StoreError::Duplicate { constraint } if constraint == "customer_number_key" => {
            let number = if let [only] = writes { only.customer.draft.number.clone() } else { String::new() };
            StoreError::DuplicateCustomerNumber { number }
        }
        other => other,
    }
}
