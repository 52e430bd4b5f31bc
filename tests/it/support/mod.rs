//! What tests stand on.

pub mod app;
pub mod builders;
pub mod openapi;
pub mod postgres;
#[macro_use]
pub mod stores;
