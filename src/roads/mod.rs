//! Roads: how long and how far it is by car, on foot and by bike, which way, and what lies within ten minutes.
//!
//! An engine of plain records, numbers and times. `record` is what map data says; `profile` what its tags mean to who
//! travels; `build` draws the network and its turns; `order` and `hierarchy` prepare it; `network` is asked. Searches
//! are `search` (one way), `matrix`, `one_to_all`, `isochrone` and `nearest`; each agrees to the last unit with
//! `dijkstra`, which is there to be agreed with. `file` keeps all of it in one mapped file.
//!
//! Method, values and their sources: `docs/ROADS.md`. Nothing here knows outlets, reads OSM files, waits, or asks for
//! the time; work space and seeds are arguments, so one input has one answer.

pub mod build;
pub mod column;
mod components;
pub mod conditions;
pub mod cost;
pub mod dijkstra;
pub mod error;
pub mod file;
pub mod graph;
pub mod hierarchy;
pub mod isochrone;
pub mod landmarks;
pub mod matrix;
pub mod nearest;
pub mod network;
pub mod one_to_all;
pub mod order;
pub mod profile;
pub mod record;
mod rounds;
pub mod route;
pub mod search;
pub mod snap;
pub mod steps;

#[cfg(test)]
mod tests;
