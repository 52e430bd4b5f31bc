//! Roads.
pub mod build;
mod column;
mod components;
pub mod cost;
pub mod dijkstra;
pub mod graph;
pub mod hierarchy;
pub mod order;
pub mod profile;
pub mod record;
pub mod network;
pub mod route;
pub mod search;
pub mod isochrone;
pub mod matrix;
pub mod nearest;
pub mod one_to_all;
pub mod snap;
