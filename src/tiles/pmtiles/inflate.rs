//! Decompression that ends: what grows past a bound is given up.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::MultiGzDecoder;

use super::ArchiveError;
use super::header::{Compression, Section};

/// Reads all members of a gzip stream; `None` when it holds more than `max` bytes.
pub fn gunzip(bytes: &[u8], max: usize) -> std::io::Result<Option<Vec<u8>>> {
    let mut out = Vec::with_capacity((bytes.len() * 4).min(max));
    let limit = max as u64 + 1;
    let read = MultiGzDecoder::new(bytes).take(limit).read_to_end(&mut out)?;
    Ok((read <= max).then_some(out))
}

/// What directories and metadata are stored as. Compressions that we cannot read were refused in the header.
pub(super) fn unpacked<'a>(
    bytes: &'a [u8],
    compression: Compression,
    section: Section,
    max: usize,
) -> Result<Cow<'a, [u8]>, ArchiveError> {
    match compression {
        Compression::Gzip => match gunzip(bytes, max) {
            Ok(Some(out)) => Ok(Cow::Owned(out)),
            Ok(None) => Err(ArchiveError::Bomb { section, max }),
            Err(problem) => Err(ArchiveError::Damaged { section, problem }),
        },
        _ if bytes.len() > max => Err(ArchiveError::Bomb { section, max }),
        _ => Ok(Cow::Borrowed(bytes)),
    }
}
