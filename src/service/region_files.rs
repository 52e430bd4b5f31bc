//! One file of every region's folder, and what lies there now: address indexes, roads.
//!
//! A new file is opened and checked beside the old one, then takes its place; a broken one is refused with the reason,
//! and the old one stays. Whoever still uses the old one keeps it until done.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::path::Path;
use std::sync::Arc;

use crate::tiles::pmtiles::FileIdentity;

/// A file that was seen in a region's folder.
#[derive(Debug)]
pub(super) struct SeenFile<T> {
    /// Enough to know that something else is there now.
    seen: FileIdentity,
    /// The newest that passed the checks.
    pub opened: Option<Arc<T>>,
    /// Why what lies there now is not used.
    pub problem: Option<String>,
}

/// By region.
pub(super) type SeenFiles<T> = BTreeMap<String, SeenFile<T>>;

/// Brings `files` up to date with what is called `file_name` in the folders below `regions`; true when anything
/// changed. `open` tells the log what it opened.
pub(super) fn look_at_files<T, E: Display>(
    regions: &Path,
    file_name: &str,
    files: &mut SeenFiles<T>,
    open: impl Fn(&str, &Path) -> Result<T, E>,
) -> bool {
    let mut there = BTreeMap::new();
    for folder in std::fs::read_dir(regions).into_iter().flatten().flatten() {
        let path = folder.path().join(file_name);
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
            let kept = files.remove(&name).and_then(|file| file.opened);
            let file = match open(&name, &path) {
                Ok(opened) => SeenFile { seen, opened: Some(Arc::new(opened)), problem: None },
                Err(problem) => {
                    tracing::warn!(region = name, file = file_name, %problem, "Refused {file_name} of the region {name}: {problem}");
                    SeenFile { seen, opened: kept, problem: Some(problem.to_string()) }
                }
            };
            files.insert(name, file);
            changed = true;
        }
    }
    changed
}
