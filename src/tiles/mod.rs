//! Tiles: archives of ready ones, vector tiles made of points in memory, and the style that draws both.
//!
//! An engine room: bytes and numbers in, bytes out. It does not know outlets, requests or the clock; which
//! archives there are, when they are reloaded and who may see which layer is decided above.

pub mod anonymous;
pub mod cache;
pub mod clusters;
pub mod coord;
pub mod pmtiles;
pub mod points;
pub mod style;
pub mod tilejson;
