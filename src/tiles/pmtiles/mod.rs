//! PMTiles v3: a pyramid of tiles in one file, found through a header, a root directory and leaf directories.
//!
//! Specification: github.com/protomaps/PMTiles, spec/v3. The reader trusts nothing: sections must lie within
//! the file, directories must be sorted, end in finite depth and stay within named bounds after
//! decompression, and an archive on disk is walked to the end before its first tile is served. Tiles are
//! handed out as stored. Where the bytes come from is behind `ReadAt`.

mod archive;
mod directory;
mod error;
mod file;
mod header;
mod inflate;
mod verify;

pub use archive::{Archive, Depth};
pub use error::ArchiveError;
pub use file::{ArchiveFile, FileIdentity};
pub use header::{Compression, Header, Section, TileType};
pub use inflate::gunzip;

use bytes::Bytes;
use sha2::{Digest, Sha256};

/// Where an archive's bytes come from: a file or a server.
pub trait ReadAt: Send + Sync + std::fmt::Debug {
    /// Size of the whole archive in bytes.
    fn size(&self) -> u64;

    /// Exactly `length` bytes from `offset` on. Fails when the archive is no longer the one that was opened.
    fn read_at(&self, offset: u64, length: usize) -> Result<Bytes, ArchiveError>;

    /// Something that changes with the content: added to what the archive's version is made of.
    fn fingerprint(&self) -> Result<Vec<u8>, ArchiveError>;
}

impl ReadAt for Bytes {
    fn size(&self) -> u64 {
        self.len() as u64
    }

    fn read_at(&self, offset: u64, length: usize) -> Result<Bytes, ArchiveError> {
        let start = usize::try_from(offset).ok().filter(|start| *start <= self.len());
        let range = start.and_then(|start| Some(start..start.checked_add(length)?));
        match range.filter(|range| range.end <= self.len()) {
            Some(range) => Ok(self.slice(range)),
            None => Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof).into()),
        }
    }

    fn fingerprint(&self) -> Result<Vec<u8>, ArchiveError> {
        Ok(Sha256::digest(self).to_vec())
    }
}
