//! `blisko bench roads`: the road engine on one OSM file, on one thread unless it says otherwise.
//!
//! Every question is asked of the mapped file, as the service asks it. Differences are counted against Dijkstra's
//! algorithm on the same network, to the last unit of cost.

mod differences;
mod questions;
mod servers;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use clap::Args;
use serde_json::{Value, json};

use super::report::Report;
use super::stopwatch::{forget_peak, resident_bytes};
use super::tiling::{Join, write_copies};
use crate::cli::{CliError, CliResult};
use crate::region::read_roads;
use crate::roads::file::{RoadFile, write_road_file};
use crate::roads::network::{Network, Roads};
use crate::roads::profile::Profile;

#[derive(Debug, Args)]
pub struct RoadsArgs {
    /// Map data in PBF format.
    #[arg(long, value_name = "FILE", default_value = "data/demo/neubrandenburg.osm.pbf")]
    pbf: PathBuf,
    /// So many copies of the file side by side, joined by roads, as a stand-in for a larger one.
    #[arg(long, default_value_t = 1)]
    tile_copies: u32,
    /// Which ways of travelling: car, foot, bike; all when absent.
    #[arg(long)]
    profile: Option<String>,
    /// Random pairs compared with Dijkstra's algorithm, for each way of travelling.
    #[arg(long, default_value_t = 100_000)]
    pairs: usize,
    /// Random places of which the nearest five are asked for.
    #[arg(long, default_value_t = 100_000)]
    outlets: usize,
    #[arg(long, default_value_t = 5)]
    seed: u64,
    /// Instead of all that: servers that speak OSRM's dialect, asked for ways over HTTP: `127.0.0.1:5000`, or
    /// `127.0.0.1:5000=1234` with the number of the process.
    #[arg(long, value_name = "SERVER", requires = "within")]
    server: Vec<String>,
    /// Where the ways are: west,south,east,north.
    #[arg(long, value_name = "BOX", allow_hyphen_values = true)]
    within: Option<String>,
    /// How many ask the server at once.
    #[arg(long, default_value_t = 1, requires = "server")]
    clients: usize,
    /// Where to work; what is made there is removed.
    #[arg(long, default_value = "var/bench")]
    folder: PathBuf,
    /// One JSON object per line.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(args: &RoadsArgs, out: &mut impl Write) -> CliResult {
    if !args.server.is_empty() {
        return ask_servers(args, out);
    }
    let profiles = match args.profile.as_deref() {
        None => Profile::ALL.to_vec(),
        Some(name) => vec![Profile::from_name(name).ok_or("give car, foot or bike")?],
    };
    std::fs::create_dir_all(&args.folder)?;
    let given = vec![("tile_copies", json!(args.tile_copies)), ("seed", json!(args.seed))];
    let mut report = Report { out, json: args.json, given };
    for profile in profiles {
        measure(args, profile, &mut report)?;
    }
    Ok(())
}

/// Each server once, one after the other.
fn ask_servers(args: &RoadsArgs, out: &mut impl Write) -> CliResult {
    let within = args.within.as_deref().unwrap_or_default();
    let sides: Vec<f64> = within.split(',').map(|side| side.trim().parse()).collect::<Result<_, _>>()?;
    let sides: [f64; 4] = sides.try_into().map_err(|_| "give --within west,south,east,north")?;
    let mut report = Report { out, json: args.json, given: vec![("seed", json!(args.seed))] };
    for server in &args.server {
        report.line("route_http", servers::Server::of(server)?.measure(sides, args.clients, args.seed)?)?;
    }
    Ok(())
}

fn measure<W: Write>(args: &RoadsArgs, profile: Profile, report: &mut Report<'_, W>) -> CliResult {
    let path = args.folder.join(format!("roads-{}.bin", profile.name()));
    let built = build(args, profile, &path)?;
    line(report, profile, "build", built)?;
    let begun = Instant::now();
    let file = RoadFile::open(&path)?;
    line(report, profile, "open_file", vec![("ms", milliseconds(begun))])?;
    let roads = file.roads(profile)?;
    let counted = differences::count(&roads, args.pairs, args.seed);
    line(report, profile, "differences", counted)?;
    for (case, found) in questions::measure(&roads, args.outlets, args.seed) {
        line(report, profile, case, found)?;
    }
    Ok(std::fs::remove_file(&path)?)
}

/// From the OSM file to the road file.
fn build(args: &RoadsArgs, profile: Profile, path: &Path) -> Result<Vec<(&'static str, Value)>, CliError> {
    let copies = args.folder.join("roads.osm.pbf");
    let source = if args.tile_copies > 1 { &copies } else { &args.pbf };
    if args.tile_copies > 1 {
        write_copies(&args.pbf, &copies, args.tile_copies, Join::ByRoads)?;
    }
    forget_peak();
    let begun = Instant::now();
    let builder = read_roads(source, &args.folder.join("roads-scratch"))?;
    let read_s = seconds(begun);
    let roads = Roads::new(Arc::new(Network::build(&builder, profile)));
    write_road_file(path, std::slice::from_ref(&roads))?;
    let built_s = seconds(begun);
    if args.tile_copies > 1 {
        std::fs::remove_file(&copies)?;
    }
    let graph = &roads.network.graph;
    let megabytes = |bytes: u64| json!((bytes as f64 / 1e5).round() / 10.0);
    Ok(vec![
        ("junctions", json!(graph.places.len())),
        ("links", json!(graph.link_count())),
        ("states", json!(roads.network.turns.state_count())),
        ("read_s", read_s),
        ("seconds", built_s),
        ("file_mb", megabytes(std::fs::metadata(path)?.len())),
        ("peak_mb", resident_bytes().map(|(_, peak)| megabytes(peak)).unwrap_or_default()),
    ])
}

fn line<W: Write>(
    report: &mut Report<'_, W>,
    profile: Profile,
    case: &str,
    found: Vec<(&'static str, Value)>,
) -> CliResult {
    let with_profile = std::iter::once(("profile", json!(profile.name()))).chain(found).collect();
    Ok(report.line(case, with_profile)?)
}

fn seconds(begun: Instant) -> Value {
    json!((begun.elapsed().as_secs_f64() * 100.0).round() / 100.0)
}

fn milliseconds(begun: Instant) -> Value {
    json!((begun.elapsed().as_secs_f64() * 1e5).round() / 100.0)
}
