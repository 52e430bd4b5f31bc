//! `blisko verify [FILE]`: checks a database or a backup, and says in sentences what is wrong.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::data_folder::DataFolder;
use super::{CliResult, sqlite_file};
use crate::config::Config;
use crate::service::verify_database::verify_database;
use crate::store::Store;

#[derive(Debug, Args)]
pub struct VerifyArgs {
    /// A backup; without it the database of the configuration is checked, also while it is served.
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

pub async fn run(config: Config, args: VerifyArgs) -> CliResult {
    let _folder = DataFolder::share(&config.data_dir)?;
    let (store, name) = match &args.file {
        Some(file) if file.is_file() => (Store::open_copy(file).await?, file.display().to_string()),
        Some(file) => return Err(format!("there is no file {}", file.display()).into()),
        None => {
            if let Ok(database) = sqlite_file(&config)
                && !database.is_file()
            {
                return Err(format!("there is no database at {}", database.display()).into());
            }
            (Store::open(&config.database(), 2).await?, "the database".to_owned())
        }
    };
    let verification = verify_database(&store).await?;
    store.close().await;
    let mut out = std::io::stdout();
    for fault in &verification.faults {
        writeln!(out, "fault: {fault}")?;
    }
    let (outlets, revision) = (verification.outlets, verification.revision);
    match verification.faults.len() {
        0 => Ok(writeln!(out, "{name} is sound: {outlets} outlets, revision {revision}")?),
        count => {
            Err(format!("{name} has {count} faults; restore the last sound backup, see docs/OPERATIONS.md").into())
        }
    }
}
