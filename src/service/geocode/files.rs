//! The index files of the regions.

use std::path::Path;

use crate::geocoder::{GeocoderError, Index};
use crate::service::region_files::{SeenFiles, look_at_files};

/// The file in a region's folder.
pub const ADDRESSES_FILE: &str = "addresses.idx";

/// Brings `files` up to date with the folders below `regions`; true when anything changed.
pub(super) fn look_at_indexes(regions: &Path, files: &mut SeenFiles<Index>) -> bool {
    look_at_files(regions, ADDRESSES_FILE, files, open)
}

fn open(region: &str, path: &Path) -> Result<Index, GeocoderError> {
    let index = Index::open(path)?;
    let (addresses, bytes) = (index.address_count(), index.size_bytes());
    tracing::info!(region, addresses, bytes, "Searching {addresses} addresses of the region {region}");
    Ok(index)
}
