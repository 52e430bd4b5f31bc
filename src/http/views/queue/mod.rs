//! The queue as JSON, with the reason of each place in words.

mod words;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::outlet::LocalizedBody;
use super::time;
use crate::domain::customer_sight::CustomerSight;
use crate::store::queue::{QueueCustomer, QueueLine};
use crate::units::Timestamp;

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QueueView {
    /// In the order in which they are due; then by the customer's value, then by kind.
    pub items: Vec<QueueItemView>,
    /// How many wait in all.
    pub total: i64,
    /// The service's clock: how long somebody has waited is told by it, whatever the reader's clock says.
    #[schema(format = DateTime)]
    pub at: String,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QueueItemView {
    pub id: Uuid,
    pub version: i64,
    /// `complaint`, `missed_call`, `call_back`, `message` or `request`.
    pub kind: &'static str,
    /// The case (complaint, request), call (missed_call) or interaction (message) that waits.
    pub subject_id: Uuid,
    /// `null` where nobody knows who waits.
    pub customer: Option<QueueCustomerView>,
    pub note: String,
    pub waiting_since: String,
    pub due_at: String,
    pub overdue: bool,
    /// Who works on it; `null` when it is free.
    pub taken: Option<TakenView>,
    /// Why it stands where it stands: "complaint due in 3 h".
    pub reason: LocalizedBody,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QueueCustomerView {
    pub id: Uuid,
    pub number: String,
    pub name: String,
    pub value_tier: &'static str,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TakenView {
    pub user_id: Uuid,
    pub name: String,
    pub at: String,
    /// When it goes back by itself.
    pub return_at: String,
}

/// Who gets an item.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOverBody {
    pub user_id: Uuid,
}

/// A promise to call back.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CallBackBody {
    pub customer_id: Uuid,
    /// RFC 3339.
    pub due_at: String,
    #[serde(default)]
    pub note: String,
}

impl QueueItemView {
    pub fn new(line: &QueueLine, sight: CustomerSight, now: Timestamp) -> Self {
        let item = &line.item;
        let customer = line.customer.as_ref().zip(item.customer);
        let taken = item.taken_at(now).map(|taken| TakenView {
            user_id: taken.by.0,
            name: line.taken_by_name.clone().unwrap_or_default(),
            at: time::utc(taken.at),
            return_at: time::utc(taken.return_at),
        });
        Self {
            id: item.id.0,
            version: item.version,
            kind: item.kind.code(),
            subject_id: item.subject,
            customer: customer.map(|(customer, id)| customer_view(customer, id.0)),
            note: if sight.personal { item.note.clone() } else { String::new() },
            waiting_since: time::utc(item.waiting_since),
            due_at: time::utc(item.due_at),
            overdue: item.due_at < now,
            taken,
            reason: words::reason(line, now),
        }
    }
}

fn customer_view(customer: &QueueCustomer, id: Uuid) -> QueueCustomerView {
    let (number, name) = (customer.number.clone(), customer.name.clone());
    QueueCustomerView { id, number, name, value_tier: customer.value_tier.code() }
}
