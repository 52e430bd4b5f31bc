//! `blisko bench geocode`: how often the geocoder is right, whether it knows how sure it is, and how fast it answers.
//!
//! Cases are made from the addresses of any extract and a seed, so nobody can learn them by heart. The examiner reads
//! the records, not the index, and has its own rules of what is right (`grade`).

mod accuracy;
mod calibration;
mod copies;
mod forms;
mod grade;
mod memory;
mod plot;
mod report;
mod speed;
mod strangers;
mod truth;
mod typing;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use serde_json::json;

use super::report::Report;
use crate::cli::{CliError, CliResult};
use crate::geocoder::{Geocoder, Index, IndexBuilder};
use crate::region::{RegionError, read_address_records};
use truth::{Truth, TruthBuilder};

#[derive(Debug, Args)]
pub struct GeocodeArgs {
    /// Map data in PBF format; its own addresses are asked for.
    #[arg(long, default_value = "data/demo/neubrandenburg.osm.pbf")]
    pbf: PathBuf,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Questions of each form, as far as the data has them.
    #[arg(long, default_value_t = 2_000)]
    per_form: usize,
    /// Questions for towns that are not in the data.
    #[arg(long, default_value_t = 10_000)]
    strangers: usize,
    /// Measure speed with so many copies of the data laid side by side, their towns renamed; 0 leaves speed out.
    /// 98 copies of the demo town have a million addresses.
    #[arg(long, default_value_t = 1)]
    copies: u32,
    /// Where to work; what is built there is removed.
    #[arg(long, default_value = "var/bench/geocode")]
    folder: PathBuf,
    /// One JSON object per line.
    #[arg(long)]
    json: bool,
    /// Put the tables into this Markdown file between its two marks, and the plot beside it.
    #[arg(long, value_name = "FILE.md")]
    report: Option<PathBuf>,
    /// Also write every question that was answered wrongly, one JSON object per line.
    #[arg(long, value_name = "FILE")]
    wrong: Option<PathBuf>,
    /// Started by the run itself in a process of its own: says how much memory an index needs beyond its file.
    #[arg(long, hide = true)]
    memory_of: Option<PathBuf>,
}

pub(super) fn run(args: &GeocodeArgs, out: &mut impl Write) -> CliResult {
    if let Some(index) = &args.memory_of {
        return memory::tell(index, out);
    }
    std::fs::create_dir_all(&args.folder)?;
    let (geocoder, truth) = build(&args.pbf, &args.folder)?;
    let given = vec![("seed", json!(args.seed)), ("addresses", json!(truth.houses.len()))];
    let mut report = Report { out, json: args.json, given };
    let accuracy = accuracy::measure(&geocoder, &truth, args)?;
    accuracy.write(&mut report)?;
    let speed = if args.copies > 0 { Some(speed::measure(args, &truth)?) } else { None };
    speed.iter().flatten().try_for_each(|(case, fields)| report.line(case, fields.clone()))?;
    if let Some(file) = &args.wrong {
        accuracy.write_wrong(file)?;
    }
    if let Some(file) = &args.report {
        report::write(file, args, &accuracy, speed.as_deref().unwrap_or_default())?;
    }
    Ok(std::fs::remove_dir_all(&args.folder)?)
}

/// The index of a file, and what the examiner knows of the same records.
fn build(pbf: &Path, folder: &Path) -> Result<(Geocoder, Truth), CliError> {
    let (mut builder, mut truth) = (IndexBuilder::new(), TruthBuilder::default());
    read_address_records(pbf, &folder.join("read"), &mut |record| {
        truth.add(&record);
        builder.push(record).map_err(RegionError::from)
    })?;
    let path = folder.join("accuracy.idx");
    builder.finish_file(&path)?;
    let truth = truth.finish();
    if truth.houses.is_empty() {
        return Err(format!("{} has no addresses with a city: choose another file", pbf.display()).into());
    }
    Ok((Geocoder::new(vec![Arc::new(Index::open(&path)?)]), truth))
}
