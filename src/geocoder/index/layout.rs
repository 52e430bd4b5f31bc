//! The outer shape of the file: a header, the table of its sections, the sections.

use std::io::{self, Write};
use std::ops::Range;

use super::row::Row;
use crate::geocoder::error::GeocoderError;

const MAGIC: &[u8; 8] = b"BLISKOGC";
/// Grows with every change of what the bytes mean.
const FORMAT: u32 = 2;
/// Magic, format, number of sections, length of the file, checksum.
const HEADER_BYTES: usize = 32;
const SECTION_BYTES: usize = 16;

/// The sections in the order of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    StringEnds,
    StringLetters,
    Dates,
    Names,
    NameTokens,
    NamePlaces,
    NameStreets,
    NamePois,
    Tokens,
    TokenLetters,
    Postings,
    Prefixes,
    PrefixNames,
    Places,
    Streets,
    Addresses,
    Numbers,
    Postcodes,
    Pois,
    Segments,
    AddressOrder,
    AddressNodes,
    SegmentOrder,
    SegmentNodes,
    PlaceOrder,
    PlaceNodes,
}

pub const SECTIONS: usize = Section::PlaceNodes as usize + 1;

/// Where the sections are, in bytes of the file.
pub type Sections = [Range<usize>; SECTIONS];

/// Whether the checksum has to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seal {
    Held,
    PassedOver,
}

/// Gathers sections and writes them with their header.
#[derive(Debug)]
pub struct FileWriter {
    sections: [Vec<u8>; SECTIONS],
}

impl FileWriter {
    pub fn new() -> Self {
        Self { sections: std::array::from_fn(|_| Vec::new()) }
    }

    pub fn bytes(&mut self, section: Section, bytes: Vec<u8>) {
        self.sections[section as usize] = bytes;
    }

    pub fn rows<R: Row>(&mut self, section: Section, rows: &[R]) {
        let mut bytes = Vec::with_capacity(rows.len() * R::BYTES);
        rows.iter().for_each(|row| row.write(&mut bytes));
        self.bytes(section, bytes);
    }

    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut table = Vec::with_capacity(SECTIONS * SECTION_BYTES);
        let mut offset = (HEADER_BYTES + SECTIONS * SECTION_BYTES) as u64;
        for section in &self.sections {
            table.extend_from_slice(&offset.to_le_bytes());
            table.extend_from_slice(&(section.len() as u64).to_le_bytes());
            offset += section.len() as u64;
        }
        let mut sum = Checksum::default();
        sum.add(&table);
        self.sections.iter().for_each(|section| sum.add(section));
        out.write_all(MAGIC)?;
        out.write_all(&FORMAT.to_le_bytes())?;
        out.write_all(&(SECTIONS as u32).to_le_bytes())?;
        out.write_all(&offset.to_le_bytes())?;
        out.write_all(&sum.value().to_le_bytes())?;
        out.write_all(&table)?;
        self.sections.iter().try_for_each(|section| out.write_all(section))
    }
}

/// Finds the sections of a file and holds it against its checksum, which is given back.
pub fn read_layout(file: &[u8], seal: Seal) -> Result<(Sections, u64), GeocoderError> {
    let header =
        file.get(..HEADER_BYTES).filter(|header| header.starts_with(MAGIC)).ok_or(GeocoderError::NotAnIndex)?;
    let format = u32_at(header, 8);
    if format != FORMAT {
        return Err(GeocoderError::OtherFormat { found: format, expected: FORMAT });
    }
    if u32_at(header, 12) as usize != SECTIONS || u64_at(header, 16) != file.len() as u64 {
        return Err(GeocoderError::Damaged("cut off"));
    }
    let body = HEADER_BYTES + SECTIONS * SECTION_BYTES;
    let table = file.get(HEADER_BYTES..body).ok_or(GeocoderError::Damaged("cut off"))?;
    let mut sections: Sections = std::array::from_fn(|_| 0..0);
    let mut end = body;
    let mut sum = Checksum::default();
    sum.add(table);
    for (section, entry) in sections.iter_mut().zip(table.chunks_exact(SECTION_BYTES)) {
        let (begin, length) = (u64_at(entry, 0), u64_at(entry, 8));
        let stop = usize::try_from(length).ok().and_then(|length| end.checked_add(length));
        let stop = stop.filter(|stop| begin == end as u64 && *stop <= file.len());
        *section = end..stop.ok_or(GeocoderError::Damaged("its sections do not fit"))?;
        end = section.end;
        sum.add(&file[section.clone()]);
    }
    let told = u64_at(header, 24);
    if end != file.len() || seal == Seal::Held && sum.value() != told {
        return Err(GeocoderError::Damaged("its checksum does not hold"));
    }
    Ok((sections, told))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |chunk| u32::from_le_bytes(*chunk))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..).and_then(<[u8]>::first_chunk).map_or(0, |chunk| u64::from_le_bytes(*chunk))
}

/// Against accidents, not against malice: eight bytes at a time, mixed by a multiplication (the prime of FNV-1a).
#[derive(Default)]
struct Checksum(u64);

impl Checksum {
    /// Sections count one by one: where one ends matters.
    fn add(&mut self, bytes: &[u8]) {
        let mut chunks = bytes.chunks_exact(8);
        chunks.by_ref().for_each(|chunk| self.mix(u64_at(chunk, 0)));
        let mut rest = [0; 8];
        rest[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
        self.mix(u64::from_le_bytes(rest));
        self.mix(bytes.len() as u64);
    }

    fn mix(&mut self, word: u64) {
        self.0 = (self.0 ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(29);
    }

    fn value(&self) -> u64 {
        self.0
    }
}
