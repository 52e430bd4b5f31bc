//! One file per use case: what the product does, between HTTP and the rooms below.

pub mod accounts;
pub mod catchment;
pub mod export_outlets;
pub mod find_nearest_outlets;
pub mod find_place;
pub mod geocode;
pub mod import_outlets;
pub mod keep_house;
pub mod load_demo;
pub mod outlet_columns;
pub mod outlet_roads;
pub mod outlet_tiles;
pub mod outlets_by_road;
pub mod passwords;
mod region_files;
pub mod repair_outlets;
pub mod report_outlet;
pub mod roads;
pub mod tile_archives;
pub mod tokens;
pub mod verify_database;
pub mod write_outlets;
