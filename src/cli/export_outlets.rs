//! `blisko export outlets`: all outlets as a file, or on the standard output.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::CliResult;
use super::data_folder::DataFolder;
use crate::config::Config;
use crate::service::export_outlets::{ExportFormat, ExportOptions, OutletExport};
use crate::store::Store;
use crate::store::outlets::OutletFilter;
use crate::tabular::csv::CsvOptions;

#[derive(Debug, Args)]
pub struct ExportArgs {
    #[command(subcommand)]
    command: ExportCommand,
}

#[derive(Debug, Subcommand)]
enum ExportCommand {
    /// Write all outlets to a file that can be imported again. Example: blisko export outlets --format csv > outlets.csv
    Outlets {
        #[arg(long, value_enum, default_value_t = Format::Csv)]
        format: Format,
        /// Where to; the standard output when left out.
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// CSV only: the character between cells.
        #[arg(long, default_value_t = ',', value_parser = delimiter)]
        delimiter: char,
        /// CSV only: leave out the byte order mark that Excel needs.
        #[arg(long)]
        no_bom: bool,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Csv,
    Xlsx,
    Geojson,
}

pub async fn run(config: Config, args: ExportArgs) -> CliResult {
    let ExportCommand::Outlets { format, output, delimiter, no_bom } = args.command;
    let csv = CsvOptions { delimiter: delimiter as u8, byte_order_mark: !no_bom };
    let format = match format {
        Format::Csv => ExportFormat::Csv,
        Format::Xlsx => ExportFormat::Xlsx,
        Format::Geojson => ExportFormat::GeoJson,
    };
    let _folder = DataFolder::share(&config.data_dir)?;
    let store = Store::open(&config.database(), config.database_connections_max.get() as u32).await?;
    store.migrate().await?;
    let mut file: Box<dyn Write + Send> = match output {
        Some(path) => Box::new(BufWriter::new(File::create(path)?)),
        None => Box::new(std::io::stdout()),
    };
    let mut export = OutletExport::new(&store, OutletFilter::default(), ExportOptions { format, csv });
    while let Some(piece) = export.next().await? {
        file.write_all(&piece)?;
    }
    file.flush()?;
    store.close().await;
    Ok(())
}

fn delimiter(text: &str) -> Result<char, String> {
    match text {
        "tab" | "\t" => Ok('\t'),
        ";" | "," | "|" => Ok(char::from(text.as_bytes()[0])),
        _ => Err("use ; , | or tab".to_owned()),
    }
}
