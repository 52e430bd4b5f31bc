//! The index files of the regions, and what lies there now.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use crate::geocoder::Index;
use crate::tiles::pmtiles::FileIdentity;

/// The file in a region's folder.
pub const ADDRESSES_FILE: &str = "addresses.idx";

/// What was seen at a place.
#[derive(Debug)]
pub(super) struct SeenFile {
    /// Enough to know that something else is there now.
    seen: FileIdentity,
    /// The newest that passed the checks.
    pub index: Option<Arc<Index>>,
    /// Why what lies there now is not searched.
    pub problem: Option<String>,
}

/// Brings `files` up to date with the folders below `regions`; true when anything changed.
pub(super) fn look_at_files(regions: &Path, files: &mut BTreeMap<String, SeenFile>) -> bool {
    let mut there = BTreeMap::new();
    for folder in std::fs::read_dir(regions).into_iter().flatten().flatten() {
        let path = folder.path().join(ADDRESSES_FILE);
        // A folder that begins with a dot is a build under way.
        if let (Ok(name), Ok(seen)) = (folder.file_name().into_string(), FileIdentity::at(&path))
            && !name.starts_with('.')
        {
            there.insert(name, (path, seen));
        }
    }
    let before = files.len();
    files.retain(|name, _| there.contains_key(name));
    let mut changed = files.len() != before;
    for (name, (path, seen)) in there {
        if files.get(&name).is_none_or(|file| file.seen != seen) {
            let kept = files.remove(&name).and_then(|file| file.index);
            files.insert(name.clone(), open(&name, &path, seen, kept));
            changed = true;
        }
    }
    changed
}

fn open(name: &str, path: &Path, seen: FileIdentity, kept: Option<Arc<Index>>) -> SeenFile {
    match Index::open(path) {
        Ok(index) => {
            let (addresses, bytes) = (index.address_count(), index.size_bytes());
            tracing::info!(region = name, addresses, bytes, "Searching {addresses} addresses of the region {name}");
            SeenFile { seen, index: Some(Arc::new(index)), problem: None }
        }
        Err(problem) => {
            tracing::warn!(region = name, %problem, "Refused the addresses of the region {name}: {problem}");
            SeenFile { seen, index: kept, problem: Some(problem.to_string()) }
        }
    }
}
