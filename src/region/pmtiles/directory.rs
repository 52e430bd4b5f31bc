//! Directories: which bytes of the archive a tile is, column by column, as the specification packs them.

use super::writer::gzip;

/// Where one tile, or a run of equal ones, or a leaf directory, is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    pub first_id: u64,
    /// How many tiles in a row; 0 for a leaf directory.
    pub run: u32,
    pub offset: u64,
    pub length: u32,
}

/// Header and root directory together fit in the first 16 KiB, so that one request reads both.
const ROOT_BYTES_MAX: usize = 16_384 - super::header::HEADER_BYTES;
/// Entries in a leaf to begin with; more when the root would still be too large.
const LEAF_ENTRIES: usize = 4_096;

/// The root directory and the leaves it points into, packed. Leaves are empty when everything fits in the root.
pub struct Directories {
    pub root: Vec<u8>,
    pub leaves: Vec<u8>,
}

/// Packs sorted entries.
pub fn pack(entries: &[Entry]) -> Directories {
    let root = gzip(&columns(entries));
    if root.len() <= ROOT_BYTES_MAX {
        return Directories { root, leaves: Vec::new() };
    }
    let mut leaf_entries = LEAF_ENTRIES;
    loop {
        let packed = with_leaves(entries, leaf_entries);
        if packed.root.len() <= ROOT_BYTES_MAX {
            return packed;
        }
        leaf_entries *= 2;
    }
}

fn with_leaves(entries: &[Entry], leaf_entries: usize) -> Directories {
    let (mut root, mut leaves) = (Vec::new(), Vec::new());
    for leaf in entries.chunks(leaf_entries) {
        let packed = gzip(&columns(leaf));
        let entry =
            Entry { first_id: leaf[0].first_id, run: 0, offset: leaves.len() as u64, length: packed.len() as u32 };
        root.push(entry);
        leaves.extend_from_slice(&packed);
    }
    Directories { root: gzip(&columns(&root)), leaves }
}

/// Number of entries, then ids as differences, runs, lengths, and offsets (0 for "right after the last").
fn columns(entries: &[Entry]) -> Vec<u8> {
    let mut out = Vec::with_capacity(entries.len() * 6);
    put(&mut out, entries.len() as u64);
    let mut last_id = 0;
    for entry in entries {
        put(&mut out, entry.first_id - last_id);
        last_id = entry.first_id;
    }
    entries.iter().for_each(|entry| put(&mut out, u64::from(entry.run)));
    entries.iter().for_each(|entry| put(&mut out, u64::from(entry.length)));
    let mut follows = None;
    for entry in entries {
        put(&mut out, if follows == Some(entry.offset) { 0 } else { entry.offset + 1 });
        follows = Some(entry.offset + u64::from(entry.length));
    }
    out
}

fn put(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_packed_as_the_specification_packs_them() {
        let entries = [
            Entry { first_id: 5, run: 1, offset: 0, length: 100 },
            Entry { first_id: 42, run: 3, offset: 100, length: 7 },
            Entry { first_id: 69, run: 0, offset: 0, length: 100 },
        ];
        assert_eq!(columns(&entries), [3, 5, 37, 27, 1, 3, 0, 100, 7, 100, 1, 0, 1]);
    }

    #[test]
    fn a_long_directory_gets_leaves_and_a_small_root() {
        let entry =
            |id: u64| Entry { first_id: id * 3, run: 1, offset: id * 1_009 % 99_991, length: 7 + id as u32 % 999 };
        let packed = pack(&(0..100_000).map(entry).collect::<Vec<_>>());
        assert!(packed.root.len() <= ROOT_BYTES_MAX && !packed.leaves.is_empty());
    }
}
