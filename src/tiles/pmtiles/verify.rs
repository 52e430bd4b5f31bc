//! Walks every directory of an archive before it is served.
//!
//! Each leaf may only list tiles between its own entry and the next, so no two leaves can share a tile:
//! the walk reads each byte of the leaf section a bounded number of times, however entries point around.

use std::ops::Range;

use super::ArchiveError;
use super::archive::{Archive, LEAF_STEPS_MAX, all_ids};
use super::directory::Directory;

pub(super) fn verify(archive: &Archive) -> Result<(), ArchiveError> {
    verify_leaves(archive, archive.root(), &all_ids(), LEAF_STEPS_MAX)
}

fn verify_leaves(
    archive: &Archive,
    directory: &Directory,
    span: &Range<u64>,
    steps_left: u8,
) -> Result<(), ArchiveError> {
    for (entry, span) in directory.leaves(span) {
        let deeper = steps_left.checked_sub(1).ok_or(ArchiveError::TooDeep { max: LEAF_STEPS_MAX })?;
        let leaf = archive.read_leaf(entry, &span)?;
        verify_leaves(archive, &leaf, &span, deeper)?;
    }
    Ok(())
}
