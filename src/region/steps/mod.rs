//! The steps that make a region: its map, and the index of what can be looked for.

mod addresses;
mod assemble;
mod draw;
pub(super) mod read;
mod shape;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use addresses::ADDRESSES;

use super::build::Step;
use super::info::RegionRegister;
use super::roads::{LANDMARKS_STEP, ROADS_STEP};
pub(super) use read::FileFacts;

/// From an OSM file to a basemap.
pub const BASEMAP_STEPS: &[Step] = &[
    Step { name: "read", run: read::run },
    Step { name: "shape", run: shape::run },
    Step { name: "draw", run: draw::run },
];

/// From an OSM file, with registers where there are any, to a basemap, an index of addresses, the roads and what one sees from them.
pub const REGION_STEPS: &[Step] = &[
    Step { name: "read", run: read::run },
    Step { name: "shape", run: shape::run },
    Step { name: "draw", run: draw::run },
    Step { name: "addresses", run: addresses::run },
    ROADS_STEP,
    LANDMARKS_STEP,
];

/// The base map and the base gazetteer, without any file.
pub const BASE_STEPS: &[Step] =
    &[Step { name: "draw", run: draw::run }, Step { name: "gazetteer", run: addresses::run_base }];

/// What a step counted, by name.
pub type MapCounts = BTreeMap<String, u64>;

/// What is known about the map at the end.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct MapFacts {
    /// West, south, east, north in degrees.
    pub bounds: [f64; 4],
    pub data_date: Option<String>,
    pub counts: MapCounts,
    #[serde(default)]
    pub registers: Vec<RegionRegister>,
}

impl MapFacts {
    pub const FILE: &str = "facts.json";
}
