//! Orders as JSON.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{coded, time};
use crate::domain::ids::{CustomerId, OutletId};
use crate::domain::order::{Order, OrderDraft, OrderLine, OrderState};
use crate::domain::validation::ValidationError;
use crate::units::Timestamp;

/// An order as it is written.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderBody {
    /// When empty, one is given.
    #[serde(default)]
    pub number: String,
    /// `new`, `confirmed`, `ready`, `shipped`, `delivered`, `cancelled` or `returned`.
    #[serde(default = "new")]
    #[schema(example = "confirmed")]
    pub state: String,
    pub customer_id: Uuid,
    #[serde(default)]
    pub outlet_id: Option<Uuid>,
    /// ISO 4217.
    #[schema(example = "PLN")]
    pub currency: String,
    /// RFC 3339; now when absent.
    #[serde(default)]
    pub placed_at: Option<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub promised_on: Option<NaiveDate>,
    #[serde(default)]
    pub note: String,
    pub lines: Vec<OrderLineBody>,
}

fn new() -> String {
    OrderState::New.code().to_owned()
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OrderLineBody {
    /// The company's own code.
    #[schema(example = "KETTLE-17")]
    pub product: String,
    #[serde(default)]
    pub name: String,
    pub quantity: i64,
    /// For one, in minor units: 1999 is 19,99.
    #[schema(example = 1999)]
    pub unit_amount: i64,
}

/// An order as it is read.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct OrderView {
    pub id: Uuid,
    /// Also the `ETag`.
    pub version: i64,
    pub created_at: String,
    pub updated_at: String,
    /// All lines together, in minor units.
    pub total_amount: i64,
    #[serde(flatten)]
    pub order: OrderBody,
}

impl OrderBody {
    pub fn into_draft(self, now: Timestamp) -> Result<OrderDraft, ValidationError> {
        let mut errors = Vec::new();
        let states = OrderState::ALL.iter().map(|state| state.code());
        let state = coded(&mut errors, "/state", &self.state, OrderState::from_code, states);
        let placed_at = match self.placed_at.as_deref() {
            None => Some(now),
            Some(text) => time::parse_field(&mut errors, "/placed_at", text),
        };
        let (Some(state), Some(placed_at)) = (state, placed_at) else { return Err(ValidationError(errors)) };
        let line = |line: OrderLineBody| OrderLine {
            product: line.product,
            name: line.name,
            quantity: line.quantity,
            unit_amount: line.unit_amount,
        };
        Ok(OrderDraft {
            number: self.number,
            state,
            customer: CustomerId(self.customer_id),
            outlet: self.outlet_id.map(OutletId),
            currency: self.currency,
            placed_at,
            promised_on: self.promised_on,
            note: self.note,
            lines: self.lines.into_iter().map(line).collect(),
        })
    }
}

impl From<&Order> for OrderView {
    fn from(order: &Order) -> Self {
        let draft = &order.draft;
        let line = |line: &OrderLine| OrderLineBody {
            product: line.product.clone(),
            name: line.name.clone(),
            quantity: line.quantity,
            unit_amount: line.unit_amount,
        };
        Self {
            id: order.id.0,
            version: order.version,
            created_at: time::utc(order.created_at),
            updated_at: time::utc(order.updated_at),
            total_amount: draft.total(),
            order: OrderBody {
                number: draft.number.clone(),
                state: draft.state.code().to_owned(),
                customer_id: draft.customer.0,
                outlet_id: draft.outlet.map(|id| id.0),
                currency: draft.currency.clone(),
                placed_at: Some(time::utc(draft.placed_at)),
                promised_on: draft.promised_on,
                note: draft.note.clone(),
                lines: draft.lines.iter().map(line).collect(),
            },
        }
    }
}
