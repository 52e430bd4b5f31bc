//! The desk under load: a company with a million customers, agents who listen, a telephone system that rings, and
//! colleagues who write, all over HTTP against this very binary as a child process.
//!
//! Arrivals keep their times whatever the service does, and each is timed from when it was due. The client runs on
//! the same processors as the service.

mod agents;
mod client;
mod fill;
mod ledger;
mod load;
mod misspelt;
mod people;
mod phones;
mod search;
mod streams;

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use clap::Args;
use serde_json::json;

use super::child::Server;
use super::database::temporary_folder;
use super::report::Report;
use crate::cli::CliResult;
use crate::store::Store;

/// What is measured.
#[derive(Clone, Debug, Args)]
pub struct DeskArgs {
    #[arg(long, default_value_t = 1_000_000)]
    customers: usize,
    /// Of all customers together.
    #[arg(long, default_value_t = 10_000_000)]
    interactions: usize,
    /// Agents who are called.
    #[arg(long, default_value_t = 200)]
    agents: usize,
    /// Open streams of changes; agents have several where there are more of these.
    #[arg(long, default_value_t = 500)]
    streams: usize,
    #[arg(long, default_value_t = 50)]
    calls_per_s: u64,
    #[arg(long, default_value_t = 200)]
    writes_per_s: u64,
    /// How long the load is held.
    #[arg(long, default_value_t = 300)]
    seconds: u64,
    /// Misspelt names that are searched for.
    #[arg(long, default_value_t = 2_000)]
    searches: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// An empty PostgreSQL database, or one that this has filled; without it, an SQLite file.
    #[arg(long)]
    database_url: Option<String>,
    /// Where the SQLite file is made and left, and taken from the next time; without it, nothing is left.
    #[arg(long)]
    keep: Option<PathBuf>,
    /// Phone numbers in the formats in which people write them, JSON lines, to be found by each of them.
    #[arg(long)]
    phones: Option<PathBuf>,
    /// One JSON line per case.
    #[arg(long)]
    json: bool,
}

/// Fills the database where it is not full, and measures.
pub async fn run(args: DeskArgs, out: &mut impl std::io::Write) -> CliResult {
    let given = vec![("customers", json!(args.customers)), ("interactions", json!(args.interactions))];
    let mut report = Report { out, json: args.json, given };
    let temporary = temporary_folder()?;
    if let Some(file) = &args.phones {
        phones::run(file, &temporary, &mut report).await?;
    }
    let folder = args.keep.clone().unwrap_or_else(|| temporary.clone());
    fs::create_dir_all(&folder)?;
    let url = args.database_url.clone().unwrap_or_else(|| format!("sqlite:{}", folder.join("blisko.db").display()));
    let store = Store::open(&url, 4).await?;
    let started = Instant::now();
    let filled = fill::fill(&store, &args).await?;
    report.line("desk_fill", vec![("added", json!(filled)), ("seconds", json!(started.elapsed().as_secs()))])?;
    let agents = agents::sign_in(&store, args.agents).await?;
    store.close().await;
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let environment = [("BLISKO_DATABASE_URL", url.as_str()), ("BLISKO_CALL_HOOK_SECRETS", secret)];
    let data = folder.display().to_string();
    let server = Server::start(&["serve", "--data-dir", &data, "--listen", "127.0.0.1:0"], &environment)?;
    let ready = search::wait_for_memory(&server.address, &agents[0]).await?;
    let memory = server.memory_mb("VmRSS:")?;
    let start = server.ready_after.as_secs_f64();
    report.line(
        "desk_start",
        vec![("listens_s", json!(start)), ("searches_s", json!(ready)), ("rss_mb", json!(memory))],
    )?;
    search::run(&args, &server.address, &agents[0], &mut report).await?;
    load::run(&args, &server, agents, secret, &mut report).await?;
    drop(server);
    fs::remove_dir_all(&temporary)?;
    Ok(())
}
