//! Building regions: the demo town whole, invented files, damage, and going on after a stop.

mod archive;
mod damage;
mod demo_town;
mod invented;
mod life;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use blisko::region::{BASEMAP_STEPS, BuildJob, Progress, RegionError, RegionInfo, Report, Step, Workspace, build};

use archive::Archive;

/// One real town, small enough to be built in a test.
pub fn demo_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo/neubrandenburg.osm.pbf")
}

/// Builds a basemap as the region "town".
pub fn build_town(source: &Path, regions: &Path) -> Result<RegionInfo, RegionError> {
    let job = BuildJob { source: Some(source), regions, name: "town", built_at: "2026-11-22T06:00:00Z" };
    build(&job, BASEMAP_STEPS, &mut |_| {})
}

/// The invented village, built once for all who look at it.
pub struct Village {
    pub info: RegionInfo,
    pub archive: Archive,
    pub progress: Vec<Progress>,
    /// What was left in the folder of the regions.
    pub left: Vec<String>,
    /// What a step of another room wrote.
    pub graph: String,
}

pub static VILLAGE: LazyLock<Village> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let (source, regions) = (folder.path().join("village.osm.pbf"), folder.path().join("regions"));
    invented::write_village(&source);
    let job = BuildJob { source: Some(&source), regions: &regions, name: "village", built_at: "2026-11-22T06:00:00Z" };
    let steps = [BASEMAP_STEPS, &[Step { name: "roads", run: write_graph }]].concat();
    let mut progress = Vec::new();
    let info = build(&job, &steps, &mut |latest| progress.push(latest)).unwrap();
    let entry = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    Village {
        info,
        archive: Archive::open(&regions.join("village/basemap.pmtiles")),
        progress,
        left: fs::read_dir(&regions).unwrap().map(entry).collect(),
        graph: fs::read_to_string(regions.join("village/roads.bin")).unwrap(),
    }
});

/// Stands for the step of a room that is not there yet.
fn write_graph(workspace: &Workspace, report: &mut Report<'_>) -> Result<(), RegionError> {
    report.begin("roads", 1);
    fs::write(workspace.out("roads.bin"), "graph").map_err(RegionError::at("roads.bin".as_ref()))
}
