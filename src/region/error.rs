//! Why a region cannot be built, in words for whoever typed the command.

use std::io;
use std::path::{Path, PathBuf};

use super::registers::RegisterError;
use crate::geocoder::GeocoderError;
use crate::mvt::wire::WireError;
use crate::roads::error::RoadFileError;

#[derive(Debug, thiserror::Error)]
pub enum RegionError {
    #[error(
        "the OSM file ends in the middle of a block that begins at byte {offset}: it was not copied whole; fetch it again"
    )]
    CutOff { offset: u64 },
    #[error("the OSM file is damaged in the block at byte {offset} ({reason}): fetch it again")]
    Damaged { offset: u64, reason: String },
    #[error("this is not an OSM file in PBF format ({0}): choose one that ends in .osm.pbf")]
    NotOsm(&'static str),
    #[error("the OSM file needs {0}, which cannot be read here: write it anew with `osmium cat -o new.osm.pbf`")]
    Unsupported(String),
    #[error("the nodes of the OSM file are not sorted by id: sort it with `osmium sort -o sorted.osm.pbf`")]
    NotSorted,
    #[error("the OSM file has no {0}: nothing can be drawn from it")]
    NothingThere(&'static str),
    #[error("the name \"{0}\" cannot be a folder's: use up to 64 of a-z, 0-9, - and _, beginning with a letter")]
    BadName(String),
    #[error("another build of the region \"{0}\" is running: wait for it")]
    Busy(String),
    #[error("{} cannot be read as what an earlier step left there ({reason}): remove the folder and build again", .path.display())]
    BadLeftover { path: PathBuf, reason: String },
    #[error("our own base map cannot be read ({0}); this is a mistake of the program")]
    BadBase(String),
    #[error("{0}")]
    Roads(RoadFileError),
    #[error(transparent)]
    Register(#[from] RegisterError),
    #[error("the addresses cannot be indexed: {0}")]
    Index(#[from] GeocoderError),
    #[error("{}: {source}", .path.display())]
    Io { path: PathBuf, source: io::Error },
}

impl RegionError {
    /// For `map_err`: says which file or folder it was.
    pub fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { path: path.to_owned(), source }
    }

    /// For `map_err`: says which block of the OSM file it was.
    pub fn damaged(offset: u64) -> impl FnOnce(WireError) -> Self {
        move |error| Self::Damaged { offset, reason: error.0.to_owned() }
    }

    /// Fills in which block it was, where only the block's bytes were known.
    pub fn in_block(self, offset: u64) -> Self {
        match self {
            Self::Damaged { reason, .. } => Self::Damaged { offset, reason },
            other => other,
        }
    }
}
