//! From records to a road network: ways are cut into links where they meet, then turns are drawn between the links.
//!
//! Records are taken one by one and kept as compact as their meaning allows, so a file can be streamed: nodes with
//! tags first, then ways, then restrictions, as OSM files have them. What cannot be used is left out and counted,
//! never an error: map data is made by people.

mod collect;
mod links;
mod restrictions;
mod turns;

pub use collect::{RoadBuilder, RoadCounts};
pub use turns::{TurnGraph, heading, turn_angle};
