//! Files that survive a power cut once a command has said that they are there.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// Forces the file and its entry in the folder to the disk.
pub fn sync(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}

/// `blisko.db` and `.partial` make `blisko.db.partial`.
pub fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}
