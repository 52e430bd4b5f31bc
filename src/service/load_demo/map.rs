//! The map of the demo town, made from the OSM file that the program carries.

use std::fs;
use std::path::Path;

use super::LoadDemoError;
use crate::region::{BuildJob, REGION_STEPS, RegionInfo, build, list_regions};

/// Neubrandenburg, where thirty of the demo's outlets are; ODbL, see data/README.md.
const TOWN: &[u8] = include_bytes!("../../../data/demo/neubrandenburg.osm.pbf");
const TOWN_NAME: &str = "neubrandenburg";
/// The file itself does not tell.
const TOWN_DATE: &str = "2016-02-10";

/// Makes the region of the demo town where there is no region yet; nothing when there is one. Takes seconds of
/// all processors, and may be stopped at any moment: the next call goes on. `built_at` is RFC 3339.
pub fn make_demo_map(regions: &Path, built_at: &str) -> Result<Option<RegionInfo>, LoadDemoError> {
    if !list_regions(regions)?.is_empty() {
        return Ok(None);
    }
    let folder = regions.join(".demo");
    let source = folder.join("neubrandenburg.osm.pbf");
    let written = fs::create_dir_all(&folder).and_then(|()| fs::write(&source, TOWN));
    written.map_err(|error| LoadDemoError::Unwritable { path: source.clone(), error })?;
    let job = BuildJob {
        source: Some(&source),
        data_date: Some(TOWN_DATE),
        registers: &[],
        regions,
        name: TOWN_NAME,
        built_at,
    };
    let info = build(&job, REGION_STEPS, &mut |_| {})?;
    fs::remove_dir_all(&folder).map_err(|error| LoadDemoError::Unwritable { path: folder, error })?;
    Ok(Some(info))
}
