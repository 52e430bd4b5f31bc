//! `blisko bench region`: how long a region takes to build, and how much memory at most.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde_json::{Value, json};

use super::report::Report;
use super::stopwatch::resident_bytes;
use crate::cli::{CliError, CliResult};
use crate::region::osm::{Block, Element, Kinds, MemberKind, OsmFile, OsmWriter};
use crate::region::{BASEMAP_STEPS, BuildJob, RegionError, build};

const NAME: &str = "bench";

/// What copies of one file are apart, in ids: more than OSM has.
const ID_STEP: i64 = 100_000_000_000;

#[derive(Debug, Args)]
pub struct RegionArgs {
    /// Map data in PBF format.
    #[arg(default_value = "data/demo/neubrandenburg.osm.pbf")]
    file: PathBuf,
    /// Build from so many copies of the file laid side by side, as a stand-in for a larger one.
    #[arg(long, default_value_t = 1)]
    tile_copies: u32,
    /// Where to work; what is built there is removed.
    #[arg(long, default_value = "var/bench")]
    folder: PathBuf,
    /// One JSON object per line.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &RegionArgs, out: &mut impl Write) -> CliResult {
    std::fs::create_dir_all(&args.folder)?;
    let copies = args.folder.join("copies.osm.pbf");
    let source = if args.tile_copies > 1 { copies.as_path() } else { args.file.as_path() };
    if args.tile_copies > 1 {
        write_copies(&args.file, &copies, args.tile_copies)?;
    }
    let given = vec![("tile_copies", json!(args.tile_copies)), ("threads", json!(rayon::current_num_threads()))];
    Report { out, json: args.json, given }.line("region_build", measure(source, &args.folder)?)?;
    std::fs::remove_dir_all(args.folder.join(NAME))?;
    if args.tile_copies > 1 {
        std::fs::remove_file(&copies)?;
    }
    Ok(())
}

fn measure(source: &Path, regions: &Path) -> Result<Vec<(&'static str, Value)>, CliError> {
    forget_peak();
    let begun = Instant::now();
    let job = BuildJob {
        source: Some(source),
        data_date: None,
        registers: &[],
        regions,
        name: NAME,
        built_at: "2026-01-01T00:00:00Z",
    };
    let info = build(&job, BASEMAP_STEPS, &mut |_| {})?;
    let seconds = begun.elapsed().as_secs_f64();
    let megabytes = |bytes: u64| json!((bytes as f64 / 1e5).round() / 10.0);
    Ok(vec![
        ("source_mb", megabytes(std::fs::metadata(source)?.len())),
        ("archive_mb", megabytes(info.files.iter().map(|file| file.size_bytes).sum())),
        ("features", info.counts.get("features").cloned().unwrap_or_default()),
        ("seconds", json!((seconds * 100.0).round() / 100.0)),
        ("peak_mb", resident_bytes().map(|(_, peak)| megabytes(peak)).unwrap_or_default()),
    ])
}

/// Sets the peak of this process's memory to what it has now, where the system can.
fn forget_peak() {
    // Elsewhere the peak includes the making of copies, which is small.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// The file over and over, in a square that grows to the east and north. Kind by kind, so that ids stay sorted.
fn write_copies(from: &Path, to: &Path, copies: u32) -> CliResult {
    let file = OsmFile::open(from)?;
    let [west, south, east, north] = file.header.bounds.ok_or("the file does not tell its bounds")?;
    let side = f64::from(copies).sqrt().ceil() as u32;
    let e7 = |degrees: f64| (degrees * 1e7).round() as i64;
    let step = [e7(east - west), e7(north - south)];
    let bounds = [
        e7(west),
        e7(south),
        e7(west) + step[0] * i64::from(side),
        e7(south) + step[1] * i64::from(copies.div_ceil(side)),
    ];
    let mut writer = OsmWriter::new(BufWriter::new(File::create(to)?), Some(bounds))?;
    for kinds in [Kinds::NODES, Kinds::WAYS, Kinds::RELATIONS] {
        for copy in 0..copies {
            let shift = Shift {
                id: ID_STEP * i64::from(copy),
                lon: (step[0] * i64::from(copy % side)) as i32,
                lat: (step[1] * i64::from(copy / side)) as i32,
            };
            copy_elements(&file, kinds, &shift, &mut writer)?;
        }
    }
    writer.finish()?;
    Ok(())
}

/// What a copy's ids and coordinates are shifted by.
struct Shift {
    id: i64,
    lon: i32,
    lat: i32,
}

fn copy_elements(file: &OsmFile, kinds: Kinds, shift: &Shift, writer: &mut OsmWriter<impl Write>) -> CliResult {
    for span in &file.blocks {
        let data = file.block_data(*span)?;
        let block = Block::parse(&data).map_err(RegionError::damaged(span.offset))?;
        let mut written = Ok(());
        let visited = block.visit(kinds, &mut |element| {
            if written.is_ok() {
                written = copy_element(&element, shift, writer);
            }
        });
        visited.map_err(RegionError::damaged(span.offset))?;
        written?;
    }
    Ok(())
}

fn copy_element(element: &Element<'_>, shift: &Shift, writer: &mut OsmWriter<impl Write>) -> io::Result<()> {
    match element {
        Element::Node(node) => {
            writer.node(node.id + shift.id, node.lon_e7 + shift.lon, node.lat_e7 + shift.lat, node.tags.0)
        }
        Element::Way(way) => {
            let nodes: Vec<i64> = way.nodes.iter().map(|id| id + shift.id).collect();
            writer.way(way.id + shift.id, way.tags.0, &nodes)
        }
        Element::Relation(relation) => {
            let members: Vec<(i64, MemberKind, &str)> =
                relation.members.iter().map(|member| (member.id + shift.id, member.kind, member.role)).collect();
            writer.relation(relation.id + shift.id, relation.tags.0, &members)
        }
    }
}
