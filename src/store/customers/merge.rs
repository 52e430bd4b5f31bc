//! Merging two customers and taking it back: everything that hangs on one goes over to the other, noted row by row.

use std::collections::HashMap;

use serde_json::json;
use uuid::Uuid;

use super::ENTITY;
use crate::domain::ids::CustomerId;
use crate::domain::merge::{Added, Merge};
use crate::store::audit::AuditEntry;
use crate::store::interactions::TIMELINE;
use crate::store::{Op, Store, StoreError, Tx, on, on_tx};
use crate::units::Timestamp;

type MergeRow = (Uuid, Uuid, Uuid, String, String, Option<i64>, i64);

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, survivor_id, duplicate_id, merged_by, added, undone_at_ms, created_at_ms from customer_merge ",
            $rest
        )
    };
}

/// The statements that note, move and take back the rows of one table.
macro_rules! table {
    ($name:literal) => {
        (
            concat!(
                "insert into customer_merge_move (merge_id, entity, entity_id) select $1, '",
                $name,
                "', id from ",
                $name,
                " where customer_id = $2"
            ),
            concat!(
                "update ",
                $name,
                " set customer_id = $3 where customer_id = $2 and id in (select entity_id from \
                 customer_merge_move where merge_id = $1 and entity = '",
                $name,
                "')"
            ),
        )
    };
}

/// What hangs on a customer and has an id of its own. Contact points and addresses of the customer itself are copied
/// by the use case: they are lists of the record.
const TABLES: [(&str, &str); 9] = [
    table!("contact"),
    table!("consent"),
    table!("interaction"),
    table!("phone_call"),
    table!("queue_item"),
    table!("customer_case"),
    table!("customer_order"),
    table!("outbox"),
    table!("appointment"),
];

impl Store {
    /// Merges before `before` (the time and id of one), newest first.
    pub async fn merge_page(&self, before: Option<(Timestamp, Uuid)>, limit: i64) -> Result<Vec<Merge>, StoreError> {
        let (at, id) = before.map_or((i64::MAX, Uuid::max()), |(at, id)| (at.0, id));
        let rows: Vec<MergeRow> = on!(self, db => sqlx::query_as(select!(
            "where (created_at_ms, id) < ($1, $2) order by created_at_ms desc, id desc limit $3"
        )).bind(at).bind(id).bind(limit).fetch_all(db).await)?;
        Ok(rows.into_iter().map(merge_from_row).collect())
    }

    /// Customers whose names sound like `key`, by id; at most `limit`.
    pub async fn customers_that_sound_like(&self, key: &str, limit: i64) -> Result<Vec<CustomerId>, StoreError> {
        let ids: Vec<Uuid> = on!(self, db => sqlx::query_scalar(
            "select id from customer where name_key = $1 and merged_into_id is null order by id limit $2",
        ).bind(key).bind(limit).fetch_all(db).await)?;
        Ok(ids.into_iter().map(CustomerId).collect())
    }

    /// Numbers and addresses that several customers have, after `after`, in order; at most `limit`.
    pub async fn shared_contact_values(&self, after: &str, limit: i64) -> Result<Vec<String>, StoreError> {
        Ok(on!(self, db => sqlx::query_scalar(
            "select p.value from contact_point p join customer c on c.id = p.customer_id \
             where c.merged_into_id is null and p.value > $1 group by p.value \
             having count(distinct p.customer_id) > 1 order by p.value limit $2",
        ).bind(after).bind(limit).fetch_all(db).await)?)
    }
}

impl Tx {
    pub async fn find_merge(&mut self, id: Uuid) -> Result<Option<Merge>, StoreError> {
        on_tx!(self, db => sqlx::query("update customer_merge set updated_at_ms = updated_at_ms where id = $1")
            .bind(id).execute(db).await.map(drop))?;
        let row: Option<MergeRow> =
            on_tx!(self, db => sqlx::query_as(select!("where id = $1")).bind(id).fetch_optional(db).await)?;
        Ok(row.map(merge_from_row))
    }

    /// Whether the customer took part in a merge after this one that still holds.
    pub async fn has_later_merge(&mut self, merge: &Merge) -> Result<bool, StoreError> {
        let later: Option<i64> = on_tx!(self, db => sqlx::query_scalar(
            "select created_at_ms from customer_merge where undone_at_ms is null and id > $1 \
             and (survivor_id = $2 or duplicate_id = $2) limit 1",
        ).bind(merge.id).bind(merge.survivor.0).fetch_optional(db).await)?;
        Ok(later.is_some())
    }

    /// Moves everything from the duplicate to the survivor, notes it, and hides the duplicate.
    pub async fn insert_merge(&mut self, merge: &Merge) -> Result<(), StoreError> {
        let (at_ms, survivor, duplicate) = (self.author().at.0, merge.survivor.0, merge.duplicate.0);
        on_tx!(self, db => sqlx::query(
            "insert into customer_merge (id, survivor_id, duplicate_id, merged_by, added, created_at_ms, \
             updated_at_ms) values ($1, $2, $3, $4, $5, $6, $6)",
        )
        .bind(merge.id).bind(survivor).bind(duplicate).bind(&merge.merged_by).bind(added_to_json(&merge.added))
        .bind(at_ms).execute(db).await.map(drop))?;
        for (note, go_over) in TABLES {
            on_tx!(self, db => sqlx::query(note).bind(merge.id).bind(duplicate).execute(db).await.map(drop))?;
            on_tx!(self, db => sqlx::query(go_over)
                .bind(merge.id).bind(duplicate).bind(survivor).execute(db).await.map(drop))?;
        }
        self.move_points_of_contacts(merge.id, survivor).await?;
        self.set_merged_into(duplicate, Some(survivor)).await?;
        self.log_merge(merge, "merge", Op::Delete).await
    }

    /// Takes back what went over and is still the survivor's, and shows the duplicate again.
    pub async fn undo_merge(&mut self, merge: &Merge) -> Result<(), StoreError> {
        let (at_ms, survivor, duplicate) = (self.author().at.0, merge.survivor.0, merge.duplicate.0);
        for (_, go_over) in TABLES {
            on_tx!(self, db => sqlx::query(go_over)
                .bind(merge.id).bind(survivor).bind(duplicate).execute(db).await.map(drop))?;
        }
        self.move_points_of_contacts(merge.id, duplicate).await?;
        self.set_merged_into(duplicate, None).await?;
        on_tx!(self, db => sqlx::query("update customer_merge set undone_at_ms = $2, updated_at_ms = $2 where id = $1")
            .bind(merge.id).bind(at_ms).execute(db).await.map(drop))?;
        self.log_merge(merge, "undo_merge", Op::Create).await
    }

    async fn move_points_of_contacts(&mut self, merge: Uuid, to: Uuid) -> Result<(), StoreError> {
        on_tx!(self, db => sqlx::query(
            "update contact_point set customer_id = $2 where contact_id in (select entity_id from \
             customer_merge_move where merge_id = $1 and entity = 'contact')",
        ).bind(merge).bind(to).execute(db).await.map(drop))?;
        Ok(())
    }

    async fn set_merged_into(&mut self, duplicate: Uuid, survivor: Option<Uuid>) -> Result<(), StoreError> {
        let at_ms = self.author().at.0;
        on_tx!(self, db => sqlx::query(
            "update customer set merged_into_id = $2, version = version + 1, updated_at_ms = $3 where id = $1",
        ).bind(duplicate).bind(survivor).bind(at_ms).execute(db).await.map(drop))?;
        Ok(())
    }

    async fn log_merge(&mut self, merge: &Merge, action: &'static str, op: Op) -> Result<(), StoreError> {
        self.record(ENTITY, merge.duplicate.0, op).await?;
        let revision = self.record(ENTITY, merge.survivor.0, Op::Update).await?;
        self.record(TIMELINE, merge.survivor.0, Op::Update).await?;
        let after_json = Some(json!({ "merge_id": merge.id, "duplicate_id": merge.duplicate.0 }).to_string());
        let entity_id = merge.survivor.0;
        self.audit(AuditEntry { revision, action, entity: ENTITY, entity_id, before_json: None, after_json }).await
    }
}

fn added_to_json(added: &Added) -> String {
    json!({ "points": added.points, "addresses": added.addresses, "fields": added.fields }).to_string()
}

/// A list that cannot be read is empty: an undo then leaves it with the survivor.
fn added_from_json(text: &str) -> Added {
    let object: HashMap<String, Vec<String>> = serde_json::from_str(text).unwrap_or_default();
    let list = |name: &str| object.get(name).cloned().unwrap_or_default();
    Added { points: list("points"), addresses: list("addresses"), fields: list("fields") }
}

fn merge_from_row((id, survivor, duplicate, merged_by, added, undone_at_ms, created_at_ms): MergeRow) -> Merge {
    Merge {
        id,
        survivor: CustomerId(survivor),
        duplicate: CustomerId(duplicate),
        merged_by,
        merged_at: Timestamp(created_at_ms),
        undone_at: undone_at_ms.map(Timestamp),
        added: added_from_json(&added),
    }
}
