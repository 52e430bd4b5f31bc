//! What tests stand on.

pub mod app;
pub mod builders;
pub mod meteor;
pub mod openapi;
pub mod postgres;
#[macro_use]
pub mod stores;
