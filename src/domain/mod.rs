//! The nouns of the product and their rules. No I/O; nothing here fails except by validation.

pub mod ids;
pub mod language;
pub mod opening_hours;
pub mod outlet;
pub mod permission;
pub mod user;
pub mod validation;
