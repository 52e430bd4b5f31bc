//! `region.json`: what a region is made of, beside its files.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::RegionError;
use super::registers::Register;

/// The name of the file in a region's folder. It is written last: a folder without it is no region.
pub const INFO_FILE: &str = "region.json";

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegionInfo {
    pub name: String,
    /// RFC 3339.
    pub built_at: String,
    /// The version of the program that built it.
    pub built_by: String,
    /// Missing for a region made of the base map only.
    pub source: Option<RegionSource>,
    /// West, south, east, north in degrees.
    pub bounds: [f64; 4],
    pub files: Vec<RegionFile>,
    /// Registers whose addresses come before those of the source.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub registers: Vec<RegionRegister>,
    /// What was counted on the way: features by layer, and what was skipped and why.
    pub counts: serde_json::Value,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegionSource {
    pub file: String,
    pub size_bytes: u64,
    pub sha256: String,
    /// The day up to which the map data goes, when the file tells.
    pub data_date: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegionRegister {
    pub register: Register,
    pub file: String,
    /// Inside of the bounds of the map.
    pub addresses: u64,
    /// The day of its youngest row.
    pub data_date: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegionFile {
    pub name: String,
    pub size_bytes: u64,
    pub sha256: String,
}

/// A folder's name, and what it says about itself or why it says nothing.
pub type FoundRegion = (String, Result<RegionInfo, RegionError>);

/// The regions in a folder, by name.
pub fn list_regions(regions: &Path) -> Result<Vec<FoundRegion>, RegionError> {
    let entries = match fs::read_dir(regions) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(RegionError::at(regions))?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(RegionError::at(regions))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && !name.starts_with('.') {
            found.push((name, read_info(&path)));
        }
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(found)
}

/// What the folder of a region says about itself.
pub fn read_info(folder: &Path) -> Result<RegionInfo, RegionError> {
    let path = folder.join(INFO_FILE);
    let text = fs::read_to_string(&path).map_err(RegionError::at(&path))?;
    serde_json::from_str(&text).map_err(|error| RegionError::BadLeftover { path, reason: error.to_string() })
}
