//! Archives made to hurt: each is refused at load, with a reason that names what is wrong.

use blisko::tiles::pmtiles::{Archive, Depth};
use bytes::Bytes;

use super::archives::open;
use super::builder::{ArchiveParts, RawEntry, directory, gzip, small, varint};

/// Refused whatever part is read, with `reason` in the words.
fn refused(bytes: Vec<u8>, reason: &str) {
    let error = Archive::open(Box::new(Bytes::from(bytes)), Depth::Whole).expect_err(reason).to_string();
    assert!(error.contains(reason), "expected {reason:?} in {error:?}");
}

fn with_root(entries: &[RawEntry]) -> ArchiveParts {
    let mut parts = small();
    parts.root = gzip(&directory(entries));
    parts
}

fn leaf(tile_id: u64, offset: u64, length: usize) -> RawEntry {
    RawEntry { tile_id, run: 0, length: length as u64, offset }
}

fn tile(tile_id: u64, offset: u64, length: u64) -> RawEntry {
    RawEntry { tile_id, run: 1, length, offset }
}

#[test]
fn what_is_no_archive_is_refused() {
    refused(Vec::new(), "at least a header of 127");
    refused(b"PMTi".to_vec(), "at least a header of 127");
    refused(b"<html><body>404 Not Found</body></html>".to_vec(), "not a PMTiles archive");
    refused(vec![0; 4096], "not a PMTiles archive");
    refused(b"PMTiles\x03 and no more".to_vec(), "at least a header of 127");
    let mut second = small().bytes();
    second[7] = 2;
    refused(second, "version 2");
}

#[test]
fn a_file_that_was_cut_off_is_refused_wherever_the_cut_is() {
    let whole = small().bytes();
    for length in 0..whole.len() {
        let cut = Bytes::from(whole[..length].to_vec());
        assert!(Archive::open(Box::new(cut), Depth::Whole).is_err(), "cut at {length} of {}", whole.len());
    }
    refused(whole[..whole.len() - 1].to_vec(), "the part with tiles ends at byte");
}

#[test]
fn sections_that_leave_the_file_are_refused() {
    for at in [8, 24, 40, 56] {
        for (offset, length) in [(u64::MAX, 1), (u64::MAX, u64::MAX), (127, u64::MAX), (1 << 40, 5)] {
            let mut bytes = small().bytes();
            bytes[at..at + 8].copy_from_slice(&offset.to_le_bytes());
            bytes[at + 8..at + 16].copy_from_slice(&length.to_le_bytes());
            refused(bytes, "ends at byte");
        }
    }
    let mut bytes = small().bytes();
    bytes[8..16].copy_from_slice(&3u64.to_le_bytes());
    refused(bytes, "inside the header");
}

#[test]
fn unknown_codes_and_zooms_are_refused() {
    for (at, value, reason) in [
        (97, 3, "compressed with brotli"),
        (97, 9, "compression 9"),
        (98, 0, "tile compression 0"),
        (99, 0, "tile type 0"),
        (99, 77, "tile type 77"),
        (100, 9, "zoom 9 to 2"),
        (101, 31, "zoom 0 to 31"),
    ] {
        let mut bytes = small().bytes();
        bytes[at] = value;
        refused(bytes, reason);
    }
}

#[test]
fn a_directory_that_claims_more_than_it_has_allocates_nothing() {
    for count in [10, 1 << 32, u64::MAX] {
        let mut parts = small();
        parts.root = gzip(&[varint(count), vec![1; 30]].concat());
        refused(parts.bytes(), "more entries than it has bytes for");
    }
    let mut parts = small();
    parts.root = gzip(&[varint(2), vec![0xff; 30]].concat());
    refused(parts.bytes(), "longer than 64 bits");
    parts.root = gzip(&varint(0));
    refused(parts.bytes(), "it is empty");
}

#[test]
fn entries_out_of_order_or_over_each_other_are_refused() {
    refused(with_root(&[tile(7, 0, 1), tile(3, 0, 1)]).bytes(), "tile number is too large");
    refused(with_root(&[tile(7, 0, 1), tile(7, 0, 1)]).bytes(), "not in order");
    let run = RawEntry { run: 5, ..tile(7, 0, 1) };
    refused(with_root(&[run, tile(9, 0, 1)]).bytes(), "not in order");
    refused(with_root(&[tile(u64::MAX - 1, 0, 1)]).bytes(), "not in order, or lie outside");
    // The last tile of zoom 26 is (4^27 - 1) / 3 - 1.
    let last = ((1u64 << 54) - 1) / 3 - 1;
    refused(with_root(&[RawEntry { run: 2, ..tile(last, 0, 1) }]).bytes(), "past the last tile");
    refused(with_root(&[RawEntry { run: 1 << 40, ..tile(1, 0, 1) }]).bytes(), "run is too long");
}

#[test]
fn entries_past_the_end_of_their_section_are_refused() {
    refused(with_root(&[tile(1, 0, 1 << 20)]).bytes(), "past the end of its section");
    refused(with_root(&[tile(1, u64::MAX - 5, 9)]).bytes(), "past the end of its section");
    refused(with_root(&[tile(1, 0, 0)]).bytes(), "no bytes");
    refused(with_root(&[tile(1, 0, 1 << 31)]).bytes(), "32 MiB");
    refused(with_root(&[leaf(1, 0, 10)]).bytes(), "past the end of its section");
}

#[test]
fn leaves_that_lead_to_themselves_are_refused() {
    let mut parts = small();
    // A leaf of a fixed size, not compressed, whose only entry is itself.
    parts.internal_compression = 1;
    parts.metadata = b"{}".to_vec();
    let own = directory(&[leaf(1, 0, 5)]);
    assert_eq!(own.len(), 5);
    (parts.leaves, parts.root) = (own.clone(), own);
    refused(parts.bytes(), "they point to each other");
}

#[test]
fn leaves_that_share_bytes_cannot_multiply_the_work() {
    let mut parts = small();
    parts.internal_compression = 1;
    parts.metadata = b"{}".to_vec();
    parts.leaves = directory(&[tile(1, 0, 1)]);
    let length = parts.leaves.len();
    parts.root = directory(&(1..500).map(|id| leaf(id, 0, length)).collect::<Vec<_>>());
    refused(parts.bytes(), "lie outside of what leads to it");
}

#[test]
fn bombs_are_given_up_early() {
    let mut parts = small();
    parts.metadata = gzip(&vec![b' '; 40 << 20]);
    refused(parts.bytes(), "the metadata is more than");
    let mut parts = small();
    // The root directory must stay within 16 KiB: a thousandfold is less than its bound, a leaf is not.
    parts.leaves = gzip(&vec![0; 64 << 20]);
    parts.root = gzip(&directory(&[leaf(0, 0, parts.leaves.len())]));
    refused(parts.bytes(), "a leaf directory is more than");
    let mut parts = small();
    parts.root = gzip(&vec![0; 12 << 20]);
    refused(parts.bytes(), "the root directory is more than");
}

#[test]
fn damage_to_compressed_parts_is_told() {
    let mut parts = small();
    let middle = parts.root.len() / 2;
    parts.root[middle] ^= 0xff;
    assert!(open(&parts).is_err());
    let mut parts = small();
    parts.metadata = gzip(b"[1, 2]");
    refused(parts.bytes(), "not a JSON object");
    parts.metadata = gzip("[".repeat(100_000).as_bytes());
    refused(parts.bytes(), "not a JSON object");
}

#[test]
fn any_flipped_bit_leads_to_a_refusal_or_to_answers_but_never_to_a_panic() {
    let whole = ArchiveParts::with_leaves(&[((3, 1, 1), b"a"), ((3, 2, 2), b"b"), ((4, 1, 1), b"c")], 1).bytes();
    for bit in 0..whole.len() * 8 {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        if let Ok(archive) = Archive::open(Box::new(Bytes::from(bytes)), Depth::Root) {
            for (z, x, y) in [(3, 1, 1), (4, 1, 1), (0, 0, 0), (26, 5, 5)] {
                let _ = archive.tile(blisko::tiles::coord::TileCoord::new(z, x, y).unwrap());
            }
        }
    }
}
