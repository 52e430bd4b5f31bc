//! What is served under which name, and what was refused, why.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::place::{Place, Sight};
use crate::tiles::pmtiles::Archive;

/// An archive that passed the checks.
#[derive(Debug)]
pub struct ServedArchive {
    pub name: String,
    pub archive: Archive,
    /// Read over the network.
    pub is_remote: bool,
    /// Of a region of this installation.
    pub is_region: bool,
    /// Differs between all archives that this process ever opened.
    pub number: u64,
}

/// A name, and what became of the archive behind it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub place: Place,
    /// The newest that passed the checks.
    pub archive: Option<Arc<ServedArchive>>,
    /// Why what lies there now is not served.
    pub problem: Option<String>,
    pub(super) seen: Option<Sight>,
}

#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    pub entries: BTreeMap<String, Entry>,
}

impl Catalogue {
    pub fn archive(&self, name: &str) -> Option<Arc<ServedArchive>> {
        self.entries.get(name)?.archive.clone()
    }

    /// The archive that maps are drawn from: the one wished for, else of a region, else any with shapes.
    pub fn basemap(&self, wished: &str) -> Option<Arc<ServedArchive>> {
        if !wished.is_empty() {
            return self.archive(wished);
        }
        let vector = |entry: &Entry| entry.archive.clone().filter(|each| each.archive.header().tile_type.is_vector());
        let all: Vec<_> = self.entries.values().filter_map(vector).collect();
        all.iter().find(|each| each.is_region).or(all.first()).cloned()
    }
}

impl ServedArchive {
    pub(super) fn new(name: &str, archive: Archive, place: &Place) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        Self {
            name: name.to_owned(),
            archive,
            is_remote: matches!(place, Place::Server(_)),
            is_region: matches!(place, Place::Region(_)),
            number,
        }
    }
}
