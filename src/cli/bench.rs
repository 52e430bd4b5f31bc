//! Measurements that anybody can repeat: invented data from a seed, one line per case.
//!
//! Cases of one run are to be compared with each other; times of different machines are not.

mod bare;
mod child;
mod database;
mod desk;
mod differences;
mod geocode;
mod http;
mod import;
mod names;
mod nearest;
mod peer;
pub mod questions;
mod region;
mod report;
mod roads;
mod stopwatch;
mod tiles;
mod tiling;
pub mod world;

use clap::{Args, Subcommand};

use super::{CliResult, block_on};

#[derive(Debug, Args)]
pub struct BenchArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The nearest outlets in process, against a peer and brute force. Example: blisko bench nearest --json
    Nearest(nearest::NearestArgs),
    /// The nearest outlets over HTTP, start and memory. Example: blisko bench http --outlets 1000000
    Http(http::HttpArgs),
    /// An import of a CSV file into an empty database. Example: blisko bench import --rows 100000
    Import(import::ImportArgs),
    /// Outlets by the words of their names, in process. Example: blisko bench names --outlets 1000000
    Names(names::NamesArgs),
    /// Tiles of an archive over HTTP beside nginx and martin, and the live layer.
    /// Example: blisko bench tiles --archive var/regions/town/basemap.pmtiles
    Tiles(tiles::TilesArgs),
    /// A region's map from an OSM file: time and memory. Example: blisko bench region --tile-copies 100
    Region(region::RegionArgs),
    /// The geocoder: how often it is right, whether it knows, how fast. Example: blisko bench geocode --seed 7
    Geocode(geocode::GeocodeArgs),
    /// Roads: build, differences from Dijkstra, times of every kind of question.
    /// Example: blisko bench roads --pbf porto.osm.pbf --json
    Roads(roads::RoadsArgs),
    /// Calls, writes, searches and streams of changes on a large company, over HTTP.
    /// Example: blisko bench desk --keep /tmp/desk --json
    Desk(desk::DeskArgs),
    /// The floor that `http` compares with; started by it.
    #[command(hide = true)]
    Bare(bare::BareArgs),
}

/// Measures what was asked for; one line per case on standard output.
pub fn run(args: BenchArgs) -> CliResult {
    match args.what {
        What::Nearest(args) => Ok(nearest::run(&args, &mut std::io::stdout().lock())?),
        What::Names(args) => Ok(names::run(&args, &mut std::io::stdout().lock())?),
        What::Geocode(args) => geocode::run(&args, &mut std::io::stdout().lock()),
        What::Region(args) => region::run(&args, &mut std::io::stdout().lock()),
        What::Roads(args) => roads::run(&args, &mut std::io::stdout().lock()),
        What::Http(args) => block_on(http::run(args)),
        What::Import(args) => block_on(import::run(args)),
        What::Desk(args) => block_on(desk::run(args, &mut std::io::stdout())),
        What::Tiles(args) => tiles::run(&args, &mut std::io::stdout().lock()),
        What::Bare(args) => block_on(bare::run(args)),
    }
}
