//! The commands of the binary: what somebody types, and one function each.

mod backup;
pub mod bench;
mod chores;
mod config;
mod create_user;
mod data_folder;
mod durable;
mod export_outlets;
mod import;
mod openapi;
mod region;
mod restore;
mod seed_demo;
mod serve;
mod simulate_call;
mod verify;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::clock::Clock;
use crate::config::Config;

/// What a command tells when it fails: a sentence for whoever typed it.
pub type CliResult = Result<(), CliError>;
pub type CliError = Box<dyn std::error::Error + Send + Sync>;

/// Where is the nearest outlet that is open when I get there, and why not the other one?
#[derive(Debug, Parser)]
#[command(name = "blisko", version, about)]
pub struct Cli {
    #[command(flatten)]
    global: Global,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Args)]
struct Global {
    /// Configuration file (TOML); see docs/CONFIGURATION.md.
    #[arg(long, global = true, env = "BLISKO_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    /// One setting: --set listen=0.0.0.0:8080. May be repeated.
    #[arg(long, global = true, value_name = "KEY=VALUE", value_parser = key_value)]
    set: Vec<(String, String)>,
    /// The data folder: database, uploads, backups.
    #[arg(long, global = true, value_name = "DIR")]
    data_dir: Option<String>,
    /// The time that the service believes, standing still: --clock 2026-11-28T17:40:00+01:00. For tests.
    #[cfg(feature = "test-clock")]
    #[arg(long, global = true, value_name = "TIME")]
    clock: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the API and the pages. Example: blisko serve --set listen=0.0.0.0:8080
    Serve(serve::ServeArgs),
    /// The invented company to try things on. Example: blisko demo load
    Demo(seed_demo::DemoArgs),
    /// Manage the people who sign in. Example: blisko user add ewa --role admin
    #[command(subcommand)]
    User(create_user::UserCommand),
    /// Let an agent's telephone ring. Example: blisko call "601 100 201" --agent ewa
    Call(simulate_call::CallArgs),
    /// Copy the SQLite database while it is served. Example: blisko backup /backup/2026-11-28.db
    Backup(backup::BackupArgs),
    /// Put a backup in the place of the SQLite database; the server must be stopped.
    Restore(restore::RestoreArgs),
    /// Check the database or a backup. Example: blisko verify /backup/2026-11-28.db
    Verify(verify::VerifyArgs),
    /// Bring data in. Example: blisko import outlets oddzialy.csv --dry-run
    Import(import::ImportArgs),
    /// Take data out. Example: blisko export outlets --format csv > outlets.csv
    Export(export_outlets::ExportArgs),
    /// Maps from OpenStreetMap files. Example: blisko region build mazowieckie.osm.pbf --name mazowieckie
    Region(region::RegionArgs),
    /// Print the settings in force. Example: blisko config --set log=debug
    Config,
    /// Measure on invented data. Example: blisko bench nearest --outlets 100000
    Bench(bench::BenchArgs),
    /// Print the OpenAPI description. Example: blisko openapi > openapi.json
    Openapi,
}

/// Runs the command that was typed.
pub fn run(cli: Cli) -> CliResult {
    let mut overrides = cli.global.set.clone();
    if let Some(data_dir) = &cli.global.data_dir {
        overrides.push(("data_dir".to_owned(), data_dir.clone()));
    }
    let config = Config::load(cli.global.config.as_deref(), std::env::vars(), &overrides)?;
    let clock = cli.global.clock()?;
    match cli.command {
        Command::Serve(args) => block_on(serve::run(config, clock, args)),
        Command::Demo(args) => block_on(seed_demo::run(config, clock, args)),
        Command::User(command) => block_on(create_user::run(config, clock, command)),
        Command::Call(args) => block_on(simulate_call::run(config, clock, args)),
        Command::Backup(args) => block_on(backup::run(config, args)),
        Command::Restore(args) => block_on(restore::run(config, &clock, args)),
        Command::Verify(args) => block_on(verify::run(config, args)),
        Command::Import(args) => block_on(import::run(config, clock, args)),
        Command::Export(args) => block_on(export_outlets::run(config, args)),
        Command::Region(args) => region::run(&config, &clock, args),
        Command::Config => config::run(&config),
        Command::Bench(args) => bench::run(args),
        Command::Openapi => openapi::run(),
    }
}

impl Global {
    #[cfg(feature = "test-clock")]
    fn clock(&self) -> Result<Clock, String> {
        let Some(text) = &self.clock else {
            return Ok(Clock::System);
        };
        crate::http::views::time::parse(text)
            .map(Clock::fixed)
            .ok_or_else(|| "give --clock a time with a zone, like 2026-11-28T17:40:00+01:00".to_owned())
    }

    #[cfg(not(feature = "test-clock"))]
    fn clock(&self) -> Result<Clock, String> {
        Ok(Clock::System)
    }
}

/// Runs a command that waits for things on the runtime.
fn block_on(command: impl Future<Output = CliResult>) -> CliResult {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(command)
}

/// The file of an SQLite database; PostgreSQL has its own tools for what these commands do.
fn sqlite_file(config: &Config) -> Result<PathBuf, CliError> {
    let url = config.database();
    match url.strip_prefix("sqlite:") {
        Some(path) => Ok(PathBuf::from(path)),
        None => Err("the database is PostgreSQL, which has tools of its own for this; see docs/OPERATIONS.md".into()),
    }
}

fn key_value(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("write it as key=value")?;
    Ok((key.trim().to_owned(), value.to_owned()))
}
