//! Regions: one OSM file in, one folder out, with everything Blisko derives from it.
//!
//! A build is a list of steps. Each reads the file or what earlier steps left in a work folder, and leaves files
//! there; a step that is done is not done again. At the end the results are moved into the region's folder, so a
//! region is always whole: the old one until the very end, then the new one. What a region is made of: the basemap, the
//! index of addresses, the roads.
//!
//! Synchronous, with paths as parameters and progress by callback: whoever calls chooses the thread.

mod addresses;
mod base;
mod build;
mod error;
pub mod geometry;
mod info;
pub mod layers;
pub mod osm;
pub mod pmtiles;
mod progress;
mod registers;
pub mod roads;
mod steps;
pub mod tiling;
mod workspace;

/// Where the regions are in the data folder.
pub const REGIONS_FOLDER: &str = "regions";

pub use base::{BASE_DATES, base_records};
pub use build::{BuildJob, Step, build, read_address_records, read_roads};
pub use error::RegionError;
pub use info::{RegionFile, RegionInfo, RegionRegister, RegionSource, list_regions};
pub use progress::{Progress, Report};
pub use registers::{Register, RegisterCounts, RegisterError, RegisterFile, read_register};
pub use steps::{ADDRESSES, BASE_STEPS, BASEMAP_STEPS, MapCounts, REGION_STEPS};
pub use workspace::Workspace;
