//! The frames that an OSM file is made of, and how to unpack one.

use std::io::{self, Read};

use flate2::read::ZlibDecoder;

use crate::mvt::wire::{Reader, WireError};
use crate::region::error::RegionError;

/// The format's own limits, in bytes: of a frame's header, and of what is in it, packed or not.
const HEADER_BYTES_MAX: u32 = 64 * 1024;
pub const BLOB_BYTES_MAX: u32 = 32 * 1024 * 1024;

/// What a frame holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlobKind {
    Header,
    Data,
    /// To be skipped, says the format.
    Other,
}

/// A frame's head: what is in it, and how many packed bytes follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    pub kind: BlobKind,
    /// From the frame's beginning to its packed bytes.
    pub head_bytes: u32,
    pub packed_bytes: u32,
}

/// Reads the head of the frame at `offset`; nothing at the end of the file.
pub fn read_frame(source: &mut impl Read, offset: u64) -> Result<Option<Frame>, RegionError> {
    let mut length = [0; 4];
    match read_up_to(source, &mut length) {
        Ok(0) => return Ok(None),
        Ok(4) => {}
        Ok(_) => return Err(RegionError::CutOff { offset }),
        Err(error) => return Err(RegionError::Damaged { offset, reason: error.to_string() }),
    }
    let head_bytes = u32::from_be_bytes(length);
    if head_bytes > HEADER_BYTES_MAX {
        return Err(strange(offset, "a head longer than the format allows"));
    }
    let mut head = vec![0; head_bytes as usize];
    source.read_exact(&mut head).map_err(|_| RegionError::CutOff { offset })?;
    let (kind, packed_bytes) = parse_head(&head).map_err(|error| strange(offset, error.0))?;
    Ok(Some(Frame { kind, head_bytes: 4 + head_bytes, packed_bytes }))
}

/// The first frame decides whether this is an OSM file at all.
fn strange(offset: u64, reason: &'static str) -> RegionError {
    match offset {
        0 => RegionError::NotOsm(reason),
        _ => RegionError::Damaged { offset, reason: reason.to_owned() },
    }
}

fn parse_head(head: &[u8]) -> Result<(BlobKind, u32), WireError> {
    let (mut kind, mut packed_bytes) = (None, None);
    let mut reader = Reader::new(head);
    while let Some((number, field)) = reader.field()? {
        match number {
            1 => {
                kind = Some(match field.bytes()? {
                    b"OSMHeader" => BlobKind::Header,
                    b"OSMData" => BlobKind::Data,
                    _ => BlobKind::Other,
                });
            }
            3 => packed_bytes = Some(field.number()?),
            _ => {}
        }
    }
    let kind = kind.ok_or(WireError("a frame without a type"))?;
    let packed = packed_bytes.ok_or(WireError("a frame without a length"))?;
    let packed = u32::try_from(packed).ok().filter(|bytes| *bytes <= BLOB_BYTES_MAX);
    Ok((kind, packed.ok_or(WireError("a frame longer than the format allows"))?))
}

/// What is in a frame, unpacked; at most 32 MiB, whatever the frame says.
pub fn unpack(blob: &[u8], offset: u64) -> Result<Vec<u8>, RegionError> {
    let mut reader = Reader::new(blob);
    while let Some((number, field)) = reader.field().map_err(RegionError::damaged(offset))? {
        match number {
            1 => return Ok(field.bytes().map_err(RegionError::damaged(offset))?.to_vec()),
            3 => return inflate(field.bytes().map_err(RegionError::damaged(offset))?, offset),
            4 => return Err(RegionError::Unsupported("LZMA packing".to_owned())),
            6 => return Err(RegionError::Unsupported("LZ4 packing".to_owned())),
            7 => return Err(RegionError::Unsupported("Zstandard packing".to_owned())),
            _ => {}
        }
    }
    Err(RegionError::Damaged { offset, reason: "a block without data".to_owned() })
}

fn inflate(packed: &[u8], offset: u64) -> Result<Vec<u8>, RegionError> {
    let mut unpacked = Vec::with_capacity(packed.len().saturating_mul(3));
    let limit = u64::from(BLOB_BYTES_MAX) + 1;
    let damaged = |reason: String| RegionError::Damaged { offset, reason };
    ZlibDecoder::new(packed).take(limit).read_to_end(&mut unpacked).map_err(|error| damaged(error.to_string()))?;
    if unpacked.len() as u64 == limit {
        return Err(damaged("a block that unpacks to more than the format allows".to_owned()));
    }
    Ok(unpacked)
}

/// Fills the buffer as far as there are bytes, and says how far.
fn read_up_to(source: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match source.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}
