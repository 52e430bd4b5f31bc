//! What tests stand on.

pub mod postgres;
#[macro_use]
pub mod stores;
