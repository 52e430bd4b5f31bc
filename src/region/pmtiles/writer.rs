//! An archive from tiles that come in order.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use flate2::{Compress, Compression, Crc, FlushCompress, Status};
use sha2::{Digest, Sha256};

use super::directory::{Entry, pack};
use super::header::{ArchiveInfo, HEADER_BYTES, Sections, header};

/// Collects tiles in a file beside the archive; `finish` puts header and directory before them.
#[derive(Debug)]
pub struct ArchiveWriter {
    tiles_path: PathBuf,
    tiles: BufWriter<File>,
    size_bytes: u64,
    entries: Vec<Entry>,
    /// Half a SHA-256 of every content to where it lies: equal only for equal bytes, as far as anybody knows.
    contents: HashMap<[u8; 16], (u64, u32)>,
    addressed: u64,
}

/// What became of the tiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArchiveStats {
    /// Tiles that can be asked for.
    pub addressed: u64,
    /// Different contents stored.
    pub contents: u64,
    pub size_bytes: u64,
}

impl ArchiveWriter {
    /// `tiles_path` is a scratch file; it is replaced, and removed at the end.
    pub fn create(tiles_path: &Path) -> io::Result<Self> {
        Ok(Self {
            tiles_path: tiles_path.to_owned(),
            tiles: BufWriter::new(File::create(tiles_path)?),
            size_bytes: 0,
            entries: Vec::new(),
            contents: HashMap::new(),
            addressed: 0,
        })
    }

    /// Adds `count` tiles in a row with the same packed content. Ids only grow from call to call.
    pub fn add(&mut self, first_id: u64, count: u64, packed: &[u8]) -> io::Result<()> {
        let (offset, length) = self.store(packed)?;
        self.addressed += count;
        if let Some(last) = self.entries.last_mut() {
            let ends = last.first_id + u64::from(last.run);
            debug_assert!(first_id >= ends, "tiles come in the order of their ids");
            if ends == first_id && last.offset == offset && u64::from(last.run) + count <= u64::from(u32::MAX) {
                last.run += count as u32;
                return Ok(());
            }
        }
        let mut at = first_id;
        while at < first_id + count {
            let run = (first_id + count - at).min(u64::from(u32::MAX)) as u32;
            self.entries.push(Entry { first_id: at, run, offset, length });
            at += u64::from(run);
        }
        Ok(())
    }

    fn store(&mut self, packed: &[u8]) -> io::Result<(u64, u32)> {
        let hash = Sha256::digest(packed);
        let mut key = [0; 16];
        key.copy_from_slice(&hash[..16]);
        if let Some(place) = self.contents.get(&key) {
            return Ok(*place);
        }
        let place = (self.size_bytes, packed.len() as u32);
        self.tiles.write_all(packed)?;
        self.size_bytes += packed.len() as u64;
        self.contents.insert(key, place);
        Ok(place)
    }

    /// Writes the archive, whole and synced to disk, and removes the scratch file.
    pub fn finish(self, archive: &Path, info: &ArchiveInfo) -> io::Result<ArchiveStats> {
        let file = self.tiles.into_inner().map_err(io::IntoInnerError::into_error)?;
        drop(file);
        let directories = pack(&self.entries);
        let metadata = gzip(info.metadata.to_string().as_bytes());
        let mut sections = Sections {
            addressed: self.addressed,
            entries: self.entries.len() as u64,
            contents: self.contents.len() as u64,
            ..Sections::default()
        };
        let mut at = HEADER_BYTES as u64;
        for (section, length) in [
            (&mut sections.root, directories.root.len() as u64),
            (&mut sections.metadata, metadata.len() as u64),
            (&mut sections.leaves, directories.leaves.len() as u64),
            (&mut sections.tiles, self.size_bytes),
        ] {
            *section = (at, length);
            at += length;
        }
        let mut out = BufWriter::new(File::create(archive)?);
        for part in [header(info, &sections), directories.root, metadata, directories.leaves] {
            out.write_all(&part)?;
        }
        io::copy(&mut BufReader::new(File::open(&self.tiles_path)?), &mut out)?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        fs::remove_file(&self.tiles_path)?;
        Ok(ArchiveStats { addressed: sections.addressed, contents: sections.contents, size_bytes: at })
    }
}

thread_local! {
    /// Setting up a compressor costs more than packing a small tile with it.
    static COMPRESSOR: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(7), false));
}

/// No time, no name, made on an unknown system: the same bytes always give the same packing.
const GZIP_HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];

/// Packs bytes as gzip.
pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::with_capacity(bytes.len() / 2 + 64);
    packed.extend_from_slice(&GZIP_HEAD);
    COMPRESSOR.with_borrow_mut(|compressor| {
        compressor.reset();
        let mut done = Status::Ok;
        while done != Status::StreamEnd {
            packed.reserve(bytes.len() / 2 + 64);
            let rest = &bytes[compressor.total_in() as usize..];
            done =
                compressor.compress_vec(rest, &mut packed, FlushCompress::Finish).expect("packing memory cannot fail");
        }
    });
    let mut sum = Crc::new();
    sum.update(bytes);
    packed.extend_from_slice(&sum.sum().to_le_bytes());
    packed.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
    packed
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_gzip_reader_unpacks_what_was_packed(bytes in prop::collection::vec(any::<u8>(), 0..5_000), repeat in 1usize..20) {
            let bytes = bytes.repeat(repeat);
            let mut back = Vec::new();
            GzDecoder::new(gzip(&bytes).as_slice()).read_to_end(&mut back).expect("a whole stream");
            prop_assert_eq!(back, bytes);
        }
    }

    #[test]
    fn equal_tiles_are_stored_once_and_runs_are_one_entry() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut writer = ArchiveWriter::create(&folder.path().join("tiles")).expect("a new file");
        for (first, count, content) in [(0, 1, "sea"), (1, 2, "land"), (3, 5, "land"), (9, 1, "sea")] {
            writer.add(first, count, content.as_bytes()).expect("written");
        }
        assert_eq!(writer.entries.iter().map(|entry| entry.run).collect::<Vec<_>>(), [1, 7, 1]);
        assert_eq!((writer.addressed, writer.size_bytes), (9, 7));
    }
}
