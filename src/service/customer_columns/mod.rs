//! The columns of a table of customers: what they are called, what their cells mean, and what a row makes of a
//! customer.
//!
//! Values are read leniently (`tak`, `zloty`, `601-100-201`). A row adds what the customer lacks and replaces what
//! there is one of; it never takes a number or a mailbox away.

mod fields;
mod own_fields;
mod patch;
mod reader;
mod row_reading;
mod values;
mod words;

pub use fields::CustomerColumn;
pub use own_fields::{own_columns, own_field_names};
pub use patch::CustomerPatch;
pub use reader::{CustomerReader, People, ReadPatch};
pub use words::HINTS;
