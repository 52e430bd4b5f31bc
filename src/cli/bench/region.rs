//! `blisko bench region`: how long a region takes to build, and how much memory at most.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use serde_json::{Value, json};

use super::report::Report;
use super::stopwatch::{forget_peak, resident_bytes};
use super::tiling::{Join, write_copies};
use crate::cli::{CliError, CliResult};
use crate::region::{BASEMAP_STEPS, BuildJob, build};

const NAME: &str = "bench";

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
        write_copies(&args.file, &copies, args.tile_copies, Join::Apart)?;
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
