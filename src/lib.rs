//! Blisko: a company's customers and contacts tied to its geocoded outlets.
//!
//! The rooms, in reading order; arrows point down and `tests/it/architecture.rs` holds them:
//!
//! ```text
//! main, cli -> app -> http -> service -> { live -> store -> domain } and { engines } -> geo -> units
//! ```

pub mod units;

pub mod geo;
pub mod mvt;
pub mod travel;
pub mod words;

pub mod geocoder;
pub mod people;
pub mod region;
pub mod roads;
pub mod spatial;
pub mod tabular;
pub mod tiles;

pub mod domain;

pub mod oidc;
pub mod telephony;

pub mod store;

pub mod live;

pub mod service;

pub mod http;

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod telemetry;
