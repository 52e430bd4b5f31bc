//! Building regions: the demo town whole, invented files, damage, and going on after a stop.

mod addresses;
mod archive;
mod damage;
mod demo_town;
mod invented;
mod life;
mod registers;
mod spoken;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use blisko::region::{
    BASEMAP_STEPS, BuildJob, Progress, REGION_STEPS, RegionError, RegionInfo, Report, Step, Workspace, build,
};

use archive::Archive;

/// One real town, small enough to be built in a test.
pub fn demo_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data/demo/neubrandenburg.osm.pbf")
}

/// Builds a basemap as the region "town".
pub fn build_town(source: &Path, regions: &Path) -> Result<RegionInfo, RegionError> {
    let job = BuildJob {
        source: Some(source),
        data_date: None,
        registers: &[],
        regions,
        name: "town",
        built_at: "2026-11-22T06:00:00Z",
    };
    build(&job, BASEMAP_STEPS, &mut |_| {})
}

/// A region that was built once for all tests, also for those in other processes.
pub struct Built {
    pub info: RegionInfo,
    pub archive: Archive,
    /// Step, unit and count of every progress that was told.
    pub progress: Vec<(String, String, u64)>,
    /// What was left in the folder of the regions.
    pub left: Vec<String>,
    /// What a step of another room wrote.
    pub notes: String,
}

pub static TOWN: LazyLock<Built> =
    LazyLock::new(|| built("town", &|source| _ = fs::copy(demo_file(), source).unwrap()));
pub static VILLAGE: LazyLock<Built> = LazyLock::new(|| built("village", &invented::write_village));

/// Builds in a folder that belongs to this very build of the tests, unless another test has done so.
fn built(name: &str, write_source: &dyn Fn(&Path)) -> Built {
    let folder = folder_of_this_build().join(name);
    fs::create_dir_all(&folder).unwrap();
    let lock = fs::File::create(folder.join("lock")).unwrap();
    lock.lock().unwrap();
    let (regions, told) = (folder.join("regions"), folder.join("progress.json"));
    if !told.exists() {
        let source = folder.join("neubrandenburg.osm.pbf");
        write_source(&source);
        let job = BuildJob {
            source: Some(&source),
            data_date: None,
            registers: &[],
            regions: &regions,
            name,
            built_at: "2026-11-22T06:00:00Z",
        };
        let steps = [REGION_STEPS, &[Step { name: "notes", run: write_notes }]].concat();
        let mut progress = Vec::new();
        build(&job, &steps, &mut |Progress { step, unit, done, .. }| progress.push((step, unit, done))).unwrap();
        fs::write(&told, serde_json::to_string(&progress).unwrap()).unwrap();
    }
    let read = |path: PathBuf| fs::read_to_string(path).unwrap();
    let entry = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    Built {
        info: serde_json::from_str(&read(regions.join(name).join("region.json"))).unwrap(),
        archive: Archive::open(&regions.join(name).join("basemap.pmtiles")),
        progress: serde_json::from_str(&read(told)).unwrap(),
        left: fs::read_dir(&regions).unwrap().map(entry).collect(),
        notes: read(regions.join(name).join("notes.txt")),
    }
}

/// Named by when the tests were linked; folders of earlier builds are removed.
fn folder_of_this_build() -> PathBuf {
    let linked = fs::metadata(std::env::current_exe().unwrap()).unwrap().modified().unwrap();
    let age = linked.duration_since(std::time::UNIX_EPOCH).unwrap().as_nanos().to_string();
    let all = Path::new(env!("CARGO_TARGET_TMPDIR")).join("regions");
    let others = fs::read_dir(&all).into_iter().flatten().map(|entry| entry.unwrap().path());
    others.filter(|other| !other.ends_with(&age)).for_each(|other| drop(fs::remove_dir_all(other)));
    all.join(age)
}

/// Stands for the step of a room that is not there yet.
fn write_notes(workspace: &Workspace, report: &mut Report<'_>) -> Result<(), RegionError> {
    report.begin("notes", 1);
    fs::write(workspace.out("notes.txt"), "notes").map_err(RegionError::at("notes.txt".as_ref()))
}
