//! What tests stand on.

pub mod accounts;
pub mod app;
pub mod builders;
pub mod meteor;
pub mod openapi;
pub mod place;
pub mod postgres;
pub mod process;
pub mod river_town;
#[macro_use]
pub mod stores;
