//! The steps that make a basemap.

mod assemble;
mod draw;
pub(super) mod read;
mod shape;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::build::Step;
pub(super) use read::FileFacts;

/// From an OSM file to a basemap.
pub const BASEMAP_STEPS: &[Step] = &[
    Step { name: "read", run: read::run },
    Step { name: "shape", run: shape::run },
    Step { name: "draw", run: draw::run },
];

/// The base map alone.
pub const BASE_STEPS: &[Step] = &[Step { name: "draw", run: draw::run }];

/// What a step counted, by name.
pub type MapCounts = BTreeMap<String, u64>;

/// What is known about the map at the end.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct MapFacts {
    /// West, south, east, north in degrees.
    pub bounds: [f64; 4],
    pub data_date: Option<String>,
    pub counts: MapCounts,
}

impl MapFacts {
    pub const FILE: &str = "facts.json";
}
