//! Where archives lie, and what is there now.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::catalogue::{Catalogue, Entry, ServedArchive};
use super::remote::{RemoteArchive, ServerClient};
use super::{RESERVED_NAMES, TileSettings};
use crate::tiles::pmtiles::{Archive, ArchiveError, ArchiveFile, Depth, FileIdentity};

/// Servers are asked this many times less often than files are looked at.
const SERVER_POLLS: u32 = 30;

/// Longest name of an archive; it stands in every address of a tile.
const NAME_CHARS_MAX: usize = 64;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// `basemap.pmtiles` in a region's folder.
    Region(PathBuf),
    File(PathBuf),
    Server(String),
}

/// What was seen at a place: enough to know that something else is there now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    File(FileIdentity),
    /// What the server says identifies the content.
    Server(String),
}

/// All places to look at.
#[derive(Debug)]
pub struct Places {
    regions: PathBuf,
    configured: Vec<(String, Place)>,
    client: ServerClient,
    looks: u32,
}

impl Places {
    pub fn new(data_dir: &Path, settings: &TileSettings) -> Self {
        let place = |text: &str| match text.starts_with("http://") || text.starts_with("https://") {
            true => Place::Server(text.to_owned()),
            false => Place::File(PathBuf::from(text)),
        };
        let configured = settings.archives.iter().map(|(name, text)| (name.clone(), place(text))).collect();
        Self {
            regions: data_dir.join("regions"),
            configured,
            client: ServerClient::new(settings.fetch_timeout),
            looks: 0,
        }
    }

    /// The catalogue as it should be now; `None` when nothing changed.
    pub fn look(&mut self, before: &Catalogue) -> Option<Catalogue> {
        // Not at the first look: the service is up before a server that does not answer is given up.
        let servers_too = self.looks % SERVER_POLLS == 1;
        self.looks = self.looks.wrapping_add(1);
        let mut after = BTreeMap::new();
        let mut changed = false;
        for (name, place) in self.all() {
            let known = before.entries.get(&name).filter(|entry| entry.place == place);
            let fresh = match (&place, servers_too) {
                (Place::Server(_), false) => None,
                _ => self.look_at(&name, &place, known),
            };
            changed |= fresh.is_some();
            if let Some(entry) = fresh.or_else(|| known.cloned()) {
                after.insert(name, entry);
            }
        }
        changed |= after.len() != before.entries.len();
        changed.then_some(Catalogue { entries: after })
    }

    /// Regions first: a configured archive of the same name takes their place.
    fn all(&self) -> BTreeMap<String, Place> {
        let mut all: BTreeMap<String, Place> = BTreeMap::new();
        let folders = std::fs::read_dir(&self.regions).into_iter().flatten().flatten();
        for folder in folders {
            let file = folder.path().join("basemap.pmtiles");
            if let (Ok(name), true) = (folder.file_name().into_string(), file.is_file()) {
                all.insert(name, Place::Region(file));
            }
        }
        all.extend(self.configured.iter().cloned());
        all
    }

    /// The new entry; `None` while the same thing lies there.
    fn look_at(&self, name: &str, place: &Place, known: Option<&Entry>) -> Option<Entry> {
        let seen = self.sight(place);
        let before = known.and_then(|entry| entry.seen.clone());
        let seen = match seen {
            Ok(seen) if before.as_ref() == Some(&seen) => return None,
            Ok(seen) => seen,
            Err(error) => return self.out_of_sight(name, place, known, &error.to_string()),
        };
        let kept = known.and_then(|entry| entry.archive.clone());
        let (archive, problem) = match self.open(name, place) {
            Ok(archive) => {
                let (version, bytes) = (archive.archive.version(), archive.archive.size());
                tracing::info!(archive = name, version, bytes, "Serving the tile archive {name}, version {version}");
                (Some(Arc::new(archive)), None)
            }
            Err(problem) => {
                tracing::warn!(archive = name, %problem, "Refused the tile archive {name}: {problem}");
                (kept, Some(problem))
            }
        };
        Some(Entry { place: place.clone(), archive, problem, seen: Some(seen) })
    }

    /// A file that is gone is no longer served; a server that is silent may come back.
    fn out_of_sight(&self, name: &str, place: &Place, known: Option<&Entry>, problem: &str) -> Option<Entry> {
        if known.is_some_and(|entry| entry.problem.as_deref() == Some(problem)) {
            return None;
        }
        tracing::warn!(archive = name, problem, "The tile archive {name} is not there: {problem}");
        let kept = known.filter(|_| matches!(place, Place::Server(_)));
        Some(Entry {
            place: place.clone(),
            archive: kept.and_then(|entry| entry.archive.clone()),
            problem: Some(problem.to_owned()),
            seen: kept.and_then(|entry| entry.seen.clone()),
        })
    }

    fn sight(&self, place: &Place) -> Result<Sight, ArchiveError> {
        match place {
            Place::Region(path) | Place::File(path) => FileIdentity::at(path).map(Sight::File).map_err(told),
            Place::Server(url) => self.client.identity(url).map(Sight::Server),
        }
    }

    fn open(&self, name: &str, place: &Place) -> Result<ServedArchive, String> {
        check_name(name)?;
        let opened = match place {
            Place::Region(path) | Place::File(path) => {
                ArchiveFile::open(path).map_err(told).and_then(|file| Archive::open(Box::new(file), Depth::Whole))
            }
            Place::Server(url) => RemoteArchive::open(self.client.clone(), url)
                .and_then(|remote| Archive::open(Box::new(remote), Depth::Root)),
        };
        opened.map(|archive| ServedArchive::new(name, archive, place)).map_err(|error| error.to_string())
    }
}

fn told(error: io::Error) -> ArchiveError {
    ArchiveError::Read(error)
}

fn check_name(name: &str) -> Result<(), String> {
    let is_fit = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
    if name.len() > NAME_CHARS_MAX || !name.bytes().all(is_fit) {
        return Err(format!("its name may have a-z, 0-9, - and _, {NAME_CHARS_MAX} at most"));
    }
    if RESERVED_NAMES.contains(&name) {
        return Err(format!("the name {name} is taken by Blisko itself, call it otherwise"));
    }
    Ok(())
}
