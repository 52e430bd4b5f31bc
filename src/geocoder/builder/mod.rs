//! From records to one index file.
//!
//! Records are pushed one by one in any order and kept in compact form (some 60 bytes for an address beside its texts,
//! which are kept once), so a million addresses need about 200 MB. `finish` merges what is told twice, finds settlements
//! and hierarchy, and writes the tables. The same records in the same order give the same bytes.

mod addresses;
mod aliases;
mod areas;
mod draft;
mod gazetteer;
mod hierarchy;
mod names;
mod places;
mod spots;
mod streets;
mod write;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

pub(super) use names::prefix_number;

use draft::Drafts;

use super::error::GeocoderError;
use super::index::source_code;
use super::record::{Record, Source};

/// Row numbers are 32 bits wide, and a stretch of a table must fit too.
const RECORDS_MAX: usize = 200_000_000;

/// Collects records and makes an index of them.
#[derive(Debug, Default)]
pub struct IndexBuilder {
    drafts: Drafts,
    dates: Vec<(u8, String)>,
}

/// What came out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IndexCounts {
    pub addresses: usize,
    pub streets: usize,
    pub places: usize,
    pub postcodes: usize,
    pub pois: usize,
    pub names: usize,
    pub words: usize,
}

impl IndexBuilder {
    pub fn new() -> Self {
        Self::default()
    }

    /// How old the data of a source is, as `2016-02-10`; told with every answer from it.
    pub fn set_data_date(&mut self, source: Source, date: &str) {
        let code = source_code(source);
        self.dates.retain(|(each, _)| *each != code);
        self.dates.push((code, date.to_owned()));
    }

    /// Records without a name or number say nothing and are passed over. Errors: `TooMany`.
    pub fn push(&mut self, record: Record) -> Result<(), GeocoderError> {
        if self.drafts.len() >= RECORDS_MAX {
            return Err(GeocoderError::TooMany { what: "records", max: RECORDS_MAX });
        }
        self.drafts.push(record);
        Ok(())
    }

    /// Writes the index. A million addresses take some seconds.
    pub fn finish(self, out: &mut dyn Write) -> std::io::Result<IndexCounts> {
        let (file, counts) = write::index_of(self.drafts, &self.dates);
        file.write(out)?;
        Ok(counts)
    }

    /// Writes the index into a file that must not be an index in use: make it elsewhere and rename it.
    pub fn finish_file(self, path: &Path) -> Result<IndexCounts, GeocoderError> {
        let at = |source| GeocoderError::Io { path: path.to_owned(), source };
        let mut out = BufWriter::new(File::create(path).map_err(at)?);
        let counts = self.finish(&mut out).map_err(at)?;
        out.into_inner().map_err(|error| at(error.into_error()))?.sync_all().map_err(at)?;
        Ok(counts)
    }
}
