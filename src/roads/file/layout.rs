//! The frame of our files: header, table of sections, sections.

use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::Range;
use std::sync::Arc;

use bytemuck::Pod;
use sha2::{Digest, Sha256};

use crate::roads::column::{Bytes, Column};
use crate::roads::error::RoadFileError;
use crate::roads::profile::Profile;

/// A kind of file.
#[derive(Clone, Copy, Debug)]
pub(in crate::roads) struct Format {
    pub magic: &'static [u8; 8],
    /// Grows when a section changes its meaning.
    pub version: u32,
    /// What errors call it.
    pub called: &'static str,
}

pub(super) const ROADS: Format = Format { magic: b"BLISKORD", version: 2, called: "road file" };

const HEADER_BYTES: usize = 56;
const NAME_BYTES: usize = 40;
const ROW_BYTES: usize = NAME_BYTES + 16;
/// There are some thirty sections for a profile.
const SECTIONS_MAX: u32 = 1_000;

/// A section's name and bytes.
pub(in crate::roads) type Section<'a> = (String, &'a [u8]);

/// Writes all sections; gives the content hash.
pub(in crate::roads) fn write(out: &mut dyn Write, format: Format, sections: &[Section<'_>]) -> io::Result<String> {
    let mut table = Vec::new();
    let mut offset = HEADER_BYTES + sections.len() * ROW_BYTES;
    for (name, bytes) in sections {
        let mut padded = [0; NAME_BYTES];
        padded[..name.len()].copy_from_slice(name.as_bytes());
        table.extend_from_slice(&padded);
        table.extend_from_slice(&(offset as u64).to_le_bytes());
        table.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        offset += bytes.len().next_multiple_of(8);
    }
    let padding = |bytes: &[u8]| &[0u8; 8][..bytes.len().next_multiple_of(8) - bytes.len()];
    let mut hash = Sha256::new();
    hash.update(&table);
    for (_, bytes) in sections {
        hash.update(bytes);
        hash.update(padding(bytes));
    }
    let hash = hash.finalize();
    out.write_all(&header(format, sections.len() as u32, offset as u64, &hash))?;
    out.write_all(&table)?;
    for (_, bytes) in sections {
        out.write_all(bytes)?;
        out.write_all(padding(bytes))?;
    }
    Ok(hexadecimal(&hash))
}

fn header(format: Format, sections: u32, length: u64, hash: &[u8]) -> Vec<u8> {
    [&format.magic[..], &format.version.to_le_bytes()[..], &sections.to_le_bytes(), &length.to_le_bytes(), hash]
        .concat()
}

/// A header before what follows one; as many sections as there would be for one profile.
pub(super) fn with_header(rest: &[u8]) -> Vec<u8> {
    const SECTIONS: u32 = 32;
    let mut file = header(ROADS, SECTIONS, (HEADER_BYTES + rest.len()) as u64, &Sha256::digest(rest));
    file.extend_from_slice(rest);
    file
}

/// Where each section is.
pub(in crate::roads) struct Table {
    bytes: Arc<dyn Bytes>,
    sections: HashMap<String, Range<usize>>,
    pub content_hash: String,
}

impl Table {
    pub fn read(format: Format, file: Arc<dyn Bytes>) -> Result<Self, RoadFileError> {
        let (bytes, called) = (file.bytes(), format.called);
        if bytes.get(..8) != Some(format.magic) {
            return Err(RoadFileError::NotOurs { called });
        }
        let version = number(bytes, 8).ok_or(RoadFileError::Damaged)? as u32;
        if version != format.version {
            return Err(RoadFileError::OtherVersion { called, found: version, wanted: format.version });
        }
        let count = number(bytes, 12).ok_or(RoadFileError::Damaged)? as u32;
        let is_whole = number(bytes, 16) == Some(bytes.len() as u64) && count <= SECTIONS_MAX;
        let hash = bytes.get(HEADER_BYTES..).filter(|_| is_whole).map(Sha256::digest).ok_or(RoadFileError::Damaged)?;
        if hash[..] != bytes[24..HEADER_BYTES] {
            return Err(RoadFileError::Damaged);
        }
        let row = |at: usize| section(bytes, HEADER_BYTES + at * ROW_BYTES).ok_or(RoadFileError::Damaged);
        let sections = (0..count as usize).map(row).collect::<Result<_, _>>()?;
        Ok(Self { content_hash: hexadecimal(&hash), sections, bytes: file })
    }

    pub fn has_profile(&self, profile: Profile) -> bool {
        self.sections.keys().any(|name| name.split('.').next() == Some(profile.name()))
    }

    /// A section as numbers.
    pub fn column<T: Pod>(&self, name: &str) -> Result<Column<T>, RoadFileError> {
        let range = self.sections.get(name).cloned();
        range
            .and_then(|range| Column::mapped(self.bytes.clone(), range))
            .ok_or_else(|| RoadFileError::Inconsistent(name.to_owned()))
    }
}

fn section(bytes: &[u8], at: usize) -> Option<(String, Range<usize>)> {
    let name = std::str::from_utf8(bytes.get(at..at + NAME_BYTES)?).ok()?.trim_end_matches('\0');
    let [begin, length] = [number(bytes, at + NAME_BYTES)?, number(bytes, at + NAME_BYTES + 8)?];
    let end = begin.checked_add(length).filter(|end| *end <= bytes.len() as u64)?;
    Some((name.to_owned(), begin as usize..end as usize))
}

fn number(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
