//! The map under every region: land, sea and borders of the world and finer of Poland and Czechia, with places.
//!
//! With it comes a gazetteer for the geocoder.
//!
//! From Natural Earth and GeoNames, carried in the binary (`data/README.md` says how it was made), so that a map
//! is never blank: before any OSM file is there, and where the file ends.

mod outlines;
mod places;
mod records;

pub use places::country_near;
pub use records::{BASE_DATES, base_records};

use super::error::RegionError;
use super::geometry::{GridBox, map_point};
use super::layers::Feature;

/// Poland and Czechia with a margin: west, south, east, north in degrees.
pub const BASE_BOUNDS: [f64; 4] = [12.0, 48.5, 24.2, 55.0];

/// Where an OSM file knows better than the base map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mask {
    /// West, south, east, north in degrees.
    pub bounds: [f64; 4],
    /// Whether it has places of its own, and borders.
    pub places: bool,
    pub borders: bool,
}

impl Mask {
    fn grid_box(&self) -> GridBox {
        let [west, south, east, north] = self.bounds;
        GridBox { min: map_point(west, north), max: map_point(east, south) }
    }
}

/// Everything of the base map but what the mask takes away.
pub fn base_features(mask: Option<&Mask>) -> Result<Vec<Feature>, RegionError> {
    let mut features = outlines::features(mask)?;
    features.extend(places::features(mask)?);
    Ok(features)
}
