//! A PMTiles reader as plain as the specification: the twin of the writer.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use blisko::mvt::{ReadLayer, read_tile};
use blisko::region::pmtiles::TileId;
use flate2::read::GzDecoder;

pub struct Archive {
    bytes: Vec<u8>,
    /// First id to run, offset and length.
    entries: BTreeMap<u64, (u64, u64, u64)>,
    tiles_at: u64,
    pub metadata: serde_json::Value,
}

impl Archive {
    pub fn open(path: &Path) -> Self {
        let bytes = std::fs::read(path).unwrap();
        assert_eq!(&bytes[..8], b"PMTiles\x03");
        let at = |index: usize| u64::from_le_bytes(bytes[8 + 8 * index..16 + 8 * index].try_into().unwrap());
        let metadata = serde_json::from_slice(&unpack(part(&bytes, at(2), at(3)))).unwrap();
        let mut archive = Self { entries: BTreeMap::new(), tiles_at: at(6), metadata, bytes: bytes.clone() };
        let root = (at(0), at(1));
        assert!(root.0 + root.1 <= 16_384, "the root directory is in the first 16 KiB");
        archive.read_directory(root, at(4));
        archive
    }

    fn read_directory(&mut self, (offset, length): (u64, u64), leaves_at: u64) {
        let packed = unpack(part(&self.bytes, offset, length));
        let mut numbers = Varints(&packed);
        let count = numbers.next() as usize;
        let mut columns = || (0..count).map(|_| numbers.next()).collect::<Vec<u64>>();
        let [ids, runs, lengths, offsets] = [columns(), columns(), columns(), columns()];
        let (mut id, mut follows) = (0, 0);
        for index in 0..count {
            id += ids[index];
            let at = if offsets[index] == 0 { follows } else { offsets[index] - 1 };
            follows = at + lengths[index];
            if runs[index] == 0 {
                self.read_directory((leaves_at + at, lengths[index]), leaves_at);
            } else {
                self.entries.insert(id, (runs[index], at, lengths[index]));
            }
        }
    }

    /// How many tiles can be asked for.
    pub fn addressed(&self) -> u64 {
        self.entries.values().map(|(run, ..)| run).sum()
    }

    /// The first tile of every run, with its layers.
    pub fn tiles(&self) -> impl Iterator<Item = ((u8, u32, u32), Vec<ReadLayer>)> {
        self.entries.iter().map(|(id, (_, at, length))| (TileId(*id).coordinates(), self.decode(*at, *length)))
    }

    /// The layers of a tile; none where the archive has no tile.
    pub fn tile(&self, zoom: u8, x: u32, y: u32) -> Vec<ReadLayer> {
        let id = TileId::of(zoom, x, y).0;
        match self.entries.range(..=id).next_back() {
            Some((first, (run, at, length))) if id < first + run => self.decode(*at, *length),
            _ => Vec::new(),
        }
    }

    fn decode(&self, at: u64, length: u64) -> Vec<ReadLayer> {
        read_tile(&unpack(part(&self.bytes, self.tiles_at + at, length))).unwrap()
    }
}

fn part(bytes: &[u8], offset: u64, length: u64) -> &[u8] {
    &bytes[offset as usize..(offset + length) as usize]
}

fn unpack(packed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    GzDecoder::new(packed).read_to_end(&mut bytes).unwrap();
    bytes
}

struct Varints<'a>(&'a [u8]);

impl Varints<'_> {
    fn next(&mut self) -> u64 {
        let end = self.0.iter().position(|byte| byte & 0x80 == 0).unwrap();
        let (number, rest) = self.0.split_at(end + 1);
        self.0 = rest;
        number.iter().rev().fold(0, |value, byte| value << 7 | u64::from(byte & 0x7f))
    }
}
