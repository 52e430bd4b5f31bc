//! What a tile costs over HTTP: this binary, nginx with the same tiles as files, and martin where it is
//! installed, asked for the same tiles in the same order over kept connections. Processor time is that of
//! all threads of the server, read from the system. And the live layers in process: their worst tiles.

mod customers;
mod layer;
mod server;

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::database::temporary_folder;
use super::report::Report;
use super::world::Dice;
use crate::cli::CliResult;
use crate::tiles::coord::TileCoord;
use crate::tiles::pmtiles::{Archive, ArchiveFile, Depth};
use server::{Measured, Peer};

/// Tiles asked for; more would measure the page cache.
const TILES_MAX: usize = 2_000;

/// What is measured.
#[derive(Clone, Debug, Args)]
pub struct TilesArgs {
    /// The archive to serve; without one only the live layers are measured.
    #[arg(long)]
    archive: Option<PathBuf>,
    /// Counted requests per case.
    #[arg(long, default_value_t = 40_000)]
    requests: usize,
    /// Kept connections that ask at the same time.
    #[arg(long, default_value_t = 32)]
    connections: usize,
    /// Outlets of the live layer, near each other and far apart.
    #[arg(long, default_value_t = 1_000_000)]
    outlets: usize,
    /// Customers of the live layer.
    #[arg(long, default_value_t = 1_000_000)]
    customers: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The program martin, to be compared with.
    #[arg(long)]
    martin: Option<PathBuf>,
    /// One JSON line per case.
    #[arg(long)]
    json: bool,
}

/// Serves, asks, and writes one line per case.
pub fn run(args: &TilesArgs, out: &mut impl std::io::Write) -> CliResult {
    let archive = args.archive.as_ref().map(|path| path.display().to_string());
    let given = vec![("archive", json!(archive)), ("requests", json!(args.requests))];
    let mut report = Report { out, json: args.json, given };
    if let Some(path) = &args.archive {
        served(args, path, &mut report)?;
    }
    layer::run(args.outlets, args.seed, &mut report)?;
    customers::run(args.customers, args.seed, &mut report)
}

fn served(args: &TilesArgs, path: &Path, report: &mut Report<'_, impl std::io::Write>) -> CliResult {
    let archive = Archive::open(Box::new(ArchiveFile::open(path)?), Depth::Whole)?;
    let tiles = sample(&archive, args.seed)?;
    report.line("tiles", vec![("count", json!(tiles.len()))])?;
    let folder = temporary_folder()?;
    extract(&archive, &tiles, &folder.join("tiles"))?;
    let version = archive.version();
    let blisko = Peer::blisko(path, &folder)?;
    let versioned = |tile: &TileCoord| format!("/tiles/bench/{version}/{}", path_of(*tile));
    let ours = blisko.ask(args, &tiles, versioned, "")?;
    report.line("tile_blisko", fields(&ours, None))?;
    let known = |tile: &TileCoord| format!("If-None-Match: \"{version}-{}\"\r\n", tile.id());
    report.line("tile_blisko_304", fields(&blisko.ask_with(args, &tiles, versioned, known)?, None))?;
    drop(blisko);
    if let Some(nginx) = Peer::nginx(&folder)? {
        let files = nginx.ask(args, &tiles, |tile| format!("/{}", path_of(*tile)), "")?;
        report.line("tile_nginx_files", fields(&files, Some(&ours)))?;
    }
    if let Some(martin) = args.martin.as_deref().map(|program| Peer::martin(program, path)).transpose()? {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let theirs = martin.ask(args, &tiles, |tile| format!("/{name}/{}", path_of(*tile)), "")?;
        report.line("tile_martin", fields(&theirs, Some(&ours)))?;
    }
    Ok(fs::remove_dir_all(&folder)?)
}

fn path_of(tile: TileCoord) -> String {
    format!("{}/{}/{}", tile.z(), tile.x(), tile.y())
}

/// Tiles that the archive has within its bounds, in an order from the seed. Each content once: empty land would be most
/// of them.
fn sample(archive: &Archive, seed: u64) -> Result<Vec<TileCoord>, Box<dyn std::error::Error + Send + Sync>> {
    let (mut found, mut contents) = (Vec::new(), HashSet::new());
    let header = archive.header();
    for z in header.min_zoom..=header.max_zoom {
        let [west, south, east, north] = header.bounds;
        let corner = |lon, lat| crate::geo::LonLat::new(lon, lat).map(crate::tiles::points::spot_of);
        let cell = |value: u32| u64::from(value) >> (32 - z);
        let (low, high) = (corner(west, north)?, corner(east, south)?);
        for (x, y) in (cell(low[0])..=cell(high[0])).flat_map(|x| (cell(low[1])..=cell(high[1])).map(move |y| (x, y))) {
            let tile = TileCoord::new(u32::from(z), x, y)?;
            if archive.tile(tile)?.is_some_and(|content| contents.insert(content.to_vec())) {
                found.push(tile);
            }
        }
    }
    let mut dice = Dice::new(seed);
    for at in (1..found.len()).rev() {
        found.swap(at, dice.below(at + 1));
    }
    found.truncate(TILES_MAX);
    Ok(found)
}

fn extract(archive: &Archive, tiles: &[TileCoord], folder: &Path) -> CliResult {
    for tile in tiles {
        let file = folder.join(path_of(*tile));
        fs::create_dir_all(file.parent().unwrap_or(folder))?;
        fs::write(file, archive.tile(*tile)?.unwrap_or_default())?;
    }
    Ok(())
}

fn fields(measured: &Measured, ours: Option<&Measured>) -> Vec<(&'static str, Value)> {
    let mut fields = vec![
        ("server_cpu_us", json!(measured.cpu_us())),
        ("body_bytes", json!(measured.bytes)),
        ("latency_p50_us", json!(measured.latency_us(0.5))),
        ("latency_p99_us", json!(measured.latency_us(0.99))),
    ];
    if let Some(ours) = ours {
        fields.push(("blisko_times", json!((ours.cpu_us() / measured.cpu_us() * 100.0).round() / 100.0)));
    }
    fields
}
