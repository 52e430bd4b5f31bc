//! Step 4: what can be looked for, in the index of the geocoder. Registers first, then OSM, or the base gazetteer alone.

use super::read::FileFacts;
use super::{MapCounts, MapFacts};
use crate::geo::BoundingBox;
use crate::geocoder::IndexBuilder;
use crate::geocoder::record::{AddressRecord, Record, Source};
use crate::region::addresses::{Extract, read_records};
use crate::region::base::{BASE_DATES, base_records};
use crate::region::error::RegionError;
use crate::region::info::RegionRegister;
use crate::region::progress::Report;
use crate::region::registers::{Doubles, Register, RegisterCounts, RegisterError, RegisterFile, read_register};
use crate::region::workspace::Workspace;

/// The index of the geocoder in a region's folder.
pub const ADDRESSES: &str = "addresses.idx";
/// Addresses just outside of the map's bounds are still taken, in degrees.
const MARGIN: f64 = 0.01;

pub fn run(workspace: &Workspace, report: &mut Report<'_>) -> Result<(), RegionError> {
    let extract = Extract::open(workspace)?;
    let (mut builder, mut doubles, mut counts) = (IndexBuilder::new(), Doubles::default(), MapCounts::new());
    let mut registers = Vec::new();
    for file in workspace.registers() {
        let (register, found) = take_register(file, &extract.facts, &mut builder, &mut doubles, report)?;
        counts.insert(format!("addresses_{}", register.key()), found.addresses);
        counts.insert(format!("{}_rows_skipped", register.key()), found.skipped);
        registers.push(RegionRegister {
            register,
            file: file.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
            addresses: found.addresses,
            data_date: found.data_date,
        });
    }
    if let Some(date) = &extract.facts.data_date {
        builder.set_data_date(Source::OpenStreetMap, date);
    }
    let mut known = 0;
    let read = read_records(&extract, report, &mut |record| match &record {
        Record::Address(address) if doubles.has(address) => {
            known += 1;
            Ok(())
        }
        _ => Ok(builder.push(record)?),
    })?;
    counts.extend(read);
    counts.insert("addresses_in_registers_too".to_owned(), known);
    finish(workspace, builder, counts, registers)
}

/// The base gazetteer alone.
pub fn run_base(workspace: &Workspace, report: &mut Report<'_>) -> Result<(), RegionError> {
    let records = base_records()?;
    report.begin("records", records.len() as u64);
    let mut builder = IndexBuilder::new();
    BASE_DATES.iter().for_each(|(source, date)| builder.set_data_date(*source, date));
    records.into_iter().try_for_each(|record| builder.push(record))?;
    finish(workspace, builder, MapCounts::new(), Vec::new())
}

fn take_register(
    file: &RegisterFile,
    facts: &FileFacts,
    builder: &mut IndexBuilder,
    doubles: &mut Doubles,
    report: &mut Report<'_>,
) -> Result<(Register, RegisterCounts), RegionError> {
    report.begin("addresses", 0);
    let mut taken = 0;
    let mut take = |address: AddressRecord| {
        doubles.add(&address);
        taken += 1;
        report.reach(taken);
        builder.push(Record::Address(address)).map_err(|error| RegisterError::Take(error.into()))
    };
    let [west, south, east, north] = facts.bounds;
    let within = BoundingBox::new(west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN);
    let within = within.map_err(|_| RegionError::NothingThere("bounds"))?;
    let counts = read_register(file, &within, &mut take)?;
    if let Some(date) = &counts.data_date {
        builder.set_data_date(file.register.source(), date);
    }
    Ok((file.register, counts))
}

/// Writes the index, and what was counted beside what the map has.
fn finish(
    workspace: &Workspace,
    builder: IndexBuilder,
    counts: MapCounts,
    registers: Vec<RegionRegister>,
) -> Result<(), RegionError> {
    let indexed = builder.finish_file(&workspace.out(ADDRESSES))?;
    let mut facts: MapFacts = workspace.read_json(MapFacts::FILE)?;
    facts.counts.extend(counts);
    facts.registers = registers;
    for (name, count) in [
        ("indexed_addresses", indexed.addresses),
        ("indexed_streets", indexed.streets),
        ("indexed_places", indexed.places),
        ("indexed_postcodes", indexed.postcodes),
        ("indexed_pois", indexed.pois),
    ] {
        facts.counts.insert(name.to_owned(), count as u64);
    }
    workspace.write_json(MapFacts::FILE, &facts)
}
