//! A build: step after step, then everything into place.

use std::fs;
use std::path::Path;

use super::addresses::{Extract, read_records};
use super::error::RegionError;
use super::info::{INFO_FILE, RegionFile, RegionInfo, RegionSource};
use super::progress::{Progress, Report};
use super::registers::RegisterFile;
use super::roads::read_into_builder;
use super::steps::{self, MapFacts};
use super::workspace::{Sources, Workspace, file_hash};
use crate::geocoder::record::Record;
use crate::roads::build::RoadBuilder;

/// What is to be built.
#[derive(Clone, Copy, Debug)]
pub struct BuildJob<'a> {
    /// The OSM file; nothing for a region that is the base map alone.
    pub source: Option<&'a Path>,
    /// The day of the OSM data, `2026-11-22`, for a file that does not tell it.
    pub data_date: Option<&'a str>,
    /// Registers of addresses, which come before what the OSM file tells.
    pub registers: &'a [RegisterFile],
    /// Where the regions are; the new one becomes a folder in it.
    pub regions: &'a Path,
    pub name: &'a str,
    /// RFC 3339; goes into `region.json`.
    pub built_at: &'a str,
}

/// One stage of a build. It leaves its files in the workspace, and may be killed at any moment.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// Told to whoever watches, and remembered: it must not change its meaning.
    pub name: &'static str,
    pub run: fn(&Workspace, &mut Report<'_>) -> Result<(), RegionError>,
}

/// Builds a region, going on where an earlier build of the same file stopped. Until the end the region that is
/// there stays as it is, and after any error as well.
pub fn build(job: &BuildJob<'_>, steps: &[Step], watch: &mut dyn FnMut(Progress)) -> Result<RegionInfo, RegionError> {
    check_name(job.name)?;
    let BuildJob { source, data_date, registers, regions, name, .. } = *job;
    let sources = Sources { osm: source, data_date, registers };
    let mut workspace = Workspace::open(&regions.join(format!(".work-{name}")), name, &sources)?;
    if let Err(error) = run_steps(&mut workspace, steps, watch) {
        // Nothing to go on from: a file that cannot be read leaves nothing behind.
        return if workspace.has_begun() { Err(error) } else { workspace.remove().and(Err(error)) };
    }
    publish(job, workspace)
}

/// Every record of an OSM file, one after the other, without building a region. `scratch` is a folder for files
/// that are gone afterwards; `take` may stop it with an error. The answer is the day of the data, when the file tells.
pub fn read_address_records(
    source: &Path,
    scratch: &Path,
    take: &mut dyn FnMut(Record) -> Result<(), RegionError>,
) -> Result<Option<String>, RegionError> {
    let workspace = Workspace::open(scratch, "addresses", &Sources { osm: Some(source), ..Sources::default() })?;
    let latest = Progress { step: "read", number: 1, steps: 1, done: 0, total: 0, unit: "" };
    let mut report = Report { latest, watch: &mut |_| {} };
    let read = steps::read::run(&workspace, &mut report).and_then(|()| {
        let extract = Extract::open(&workspace)?;
        read_records(&extract, &mut report, take)?;
        Ok(extract.facts.data_date)
    });
    workspace.remove().and(read)
}

/// What an OSM file tells about roads, without building a region. `scratch` is a folder for files that are gone
/// afterwards.
pub fn read_roads(source: &Path, scratch: &Path) -> Result<RoadBuilder, RegionError> {
    let workspace = Workspace::open(scratch, "roads", &Sources { osm: Some(source), ..Sources::default() })?;
    let latest = Progress { step: "read", number: 1, steps: 1, done: 0, total: 0, unit: "" };
    let mut report = Report { latest, watch: &mut |_| {} };
    let read = steps::read::run(&workspace, &mut report).and_then(|()| read_into_builder(&workspace, &mut report));
    workspace.remove().and(read)
}

fn run_steps(workspace: &mut Workspace, steps: &[Step], watch: &mut dyn FnMut(Progress)) -> Result<(), RegionError> {
    for (number, step) in (1..).zip(steps) {
        if !workspace.is_done(step.name) {
            let latest = Progress { step: step.name, number, steps: steps.len(), done: 0, total: 0, unit: "" };
            (step.run)(workspace, &mut Report { latest, watch })?;
            workspace.set_done(step.name)?;
        }
    }
    Ok(())
}

/// A name that is the same folder everywhere: no dots, no separators, no upper case.
fn check_name(name: &str) -> Result<(), RegionError> {
    let letter = |c: char| c.is_ascii_lowercase();
    let fits = name.len() <= 64
        && name.starts_with(letter)
        && name.chars().all(|c| letter(c) || c.is_ascii_digit() || c == '-' || c == '_');
    if fits { Ok(()) } else { Err(RegionError::BadName(name.to_owned())) }
}

/// Moves the files into the region's folder, each at once, `region.json` last: it names the hashes of the others.
/// Whoever has an old file open keeps it.
fn publish(job: &BuildJob<'_>, workspace: Workspace) -> Result<RegionInfo, RegionError> {
    let folder = job.regions.join(job.name);
    fs::create_dir_all(&folder).map_err(RegionError::at(&folder))?;
    let names = out_files(&workspace)?;
    let info = describe(job, &workspace, &names)?;
    let text = serde_json::to_string_pretty(&info).map_err(|error| RegionError::at(&folder)(error.into()))?;
    let new_info = workspace.scratch(INFO_FILE);
    fs::write(&new_info, text + "\n").map_err(RegionError::at(&new_info))?;
    let moves = names.iter().map(|name| (workspace.out(name), folder.join(name)));
    for (from, to) in moves.chain([(new_info.clone(), folder.join(INFO_FILE))]) {
        fs::rename(&from, &to).map_err(RegionError::at(&to))?;
    }
    workspace.remove()?;
    Ok(info)
}

fn out_files(workspace: &Workspace) -> Result<Vec<String>, RegionError> {
    let out = workspace.folder().join("out");
    let mut names = Vec::new();
    for entry in fs::read_dir(&out).map_err(RegionError::at(&out))? {
        names.push(entry.map_err(RegionError::at(&out))?.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

fn describe(job: &BuildJob<'_>, workspace: &Workspace, names: &[String]) -> Result<RegionInfo, RegionError> {
    let facts: MapFacts = workspace.read_json(MapFacts::FILE)?;
    let source = workspace.source_hash().zip(job.source).map(|((sha256, size_bytes), path)| RegionSource {
        file: path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        size_bytes,
        sha256: sha256.to_owned(),
        data_date: facts.data_date.clone(),
    });
    let file = |name: &String| {
        let (size_bytes, sha256) = file_hash(&workspace.out(name))?;
        Ok(RegionFile { name: name.clone(), size_bytes, sha256 })
    };
    Ok(RegionInfo {
        name: job.name.to_owned(),
        built_at: job.built_at.to_owned(),
        built_by: format!("blisko {}", env!("CARGO_PKG_VERSION")),
        source,
        bounds: facts.bounds,
        registers: facts.registers,
        files: names.iter().map(file).collect::<Result<_, RegionError>>()?,
        counts: serde_json::to_value(&facts.counts).unwrap_or_default(),
    })
}
