//! What waits for an answer, in the order in which it is due.

use serde_json::json;
use sqlx::FromRow;
use uuid::Uuid;

use super::audit::AuditEntry;
use super::{Op, Store, StoreError, Tx, on, on_tx};
use crate::domain::customer::ValueTier;
use crate::domain::ids::{CustomerId, QueueItemId, UserId};
use crate::domain::queue::{QueueItem, QueueKind, Taken};
use crate::units::Timestamp;

/// Name of this kind of record in `change` and `audit`.
pub const ENTITY: &str = "queue_item";

/// An item with what its place in the list goes by and what people see of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueLine {
    pub item: QueueItem,
    /// `None` where nobody knows who waits.
    pub customer: Option<QueueCustomer>,
    /// Name of whoever has taken it.
    pub taken_by_name: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueCustomer {
    pub number: String,
    pub name: String,
    pub value_tier: ValueTier,
    pub owner: Option<UserId>,
}

#[derive(FromRow)]
struct ItemRow {
    id: Uuid,
    kind: String,
    subject_id: Uuid,
    customer_id: Option<Uuid>,
    note: String,
    waiting_since_ms: i64,
    due_at_ms: i64,
    taken_by: Option<Uuid>,
    taken_at_ms: Option<i64>,
    return_at_ms: Option<i64>,
    done_at_ms: Option<i64>,
    version: i64,
}

#[derive(FromRow)]
struct LineRow {
    #[sqlx(flatten)]
    item: ItemRow,
    customer_number: Option<String>,
    customer_name: Option<String>,
    value_tier: Option<String>,
    owner_id: Option<Uuid>,
    taken_by_name: Option<String>,
}

macro_rules! lines {
    ($rest:literal) => {
        concat!(
            "select q.id, q.kind, q.subject_id, q.customer_id, q.note, q.waiting_since_ms, q.due_at_ms, q.taken_by, \
             q.taken_at_ms, q.return_at_ms, q.done_at_ms, q.version, c.number as customer_number, \
             c.name as customer_name, c.value_tier, c.owner_id, u.display_name as taken_by_name from queue_item q \
             left join customer c on c.id = q.customer_id left join user_account u on u.id = q.taken_by ",
            $rest
        )
    };
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, kind, subject_id, customer_id, note, waiting_since_ms, due_at_ms, taken_by, taken_at_ms, \
             return_at_ms, done_at_ms, version from queue_item ",
            $rest
        )
    };
}

impl Store {
    /// The first `limit` open items: by due time, then the customer's value, then the kind, then age. With `owner`,
    /// only those of the customers in that user's care.
    pub async fn queue(&self, owner: Option<UserId>, limit: i64) -> Result<Vec<QueueLine>, StoreError> {
        let everybody = owner.is_none();
        let owner = owner.map_or(Uuid::nil(), |owner| owner.0);
        let rows: Vec<LineRow> = on!(self, db => sqlx::query_as(lines!(
            "where q.done_at_ms is null and ($1 or c.owner_id = $2) order by q.due_at_ms, \
             case c.value_tier when 'platinum' then 0 when 'gold' then 1 when 'silver' then 2 else 3 end, \
             case q.kind when 'complaint' then 0 when 'missed_call' then 1 when 'call_back' then 2 when 'message' \
             then 3 else 4 end, q.id limit $3"
        )).bind(everybody).bind(owner).bind(limit).fetch_all(db).await)?;
        rows.into_iter().map(LineRow::into_line).collect()
    }

    /// How many wait.
    pub async fn queue_length(&self, owner: Option<UserId>) -> Result<i64, StoreError> {
        let everybody = owner.is_none();
        let owner = owner.map_or(Uuid::nil(), |owner| owner.0);
        Ok(on!(self, db => sqlx::query_scalar(
            "select count(*) from queue_item q left join customer c on c.id = q.customer_id \
             where q.done_at_ms is null and ($1 or c.owner_id = $2)",
        ).bind(everybody).bind(owner).fetch_one(db).await)?)
    }

    pub async fn find_queue_line(&self, id: QueueItemId) -> Result<Option<QueueLine>, StoreError> {
        let row: Option<LineRow> =
            on!(self, db => sqlx::query_as(lines!("where q.id = $1")).bind(id.0).fetch_optional(db).await)?;
        row.map(LineRow::into_line).transpose()
    }
}

impl Tx {
    /// The item as this transaction sees it; nobody else writes it until the end.
    pub async fn find_queue_item(&mut self, id: QueueItemId) -> Result<Option<QueueItem>, StoreError> {
        on_tx!(self, db => sqlx::query("update queue_item set version = version where id = $1")
            .bind(id.0).execute(db).await.map(drop))?;
        let row: Option<ItemRow> =
            on_tx!(self, db => sqlx::query_as(select!("where id = $1")).bind(id.0).fetch_optional(db).await)?;
        row.map(ItemRow::into_item).transpose()
    }

    pub async fn queue_item_of(&mut self, subject: Uuid) -> Result<Option<QueueItem>, StoreError> {
        let row: Option<ItemRow> = on_tx!(self, db => sqlx::query_as(select!("where subject_id = $1")).bind(subject).fetch_optional(db).await)?;
        row.map(ItemRow::into_item).transpose()
    }

    pub async fn insert_queue_item(&mut self, item: &QueueItem) -> Result<(), StoreError> {
        let at_ms = self.author().at.0;
        on_tx!(self, db => sqlx::query(
            "insert into queue_item (id, kind, subject_id, customer_id, note, waiting_since_ms, due_at_ms, version, \
             created_at_ms, updated_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        )
        .bind(item.id.0).bind(item.kind.code()).bind(item.subject).bind(item.customer.map(|id| id.0))
        .bind(&item.note).bind(item.waiting_since.0).bind(item.due_at.0).bind(item.version).bind(at_ms)
        .execute(db).await.map(drop))?;
        self.record(ENTITY, item.id.0, Op::Create).await.map(drop)
    }

    /// Replaces an item found in this transaction; `action` goes into the audit with who has it.
    pub async fn update_queue_item(&mut self, item: &QueueItem, action: &'static str) -> Result<(), StoreError> {
        let at_ms = self.author().at.0;
        on_tx!(self, db => sqlx::query(
            "update queue_item set customer_id = $2, note = $3, due_at_ms = $4, taken_by = $5, taken_at_ms = $6, \
             return_at_ms = $7, done_at_ms = $8, version = $9, updated_at_ms = $10 where id = $1",
        )
        .bind(item.id.0).bind(item.customer.map(|id| id.0)).bind(&item.note).bind(item.due_at.0)
        .bind(item.taken.map(|taken| taken.by.0)).bind(item.taken.map(|taken| taken.at.0))
        .bind(item.taken.map(|taken| taken.return_at.0)).bind(item.done_at.map(|at| at.0)).bind(item.version)
        .bind(at_ms).execute(db).await.map(drop))?;
        let op = if item.done_at.is_some() { Op::Delete } else { Op::Update };
        let revision = self.record(ENTITY, item.id.0, op).await?;
        let taken_by = item.taken.map(|taken| taken.by.0);
        let after_json = Some(json!({ "kind": item.kind.code(), "taken_by": taken_by }).to_string());
        self.audit(AuditEntry { revision, action, entity: ENTITY, entity_id: item.id.0, before_json: None, after_json })
            .await
    }

    /// Open items that somebody had, and whose time to go back has come; at most `limit`.
    pub async fn overdue_queue_items(&mut self, limit: i64) -> Result<Vec<QueueItem>, StoreError> {
        let now = self.author().at;
        let rows: Vec<ItemRow> = on_tx!(self, db => sqlx::query_as(
            select!("where done_at_ms is null and return_at_ms <= $1 order by return_at_ms limit $2"),
        ).bind(now.0).bind(limit).fetch_all(db).await)?;
        rows.into_iter().map(ItemRow::into_item).collect()
    }
}

impl ItemRow {
    fn into_item(self) -> Result<QueueItem, StoreError> {
        let kind = QueueKind::from_code(&self.kind).ok_or_else(|| StoreError::CorruptRow {
            entity: ENTITY,
            id: self.id.to_string(),
            problem: "kind".to_owned(),
        })?;
        let taken = match (self.taken_by, self.taken_at_ms, self.return_at_ms) {
            (Some(by), Some(at), Some(return_at)) => {
                Some(Taken { by: UserId(by), at: Timestamp(at), return_at: Timestamp(return_at) })
            }
            _ => None,
        };
        Ok(QueueItem {
            id: QueueItemId(self.id),
            kind,
            subject: self.subject_id,
            customer: self.customer_id.map(CustomerId),
            note: self.note,
            waiting_since: Timestamp(self.waiting_since_ms),
            due_at: Timestamp(self.due_at_ms),
            taken,
            done_at: self.done_at_ms.map(Timestamp),
            version: self.version,
        })
    }
}

impl LineRow {
    fn into_line(self) -> Result<QueueLine, StoreError> {
        let value_tier = self.value_tier.as_deref().and_then(ValueTier::from_code).unwrap_or(ValueTier::Standard);
        let customer = self.customer_number.zip(self.customer_name).map(|(number, name)| QueueCustomer {
            number,
            name,
            value_tier,
            owner: self.owner_id.map(UserId),
        });
        Ok(QueueLine { item: self.item.into_item()?, customer, taken_by_name: self.taken_by_name })
    }
}
