//! Where every node is: a sorted file of (id, place), read by page.
//!
//! In memory there is one id for each 256 nodes, so the 250 million nodes of a country take 8 MB here and 4 GB
//! on disk. Nodes of one way mostly lie on few pages, which a small cache keeps.

use std::fs::File;
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use crate::region::error::RegionError;

/// A node's longitude and latitude in ten-millionths of a degree.
pub type Place = [i32; 2];

/// Id (8 bytes), longitude and latitude (4 each), little-endian.
const RECORD_BYTES: usize = 16;
const PAGE_NODES: usize = 256;
const PAGE_BYTES: usize = RECORD_BYTES * PAGE_NODES;
/// Pages that a reader keeps: 2 MB.
const CACHED_PAGES: usize = 512;

/// Writes nodes as they come from the file.
#[derive(Debug)]
pub struct NodeWriter {
    path: PathBuf,
    out: BufWriter<File>,
    last_id: Option<i64>,
    count: u64,
}

impl NodeWriter {
    pub fn create(path: &Path) -> Result<Self, RegionError> {
        let file = File::create(path).map_err(RegionError::at(path))?;
        Ok(Self { path: path.to_owned(), out: BufWriter::new(file), last_id: None, count: 0 })
    }

    /// Errors: `NotSorted` when an id does not grow.
    pub fn add(&mut self, id: i64, place: Place) -> Result<(), RegionError> {
        if self.last_id.is_some_and(|last| last >= id) {
            return Err(RegionError::NotSorted);
        }
        self.last_id = Some(id);
        self.count += 1;
        let mut record = [0; RECORD_BYTES];
        record[..8].copy_from_slice(&id.to_le_bytes());
        record[8..12].copy_from_slice(&place[0].to_le_bytes());
        record[12..].copy_from_slice(&place[1].to_le_bytes());
        self.out.write_all(&record).map_err(RegionError::at(&self.path))
    }

    /// How many nodes there are.
    pub fn finish(mut self) -> Result<u64, RegionError> {
        self.out.flush().map_err(RegionError::at(&self.path))?;
        Ok(self.count)
    }
}

/// All nodes, to be looked up.
#[derive(Debug)]
pub struct NodeStore {
    path: PathBuf,
    /// The first id of every page.
    first_ids: Vec<i64>,
}

impl NodeStore {
    pub fn open(path: &Path) -> Result<Self, RegionError> {
        let mut file = File::open(path).map_err(RegionError::at(path))?;
        let size = file.metadata().map_err(RegionError::at(path))?.len();
        let mut first_ids = Vec::with_capacity((size / PAGE_BYTES as u64 + 1) as usize);
        let mut at = 0;
        let mut id = [0; 8];
        while at + RECORD_BYTES as u64 <= size {
            file.seek(SeekFrom::Start(at)).and_then(|_| file.read_exact(&mut id)).map_err(RegionError::at(path))?;
            first_ids.push(i64::from_le_bytes(id));
            at += PAGE_BYTES as u64;
        }
        Ok(Self { path: path.to_owned(), first_ids })
    }

    /// A reader with a cache of its own, for one thread.
    pub fn reader(&self) -> Result<NodeReader<'_>, RegionError> {
        let file = File::open(&self.path).map_err(RegionError::at(&self.path))?;
        Ok(NodeReader { store: self, file, cached: (0..CACHED_PAGES).map(|_| None).collect() })
    }
}

#[derive(Debug)]
pub struct NodeReader<'s> {
    store: &'s NodeStore,
    file: File,
    /// A page and its number, where its number modulo the size says.
    cached: Vec<Option<(usize, Vec<u8>)>>,
}

impl NodeReader<'_> {
    /// Where a node is; nothing when the file does not have it, as at the border of an extract.
    pub fn find(&mut self, id: i64) -> Result<Option<Place>, RegionError> {
        let after = self.store.first_ids.partition_point(|first| *first <= id);
        let Some(page) = after.checked_sub(1) else { return Ok(None) };
        let records = self.page(page)?;
        let (mut low, mut high) = (0, records.len() / RECORD_BYTES);
        while low < high {
            let middle = (low + high) / 2;
            let record = &records[middle * RECORD_BYTES..(middle + 1) * RECORD_BYTES];
            match i64::from_le_bytes(part(record, 0)).cmp(&id) {
                std::cmp::Ordering::Equal => {
                    return Ok(Some([i32::from_le_bytes(part(record, 8)), i32::from_le_bytes(part(record, 12))]));
                }
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        Ok(None)
    }

    fn page(&mut self, page: usize) -> Result<&[u8], RegionError> {
        let slot = page % CACHED_PAGES;
        if self.cached[slot].as_ref().is_none_or(|(number, _)| *number != page) {
            let mut records = self.cached[slot].take().map(|(_, records)| records).unwrap_or_default();
            records.clear();
            let begins = (page * PAGE_BYTES) as u64;
            let read = self
                .file
                .seek(SeekFrom::Start(begins))
                .and_then(|_| (&self.file).take(PAGE_BYTES as u64).read_to_end(&mut records));
            read.map_err(RegionError::at(&self.store.path))?;
            self.cached[slot] = Some((page, records));
        }
        Ok(self.cached[slot].as_ref().map(|(_, records)| records.as_slice()).unwrap_or_default())
    }
}

fn part<const N: usize>(record: &[u8], from: usize) -> [u8; N] {
    record[from..from + N].try_into().expect("a record has 16 bytes")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        /// Against a map in memory, for ids that are there and ids that are not.
        #[test]
        fn every_node_is_found_and_no_other(
            steps in prop::collection::vec(1i64..9, 0..2_000), asked in prop::collection::vec(-5i64..12_000, 200),
        ) {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("nodes");
            let mut writer = NodeWriter::create(&path).expect("a new file");
            let (mut id, mut all) = (-3, BTreeMap::new());
            for step in steps {
                id += step;
                let place = [id as i32 * 7, -(id as i32)];
                writer.add(id, place).expect("ids grow");
                all.insert(id, place);
            }
            prop_assert_eq!(writer.finish().expect("flushed"), all.len() as u64);
            let store = NodeStore::open(&path).expect("the file just written");
            let mut reader = store.reader().expect("the file just written");
            for id in asked {
                prop_assert_eq!(reader.find(id).expect("readable"), all.get(&id).copied());
            }
        }
    }

    #[test]
    fn nodes_out_of_order_are_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut writer = NodeWriter::create(&folder.path().join("nodes")).expect("a new file");
        writer.add(5, [0, 0]).expect("the first node");
        assert!(matches!(writer.add(5, [0, 0]), Err(RegionError::NotSorted)));
    }
}
