//! The card of a customer as JSON: all that an agent needs before hello.

use serde::Serialize;
use utoipa::ToSchema;

use super::case::CaseView;
use super::customer::CustomerView;
use super::customer_address::PlaceBody;
use super::interaction::InteractionView;
use super::order::OrderView;
use crate::domain::consent;
use crate::domain::opening_hours::local_date;
use crate::service::customer_card::CustomerCard;
use crate::units::Timestamp;

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct CustomerCardView {
    pub customer: CustomerView,
    /// Where they are today: of the first address that holds and has a point. Ask for the nearest outlets with it.
    pub place: Option<PlaceBody>,
    /// The address of that place in one line.
    pub address: Option<String>,
    /// The newest first.
    pub open_cases: Vec<CaseView>,
    /// The newest first.
    pub open_orders: Vec<OrderView>,
    /// The last five things that passed, newest first.
    pub timeline: Vec<InteractionView>,
}

impl CustomerCardView {
    pub fn new(card: &CustomerCard, now: Timestamp) -> Self {
        let today = local_date(chrono_tz::Europe::Warsaw, now).unwrap_or_default();
        let place = card.customer.draft.place_on(today);
        Self {
            customer: CustomerView::new(&card.customer, consent::current(&card.consents)),
            place: place.map(|(_, place)| PlaceBody::from(place)),
            address: place.map(|(address, _)| address.line()),
            open_cases: card.cases.iter().map(|case| CaseView::new(case, now)).collect(),
            open_orders: card.orders.iter().map(OrderView::from).collect(),
            timeline: card.timeline.iter().map(InteractionView::from).collect(),
        }
    }
}
