//! What an import costs: a CSV file of the invented world, uploaded, checked and applied to an empty database, and taken
//! back again.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::time::Instant;

use clap::Args;
use serde_json::json;

use super::database;
use super::stopwatch::resident_bytes;
use crate::cli::CliResult;
use crate::domain::import::{ImportKind, ImportState};
use crate::service::export_outlets::{ExportFormat, ExportOptions, OutletExport};
use crate::service::imports::{Progress, StageOptions, Upload, apply_import, check_import, stage_upload, undo_import};
use crate::store::Store;
use crate::store::outlets::OutletFilter;
use crate::tabular::csv::CsvOptions;

#[derive(Clone, Debug, Args)]
pub struct ImportArgs {
    /// Import people instead of outlets.
    #[arg(long)]
    customers: bool,
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
    let file = folder.join("rows.csv");
    if bench.customers {
        write_customers(&file, bench.rows)?;
    } else {
        let source = database::filled(&folder.join("source"), bench.rows, bench.seed).await?;
        export(&source, &file).await?;
        source.close().await;
    }
    let target = database::empty(&folder.join("target")).await?;
    import(&target, &file, &bench).await?;
    target.close().await;
    Ok(std::fs::remove_dir_all(&folder)?)
}

/// People with names that many share, and numbers and houses of their own.
fn write_customers(path: &Path, rows: usize) -> io::Result<()> {
    let mut file = io::BufWriter::new(File::create(path)?);
    writeln!(file, "Numer;Imię i nazwisko;Telefon;E-mail;Ulica;Kod pocztowy;Miasto;Kraj;lon;lat;Zgoda e-mail;Uwagi")?;
    for row in 0..rows {
        let name = format!("{} {}", GIVEN[row % GIVEN.len()], FAMILY[(row / GIVEN.len()) % FAMILY.len()]);
        let (phone, house) = (600_000_000 + row, row / (GIVEN.len() * FAMILY.len()) + 1);
        let (lon, lat) = (14.2 + (row % 9_700) as f64 / 1_000.0, 49.2 + (row / 17 % 5_400) as f64 / 1_000.0);
        writeln!(
            file,
            "K{row:06};{name};{phone};klient{row}@example.com;Długa {house};90-001;Łódź;PL;{lon:.4};{lat:.4};tak;nr {row}"
        )?;
    }
    file.flush()
}

const GIVEN: [&str; 8] = ["Anna", "Jan", "Katarzyna", "Piotr", "Małgorzata", "Paweł", "Jana", "Tomáš"];
const FAMILY: [&str; 10] =
    ["Nowak", "Kowalska", "Wiśniewski", "Wójcik", "Lewandowska", "Dvořák", "Svobodová", "Zieliński", "Černý", "Żuk"];

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
    let kind = if bench.customers { ImportKind::Customers } else { ImportKind::Outlets };
    let options = StageOptions { kind, ..StageOptions::default() };
    let import = stage_upload(store, database::author(), Upload::local(file), options).await?;
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
    writeln!(io::stdout().lock(), "{line}")?;
    let step = Instant::now();
    let progress = Progress::new(ImportState::Undoing, import.rows_total);
    undo_import(store, database::author(), import.id, &progress).await?;
    say("import: undo", bench, step)
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
