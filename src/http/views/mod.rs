//! The JSON shapes of the API: twins of the domain's types, with units in the names.

pub mod account;
pub mod along;
pub mod audit;
pub mod directions;
pub mod geocode;
pub mod geojson;
pub mod hours;
pub mod import;
pub mod nearest;
pub mod outlet;
pub mod repair;
pub mod roads;
pub mod sentences;
pub mod time;
