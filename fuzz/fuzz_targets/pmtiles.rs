//! Any bytes as an archive, and any bytes as the directories of a sound one: opening and asking for tiles end
//! without a panic, and what was checked whole never fails later.
#![no_main]

use blisko::tiles::coord::TileCoord;
use blisko::tiles::pmtiles::{Archive, ArchiveError, Depth};
use bytes::Bytes;
use libfuzzer_sys::fuzz_target;

/// A header whose sections share `directories`: the first `root` bytes are the root, the rest are leaves. Tiles are
/// the same bytes again, and nothing is compressed, so that every mutation reaches the directory reader.
fn around(directories: &[u8]) -> Vec<u8> {
    let Some((root, rest)) = directories.split_first() else { return Vec::new() };
    let root = usize::from(*root).min(rest.len()) as u64;
    let (all, begin) = (rest.len() as u64, 127);
    let mut file = b"PMTiles\x03".to_vec();
    for (offset, length) in [(begin, root), (0, 0), (begin + root, all - root), (begin, all)] {
        file.extend(u64::to_le_bytes(offset));
        file.extend(u64::to_le_bytes(length));
    }
    file.extend([0; 24]);
    file.extend([1, 1, 1, 2, 0, 26]);
    file.resize(127, 0);
    file.extend_from_slice(rest);
    file
}

fn ask(file: Vec<u8>, depth: Depth) {
    let Ok(archive) = Archive::open(Box::new(Bytes::from(file)), depth) else { return };
    for z in 0..=26u32 {
        for cell in [0, (1u64 << z) / 3, (1 << z) - 1] {
            let coord = TileCoord::new(z, cell, (1 << z) - 1 - cell).expect("within the zoom");
            let tile = archive.tile(coord);
            assert!(depth == Depth::Root || !matches!(tile, Err(ArchiveError::Directory { .. })), "checked before");
        }
    }
}

fuzz_target!(|bytes: &[u8]| {
    for depth in [Depth::Whole, Depth::Root] {
        ask(bytes.to_vec(), depth);
        ask(around(bytes), depth);
    }
});
