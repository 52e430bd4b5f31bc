//! A build from its first step to its place: what is done once, what is kept, who may build.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use blisko::region::{BASEMAP_STEPS, BuildJob, RegionError, RegionInfo, Report, Step, Workspace, build, list_regions};

use super::invented::write_village;
use super::{VILLAGE, build_town};

fn job<'a>(source: &'a Path, regions: &'a Path) -> BuildJob<'a> {
    BuildJob {
        source: Some(source),
        data_date: None,
        registers: &[],
        regions,
        name: "town",
        built_at: "2026-11-22T06:00:00Z",
    }
}

#[test]
fn a_stopped_build_goes_on_after_the_last_step_that_was_done() {
    static FAILS: AtomicBool = AtomicBool::new(true);
    static RUNS: AtomicUsize = AtomicUsize::new(0);
    fn count(_: &Workspace, _: &mut Report<'_>) -> Result<(), RegionError> {
        RUNS.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
    fn fail_once(_: &Workspace, _: &mut Report<'_>) -> Result<(), RegionError> {
        if FAILS.swap(false, Ordering::SeqCst) { Err(RegionError::NothingThere("power")) } else { Ok(()) }
    }
    fn fail(_: &Workspace, _: &mut Report<'_>) -> Result<(), RegionError> {
        Err(RegionError::NothingThere("end"))
    }
    let steps = [("count", count as fn(&Workspace, &mut Report<'_>) -> _), ("fail once", fail_once), ("fail", fail)];
    let steps = steps.map(|(name, run)| Step { name, run });
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("file.osm.pbf");
    write_village(&source);
    let stops = [0, 1].map(|_| build(&job(&source, folder.path()), &steps, &mut |_| {}).unwrap_err().to_string());
    assert!(stops[0].contains("no power") && stops[1].contains("no end"), "{stops:?}");
    assert_eq!(RUNS.load(Ordering::SeqCst), 1);
}

#[test]
fn another_file_begins_from_the_beginning() {
    static RUNS: AtomicUsize = AtomicUsize::new(0);
    fn count_and_fail(_: &Workspace, _: &mut Report<'_>) -> Result<(), RegionError> {
        Err(RegionError::NothingThere("more"))
    }
    fn count(_: &Workspace, _: &mut Report<'_>) -> Result<(), RegionError> {
        RUNS.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }
    let steps = [Step { name: "count", run: count }, Step { name: "fail", run: count_and_fail }];
    let folder = tempfile::tempdir().unwrap();
    for content in ["one", "another", "another"] {
        let source = folder.path().join("file.osm.pbf");
        fs::write(&source, content).unwrap();
        build(&job(&source, folder.path()), &steps, &mut |_| {}).unwrap_err();
    }
    assert_eq!(RUNS.load(Ordering::SeqCst), 2);
}

#[test]
fn a_step_of_another_room_adds_its_file_to_the_region() {
    let names: Vec<&str> = VILLAGE.info.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(
        (names.as_slice(), VILLAGE.notes.as_str()),
        (["addresses.idx", "basemap.pmtiles", "landmarks.bin", "notes.txt", "roads.bin"].as_slice(), "notes")
    );
}

#[test]
fn two_builds_of_one_region_do_not_meet() {
    static REFUSED: AtomicBool = AtomicBool::new(false);
    fn build_inside(workspace: &Workspace, _: &mut Report<'_>) -> Result<(), RegionError> {
        let regions = workspace.folder().parent().unwrap();
        let second = build(&job(workspace.source()?, regions), BASEMAP_STEPS, &mut |_| {});
        REFUSED.store(matches!(second, Err(RegionError::Busy(_))), Ordering::SeqCst);
        Err(RegionError::NothingThere("more"))
    }
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("file.osm.pbf");
    write_village(&source);
    let steps = [Step { name: "inside", run: build_inside }];
    build(&job(&source, folder.path()), &steps, &mut |_| {}).unwrap_err();
    assert!(REFUSED.load(Ordering::SeqCst));
}

#[test]
fn the_same_file_gives_the_same_map_to_the_byte() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("file.osm.pbf");
    write_village(&source);
    let hash = |info: &RegionInfo| {
        info.files.iter().find(|file| file.name == "basemap.pmtiles").map(|file| file.sha256.clone())
    };
    assert_eq!(hash(&build_town(&source, folder.path()).unwrap()), hash(&VILLAGE.info));
}

#[test]
fn a_finished_build_leaves_nothing_but_the_region() {
    assert_eq!(VILLAGE.left, ["village"]);
}

#[test]
fn regions_are_listed_and_a_broken_one_says_so() {
    let folder = tempfile::tempdir().unwrap();
    assert!(list_regions(&folder.path().join("none")).unwrap().is_empty());
    fs::create_dir(folder.path().join("half")).unwrap();
    fs::create_dir(folder.path().join("village")).unwrap();
    let text = serde_json::to_string(&VILLAGE.info).unwrap();
    fs::write(folder.path().join("village/region.json"), text).unwrap();
    let found = list_regions(folder.path()).unwrap();
    let told: Vec<(&str, bool)> = found.iter().map(|(name, info)| (name.as_str(), info.is_ok())).collect();
    assert_eq!(told, [("half", false), ("village", true)]);
}

#[test]
fn progress_only_grows_within_a_step() {
    let seen = &VILLAGE.progress;
    assert_eq!(seen.last().map(|(step, ..)| step.as_str()), Some("notes"));
    for ((step, unit, done), (next_step, next_unit, next)) in seen.iter().zip(seen.iter().skip(1)) {
        assert!((step, unit) != (next_step, next_unit) || done <= next, "{step}: {next} after {done} {unit}");
    }
}
