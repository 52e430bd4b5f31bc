//! An archive in a local file, read at positions.
//!
//! Not memory-mapped: a mapping of a file that somebody truncates kills the process, and one that somebody
//! overwrites serves torn tiles under a good ETag. A read costs a microsecond more and is checked: after
//! each one the open file must still be as long and as old as it was (docs/decisions/0006-own-archive-reader.md).

use std::fs::{File, Metadata};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::Path;
use std::time::SystemTime;

use bytes::Bytes;
use sha2::{Digest, Sha256};

use super::{ArchiveError, ReadAt};

/// Up to here the version is made of every byte; a second of reading. Above, of size and time of change.
const HASHED_BYTES_MAX: u64 = 1 << 30;

/// What tells one state of a file from another without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileIdentity {
    device: u64,
    inode: u64,
    size: u64,
    modified: Option<SystemTime>,
}

#[derive(Debug)]
pub struct ArchiveFile {
    file: File,
    opened_as: FileIdentity,
}

impl FileIdentity {
    /// Of whatever now stands at `path`.
    pub fn at(path: &Path) -> io::Result<Self> {
        std::fs::metadata(path).map(|metadata| Self::of(&metadata))
    }

    fn of(metadata: &Metadata) -> Self {
        let (device, inode) = (metadata.dev(), metadata.ino());
        Self { device, inode, size: metadata.len(), modified: metadata.modified().ok() }
    }
}

impl ArchiveFile {
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let opened_as = FileIdentity::of(&file.metadata()?);
        Ok(Self { file, opened_as })
    }

    pub fn identity(&self) -> FileIdentity {
        self.opened_as
    }

    fn check_unchanged(&self) -> Result<(), ArchiveError> {
        let now = FileIdentity::of(&self.file.metadata()?);
        if now == self.opened_as { Ok(()) } else { Err(ArchiveError::Changed) }
    }
}

impl ReadAt for ArchiveFile {
    fn size(&self) -> u64 {
        self.opened_as.size
    }

    fn read_at(&self, offset: u64, length: usize) -> Result<Bytes, ArchiveError> {
        let mut buffer = vec![0; length];
        let read = self.file.read_exact_at(&mut buffer, offset);
        // A file that was cut off is told as changed, not as a read past its end.
        self.check_unchanged()?;
        read?;
        Ok(Bytes::from(buffer))
    }

    fn fingerprint(&self) -> Result<Vec<u8>, ArchiveError> {
        if self.opened_as.size <= HASHED_BYTES_MAX {
            return hash_of(&self.file);
        }
        let modified = self.opened_as.modified.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        let nanoseconds = modified.map_or(0, |since| since.as_nanos());
        Ok([self.opened_as.size.to_le_bytes().as_slice(), &nanoseconds.to_le_bytes()].concat())
    }
}

fn hash_of(file: &File) -> Result<Vec<u8>, ArchiveError> {
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 20];
    let mut offset = 0;
    loop {
        let read = file.read_at(&mut buffer, offset)?;
        if read == 0 {
            return Ok(hash.finalize().to_vec());
        }
        hash.update(&buffer[..read]);
        offset += read as u64;
    }
}
