//! Reading good archives: what was put in comes out, as it was stored.

use blisko::tiles::coord::TileCoord;
use blisko::tiles::pmtiles::{Archive, ArchiveError, ArchiveFile, Depth, TileType};
use bytes::Bytes;
use proptest::prelude::*;

use super::builder::{ArchiveParts, RawEntry, directory, gunzip, gzip, small};

pub fn open(parts: &ArchiveParts) -> Result<Archive, ArchiveError> {
    Archive::open(Box::new(Bytes::from(parts.bytes())), Depth::Whole)
}

fn tile(archive: &Archive, z: u32, x: u64, y: u64) -> Option<Vec<u8>> {
    archive.tile(TileCoord::new(z, x, y).unwrap()).unwrap().map(|tile| gunzip(&tile))
}

#[test]
fn a_tile_comes_out_as_it_was_put_in() {
    let archive = open(&small()).unwrap();
    assert_eq!(tile(&archive, 2, 2, 1).unwrap(), b"Poland");
    assert_eq!(tile(&archive, 2, 0, 0), None);
    assert_eq!((archive.header().min_zoom, archive.header().max_zoom), (0, 2));
    assert_eq!(archive.header().tile_type, TileType::Mvt);
    assert_eq!(archive.metadata()["name"], "test");
}

#[test]
fn a_run_stands_for_equal_tiles() {
    let mut parts = small();
    let sea = gzip(b"sea");
    let run = RawEntry { tile_id: 5, run: 7, length: sea.len() as u64, offset: 0 };
    (parts.root, parts.tiles) = (gzip(&directory(&[run])), sea);
    let archive = open(&parts).unwrap();
    let at = |z, x, y| tile(&archive, z, x, y).is_some();
    assert_eq!((0..16).filter(|cell| at(2, cell % 4, cell / 4)).count(), 7);
    assert!(!at(1, 0, 0));
}

#[test]
fn the_version_tells_contents_apart() {
    let version = |parts: &ArchiveParts| open(parts).unwrap().version().to_owned();
    let mut other = small();
    assert_eq!(version(&small()), version(&other));
    *other.tiles.last_mut().unwrap() ^= 1;
    assert_ne!(version(&small()), version(&other), "one bit in a tile");
}

#[test]
fn a_file_is_read_like_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pmtiles");
    std::fs::write(&path, small().bytes()).unwrap();
    let archive = Archive::open(Box::new(ArchiveFile::open(&path).unwrap()), Depth::Whole).unwrap();
    assert_eq!(tile(&archive, 1, 1, 1).unwrap(), b"south-east");
}

#[test]
fn a_file_that_is_changed_under_the_reader_is_not_served() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.pmtiles");
    std::fs::write(&path, small().bytes()).unwrap();
    let archive = Archive::open(Box::new(ArchiveFile::open(&path).unwrap()), Depth::Whole).unwrap();
    std::fs::write(&path, b"short").unwrap();
    let read = archive.tile(TileCoord::new(1, 1, 1).unwrap());
    assert!(matches!(read, Err(ArchiveError::Changed)), "{read:?}");
}

proptest! {
    /// Whatever the tiles and however they are cut into leaves, the answer is that of a table.
    #[test]
    fn leaves_make_no_difference(
        places in prop::collection::btree_map((5u32..8, 0u64..32, 0u64..32), prop::collection::vec(any::<u8>(), 1..40), 1..200),
        per_leaf in 1usize..30,
    ) {
        let tiles: Vec<_> = places.iter().map(|(place, bytes)| (*place, &bytes[..])).collect();
        let archive = open(&ArchiveParts::with_leaves(&tiles, per_leaf)).unwrap();
        for z in 5..8 {
            for (x, y) in (0..32).flat_map(|x| (0..32).map(move |y| (x, y))) {
                prop_assert_eq!(tile(&archive, z, x, y), places.get(&(z, x, y)).cloned());
            }
        }
    }
}
