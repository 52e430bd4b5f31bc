//! `blisko restore FILE`: puts a backup in the place of the database.
//!
//! The backup is verified before anything is touched, the database of before is kept beside the new one,
//! and at every moment one whole database is in its place.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::data_folder::DataFolder;
use super::{CliError, CliResult, durable, sqlite_file};
use crate::clock::Clock;
use crate::config::Config;
use crate::service::verify_database::verify_database;
use crate::store::Store;

#[derive(Debug, Args)]
pub struct RestoreArgs {
    /// A file that `blisko backup` wrote.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub async fn run(config: Config, clock: &Clock, args: RestoreArgs) -> CliResult {
    let database = sqlite_file(&config)?;
    let outlets = verify_backup(&args.file).await?;
    let _folder = DataFolder::alone(&config.data_dir)?;
    let arriving = durable::beside(&database, ".restoring");
    fs::copy(&args.file, &arriving)?;
    durable::sync(&arriving)?;
    let kept = match database.is_file() {
        true => Some(keep_aside(&config, &database, clock).await?),
        false => None,
    };
    fs::rename(&arriving, &database)?;
    durable::sync(&database)?;
    let mut out = std::io::stdout();
    writeln!(out, "{}: {outlets} outlets restored from {}", database.display(), args.file.display())?;
    if let Some(kept) = kept {
        writeln!(out, "The database of before is kept as {}", kept.display())?;
    }
    Ok(())
}

async fn verify_backup(file: &Path) -> Result<usize, CliError> {
    if !file.is_file() {
        return Err(format!("there is no file {}", file.display()).into());
    }
    let unusable = |problem: &dyn std::fmt::Display| {
        format!("{} cannot be restored: {problem}. Nothing was changed", file.display())
    };
    let copy = Store::open_copy(file).await.map_err(|error| unusable(&error))?;
    let verification = verify_database(&copy).await.map_err(|error| unusable(&error))?;
    copy.close().await;
    match verification.faults.first() {
        None => Ok(verification.outlets),
        Some(fault) => Err(unusable(fault).into()),
    }
}

/// A second name for the database of before, so that the rename over it loses nothing. Its write-ahead
/// log is folded in first; of a database too broken for that, the log goes along.
async fn keep_aside(config: &Config, database: &Path, clock: &Clock) -> std::io::Result<PathBuf> {
    let folded = match Store::open(&config.database(), 1).await {
        Ok(store) => store.fold_and_close().await,
        Err(error) => Err(error),
    };
    let kept = durable::beside(database, &format!(".before-{}", clock.now().unix_seconds()));
    fs::hard_link(database, &kept).or_else(|_| fs::copy(database, &kept).map(drop))?;
    for suffix in ["-wal", "-shm"] {
        let log = durable::beside(database, suffix);
        if log.exists() {
            fs::rename(&log, durable::beside(&kept, suffix))?;
        }
    }
    if let Err(error) = folded {
        tracing::warn!(%error, "The database of before could not be read, it is kept as it was: {error}");
    }
    durable::sync(&kept)?;
    Ok(kept)
}
