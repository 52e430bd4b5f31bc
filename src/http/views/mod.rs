//! The JSON shapes of the API: twins of the domain's types, with units in the names.

pub mod account;
pub mod along;
pub mod audit;
pub mod call;
pub mod case;
pub mod catchment;
pub mod contact;
pub mod customer;
pub mod customer_address;
pub mod customer_card;
pub mod customer_field;
pub mod directions;
pub mod geocode;
pub mod geojson;
pub mod hours;
pub mod hours_preview;
pub mod import;
pub mod interaction;
pub mod nearest;
pub mod offer;
pub mod order;
pub mod outlet;
pub mod queue;
pub mod repair;
pub mod roads;
pub mod sentences;
pub mod time;

use crate::domain::validation::FieldError;

/// The value that a word stands for; a word that stands for none goes to `errors` with those there are.
pub(crate) fn coded<T>(
    errors: &mut Vec<FieldError>,
    pointer: &str,
    code: &str,
    read: impl FnOnce(&str) -> Option<T>,
    words: impl Iterator<Item = &'static str>,
) -> Option<T> {
    let value = read(code);
    if value.is_none() {
        let words = words.collect::<Vec<_>>().join(", ");
        errors.push(FieldError::new(pointer, "unknown_value", format!("use one of {words}")));
    }
    value
}
