//! The first 127 bytes: where the sections lie, what the tiles are.

use std::fmt;
use std::ops::Range;

use super::ArchiveError;
use crate::tiles::coord::ZOOM_MAX;

/// Bytes of the header.
pub(super) const HEADER_BYTES: usize = 127;

/// The specification keeps header and root directory within these, so that one request fetches both.
pub(super) const FIRST_READ_BYTES: u64 = 16_384;

/// Metadata of real archives is a few kilobytes; lists of layer statistics reach some hundred.
const METADATA_BYTES_MAX: u64 = 4 << 20;

const MAGIC: &[u8; 7] = b"PMTiles";

/// A part of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Root,
    Metadata,
    Leaves,
    Tiles,
    /// One leaf directory.
    Leaf,
    /// One tile.
    Tile,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    None,
    Gzip,
    Brotli,
    Zstd,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TileType {
    Mvt,
    Png,
    Jpeg,
    Webp,
    Avif,
    Mlt,
}

/// A header that was checked against the size of the file. Ranges are bytes of the file.
#[derive(Clone, Debug)]
pub struct Header {
    pub root: Range<u64>,
    pub metadata: Range<u64>,
    pub leaves: Range<u64>,
    pub tiles: Range<u64>,
    pub internal_compression: Compression,
    pub tile_compression: Compression,
    pub tile_type: TileType,
    pub min_zoom: u8,
    pub max_zoom: u8,
    /// West, south, east, north in degrees, as written; nobody has checked them.
    pub bounds: [f64; 4],
    /// Longitude, latitude, zoom, as written.
    pub center: (f64, f64, u8),
}

impl Header {
    /// Reads and checks the header of a file of `size` bytes.
    pub fn read(bytes: &[u8], size: u64) -> Result<Self, ArchiveError> {
        let Some(bytes) = bytes.first_chunk::<HEADER_BYTES>() else {
            let is_other = !bytes.starts_with(&MAGIC[..bytes.len().min(MAGIC.len())]);
            return Err(if is_other { ArchiveError::NotPmtiles } else { ArchiveError::TooShort { size } });
        };
        check_magic(bytes)?;
        let section = |section, at| section_range(section, u64_at(bytes, at), u64_at(bytes, at + 8), size);
        let tile_type = tile_type(bytes[99])?;
        let header = Self {
            root: section(Section::Root, 8)?,
            metadata: section(Section::Metadata, 24)?,
            leaves: section(Section::Leaves, 40)?,
            tiles: section(Section::Tiles, 56)?,
            internal_compression: compression(bytes[97])?.ok_or_else(|| unknown("internal compression", 0))?,
            tile_compression: tile_compression(bytes[98], tile_type)?,
            tile_type,
            min_zoom: bytes[100],
            max_zoom: bytes[101],
            bounds: [102, 106, 110, 114].map(|at| degrees_at(bytes, at)),
            center: (degrees_at(bytes, 119), degrees_at(bytes, 123), bytes[118]),
        };
        header.check()?;
        Ok(header)
    }

    fn check(&self) -> Result<(), ArchiveError> {
        if self.min_zoom > self.max_zoom || self.max_zoom > ZOOM_MAX {
            return Err(ArchiveError::Zooms { min: self.min_zoom, max: self.max_zoom });
        }
        if let Some(found) = self.internal_compression.needs_a_decoder_we_lack() {
            return Err(ArchiveError::UnreadableCompression { section: Section::Root, found });
        }
        let metadata = self.metadata.end - self.metadata.start;
        if metadata > METADATA_BYTES_MAX {
            return Err(ArchiveError::TooLong { section: Section::Metadata, bytes: metadata, max: METADATA_BYTES_MAX });
        }
        if self.root.end > FIRST_READ_BYTES {
            let (bytes, max) = (self.root.end - self.root.start, FIRST_READ_BYTES - HEADER_BYTES as u64);
            return Err(ArchiveError::TooLong { section: Section::Root, bytes, max });
        }
        Ok(())
    }
}

fn check_magic(bytes: &[u8; HEADER_BYTES]) -> Result<(), ArchiveError> {
    match (bytes.starts_with(MAGIC), bytes[7]) {
        (true, 3) => Ok(()),
        (true, version) => Err(ArchiveError::Version { version }),
        // Version 2 begins with PM and its number in two bytes.
        (false, _) if bytes.starts_with(b"PM\x02\x00") => Err(ArchiveError::Version { version: 2 }),
        (false, _) => Err(ArchiveError::NotPmtiles),
    }
}

fn section_range(section: Section, offset: u64, length: u64, size: u64) -> Result<Range<u64>, ArchiveError> {
    // Empty sections may stand anywhere: writers leave 0 or the next section's offset.
    if length == 0 && section != Section::Root {
        return Ok(0..0);
    }
    let end = offset.saturating_add(length);
    if end > size {
        return Err(ArchiveError::PastTheEnd { section, end, size });
    }
    if offset < HEADER_BYTES as u64 {
        return Err(ArchiveError::InsideHeader { section, offset });
    }
    Ok(offset..end)
}

impl Compression {
    /// The word of the header `Content-Encoding`; `None` for what is not compressed.
    pub const fn content_encoding(self) -> Option<&'static str> {
        match self {
            Compression::None => None,
            Compression::Gzip => Some("gzip"),
            Compression::Brotli => Some("br"),
            Compression::Zstd => Some("zstd"),
        }
    }

    const fn needs_a_decoder_we_lack(self) -> Option<&'static str> {
        match self {
            Compression::None | Compression::Gzip => None,
            Compression::Brotli => Some("brotli"),
            Compression::Zstd => Some("zstd"),
        }
    }
}

impl TileType {
    pub const fn content_type(self) -> &'static str {
        match self {
            TileType::Mvt => "application/vnd.mapbox-vector-tile",
            TileType::Png => "image/png",
            TileType::Jpeg => "image/jpeg",
            TileType::Webp => "image/webp",
            TileType::Avif => "image/avif",
            TileType::Mlt => "application/vnd.maplibre-vector-tile",
        }
    }

    /// Whether tiles hold shapes that a style draws, not pictures.
    pub const fn is_vector(self) -> bool {
        matches!(self, TileType::Mvt | TileType::Mlt)
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Section::Root => "the root directory",
            Section::Metadata => "the metadata",
            Section::Leaves => "the part with leaf directories",
            Section::Tiles => "the part with tiles",
            Section::Leaf => "a leaf directory",
            Section::Tile => "a tile",
        })
    }
}

fn unknown(what: &'static str, value: u8) -> ArchiveError {
    ArchiveError::UnknownCode { what, value }
}

/// `None` for 0, which means that the writer did not say.
fn compression(code: u8) -> Result<Option<Compression>, ArchiveError> {
    Ok(match code {
        0 => None,
        1 => Some(Compression::None),
        2 => Some(Compression::Gzip),
        3 => Some(Compression::Brotli),
        4 => Some(Compression::Zstd),
        _ => return Err(unknown("compression", code)),
    })
}

/// Pictures are compressed in themselves, so writers that do not say mean "not again".
fn tile_compression(code: u8, tile_type: TileType) -> Result<Compression, ArchiveError> {
    match compression(code)? {
        Some(compression) => Ok(compression),
        None if tile_type.is_vector() => Err(unknown("tile compression", 0)),
        None => Ok(Compression::None),
    }
}

fn tile_type(code: u8) -> Result<TileType, ArchiveError> {
    Ok(match code {
        1 => TileType::Mvt,
        2 => TileType::Png,
        3 => TileType::Jpeg,
        4 => TileType::Webp,
        5 => TileType::Avif,
        6 => TileType::Mlt,
        _ => return Err(unknown("tile type", code)),
    })
}

fn u64_at(bytes: &[u8; HEADER_BYTES], at: usize) -> u64 {
    u64::from_le_bytes(*bytes[at..].first_chunk().expect("offsets are within the header"))
}

fn degrees_at(bytes: &[u8; HEADER_BYTES], at: usize) -> f64 {
    let number = i32::from_le_bytes(*bytes[at..].first_chunk().expect("offsets are within the header"));
    f64::from(number) / 1e7
}
