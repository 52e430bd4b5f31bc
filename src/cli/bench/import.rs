//! What an import costs: a CSV file of the invented world, uploaded, checked and applied to an empty database.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use clap::Args;
use serde_json::json;

use super::database;
use super::stopwatch::resident_bytes;
use crate::cli::CliResult;
use crate::domain::import::ImportState;
use crate::service::export_outlets::{ExportFormat, ExportOptions, OutletExport};
use crate::service::imports::{Progress, StageOptions, Upload, apply_import, check_import, stage_upload};
use crate::store::Store;
use crate::store::outlets::OutletFilter;
use crate::tabular::csv::CsvOptions;

#[derive(Clone, Debug, Args)]
pub struct ImportArgs {
    /// Rows of the file.
    #[arg(long, default_value_t = 100_000)]
    rows: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// One JSON line per case; there is no other form.
    #[arg(long)]
    json: bool,
}

/// Writes the file, then one JSON line per step and one for the whole.
pub async fn run(bench: ImportArgs) -> CliResult {
    let folder = database::temporary_folder()?;
    let file = folder.join("outlets.csv");
    let source = database::filled(&folder.join("source"), bench.rows, bench.seed).await?;
    export(&source, &file).await?;
    source.close().await;
    let target = database::empty(&folder.join("target")).await?;
    import(&target, &file, &bench).await?;
    target.close().await;
    Ok(std::fs::remove_dir_all(&folder)?)
}

async fn export(store: &Store, path: &Path) -> CliResult {
    let options =
        ExportOptions { format: ExportFormat::Csv, csv: CsvOptions { delimiter: b';', byte_order_mark: false } };
    let mut file = File::create(path)?;
    let mut export = OutletExport::new(store, OutletFilter::default(), options);
    while let Some(piece) = export.next().await? {
        file.write_all(&piece)?;
    }
    Ok(())
}

async fn import(store: &Store, file: &Path, bench: &ImportArgs) -> CliResult {
    let started = Instant::now();
    let import = stage_upload(store, database::author(), Upload::local(file), StageOptions::default()).await?;
    say("import: upload", bench, started)?;
    let step = Instant::now();
    let progress = Progress::new(ImportState::Checking, import.rows_total);
    check_import(store, database::author(), import.id, &progress, None).await?;
    say("import: check", bench, step)?;
    let step = Instant::now();
    let progress = Progress::new(ImportState::Applying, import.rows_total);
    let applied = apply_import(store, database::author(), import.id, &progress, None).await?;
    say("import: apply", bench, step)?;
    say("import", bench, started)?;
    // Outlets of the world lie anywhere: one in a thousand looks as if longitude and latitude were swapped.
    let line = json!({ "case": "import: rows", "created": applied.counts.create, "bad": applied.counts.bad });
    Ok(writeln!(io::stdout().lock(), "{line}")?)
}

fn say(case: &str, bench: &ImportArgs, started: Instant) -> CliResult {
    let seconds = (started.elapsed().as_secs_f64() * 100.0).round() / 100.0;
    let resident_bytes_max = resident_bytes().map(|(_, most)| most);
    let line = json!({
        "case": case, "rows": bench.rows, "seed": bench.seed, "seconds": seconds,
        "resident_bytes_max": resident_bytes_max,
    });
    Ok(writeln!(io::stdout().lock(), "{line}")?)
}
