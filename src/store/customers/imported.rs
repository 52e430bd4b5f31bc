//! What an import writes and takes back many at a time.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use sqlx::QueryBuilder;
use uuid::Uuid;

use super::children::select_in;
use super::{ENTITY, IDS_PER_QUERY, image};
use crate::domain::consent::Consent;
use crate::domain::customer::Customer;
use crate::domain::ids::{ConsentId, CustomerId};
use crate::store::audit::AuditEntry;
use crate::store::{Op, StoreError, Tx, on_tx};

/// SQLite allows 32,766 variables a statement; nine a row.
const ROWS_PER_INSERT: usize = 3_000;

/// What hangs on a customer and was not brought by the import that made them.
const HISTORY: [(&str, &str); 8] = [
    ("interaction", "customer_id"),
    ("phone_call", "customer_id"),
    ("queue_item", "customer_id"),
    ("customer_case", "customer_id"),
    ("customer_order", "customer_id"),
    ("outbox", "customer_id"),
    ("appointment", "customer_id"),
    ("customer_merge", "survivor_id"),
];

/// What an import brings with a customer, and people add to later.
const ADDED_LATER: [&str; 2] = ["contact", "consent"];

/// What undoing needs of a customer that an import updated.
#[derive(Clone, Debug)]
pub struct CustomerImage {
    pub before: Customer,
    /// What the import wrote down of consents.
    pub consents: Vec<ConsentId>,
}

#[derive(Serialize, Deserialize)]
struct StoredImage {
    before: image::StoredCustomer,
    consents: Vec<Uuid>,
}

impl CustomerImage {
    pub fn to_json(&self) -> String {
        let consents = self.consents.iter().map(|id| id.0).collect();
        let stored = StoredImage { before: image::StoredCustomer::of(&self.before), consents };
        serde_json::to_string(&stored).expect("texts and numbers serialise")
    }

    pub fn from_json(json: &str) -> Result<Self, StoreError> {
        let corrupt = |problem: String| StoreError::CorruptRow { entity: "import_result", id: String::new(), problem };
        let stored: StoredImage =
            serde_json::from_str(json).map_err(|error| corrupt(format!("column before_json: {error}")))?;
        let consents = stored.consents.into_iter().map(ConsentId).collect();
        Ok(Self { before: stored.before.read()?, consents })
    }
}

impl Tx {
    /// Adds words without a change and an audit row for each: the import's own rows say where they came from.
    pub async fn insert_consents(&mut self, consents: &[Consent]) -> Result<(), StoreError> {
        for chunk in consents.chunks(ROWS_PER_INSERT) {
            on_tx!(self, db => {
                let mut query = QueryBuilder::new(
                    "insert into consent (id, customer_id, channel, given, source, said_at_ms, recorded_by, \
                     created_at_ms, updated_at_ms) ",
                );
                query.push_values(chunk, |mut row, consent| {
                    let draft = &consent.draft;
                    row.push_bind(consent.id.0)
                        .push_bind(consent.customer_id.0)
                        .push_bind(draft.channel.code())
                        .push_bind(draft.given)
                        .push_bind(draft.source.clone())
                        .push_bind(draft.said_at.0)
                        .push_bind(consent.recorded_by.clone())
                        .push_bind(consent.created_at.0)
                        .push_bind(consent.created_at.0);
                });
                query.build().execute(db).await.map(drop)
            })?;
        }
        Ok(())
    }

    /// Records that nothing but the consents of a customer have changed.
    pub async fn note_consents_of_import(&mut self, id: CustomerId, action: &'static str) -> Result<(), StoreError> {
        self.touch_customer(id, action, serde_json::json!({ "changed": ["consents"] })).await.map(drop)
    }

    /// Takes words away that should never have been written down.
    pub async fn delete_consents(&mut self, consents: &[ConsentId]) -> Result<(), StoreError> {
        for chunk in consents.chunks(IDS_PER_QUERY) {
            on_tx!(self, db => {
                let mut query = QueryBuilder::new("delete from consent where id in (");
                let mut list = query.separated(", ");
                for id in chunk {
                    list.push_bind(id.0);
                }
                query.push(")").build().execute(db).await.map(drop)
            })?;
        }
        Ok(())
    }

    /// Those of `ids` with whom we have had to do since they were made: whoever deletes them throws away a history.
    pub async fn customers_with_history(&mut self, ids: &[Uuid]) -> Result<HashSet<Uuid>, StoreError> {
        let mut found = HashSet::new();
        for chunk in ids.chunks(IDS_PER_QUERY) {
            for (table, column) in HISTORY {
                let some: Vec<Uuid> = on_tx!(self, db => {
                    select_in(table, column, column, chunk).build_query_scalar().fetch_all(db).await
                })?;
                found.extend(some);
            }
            for table in ADDED_LATER {
                let some: Vec<Uuid> = on_tx!(self, db => {
                    let mut query = QueryBuilder::new("select t.customer_id from ");
                    query.push(table).push(" t join customer c on c.id = t.customer_id and t.updated_at_ms > c.created_at_ms");
                    query.push(" where c.id in (");
                    let mut list = query.separated(", ");
                    for id in chunk {
                        list.push_bind(*id);
                    }
                    query.push(")").build_query_scalar().fetch_all(db).await
                })?;
                found.extend(some);
            }
        }
        Ok(found)
    }

    /// Removes customers with all that hangs on them, many at a time; those whose version has moved on fail the whole.
    pub async fn delete_customers(&mut self, customers: &[Customer], action: &'static str) -> Result<(), StoreError> {
        for chunk in customers.chunks(IDS_PER_QUERY) {
            let deleted = on_tx!(self, db => {
                let mut query = QueryBuilder::new("delete from customer where (id, version) in (");
                let mut list = query.separated(", ");
                for customer in chunk {
                    list.push("(").push_bind_unseparated(customer.id.0).push_unseparated(", ");
                    list.push_bind_unseparated(customer.version).push_unseparated(")");
                }
                query.push(")").build().execute(db).await.map(|done| done.rows_affected())
            })?;
            if deleted != chunk.len() as u64 {
                return Err(StoreError::VersionConflict { current: 0 });
            }
            self.log_deleted(chunk, action).await?;
        }
        Ok(())
    }

    async fn log_deleted(&mut self, customers: &[Customer], action: &'static str) -> Result<(), StoreError> {
        let changes: Vec<(Uuid, Op)> = customers.iter().map(|customer| (customer.id.0, Op::Delete)).collect();
        let first = self.record_many(ENTITY, &changes).await?;
        let entry = |(customer, revision): (&Customer, i64)| AuditEntry {
            revision,
            action,
            entity: ENTITY,
            entity_id: customer.id.0,
            before_json: Some(serde_json::json!({ "number": customer.draft.number }).to_string()),
            after_json: None,
        };
        let entries: Vec<AuditEntry> = customers.iter().zip(first..).map(entry).collect();
        self.audit_many(&entries).await
    }
}
