//! What an agent has before hello: the customer, what they allow, and the last that passed.

use crate::domain::case::Case;
use crate::domain::consent::Consent;
use crate::domain::customer::Customer;
use crate::domain::customer_sight::CustomerSight;
use crate::domain::ids::CustomerId;
use crate::domain::interaction::Interaction;
use crate::domain::order::Order;
use crate::service::customers::{CustomerError, see_customer};
use crate::service::{cases, orders, record_interaction};
use crate::store::Store;
use crate::store::cases::CaseFilter;
use crate::store::orders::OrderFilter;

/// As many as one sees without scrolling.
pub const TIMELINE_ITEMS: i64 = 5;

/// More open cases or orders are looked at on their own page.
const OPEN_ITEMS: i64 = 20;

#[derive(Clone, Debug)]
pub struct CustomerCard {
    pub customer: Customer,
    /// The whole history, oldest first; empty for those who see nothing personal.
    pub consents: Vec<Consent>,
    /// Those that are open, the newest first.
    pub cases: Vec<Case>,
    pub orders: Vec<Order>,
    /// The newest first.
    pub timeline: Vec<Interaction>,
}

/// The card as far as `sight` reaches.
pub async fn customer_card(store: &Store, id: CustomerId, sight: CustomerSight) -> Result<CustomerCard, CustomerError> {
    let customer = see_customer(store, id, sight).await?;
    let consents = if sight.personal { store.consents_of(&[id]).await? } else { Vec::new() };
    let (customer_id, open) = (Some(id), Some(true));
    let case_filter = CaseFilter { customer: customer_id, open, owner: None };
    let cases = store.case_page(&case_filter, None, OPEN_ITEMS).await?;
    let order_filter = OrderFilter { customer: customer_id, open, ..OrderFilter::default() };
    let orders = store.order_page(&order_filter, None, OPEN_ITEMS).await?;
    let timeline = store.timeline_page(id, &[], None, TIMELINE_ITEMS).await?;
    Ok(CustomerCard {
        customer,
        consents,
        cases: cases.into_iter().map(|case| cases::reduce(case, sight)).collect(),
        orders: orders.into_iter().map(|order| orders::reduce(order, sight)).collect(),
        timeline: timeline.into_iter().map(|line| record_interaction::reduce(line, sight)).collect(),
    })
}
