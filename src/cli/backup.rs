//! `blisko backup FILE`: one committed state of an SQLite database, taken while the server serves.
//!
//! The file appears under its name only when it is whole, verified and on the disk.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use super::data_folder::DataFolder;
use super::{CliError, CliResult, durable, sqlite_file};
use crate::config::Config;
use crate::service::verify_database::verify_database;
use crate::store::Store;

#[derive(Debug, Args)]
pub struct BackupArgs {
    /// Where to write; nothing may be there yet.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

pub async fn run(config: Config, args: BackupArgs) -> CliResult {
    let database = sqlite_file(&config)?;
    let _folder = DataFolder::share(&config.data_dir)?;
    if !database.is_file() {
        return Err(format!("there is no database at {}; nothing was written", database.display()).into());
    }
    File::create_new(&args.file)
        .map_err(|error| format!("cannot create {}: {error}; a backup never overwrites", args.file.display()))?;
    let partial = durable::beside(&args.file, ".partial");
    let made = copy(&config, &partial).await.and_then(|outlets| {
        durable::sync(&partial)?;
        fs::rename(&partial, &args.file)?;
        durable::sync(&args.file)?;
        Ok(outlets)
    });
    let outlets = made.inspect_err(|_| {
        // The name was only reserved; a half copy must not look like a backup.
        let _ = (fs::remove_file(&partial), fs::remove_file(&args.file));
    })?;
    let size = fs::metadata(&args.file)?.len();
    writeln!(std::io::stdout(), "{}: {outlets} outlets, {size} bytes, verified", args.file.display())?;
    Ok(())
}

/// Returns the number of outlets in the copy.
async fn copy(config: &Config, partial: &Path) -> Result<usize, CliError> {
    let _ = fs::remove_file(partial);
    let store = Store::open(&config.database(), 1).await?;
    let copied = store.copy_into(partial).await;
    store.close().await;
    copied?;
    let copy = Store::open_copy(partial).await?;
    let verification = verify_database(&copy).await?;
    copy.close().await;
    match verification.faults.first() {
        None => Ok(verification.outlets),
        Some(fault) => Err(format!("the database has faults, so has its copy: {fault}; see `blisko verify`").into()),
    }
}
