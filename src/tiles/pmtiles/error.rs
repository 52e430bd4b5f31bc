//! Why an archive is refused, in words for whoever put it there.

use std::io;

use thiserror::Error;

use super::header::Section;

#[derive(Debug, Error)]
pub enum ArchiveError {
    #[error("it is {size} bytes long, a PMTiles archive has at least a header of 127")]
    TooShort { size: u64 },
    #[error("it is not a PMTiles archive: it does not begin with the word PMTiles")]
    NotPmtiles,
    #[error("it is PMTiles version {version}, only version 3 can be read: convert it with `pmtiles convert`")]
    Version { version: u8 },
    #[error("{section} ends at byte {end}, but the file has {size}: it was cut off, or is still being written")]
    PastTheEnd { section: Section, end: u64, size: u64 },
    #[error("{section} begins at byte {offset}, inside the header")]
    InsideHeader { section: Section, offset: u64 },
    #[error("{section} is {bytes} bytes long, the bound is {max}")]
    TooLong { section: Section, bytes: u64, max: u64 },
    #[error("{section} is compressed with {found}; give one that is not compressed or uses gzip")]
    UnreadableCompression { section: Section, found: &'static str },
    #[error("the header says {what} {value}, which does not exist")]
    UnknownCode { what: &'static str, value: u8 },
    #[error("the header says zoom {min} to {max}; it must rise and end at 26")]
    Zooms { min: u8, max: u8 },
    #[error("{section} does not decompress: {problem}")]
    Damaged { section: Section, problem: io::Error },
    #[error("{section} is more than {max} bytes when decompressed")]
    Bomb { section: Section, max: usize },
    #[error("{section} is damaged: {problem}")]
    Directory { section: Section, problem: &'static str },
    #[error("leaf directories lie deeper than {max}: they point to each other")]
    TooDeep { max: u8 },
    #[error("the metadata is not a JSON object: {problem}")]
    Metadata { problem: String },
    #[error("it was changed in place after it was opened; replace archives by renaming a complete new file")]
    Changed,
    #[error("it cannot be read: {0}")]
    Read(#[from] io::Error),
    #[error("the server {0}")]
    Server(String),
}
