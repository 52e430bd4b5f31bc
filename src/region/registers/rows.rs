//! Row by row through the files of a register.

use std::io::Read;

use csv::ByteRecord;
use encoding_rs::WINDOWS_1250;
use serde::{Deserialize, Serialize};

use super::columns::{Wanted, delimiter, find};
use super::error::RegisterError;
use super::evidence::{Evidence, FIRST_LOOK};
use super::files::each_csv;
use super::{Register, RegisterFile, prg, ruian};
use crate::geo::{BoundingBox, LonLat};
use crate::geocoder::record::AddressRecord;

/// Longest field that is kept, in characters.
const FIELD_CHARS_MAX: usize = 120;
/// Longest first line, in bytes.
const HEADER_BYTES_MAX: usize = 1 << 16;

/// What a register gave.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RegisterCounts {
    pub rows: u64,
    /// Taken: inside of the bounds, with number and point.
    pub addresses: u64,
    /// Rows without number, without point, or no longer valid.
    pub skipped: u64,
    /// The day of the youngest row.
    pub data_date: Option<String>,
}

/// An address of a row.
#[derive(Debug)]
pub struct Found {
    pub record: AddressRecord,
    /// Where it would be if the columns of its coordinates were swapped.
    pub swapped: Option<LonLat>,
    /// `2026-10-31`; empty where the row does not tell.
    pub date: String,
}

/// The wanted fields of one row.
#[derive(Debug)]
pub struct Fields<'r, const COUNT: usize> {
    row: &'r ByteRecord,
    places: &'r [Option<usize>; COUNT],
}

impl<const COUNT: usize> Fields<'_, COUNT> {
    /// Trimmed, from UTF-8 or Windows-1250; empty where there is none or it is too long.
    pub fn text(&self, column: usize) -> String {
        let bytes = self.places[column].and_then(|place| self.row.get(place)).unwrap_or_default();
        let text = decoded(bytes);
        let text = text.trim();
        if text.chars().count() > FIELD_CHARS_MAX { String::new() } else { text.to_owned() }
    }

    pub fn number(&self, column: usize) -> Option<f64> {
        self.text(column).replace(',', ".").replace(' ', "").parse().ok().filter(|number: &f64| number.is_finite())
    }

    /// The day of a date or a moment.
    pub fn date(&self, column: usize) -> String {
        let text = self.text(column);
        let day = text.get(..10).unwrap_or_default();
        let is_day = day
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
        if is_day { day.to_owned() } else { String::new() }
    }
}

fn decoded(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1250.decode(bytes).0.into_owned(),
    }
}

/// Reads a register and passes on its addresses inside of the bounds. Errors: `Shifted`, `OutsideCountry` and
/// `FarFromTowns` with the evidence, at the latest after the last row.
pub fn read_register(
    source: &RegisterFile,
    within: &BoundingBox,
    take: &mut dyn FnMut(AddressRecord) -> Result<(), RegisterError>,
) -> Result<RegisterCounts, RegisterError> {
    let evidence = Evidence::new(source.register).map_err(|error| RegisterError::Take(error.into()))?;
    let mut reading = Reading { evidence, counts: RegisterCounts::default(), within, take };
    each_csv(&source.path, &mut |file, data| match source.register {
        Register::Prg => reading.file(file, data, source.register, &prg::COLUMNS, &prg::row),
        Register::Ruian => reading.file(file, data, source.register, &ruian::COLUMNS, &ruian::row),
    })?;
    let path = source.path.display().to_string();
    reading.evidence.judge(&path)?;
    if reading.counts.addresses == 0 {
        return Err(RegisterError::NothingInside(path));
    }
    Ok(reading.counts)
}

struct Reading<'a> {
    evidence: Evidence,
    counts: RegisterCounts,
    within: &'a BoundingBox,
    take: &'a mut dyn FnMut(AddressRecord) -> Result<(), RegisterError>,
}

impl Reading<'_> {
    fn file<const COUNT: usize>(
        &mut self,
        file: &str,
        data: &mut dyn Read,
        register: Register,
        wanted: &[Wanted; COUNT],
        parse: &dyn Fn(&Fields<'_, COUNT>) -> Option<Found>,
    ) -> Result<(), RegisterError> {
        let not_csv = |error: csv::Error| RegisterError::NotCsv { file: file.to_owned(), reason: error.to_string() };
        let header = first_line(data).map_err(|error| not_csv(error.into()))?;
        let sign = delimiter(&header);
        let names: Vec<String> =
            header.split(char::from(sign)).map(|name| name.trim().trim_matches('"').to_owned()).collect();
        let places = find(&names, wanted, file, register.name())?;
        let mut rows = csv::ReaderBuilder::new().delimiter(sign).has_headers(false).flexible(true).from_reader(data);
        let mut row = ByteRecord::new();
        while rows.read_byte_record(&mut row).map_err(not_csv)? {
            let fields = Fields { row: &row, places: &places };
            self.evidence.see_row(&fields.text(0), row.position().map_or(0, |at| at.line() + 1));
            self.row(parse(&fields))?;
            if self.evidence.rows() == FIRST_LOOK {
                self.evidence.judge(file)?;
            }
        }
        Ok(())
    }

    fn row(&mut self, found: Option<Found>) -> Result<(), RegisterError> {
        self.counts.rows += 1;
        let Some(Found { record, swapped, date }) = found else {
            self.counts.skipped += 1;
            return Ok(());
        };
        self.evidence.see(&record, swapped);
        if !date.is_empty() && self.counts.data_date.as_ref().is_none_or(|latest| *latest < date) {
            self.counts.data_date = Some(date);
        }
        if !self.within.contains(record.point) {
            return Ok(());
        }
        self.counts.addresses += 1;
        (self.take)(record)
    }
}

/// The first line as text, without a byte order mark; what follows stays in the source.
fn first_line(data: &mut dyn Read) -> std::io::Result<String> {
    let (mut line, mut byte) = (Vec::new(), [0]);
    while line.len() < HEADER_BYTES_MAX && data.read(&mut byte)? == 1 && byte[0] != b'\n' {
        line.push(byte[0]);
    }
    Ok(decoded(&line).trim_start_matches('\u{feff}').trim_end().to_owned())
}
