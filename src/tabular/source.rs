//! What is read from: a file or bytes in memory, from the start and more than once.

use std::io::{self, Read, Seek};

/// Anything that can be read again from its start.
pub trait Source: Read + Seek {}

impl<T: Read + Seek + ?Sized> Source for T {}

/// At most `count` bytes from the start; leaves the source at the start again.
pub fn peek(source: &mut dyn Source, count: u64) -> io::Result<Vec<u8>> {
    source.rewind()?;
    let mut start = Vec::new();
    source.take(count).read_to_end(&mut start)?;
    source.rewind()?;
    Ok(start)
}
