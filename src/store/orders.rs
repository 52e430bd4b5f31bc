//! Orders with their lines: by id, in pages, written with change and audit rows.

use serde_json::json;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::audit::AuditEntry;
use super::{Op, Store, StoreError, Tx, on, on_tx};
use crate::domain::ids::{CustomerId, OrderId, OutletId, UserId};
use crate::domain::order::{Order, OrderDraft, OrderLine, OrderState};
use crate::units::Timestamp;

/// Name of this kind of record in `change` and `audit`.
pub const ENTITY: &str = "order";

const COLUMNS: &str = "id, number, state, customer_id, outlet_id, currency, placed_at_ms, promised_on, note, version, \
     created_at_ms, updated_at_ms";

/// Which orders a page holds.
#[derive(Clone, Debug, Default)]
pub struct OrderFilter {
    pub customer: Option<CustomerId>,
    pub number: Option<String>,
    /// True for those that the customer still waits for.
    pub open: Option<bool>,
    /// Only those of the customers in this user's care.
    pub owner: Option<UserId>,
}

#[derive(FromRow)]
struct OrderRow {
    id: Uuid,
    number: String,
    state: String,
    customer_id: Uuid,
    outlet_id: Option<Uuid>,
    currency: String,
    placed_at_ms: i64,
    promised_on: Option<String>,
    note: String,
    version: i64,
    created_at_ms: i64,
    updated_at_ms: i64,
}

#[derive(FromRow)]
struct LineRow {
    order_id: Uuid,
    product: String,
    name: String,
    quantity: i64,
    unit_amount: i64,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, number, state, customer_id, outlet_id, currency, placed_at_ms, promised_on, note, version, \
             created_at_ms, updated_at_ms from customer_order ",
            $rest
        )
    };
}

impl Store {
    pub async fn find_order(&self, id: OrderId) -> Result<Option<Order>, StoreError> {
        let row: Option<OrderRow> =
            on!(self, db => sqlx::query_as(select!("where id = $1")).bind(id.0).fetch_optional(db).await)?;
        Ok(self.with_lines(row.into_iter().collect()).await?.into_iter().next())
    }

    /// Orders placed before `before` (the time and id of one), newest first.
    pub async fn order_page(
        &self,
        filter: &OrderFilter,
        before: Option<(Timestamp, Uuid)>,
        limit: i64,
    ) -> Result<Vec<Order>, StoreError> {
        let rows: Vec<OrderRow> = on!(self, db => {
            let mut query = QueryBuilder::new("select ");
            query.push(COLUMNS).push(" from customer_order where 1 = 1");
            if let Some(customer) = filter.customer {
                query.push(" and customer_id = ").push_bind(customer.0);
            }
            if let Some(number) = &filter.number {
                query.push(" and number = ").push_bind(number.clone());
            }
            if let Some(open) = filter.open {
                query.push(if open { " and state in (" } else { " and state not in (" });
                let mut list = query.separated(", ");
                for state in OrderState::ALL.iter().filter(|state| state.is_open()) {
                    list.push_bind(state.code());
                }
                query.push(")");
            }
            if let Some(owner) = filter.owner {
                query.push(" and customer_id in (select id from customer where owner_id = ").push_bind(owner.0).push(")");
            }
            if let Some((at, id)) = before {
                query.push(" and (placed_at_ms, id) < (").push_bind(at.0).push(", ").push_bind(id).push(")");
            }
            query.push(" order by placed_at_ms desc, id desc limit ").push_bind(limit);
            query.build_query_as().fetch_all(db).await
        })?;
        self.with_lines(rows).await
    }

    async fn with_lines(&self, rows: Vec<OrderRow>) -> Result<Vec<Order>, StoreError> {
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let lines: Vec<LineRow> = on!(self, db => {
            let mut query =
                QueryBuilder::new("select order_id, product, name, quantity, unit_amount from order_line where order_id in (");
            let mut list = query.separated(", ");
            for row in &rows {
                list.push_bind(row.id);
            }
            query.push(") order by order_id, position");
            query.build_query_as().fetch_all(db).await
        })?;
        assemble(rows, lines)
    }
}

impl Tx {
    /// The order as this transaction sees it; nobody else writes it until the end.
    pub async fn find_order(&mut self, id: OrderId) -> Result<Option<Order>, StoreError> {
        on_tx!(self, db => sqlx::query("update customer_order set version = version where id = $1")
            .bind(id.0).execute(db).await.map(drop))?;
        let row: Option<OrderRow> =
            on_tx!(self, db => sqlx::query_as(select!("where id = $1")).bind(id.0).fetch_optional(db).await)?;
        let lines: Vec<LineRow> = on_tx!(self, db => sqlx::query_as(
            "select order_id, product, name, quantity, unit_amount from order_line where order_id = $1 order by position",
        ).bind(id.0).fetch_all(db).await)?;
        Ok(assemble(row.into_iter().collect(), lines)?.into_iter().next())
    }

    /// Adds an order. A number that is taken fails with `DuplicateOrderNumber`.
    pub async fn insert_order(&mut self, order: &Order) -> Result<(), StoreError> {
        let draft = &order.draft;
        let inserted = on_tx!(self, db => sqlx::query(
            "insert into customer_order (id, number, state, customer_id, outlet_id, currency, placed_at_ms, \
             promised_on, note, version, created_at_ms, updated_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, \
             $10, $11, $12)",
        )
        .bind(order.id.0).bind(&draft.number).bind(draft.state.code()).bind(draft.customer.0)
        .bind(draft.outlet.map(|id| id.0)).bind(&draft.currency).bind(draft.placed_at.0)
        .bind(draft.promised_on.map(|day| day.to_string())).bind(&draft.note).bind(order.version)
        .bind(order.created_at.0).bind(order.updated_at.0).execute(db).await.map(drop));
        inserted.map_err(|error| order_error(error.into(), &draft.number))?;
        self.insert_lines(order).await?;
        self.log_order(order, Op::Create, "create").await
    }

    /// Replaces an order found in this transaction. The customer stays.
    pub async fn update_order(&mut self, order: &Order) -> Result<(), StoreError> {
        let draft = &order.draft;
        let updated = on_tx!(self, db => sqlx::query(
            "update customer_order set number = $2, state = $3, outlet_id = $4, currency = $5, placed_at_ms = $6, \
             promised_on = $7, note = $8, version = $9, updated_at_ms = $10 where id = $1",
        )
        .bind(order.id.0).bind(&draft.number).bind(draft.state.code()).bind(draft.outlet.map(|id| id.0))
        .bind(&draft.currency).bind(draft.placed_at.0).bind(draft.promised_on.map(|day| day.to_string()))
        .bind(&draft.note).bind(order.version).bind(order.updated_at.0).execute(db).await.map(drop));
        updated.map_err(|error| order_error(error.into(), &draft.number))?;
        on_tx!(self, db => sqlx::query("delete from order_line where order_id = $1")
            .bind(order.id.0).execute(db).await.map(drop))?;
        self.insert_lines(order).await?;
        self.log_order(order, Op::Update, "update").await
    }

    async fn insert_lines(&mut self, order: &Order) -> Result<(), StoreError> {
        // At most `order::LINES_MAX` lines of six values: one statement.
        on_tx!(self, db => {
            let mut query = QueryBuilder::new(
                "insert into order_line (order_id, position, product, name, quantity, unit_amount) ",
            );
            query.push_values(order.draft.lines.iter().enumerate(), |mut row, (position, line)| {
                row.push_bind(order.id.0)
                    .push_bind(position as i32)
                    .push_bind(line.product.clone())
                    .push_bind(line.name.clone())
                    .push_bind(line.quantity)
                    .push_bind(line.unit_amount);
            });
            query.build().execute(db).await.map(drop)
        })?;
        Ok(())
    }

    async fn log_order(&mut self, order: &Order, op: Op, action: &'static str) -> Result<(), StoreError> {
        let revision = self.record(ENTITY, order.id.0, op).await?;
        let draft = &order.draft;
        let after = json!({
            "number": draft.number,
            "customer_id": draft.customer.0,
            "state": draft.state.code(),
            "total": draft.total(),
            "currency": draft.currency,
        });
        let (entity_id, after_json) = (order.id.0, Some(after.to_string()));
        self.audit(AuditEntry { revision, action, entity: ENTITY, entity_id, before_json: None, after_json }).await
    }
}

fn assemble(rows: Vec<OrderRow>, lines: Vec<LineRow>) -> Result<Vec<Order>, StoreError> {
    let mut orders: Vec<Order> = rows.into_iter().map(OrderRow::into_order).collect::<Result<_, _>>()?;
    for line in lines {
        let order = orders.iter_mut().find(|order| order.id.0 == line.order_id);
        if let Some(order) = order {
            let LineRow { product, name, quantity, unit_amount, .. } = line;
            order.draft.lines.push(OrderLine { product, name, quantity, unit_amount });
        }
    }
    Ok(orders)
}

fn order_error(error: StoreError, number: &str) -> StoreError {
    match error {
        StoreError::Duplicate { constraint } if constraint == "customer_order_number_key" => {
            StoreError::DuplicateOrderNumber { number: number.to_owned() }
        }
        other => other,
    }
}

impl OrderRow {
    fn into_order(self) -> Result<Order, StoreError> {
        let state = OrderState::from_code(&self.state).ok_or_else(|| StoreError::CorruptRow {
            entity: ENTITY,
            id: self.id.to_string(),
            problem: "state".to_owned(),
        })?;
        let draft = OrderDraft {
            number: self.number,
            state,
            customer: CustomerId(self.customer_id),
            outlet: self.outlet_id.map(OutletId),
            currency: self.currency,
            placed_at: Timestamp(self.placed_at_ms),
            promised_on: self.promised_on.and_then(|day| day.parse().ok()),
            note: self.note,
            lines: Vec::new(),
        };
        let (created_at, updated_at) = (Timestamp(self.created_at_ms), Timestamp(self.updated_at_ms));
        Ok(Order { id: OrderId(self.id), draft, version: self.version, created_at, updated_at })
    }
}
