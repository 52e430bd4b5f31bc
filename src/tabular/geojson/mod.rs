//! GeoJSON (RFC 7946): a FeatureCollection of points, read and written one feature at a time.

mod features;
mod metered;
mod reader;
mod writer;

pub use reader::{LAT_COLUMN, LON_COLUMN, read_features};
pub use writer::GeoJsonWriter;
