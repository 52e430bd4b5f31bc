//! What a customer has ordered, with its lines and where it stands.

use chrono::NaiveDate;

use super::ids::{CustomerId, OrderId, OutletId};
use super::outlet::{CODE_CHARS_MAX, LINE_CHARS_MAX, coded_enum};
use super::validation::{Checker, ValidationError};
use crate::units::Timestamp;

/// A company's yearly supply; more is several orders.
pub const LINES_MAX: usize = 500;
pub const QUANTITY_MAX: i64 = 1_000_000;
/// Ten million of a currency in minor units; a thousand lines of a million pieces stay within i64.
pub const AMOUNT_MAX: i64 = 1_000_000_000;

coded_enum! {
    OrderState {
        New = "new",
        Confirmed = "confirmed",
        /// Waits at the outlet.
        Ready = "ready",
        Shipped = "shipped",
        Delivered = "delivered",
        Cancelled = "cancelled",
        Returned = "returned",
    }
}

impl OrderState {
    /// Whether the customer still waits for something.
    pub const fn is_open(self) -> bool {
        matches!(self, OrderState::New | OrderState::Confirmed | OrderState::Ready | OrderState::Shipped)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderLine {
    /// The company's own code.
    pub product: String,
    pub name: String,
    pub quantity: i64,
    /// For one, in minor units of the currency: 1999 is 19,99 zł.
    pub unit_amount: i64,
}

/// An order as somebody writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderDraft {
    /// Empty when we are to give one.
    pub number: String,
    pub state: OrderState,
    pub customer: CustomerId,
    pub outlet: Option<OutletId>,
    /// ISO 4217.
    pub currency: String,
    pub placed_at: Timestamp,
    pub promised_on: Option<NaiveDate>,
    pub note: String,
    pub lines: Vec<OrderLine>,
}

/// A stored order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    pub id: OrderId,
    pub draft: OrderDraft,
    /// Grows by one with every write; the `ETag`.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl OrderDraft {
    pub fn validate(mut self) -> Result<Self, ValidationError> {
        self.number = self.number.trim().to_owned();
        let mut check = Checker::default();
        check.text("/number", &self.number, CODE_CHARS_MAX);
        check.text("/note", &self.note, LINE_CHARS_MAX);
        check.require(is_currency(&self.currency), "/currency", "format", || {
            "use the three-letter ISO 4217 code in capitals, like PLN or CZK".into()
        });
        check.require((1..=LINES_MAX).contains(&self.lines.len()), "/lines", "out_of_range", || {
            format!("give 1 to {LINES_MAX} lines")
        });
        for (index, line) in self.lines.iter().enumerate().take(LINES_MAX) {
            line.check(&format!("/lines/{index}"), &mut check);
        }
        check.finish(self)
    }

    /// All lines together, in minor units.
    pub fn total(&self) -> i64 {
        self.lines.iter().map(|line| line.quantity.saturating_mul(line.unit_amount)).fold(0, i64::saturating_add)
    }
}

impl OrderLine {
    fn check(&self, pointer: &str, check: &mut Checker) {
        check.require(!self.product.trim().is_empty(), &format!("{pointer}/product"), "required", || {
            "give the code of the product".into()
        });
        check.text(&format!("{pointer}/product"), &self.product, CODE_CHARS_MAX);
        check.text(&format!("{pointer}/name"), &self.name, LINE_CHARS_MAX);
        check.require(
            (1..=QUANTITY_MAX).contains(&self.quantity),
            &format!("{pointer}/quantity"),
            "out_of_range",
            || format!("give a number from 1 to {QUANTITY_MAX}"),
        );
        check.require(
            (0..=AMOUNT_MAX).contains(&self.unit_amount),
            &format!("{pointer}/unit_amount"),
            "out_of_range",
            || format!("give minor units from 0 to {AMOUNT_MAX}"),
        );
    }
}

/// ISO 4217, in capitals.
pub fn is_currency(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(quantity: i64, unit_amount: i64) -> OrderLine {
        OrderLine { product: "K-1".into(), name: "Kettle".into(), quantity, unit_amount }
    }

    fn order(lines: Vec<OrderLine>) -> OrderDraft {
        OrderDraft {
            number: String::new(),
            state: OrderState::New,
            customer: CustomerId::generate(),
            outlet: None,
            currency: "PLN".into(),
            placed_at: Timestamp(0),
            promised_on: None,
            note: String::new(),
            lines,
        }
    }

    #[test]
    fn the_total_is_that_of_all_pieces() {
        assert_eq!(order(vec![line(2, 1_999), line(1, 500)]).total(), 4_498);
    }

    #[test]
    fn an_order_of_nothing_or_of_less_than_nothing_is_none() {
        for lines in [vec![], vec![line(0, 100)], vec![line(1, -1)], vec![line(1, 1); LINES_MAX + 1]] {
            assert!(order(lines).validate().is_err());
        }
        assert!(OrderDraft { currency: "zł".into(), ..order(vec![line(1, 1)]) }.validate().is_err());
    }
}
