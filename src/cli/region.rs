//! `blisko region`: maps from OSM files. Building needs no server and no database; a running server goes on with
//! the old map until it takes up the new one.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::{DateTime, NaiveDate, SecondsFormat};
use clap::{Args, Subcommand};
use indicatif::{ProgressBar, ProgressStyle};

use super::CliResult;
use super::data_folder::DataFolder;
use crate::clock::Clock;
use crate::config::Config;
use crate::region::{
    self, BASE_STEPS, BuildJob, Progress, REGION_STEPS, REGIONS_FOLDER, RegionInfo, Register, RegisterFile, Step,
};

/// What the region of the base map alone is called unless somebody says otherwise.
const BASE_NAME: &str = "country";

/// How often a bar is drawn anew, and a plain line written where there is no terminal.
const BAR_EVERY: Duration = Duration::from_millis(100);
const PLAIN_LINE_EVERY: Duration = Duration::from_secs(5);

#[derive(Debug, Args)]
pub struct RegionArgs {
    #[command(subcommand)]
    command: RegionCommand,
}

#[derive(Debug, Subcommand)]
enum RegionCommand {
    /// Make a region from an OSM file. Example: blisko region build mazowieckie.osm.pbf --name mazowieckie
    Build(BuildArgs),
    /// Make the map of Poland and Czechia that needs no file: land, sea, borders, places. Example: blisko region base
    Base {
        #[arg(long, default_value = BASE_NAME)]
        name: String,
    },
    /// Say which regions there are. Example: blisko region list
    List,
}

#[derive(Debug, Args)]
struct BuildArgs {
    /// Map data in PBF format, as https://download.geofabrik.de has it by country and region.
    file: PathBuf,
    /// What the region is called, and its folder in the data folder: a-z, 0-9, - and _.
    #[arg(long)]
    name: String,
    /// The Polish register of addresses, PRG, as CSV in EPSG:2180: a file, a folder or a ZIP archive.
    #[arg(long, value_name = "PATH")]
    prg: Option<PathBuf>,
    /// The Czech register of addresses, RÚIAN, as CSV in EPSG:5514: a file, a folder or a ZIP archive.
    #[arg(long, value_name = "PATH")]
    ruian: Option<PathBuf>,
    /// The day of the map data, for a file that does not tell it.
    #[arg(long, value_name = "YYYY-MM-DD")]
    data_date: Option<NaiveDate>,
}

pub fn run(config: &Config, clock: &Clock, args: RegionArgs) -> CliResult {
    let regions = config.data_dir.join(REGIONS_FOLDER);
    match args.command {
        RegionCommand::Build(args) => build_from_file(config, &regions, args, clock),
        RegionCommand::Base { name } => {
            let _folder = DataFolder::share(&config.data_dir)?;
            let built_at = rfc_3339(clock);
            let (regions, built_at) = (regions.as_path(), built_at.as_str());
            let job = BuildJob { source: None, data_date: None, registers: &[], regions, name: &name, built_at };
            build(&job, BASE_STEPS)
        }
        RegionCommand::List => list(&regions),
    }
}

fn build_from_file(config: &Config, regions: &Path, args: BuildArgs, clock: &Clock) -> CliResult {
    let _folder = DataFolder::share(&config.data_dir)?;
    let of = |register| move |path| RegisterFile { register, path };
    let registers: Vec<RegisterFile> =
        args.prg.map(of(Register::Prg)).into_iter().chain(args.ruian.map(of(Register::Ruian))).collect();
    let (built_at, data_date) = (rfc_3339(clock), args.data_date.map(|day| day.to_string()));
    let job = BuildJob {
        source: Some(&args.file),
        data_date: data_date.as_deref(),
        registers: &registers,
        regions,
        name: &args.name,
        built_at: &built_at,
    };
    build(&job, REGION_STEPS)
}

fn build(job: &BuildJob<'_>, steps: &[Step]) -> CliResult {
    let begun = Instant::now();
    let mut display = Display::new();
    let info = region::build(job, steps, &mut |progress| display.show(progress));
    display.bar.finish_and_clear();
    write_built(&mut std::io::stdout().lock(), &info?, &job.regions.join(job.name), begun.elapsed())
}

/// Now, to the second.
pub(super) fn rfc_3339(clock: &Clock) -> String {
    let moment = DateTime::from_timestamp_millis(clock.now().0).unwrap_or_default();
    moment.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A bar on a terminal, a line now and then elsewhere.
struct Display {
    bar: ProgressBar,
    plain: bool,
    step: &'static str,
    told: Instant,
}

impl Display {
    fn new() -> Self {
        let style = ProgressStyle::with_template("{prefix} {wide_bar} {human_pos} of {human_len} {msg}");
        let bar = ProgressBar::new(0).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { bar, plain: !std::io::stderr().is_terminal(), step: "", told: Instant::now() }
    }

    fn show(&mut self, progress: Progress) {
        let Progress { step, number, steps, done, total, unit } = progress;
        let begins = self.step != step;
        let every = if self.plain { PLAIN_LINE_EVERY } else { BAR_EVERY };
        if !begins && self.told.elapsed() < every {
            return;
        }
        (self.step, self.told) = (step, Instant::now());
        if self.plain {
            let of = if total > 0 { format!(" of {total}") } else { String::new() };
            let line = if begins {
                format!("{number}/{steps} {step}")
            } else {
                format!("{number}/{steps} {step}: {done}{of} {unit}")
            };
            // A progress line that cannot be written is no reason to stop.
            let _ = writeln!(std::io::stderr(), "{line}");
        } else {
            self.bar.set_prefix(format!("{number}/{steps} {step}"));
            self.bar.set_message(unit);
            self.bar.set_length(total.max(done));
            self.bar.set_position(done);
        }
    }
}

fn write_built(out: &mut impl Write, info: &RegionInfo, folder: &Path, took: Duration) -> CliResult {
    writeln!(out, "Region {} in {}, built in {:.1} s:", info.name, folder.display(), took.as_secs_f64())?;
    for file in &info.files {
        writeln!(out, "  {:<18} {:>8.2} MB", file.name, file.size_bytes as f64 / 1e6)?;
    }
    let count = |name: &str| info.counts.get(name).and_then(serde_json::Value::as_u64).unwrap_or_default();
    if count("indexed_addresses") > 0 {
        writeln!(out, "  {} addresses on {} streets", count("indexed_addresses"), count("indexed_streets"))?;
    }
    for (name, said) in [
        ("areas_left_open", "areas were left out because their outlines do not close"),
        ("areas_without_ways", "areas were left out because none of their ways is in the file"),
        ("addresses_without_street", "house numbers were left out because nothing says where they are"),
        ("ways_without_nodes", "ways were left out because their nodes are not in the file"),
    ] {
        if count(name) > 0 {
            writeln!(out, "  {} {said}", count(name))?;
        }
    }
    Ok(out.flush()?)
}

fn list(regions: &Path) -> CliResult {
    let found = region::list_regions(regions)?;
    let mut out = std::io::stdout().lock();
    if found.is_empty() {
        writeln!(
            out,
            "There is no region in {} yet. Make one: blisko region build FILE.osm.pbf --name NAME",
            regions.display()
        )?;
    }
    for (name, info) in found {
        match info {
            Ok(info) => writeln!(out, "{}", summary(&info))?,
            Err(error) => writeln!(out, "{name:<20} not a whole region: {error}")?,
        }
    }
    Ok(out.flush()?)
}

fn summary(info: &RegionInfo) -> String {
    let megabytes = info.files.iter().map(|file| file.size_bytes).sum::<u64>() as f64 / 1e6;
    let (source, date) = match &info.source {
        Some(source) => (source.file.as_str(), source.data_date.as_deref().unwrap_or("date unknown")),
        None => ("base map", "no OSM data"),
    };
    let [west, south, east, north] = info.bounds;
    format!(
        "{:<20} {megabytes:>8.1} MB  {west:.3},{south:.3},{east:.3},{north:.3}  from {source} ({date}), built {}",
        info.name, info.built_at
    )
}
