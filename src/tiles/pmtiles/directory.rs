//! A directory: sorted entries, each a run of equal tiles or a leaf directory.

use std::ops::Range;

use super::ArchiveError;
use super::header::{Header, Section};
use super::inflate::unpacked;

/// Bytes of one directory after decompression. Writers aim at 4 to 64 KiB; a million entries fit.
const DIRECTORY_BYTES_MAX: usize = 4 << 20;

/// Bytes of one stored leaf directory; bounds what a lookup reads.
const LEAF_BYTES_MAX: u32 = 4 << 20;

/// Bytes of one stored tile; bounds what a request reads. Browsers give up on far smaller ones.
const TILE_BYTES_MAX: u32 = 32 << 20;

/// Entries take at least a byte in each of the four columns.
const ENTRY_BYTES_MIN: usize = 4;

/// A run of `run` tiles with the same bytes, or, when `run` is 0, a leaf directory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub tile_id: u64,
    /// Within the part with tiles, or the part with leaf directories.
    pub offset: u64,
    pub length: u32,
    pub run: u32,
}

/// Entries with growing tile ids that do not overlap, and whose bytes lie within their sections.
#[derive(Clone, Debug)]
pub(super) struct Directory {
    entries: Box<[Entry]>,
}

impl Entry {
    pub const fn is_leaf(self) -> bool {
        self.run == 0
    }
}

impl Directory {
    /// Reads a stored directory that may list tiles with ids within `span`.
    pub fn read(bytes: &[u8], header: &Header, section: Section, span: &Range<u64>) -> Result<Self, ArchiveError> {
        let plain = unpacked(bytes, header.internal_compression, section, DIRECTORY_BYTES_MAX)?;
        let damaged = |problem| ArchiveError::Directory { section, problem };
        let entries = decode(&plain).map_err(damaged)?;
        let directory = Self { entries: entries.into_boxed_slice() };
        directory.check(header, span).map_err(damaged)?;
        Ok(directory)
    }

    /// The entry that holds or leads to the tile, and where the next entry begins.
    pub fn find(&self, tile_id: u64) -> Option<(Entry, Option<u64>)> {
        let after = self.entries.partition_point(|entry| entry.tile_id <= tile_id);
        let entry = *self.entries[..after].last()?;
        let next = self.entries.get(after).map(|entry| entry.tile_id);
        (entry.is_leaf() || tile_id - entry.tile_id < u64::from(entry.run)).then_some((entry, next))
    }

    /// Each leaf directory that is listed, with the ids that it may list in turn.
    pub fn leaves(&self, span: &Range<u64>) -> impl Iterator<Item = (Entry, Range<u64>)> {
        let ends = self.entries.iter().skip(1).map(|next| next.tile_id).chain([span.end]);
        let spans = self.entries.iter().zip(ends).map(|(entry, end)| (*entry, entry.tile_id..end));
        spans.filter(|(entry, _)| entry.is_leaf())
    }

    /// Memory taken, for caches.
    pub fn bytes(&self) -> usize {
        size_of_val(&*self.entries)
    }

    fn check(&self, header: &Header, span: &Range<u64>) -> Result<(), &'static str> {
        let mut free = span.start;
        for entry in &self.entries {
            if entry.tile_id < free || entry.tile_id >= span.end {
                return Err("its tiles are not in order, or lie outside of what leads to it");
            }
            free = entry.tile_id.checked_add(u64::from(entry.run).max(1)).ok_or("a run of tiles has no end")?;
            check_place(*entry, header)?;
        }
        if free > span.end { Err("a run of tiles goes past the last tile") } else { Ok(()) }
    }
}

fn check_place(entry: Entry, header: &Header) -> Result<(), &'static str> {
    let (section, max) =
        if entry.is_leaf() { (&header.leaves, LEAF_BYTES_MAX) } else { (&header.tiles, TILE_BYTES_MAX) };
    if entry.length == 0 {
        return Err("an entry has no bytes");
    }
    if entry.length > max {
        return Err("an entry is longer than 4 MiB for a leaf directory, 32 MiB for a tile");
    }
    let end = entry.offset.checked_add(u64::from(entry.length));
    if end.is_none_or(|end| end > section.end - section.start) {
        return Err("an entry lies past the end of its section");
    }
    Ok(())
}

/// Four columns after a count: ids as differences, runs, lengths, offsets (0: right after the one before).
fn decode(mut bytes: &[u8]) -> Result<Vec<Entry>, &'static str> {
    let count = varint(&mut bytes)?;
    if count == 0 {
        return Err("it is empty");
    }
    if count > (bytes.len() / ENTRY_BYTES_MIN) as u64 {
        return Err("it claims more entries than it has bytes for");
    }
    let mut entries = vec![Entry::default(); count as usize];
    let mut tile_id = 0u64;
    for entry in &mut entries {
        tile_id = tile_id.checked_add(varint(&mut bytes)?).ok_or("a tile number is too large")?;
        entry.tile_id = tile_id;
    }
    for entry in &mut entries {
        entry.run = u32::try_from(varint(&mut bytes)?).map_err(|_| "a run is too long")?;
    }
    for entry in &mut entries {
        entry.length = u32::try_from(varint(&mut bytes)?).map_err(|_| "an entry is longer than 4 GiB")?;
    }
    let mut after = None;
    for entry in &mut entries {
        entry.offset = match varint(&mut bytes)? {
            0 => after.ok_or("the first entry has no offset")?,
            offset => offset - 1,
        };
        after = entry.offset.checked_add(u64::from(entry.length));
    }
    Ok(entries)
}

fn varint(bytes: &mut &[u8]) -> Result<u64, &'static str> {
    let mut value = 0u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first().ok_or("it ends in the middle of a number")?;
        *bytes = rest;
        // The tenth byte has room for one bit.
        if shift == 63 && *byte > 1 {
            break;
        }
        value |= u64::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Ok(value);
        }
    }
    Err("a number is longer than 64 bits")
}
