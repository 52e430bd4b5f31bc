//! An archive that was opened, checked and may be asked for tiles.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::directory::{Directory, Entry};
use super::header::{FIRST_READ_BYTES, HEADER_BYTES, Header, Section};
use super::inflate::unpacked;
use super::{ArchiveError, ReadAt, verify};
use crate::tiles::cache::BoundedCache;
use crate::tiles::coord::{TileCoord, first_id};

/// Bytes of decoded leaf directories kept for each archive: a country's directories fit whole.
const LEAF_CACHE_BYTES: usize = 16 << 20;

/// Bytes of metadata after decompression.
const METADATA_BYTES_MAX: usize = 16 << 20;

/// Leaf directories below leaf directories; writers use one step, the specification advises against more.
pub(super) const LEAF_STEPS_MAX: u8 = 3;

/// How much is checked before the first tile is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Every directory: for files, where it takes milliseconds.
    Whole,
    /// Header, metadata and root directory: for servers, where each leaf costs a request. Leaves are
    /// checked when they are read.
    Root,
}

#[derive(Debug)]
pub struct Archive {
    source: Box<dyn ReadAt>,
    header: Header,
    metadata: Map<String, Value>,
    root: Directory,
    leaves: Mutex<BoundedCache<u64, Arc<Directory>>>,
    version: String,
}

impl Archive {
    /// Reads and checks. A refusal says what is wrong in words for whoever made the archive.
    pub fn open(source: Box<dyn ReadAt>, depth: Depth) -> Result<Self, ArchiveError> {
        let size = source.size();
        let first = source.read_at(0, size.min(FIRST_READ_BYTES) as usize)?;
        let header = Header::read(&first, size)?;
        let stored_root = &first[header.root.start as usize..header.root.end as usize];
        let root = Directory::read(stored_root, &header, Section::Root, &all_ids())?;
        let stored_metadata = read(&*source, &header.metadata)?;
        let metadata = read_metadata(&stored_metadata, &header)?;
        let fingerprint = source.fingerprint()?;
        let version = version(&[&first[..HEADER_BYTES], stored_root, &stored_metadata, &fingerprint]);
        let leaves = Mutex::new(BoundedCache::new(LEAF_CACHE_BYTES));
        let archive = Self { source, header, metadata, root, leaves, version };
        if depth == Depth::Whole {
            verify::verify(&archive)?;
        }
        Ok(archive)
    }

    pub fn header(&self) -> &Header {
        &self.header
    }

    pub fn metadata(&self) -> &Map<String, Value> {
        &self.metadata
    }

    /// Sixteen hexadecimal digits that differ when the content differs.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Size of the archive in bytes.
    pub fn size(&self) -> u64 {
        self.source.size()
    }

    /// The tile as stored; `None` where the archive has none. Costs two or three reads at most.
    pub fn tile(&self, coord: TileCoord) -> Result<Option<Bytes>, ArchiveError> {
        match self.find(coord.id())? {
            Some(entry) => self.read_entry(&self.header.tiles, entry).map(Some),
            None => Ok(None),
        }
    }

    /// A part of the file, as it lies there.
    pub fn raw(&self, offset: u64, length: usize) -> Result<Bytes, ArchiveError> {
        self.source.read_at(offset, length)
    }

    fn find(&self, tile_id: u64) -> Result<Option<Entry>, ArchiveError> {
        let Some((mut entry, next)) = self.root.find(tile_id) else { return Ok(None) };
        let mut end = next.unwrap_or(all_ids().end);
        for _ in 0..LEAF_STEPS_MAX {
            if !entry.is_leaf() {
                break;
            }
            let leaf = self.leaf(entry, &(entry.tile_id..end))?;
            let Some((found, next)) = leaf.find(tile_id) else { return Ok(None) };
            (entry, end) = (found, next.unwrap_or(end));
        }
        if entry.is_leaf() { Err(ArchiveError::TooDeep { max: LEAF_STEPS_MAX }) } else { Ok(Some(entry)) }
    }

    /// The leaf directory, from the cache where it is there.
    fn leaf(&self, entry: Entry, span: &Range<u64>) -> Result<Arc<Directory>, ArchiveError> {
        if let Some(leaf) = self.lock_leaves().get(&entry.tile_id) {
            return Ok(leaf);
        }
        let leaf = Arc::new(self.read_leaf(entry, span)?);
        self.lock_leaves().insert(entry.tile_id, Arc::clone(&leaf), leaf.bytes());
        Ok(leaf)
    }

    pub(super) fn read_leaf(&self, entry: Entry, span: &Range<u64>) -> Result<Directory, ArchiveError> {
        let stored = self.read_entry(&self.header.leaves, entry)?;
        Directory::read(&stored, &self.header, Section::Leaf, span)
    }

    pub(super) fn root(&self) -> &Directory {
        &self.root
    }

    /// Directories were checked when they were read: the entry lies within its section.
    fn read_entry(&self, section: &Range<u64>, entry: Entry) -> Result<Bytes, ArchiveError> {
        self.source.read_at(section.start + entry.offset, entry.length as usize)
    }

    fn lock_leaves(&self) -> std::sync::MutexGuard<'_, BoundedCache<u64, Arc<Directory>>> {
        self.leaves.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The numbers of all tiles that there are.
pub(super) fn all_ids() -> Range<u64> {
    0..first_id(crate::tiles::coord::ZOOM_MAX + 1)
}

/// The header has bounded the length.
fn read(source: &dyn ReadAt, range: &Range<u64>) -> Result<Bytes, ArchiveError> {
    source.read_at(range.start, (range.end - range.start) as usize)
}

fn read_metadata(stored: &[u8], header: &Header) -> Result<Map<String, Value>, ArchiveError> {
    if stored.is_empty() {
        return Ok(Map::new());
    }
    let plain = unpacked(stored, header.internal_compression, Section::Metadata, METADATA_BYTES_MAX)?;
    serde_json::from_slice(&plain).map_err(|error| ArchiveError::Metadata { problem: error.to_string() })
}

fn version(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize()[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}
