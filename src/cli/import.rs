//! `blisko import outlets FILE` and `blisko import customers FILE`: upload, check and apply in one go, with the bad
//! rows told.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Deserialize;

use super::data_folder::DataFolder;
use super::{CliError, CliResult};
use crate::clock::Clock;
use crate::config::Config;
use crate::domain::ids::ImportId;
use crate::domain::import::{DuplicateChoice, Import, ImportCounts, ImportKind, ImportState, RowOutcome};
use crate::domain::language::Language;
use crate::service::geocode::{IndexSet, open_indexes};
use crate::service::imports::{
    self, ColumnRef, FailedRows, ImportError, MappingChange, Progress, StageOptions, Upload,
};
use crate::store::imports::RowFilter;
use crate::store::{Author, Store};

/// Bad rows that are told one by one; the rest is in the file that `--failed` writes.
const BAD_ROWS_TOLD: i64 = 20;

/// How often plain progress lines appear where there is no terminal.
const PLAIN_LINE_EVERY: Duration = Duration::from_secs(5);

const BAR_EVERY: Duration = Duration::from_millis(100);

#[derive(Debug, Args)]
pub struct ImportArgs {
    #[command(subcommand)]
    command: ImportCommand,
}

#[derive(Debug, Subcommand)]
enum ImportCommand {
    /// Import outlets from CSV, XLSX or GeoJSON. Example: blisko import outlets oddzialy.csv --dry-run
    Outlets(OutletsArgs),
    /// Import customers from CSV, XLSX or vCard. Example: blisko import customers klienci.vcf --dry-run
    Customers(CustomersArgs),
    /// Take an import back. Example: blisko import undo 0192f0c1-…
    Undo {
        /// The id that the import told.
        import: ImportId,
    },
}

#[derive(Debug, Args)]
struct OutletsArgs {
    #[command(flatten)]
    file: FileArgs,
    /// Add services that the vocabulary lacks instead of refusing their rows.
    #[arg(long)]
    create_services: bool,
}

#[derive(Debug, Args)]
struct CustomersArgs {
    #[command(flatten)]
    file: FileArgs,
    /// What becomes of rows about customers who seem to be there: skip, update or create.
    #[arg(long, value_name = "CHOICE", default_value = "skip", value_parser = read_choice)]
    duplicates: DuplicateChoice,
}

#[derive(Debug, Args)]
struct FileArgs {
    file: PathBuf,
    /// Check only: say what would happen and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// JSON file with `columns`, `defaults` and `create_services`, as the API takes it; columns by name or position.
    #[arg(long, value_name = "FILE")]
    mapping: Option<PathBuf>,
    /// Import nothing when any row is bad.
    #[arg(long)]
    strict: bool,
    /// Write the bad rows, with reasons, to this CSV file.
    #[arg(long, value_name = "FILE")]
    failed: Option<PathBuf>,
}

fn read_choice(text: &str) -> Result<DuplicateChoice, String> {
    DuplicateChoice::from_code(text).ok_or_else(|| "use skip, update or create".to_owned())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingFile {
    columns: BTreeMap<String, ColumnOfFile>,
    #[serde(default)]
    defaults: BTreeMap<String, String>,
    #[serde(default)]
    create_services: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum ColumnOfFile {
    Position(usize),
    Name(String),
}

pub async fn run(config: Config, clock: Clock, args: ImportArgs) -> CliResult {
    let _folder = DataFolder::share(&config.data_dir)?;
    let store = Store::open(&config.database(), config.database_connections_max.get() as u32).await?;
    store.migrate().await?;
    let command = Command { store: &store, clock: &clock, data_dir: &config.data_dir };
    let done = match args.command {
        ImportCommand::Outlets(args) => {
            let options = StageOptions { create_services: args.create_services, ..StageOptions::default() };
            command.import(args.file, options).await
        }
        ImportCommand::Customers(args) => {
            let (kind, duplicates) = (ImportKind::Customers, args.duplicates);
            command.import(args.file, StageOptions { kind, duplicates, ..StageOptions::default() }).await
        }
        ImportCommand::Undo { import } => command.undo(import).await,
    };
    store.close().await;
    done
}

struct Command<'a> {
    store: &'a Store,
    clock: &'a Clock,
    data_dir: &'a Path,
}

impl Command<'_> {
    async fn import(&self, args: FileArgs, options: StageOptions) -> CliResult {
        if !args.file.is_file() {
            return Err(format!("there is no file {}", args.file.display()).into());
        }
        let (create_services, duplicates) = (options.create_services, options.duplicates);
        let upload = Upload::local(&args.file);
        let mut import = imports::stage_upload(self.store, self.author(), upload, options).await?;
        if let Some(path) = &args.mapping {
            let change = MappingChange { duplicates, ..read_mapping(path, create_services)? };
            import = imports::change_mapping(self.store, self.author(), import.id, change).await?;
        }
        tell_file(&import)?;
        let indexes = self.indexes().await;
        let progress = Progress::new(ImportState::Checking, import.rows_total);
        let checking =
            imports::check_import(self.store, self.author(), import.id, &progress, Some(Arc::clone(&indexes)));
        let checked = shown(&progress, checking).await?;
        self.tell_bad_rows(&checked, args.failed.as_ref()).await?;
        if args.dry_run {
            return tell(&format!("Would: {}. Nothing was imported.", counted(&checked)));
        }
        if args.strict && checked.counts.bad > 0 {
            return Err(
                format!("{} rows are bad and --strict was given: nothing was imported", checked.counts.bad).into()
            );
        }
        let progress = Progress::new(ImportState::Applying, import.rows_total);
        let applying = imports::apply_import(self.store, self.author(), import.id, &progress, Some(indexes));
        let applied = shown(&progress, applying).await?;
        tell(&format!("Imported: {}. To take it back: blisko import undo {}", counted(&applied), applied.id))
    }

    /// What addresses are looked for in: the regions' files and the base.
    async fn indexes(&self) -> Arc<IndexSet> {
        let data_dir = self.data_dir.to_owned();
        let opened = tokio::task::spawn_blocking(move || open_indexes(&data_dir)).await;
        Arc::new(opened.expect("opening indexes does not panic"))
    }

    async fn undo(&self, id: ImportId) -> CliResult {
        let import = self.store.find_import(id).await?.ok_or(ImportError::NotFound)?;
        let progress = Progress::new(ImportState::Undoing, import.counts.create + import.counts.update);
        let undoing = imports::undo_import(self.store, self.author(), id, &progress);
        let counts = shown(&progress, undoing).await?.counts;
        tell(&format!("Undone: {} records; {} were changed since and left alone", counts.undone, counts.kept))
    }

    fn author(&self) -> Author {
        Author::system(self.clock.now())
    }

    async fn tell_bad_rows(&self, import: &Import, failed: Option<&PathBuf>) -> CliResult {
        let bad = RowFilter { outcome: Some(RowOutcome::Bad), problem: None };
        let rows = self.store.import_results(import.id, &bad, 0, BAD_ROWS_TOLD).await?;
        for row in rows {
            for problem in row.result.map(|result| result.problems).unwrap_or_default() {
                let column = problem.column.and_then(|column| import.header.get(column));
                let place = column.map(|name| format!(", {name}")).unwrap_or_default();
                tell(&format!("Row {}{place}: {}", row.row.number, problem.message))?;
            }
        }
        if i64::from(import.counts.bad) > BAD_ROWS_TOLD {
            tell(&format!("… and {} more bad rows", i64::from(import.counts.bad) - BAD_ROWS_TOLD))?;
        }
        let Some(path) = failed else { return Ok(()) };
        let mut file = std::fs::File::create(path)?;
        let mut rows = FailedRows::of(self.store, import.id, Language::English).await?;
        while let Some(piece) = rows.next().await? {
            file.write_all(&piece)?;
        }
        Ok(())
    }
}

fn read_mapping(path: &PathBuf, create_services: bool) -> Result<MappingChange, CliError> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let file: MappingFile = serde_json::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    let column = |column| match column {
        ColumnOfFile::Position(position) => ColumnRef::Position(position),
        ColumnOfFile::Name(name) => ColumnRef::Name(name),
    };
    Ok(MappingChange {
        columns: file.columns.into_iter().map(|(field, each)| (field, column(each))).collect(),
        defaults: file.defaults,
        create_services: file.create_services || create_services,
        duplicates: DuplicateChoice::default(),
    })
}

/// How the file was read and what its columns are taken for.
fn tell_file(import: &Import) -> CliResult {
    let source = &import.source;
    let read_as = [&source.encoding, &source.delimiter, &source.sheet];
    let details: Vec<String> = read_as.iter().filter(|text| !text.is_empty()).map(|text| format!("{text:?}")).collect();
    tell(&format!("{}: {} {}, {} rows", source.file_name, source.format, details.join(" "), import.rows_total))?;
    for (field, column) in &import.mapping.columns {
        tell(&format!("  {field} <- {}", import.header[*column]))?;
    }
    for (field, value) in &import.mapping.defaults {
        tell(&format!("  {field} = {value}"))?;
    }
    for note in &import.notes {
        tell(&format!("  note: {}", note.message))?;
    }
    Ok(())
}

fn counted(import: &Import) -> String {
    let ImportCounts { create, update, unchanged, held, skipped, geocoded, unplaced, bad, hours_unread, .. } =
        import.counts;
    let common = format!("{create} created, {update} updated, {unchanged} unchanged, {bad} bad");
    match import.kind {
        ImportKind::Outlets => format!(
            "{common}, {hours_unread} with unreadable hours, {geocoded} placed by their address, {held} held for the \
             repair queue"
        ),
        ImportKind::Customers => format!(
            "{common}, {skipped} left out because they seem to be there, {geocoded} placed by their address, \
             {unplaced} without a place"
        ),
    }
}

/// Shows how far the work is: a bar on a terminal, a line now and then elsewhere.
async fn shown<T>(progress: &Progress, work: impl Future<Output = Result<T, ImportError>>) -> Result<T, ImportError> {
    let on_terminal = std::io::stderr().is_terminal();
    let bar = if on_terminal { bar(progress) } else { ProgressBar::hidden() };
    let mut ticks = tokio::time::interval(if on_terminal { BAR_EVERY } else { PLAIN_LINE_EVERY });
    ticks.tick().await;
    let mut work = std::pin::pin!(work);
    let ended = loop {
        tokio::select! {
            ended = &mut work => break ended,
            _ = ticks.tick() => {
                bar.set_position(u64::from(progress.rows_done()));
                if !on_terminal {
                    let line = format!("{}: {} of {} rows", progress.state.code(), progress.rows_done(), progress.rows_total);
                    // Progress that cannot be shown must not stop the work.
                    let _ = writeln!(std::io::stderr(), "{line}");
                }
            }
        }
    };
    bar.finish_and_clear();
    ended
}

fn bar(progress: &Progress) -> ProgressBar {
    let style =
        ProgressStyle::with_template("{msg:9} {bar:40} {pos}/{len} rows, {eta} left").expect("a valid template");
    ProgressBar::new(u64::from(progress.rows_total)).with_style(style).with_message(progress.state.code())
}

fn tell(line: &str) -> CliResult {
    Ok(writeln!(std::io::stdout(), "{line}")?)
}
