//! Road files: all profiles of a region in one immutable file, mapped into memory and searched as it lies there.
//!
//! ```text
//! magic 8 | version u32 | sections u32 | length u64 | SHA-256 of all that follows 32 | table | sections
//! table: for each section name 40, offset u64, length u64; sections begin at multiples of 8
//! ```
//!
//! Numbers are little-endian. Opening checks length, hash and every number that leads somewhere, so nothing that a
//! file says can lead a search astray. The hash is the name of the data: answers that say it say what they are made of.

pub(super) mod layout;
mod sections;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::sync::Arc;

use super::column::Bytes;
use super::error::RoadFileError;
use super::network::Roads;
use super::profile::Profile;
pub(super) use sections::is_index;

/// An open road file.
#[derive(Debug)]
pub struct RoadFile {
    /// Lower-case hexadecimal digits.
    pub content_hash: String,
    roads: Vec<(Profile, Arc<Roads>)>,
}

impl RoadFile {
    /// Maps the file. Errors say what is wrong with it and what to do.
    pub fn open(path: &Path) -> Result<Self, RoadFileError> {
        Self::read(Arc::new(Mapped::open(path)?))
    }

    /// The same for bytes that are somewhere already; they must begin at a multiple of eight.
    pub fn read(bytes: Arc<dyn Bytes>) -> Result<Self, RoadFileError> {
        let table = layout::Table::read(layout::ROADS, bytes)?;
        let profiles = Profile::ALL.into_iter().filter(|profile| table.has_profile(*profile));
        let roads = profiles.map(|profile| Ok((profile, Arc::new(sections::read_roads(&table, profile)?))));
        Ok(Self { roads: roads.collect::<Result<_, RoadFileError>>()?, content_hash: table.content_hash })
    }

    pub fn roads(&self, profile: Profile) -> Result<Arc<Roads>, RoadFileError> {
        let found = self.roads.iter().find(|(found, _)| *found == profile);
        found.map(|(_, roads)| roads.clone()).ok_or(RoadFileError::NoProfile(profile.name()))
    }

    pub fn profiles(&self) -> impl Iterator<Item = Profile> {
        self.roads.iter().map(|(profile, _)| *profile)
    }
}

/// Writes a road file; gives its content hash. The file is not there for others before it is whole only if `path` is
/// a name that nobody looks for yet.
pub fn write_road_file(path: &Path, roads: &[Roads]) -> Result<String, RoadFileError> {
    let all: Vec<_> = roads.iter().flat_map(sections::sections_of).collect();
    write_sections(path, layout::ROADS, &all)
}

/// The same for any kind of file.
pub(super) fn write_sections(
    path: &Path,
    format: layout::Format,
    sections: &[layout::Section<'_>],
) -> Result<String, RoadFileError> {
    let mut out = BufWriter::new(File::create(path).map_err(RoadFileError::at(path))?);
    let hash = layout::write(&mut out, format, sections).map_err(RoadFileError::at(path))?;
    out.flush().map_err(RoadFileError::at(path))?;
    Ok(hash)
}

/// Bytes in memory that begin where numbers may begin.
#[derive(Debug)]
pub struct Aligned {
    words: Vec<u64>,
    length: usize,
}

impl Aligned {
    pub fn new(bytes: &[u8]) -> Self {
        let mut words = vec![0u64; bytes.len().div_ceil(8)];
        bytemuck::cast_slice_mut(&mut words)[..bytes.len()].copy_from_slice(bytes);
        Self { words, length: bytes.len() }
    }
}

impl Bytes for Aligned {
    fn bytes(&self) -> &[u8] {
        &bytemuck::cast_slice(&self.words)[..self.length]
    }
}

/// A road file from what follows its header, for those who want to know what a wrong one does. The hash is right.
pub fn with_header(rest: &[u8]) -> Aligned {
    Aligned::new(&layout::with_header(rest))
}

/// A file in memory as the system pages it in.
#[derive(Debug)]
pub(super) struct Mapped(memmap2::Mmap);

impl Mapped {
    #[allow(unsafe_code)]
    pub(super) fn open(path: &Path) -> Result<Self, RoadFileError> {
        let file = File::open(path).map_err(RoadFileError::at(path))?;
        // SAFETY: Mapped bytes may change only if somebody writes to the file. Road files are written once under a
        // new name and replaced by renaming; nobody who keeps to that writes to one that is open.
        let map = unsafe { memmap2::Mmap::map(&file) };
        map.map(Self).map_err(RoadFileError::at(path))
    }
}

impl Bytes for Mapped {
    fn bytes(&self) -> &[u8] {
        &self.0
    }
}
