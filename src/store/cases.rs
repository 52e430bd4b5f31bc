//! Complaints and requests: by id, in pages, written with change and audit rows.

use serde_json::json;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::audit::AuditEntry;
use super::{Op, Store, StoreError, Tx, on, on_tx};
use crate::domain::case::{Case, CaseDraft, CaseKind, CaseState, Due};
use crate::domain::ids::{CaseId, CustomerId, OrderId, OutletId, UserId};
use crate::units::Timestamp;

/// Name of this kind of record in `change` and `audit`.
pub const ENTITY: &str = "case";

const COLUMNS: &str = "id, number, kind, state, customer_id, subject, description, outlet_id, order_id, opened_at_ms, \
     due_on, due_at_ms, rule, rule_version, resolution, resolved_at_ms, version, created_at_ms, updated_at_ms";

/// Which cases a page holds.
#[derive(Clone, Debug, Default)]
pub struct CaseFilter {
    pub customer: Option<CustomerId>,
    /// True for those that are not yet answered.
    pub open: Option<bool>,
    /// Only those of the customers in this user's care.
    pub owner: Option<UserId>,
}

#[derive(FromRow)]
struct CaseRow {
    id: Uuid,
    number: String,
    kind: String,
    state: String,
    customer_id: Uuid,
    subject: String,
    description: String,
    outlet_id: Option<Uuid>,
    order_id: Option<Uuid>,
    opened_at_ms: i64,
    due_on: String,
    due_at_ms: i64,
    rule: String,
    rule_version: i32,
    resolution: String,
    resolved_at_ms: Option<i64>,
    version: i64,
    created_at_ms: i64,
    updated_at_ms: i64,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, number, kind, state, customer_id, subject, description, outlet_id, order_id, opened_at_ms, \
             due_on, due_at_ms, rule, rule_version, resolution, resolved_at_ms, version, created_at_ms, \
             updated_at_ms from customer_case ",
            $rest
        )
    };
}

impl Store {
    pub async fn find_case(&self, id: CaseId) -> Result<Option<Case>, StoreError> {
        let row: Option<CaseRow> =
            on!(self, db => sqlx::query_as(select!("where id = $1")).bind(id.0).fetch_optional(db).await)?;
        row.map(CaseRow::into_case).transpose()
    }

    /// Cases opened before `before` (the time and id of one), newest first.
    pub async fn case_page(
        &self,
        filter: &CaseFilter,
        before: Option<(Timestamp, Uuid)>,
        limit: i64,
    ) -> Result<Vec<Case>, StoreError> {
        let rows: Vec<CaseRow> = on!(self, db => {
            let mut query = QueryBuilder::new("select ");
            query.push(COLUMNS).push(" from customer_case where 1 = 1");
            if let Some(customer) = filter.customer {
                query.push(" and customer_id = ").push_bind(customer.0);
            }
            if let Some(open) = filter.open {
                query.push(if open { " and resolved_at_ms is null" } else { " and resolved_at_ms is not null" });
            }
            if let Some(owner) = filter.owner {
                query.push(" and customer_id in (select id from customer where owner_id = ").push_bind(owner.0).push(")");
            }
            if let Some((at, id)) = before {
                query.push(" and (opened_at_ms, id) < (").push_bind(at.0).push(", ").push_bind(id).push(")");
            }
            query.push(" order by opened_at_ms desc, id desc limit ").push_bind(limit);
            query.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(CaseRow::into_case).collect()
    }
}

impl Tx {
    /// The case as this transaction sees it; nobody else writes it until the end.
    pub async fn find_case(&mut self, id: CaseId) -> Result<Option<Case>, StoreError> {
        on_tx!(self, db => sqlx::query("update customer_case set version = version where id = $1")
            .bind(id.0).execute(db).await.map(drop))?;
        let row: Option<CaseRow> =
            on_tx!(self, db => sqlx::query_as(select!("where id = $1")).bind(id.0).fetch_optional(db).await)?;
        row.map(CaseRow::into_case).transpose()
    }

    pub async fn insert_case(&mut self, case: &Case) -> Result<(), StoreError> {
        let (draft, due) = (&case.draft, &case.due);
        on_tx!(self, db => sqlx::query(
            "insert into customer_case (id, number, kind, state, customer_id, subject, description, outlet_id, \
             order_id, opened_at_ms, due_on, due_at_ms, rule, rule_version, resolution, resolved_at_ms, version, \
             created_at_ms, updated_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, \
             $16, $17, $18, $19)",
        )
        .bind(case.id.0).bind(&case.number).bind(draft.kind.code()).bind(draft.state.code())
        .bind(draft.customer.0).bind(&draft.subject).bind(&draft.description)
        .bind(draft.outlet.map(|id| id.0)).bind(draft.order.map(|id| id.0)).bind(case.opened_at.0)
        .bind(due.on.to_string()).bind(due.at.0).bind(&due.rule).bind(due.rule_version).bind(&draft.resolution)
        .bind(case.resolved_at.map(|at| at.0)).bind(case.version).bind(case.created_at.0).bind(case.updated_at.0)
        .execute(db).await.map(drop))?;
        self.log_case(case, Op::Create, "create").await
    }

    /// Replaces a case found in this transaction. Customer, number and due day stay.
    pub async fn update_case(&mut self, case: &Case) -> Result<(), StoreError> {
        let draft = &case.draft;
        on_tx!(self, db => sqlx::query(
            "update customer_case set state = $2, subject = $3, description = $4, outlet_id = $5, order_id = $6, \
             resolution = $7, resolved_at_ms = $8, version = $9, updated_at_ms = $10 where id = $1",
        )
        .bind(case.id.0).bind(draft.state.code()).bind(&draft.subject).bind(&draft.description)
        .bind(draft.outlet.map(|id| id.0)).bind(draft.order.map(|id| id.0)).bind(&draft.resolution)
        .bind(case.resolved_at.map(|at| at.0)).bind(case.version).bind(case.updated_at.0)
        .execute(db).await.map(drop))?;
        self.log_case(case, Op::Update, "update").await
    }

    async fn log_case(&mut self, case: &Case, op: Op, action: &'static str) -> Result<(), StoreError> {
        let revision = self.record(ENTITY, case.id.0, op).await?;
        let after = json!({
            "number": case.number,
            "customer_id": case.draft.customer.0,
            "kind": case.draft.kind.code(),
            "state": case.draft.state.code(),
            "due_on": case.due.on,
            "rule": case.due.rule,
            "rule_version": case.due.rule_version,
        });
        let (entity_id, after_json) = (case.id.0, Some(after.to_string()));
        self.audit(AuditEntry { revision, action, entity: ENTITY, entity_id, before_json: None, after_json }).await
    }
}

impl CaseRow {
    fn into_case(self) -> Result<Case, StoreError> {
        let corrupt = |problem: &str| StoreError::CorruptRow {
            entity: ENTITY,
            id: self.id.to_string(),
            problem: problem.to_owned(),
        };
        let draft = CaseDraft {
            kind: CaseKind::from_code(&self.kind).ok_or_else(|| corrupt("kind"))?,
            state: CaseState::from_code(&self.state).ok_or_else(|| corrupt("state"))?,
            customer: CustomerId(self.customer_id),
            subject: self.subject,
            description: self.description,
            outlet: self.outlet_id.map(OutletId),
            order: self.order_id.map(OrderId),
            resolution: self.resolution,
        };
        let due = Due {
            on: self.due_on.parse().map_err(|_| corrupt("due_on"))?,
            at: Timestamp(self.due_at_ms),
            rule: self.rule,
            rule_version: self.rule_version,
        };
        Ok(Case {
            id: CaseId(self.id),
            number: self.number,
            draft,
            opened_at: Timestamp(self.opened_at_ms),
            due,
            resolved_at: self.resolved_at_ms.map(Timestamp),
            version: self.version,
            created_at: Timestamp(self.created_at_ms),
            updated_at: Timestamp(self.updated_at_ms),
        })
    }
}
