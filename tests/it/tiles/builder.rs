//! PMTiles archives for tests, written straight from the specification, good or with one thing wrong.

use std::io::Write;

use blisko::tiles::coord::TileCoord;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Where an entry points, before it is written.
#[derive(Clone, Copy, Debug)]
pub struct RawEntry {
    pub tile_id: u64,
    pub run: u64,
    pub length: u64,
    pub offset: u64,
}

/// The sections and codes of an archive; fields are changed to break it.
#[derive(Clone, Debug)]
pub struct ArchiveParts {
    pub root: Vec<u8>,
    pub metadata: Vec<u8>,
    pub leaves: Vec<u8>,
    pub tiles: Vec<u8>,
    pub internal_compression: u8,
    pub tile_compression: u8,
    pub tile_type: u8,
    pub zooms: (u8, u8),
}

/// Zoom, column and row, and what is there.
pub type PlacedTile<'t> = ((u32, u64, u64), &'t [u8]);

const METADATA: &str = r#"{"name":"test","attribution":"© OpenStreetMap contributors",
    "vector_layers":[{"id":"earth","fields":{"kind":"String"}}]}"#;

impl ArchiveParts {
    /// Tiles in the order of their numbers, in the root directory alone, everything compressed with gzip.
    pub fn of(tiles: &[PlacedTile<'_>]) -> Self {
        let mut stored = Vec::new();
        let mut entries = Vec::new();
        for (place, bytes) in sorted(tiles) {
            let packed = gzip(bytes);
            entries.push(RawEntry { tile_id: place, run: 1, length: packed.len() as u64, offset: stored.len() as u64 });
            stored.extend(packed);
        }
        let zooms = tiles.iter().map(|((z, _, _), _)| *z as u8);
        Self {
            root: gzip(&directory(&entries)),
            metadata: gzip(METADATA.as_bytes()),
            leaves: Vec::new(),
            tiles: stored,
            internal_compression: 2,
            tile_compression: 2,
            tile_type: 1,
            zooms: (zooms.clone().min().unwrap_or(0), zooms.max().unwrap_or(0)),
        }
    }

    /// The same with one leaf directory for every `per_leaf` tiles.
    pub fn with_leaves(tiles: &[PlacedTile<'_>], per_leaf: usize) -> Self {
        let mut parts = Self::of(tiles);
        let entries = decoded(&parts);
        let mut roots = Vec::new();
        for chunk in entries.chunks(per_leaf) {
            let leaf = gzip(&directory(chunk));
            let (offset, length) = (parts.leaves.len() as u64, leaf.len() as u64);
            roots.push(RawEntry { tile_id: chunk[0].tile_id, run: 0, length, offset });
            parts.leaves.extend(leaf);
        }
        parts.root = gzip(&directory(&roots));
        parts
    }

    pub fn bytes(&self) -> Vec<u8> {
        let sections = [&self.root, &self.metadata, &self.leaves, &self.tiles];
        let mut file = b"PMTiles\x03".to_vec();
        let mut offset = 127u64;
        for section in sections {
            file.extend(offset.to_le_bytes());
            file.extend((section.len() as u64).to_le_bytes());
            offset += section.len() as u64;
        }
        file.extend([0; 24]);
        file.extend([1, self.internal_compression, self.tile_compression, self.tile_type, self.zooms.0, self.zooms.1]);
        for degrees in [13.0f64, 48.0, 25.0, 55.0] {
            file.extend(((degrees * 1e7) as i32).to_le_bytes());
        }
        file.push(self.zooms.0);
        for degrees in [19.0f64, 52.0] {
            file.extend(((degrees * 1e7) as i32).to_le_bytes());
        }
        assert_eq!(file.len(), 127);
        sections.iter().for_each(|section| file.extend(*section));
        file
    }
}

/// The entries of a root directory made by `of`, rebuilt from its tiles.
fn decoded(parts: &ArchiveParts) -> Vec<RawEntry> {
    let plain = gunzip(&parts.root);
    let mut bytes = &plain[..];
    let count = take_varint(&mut bytes);
    let mut column = || (0..count).map(|_| take_varint(&mut bytes)).collect::<Vec<_>>();
    let (ids, runs, lengths, offsets) = (column(), column(), column(), column());
    let (mut tile_id, mut end) = (0, 0);
    (0..count as usize)
        .map(|at| {
            tile_id += ids[at];
            let offset = if offsets[at] == 0 { end } else { offsets[at] - 1 };
            end = offset + lengths[at];
            RawEntry { tile_id, run: runs[at], length: lengths[at], offset }
        })
        .collect()
}

fn sorted<'t>(tiles: &[PlacedTile<'t>]) -> Vec<(u64, &'t [u8])> {
    let id = |(z, x, y)| TileCoord::new(z, x, y).unwrap().id();
    let mut sorted: Vec<_> = tiles.iter().map(|(place, bytes)| (id(*place), *bytes)).collect();
    sorted.sort_by_key(|(id, _)| *id);
    sorted
}

/// A directory as it is before compression. Ids may go down: then the archive is a bad one.
pub fn directory(entries: &[RawEntry]) -> Vec<u8> {
    let mut out = varint(entries.len() as u64);
    let mut before = 0u64;
    for entry in entries {
        out.extend(varint(entry.tile_id.wrapping_sub(before)));
        before = entry.tile_id;
    }
    entries.iter().for_each(|entry| out.extend(varint(entry.run)));
    entries.iter().for_each(|entry| out.extend(varint(entry.length)));
    entries.iter().for_each(|entry| out.extend(varint(entry.offset.wrapping_add(1))));
    out
}

pub fn varint(mut value: u64) -> Vec<u8> {
    let mut out = Vec::new();
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
    out
}

pub fn take_varint(bytes: &mut &[u8]) -> u64 {
    let (mut value, mut shift) = (0, 0);
    loop {
        let byte = bytes[0];
        *bytes = &bytes[1..];
        value |= u64::from(byte & 0x7f) << shift;
        shift += 7;
        if byte < 0x80 {
            return value;
        }
    }
}

pub fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub fn gunzip(bytes: &[u8]) -> Vec<u8> {
    blisko::tiles::pmtiles::gunzip(bytes, 1 << 30).unwrap().unwrap()
}

/// Five tiles of the zooms 0 to 2.
pub fn small() -> ArchiveParts {
    ArchiveParts::of(&[
        ((0, 0, 0), b"whole world"),
        ((1, 0, 0), b"north-west"),
        ((1, 1, 1), b"south-east"),
        ((2, 2, 1), b"Poland"),
        ((2, 3, 3), b"ocean"),
    ])
}
