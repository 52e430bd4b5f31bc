//! Why a road file cannot be used, in words for whoever runs the program.

use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug, thiserror::Error)]
pub enum RoadFileError {
    #[error("{}: {source}", .path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error("this is no {called} of Blisko: build the region again")]
    NotOurs { called: &'static str },
    #[error("the {called} has version {found}, this program reads version {wanted}: build the region again")]
    OtherVersion { called: &'static str, found: u32, wanted: u32 },
    #[error("the file was cut off or changed after it was written: build the region again")]
    Damaged,
    #[error("the file contradicts itself in \"{0}\": build the region again")]
    Inconsistent(String),
    #[error("the road file has no roads for {0}: build the region again with that profile")]
    NoProfile(&'static str),
}

impl RoadFileError {
    /// For `map_err`: says which file it was.
    pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { path: path.to_owned(), source }
    }
}
