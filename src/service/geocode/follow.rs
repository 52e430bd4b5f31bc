//! Keeps the indexes in step with the files and the outlets.
//!
//! A new file is opened and checked beside the old one, then takes its place; a broken one is refused with the reason,
//! and the old one stays. The outlets' own index is made anew when they have changed, and a large one less often: making
//! it never takes more than a tenth of the time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::Shared;
use super::files::look_at_indexes;
use super::indexes::{IndexEntry, IndexKind, IndexSet};
use super::outlet_names::outlet_records;
use crate::geocoder::record::{Record, Source};
use crate::geocoder::{Geocoder, GeocoderError, Index, IndexBuilder};
use crate::live::Mirrors;
use crate::region::{BASE_DATES, REGIONS_FOLDER, base_records};
use crate::service::region_files::SeenFiles;

/// Changes of outlets that come together are taken together.
const GATHER: Duration = Duration::from_millis(200);

/// Of the time, as one part in so many, that making the outlets' index may take.
const REST_PER_WORK: u32 = 10;

/// Where indexes lie and how often they are looked at.
#[derive(Clone, Debug)]
pub struct GeocodeSettings {
    /// The data folder; regions lie in `regions` below it.
    pub data_dir: PathBuf,
    pub poll: Duration,
    pub outlets: Arc<Mirrors>,
    /// Moves with every change that memory has followed.
    pub applied: watch::Receiver<i64>,
    /// Whether the towns and postcodes that Blisko brings along are searched.
    pub with_base: bool,
}

/// Whether a large index of outlets may wait its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pace {
    AsItComes,
    AtOnce,
}

/// The task that looks, and what it has seen.
#[derive(Debug)]
pub(super) struct Following {
    looker: Arc<tokio::sync::Mutex<Looker>>,
    shared: Arc<Shared>,
    task: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Debug)]
struct Looker {
    settings: GeocodeSettings,
    files: SeenFiles<Index>,
    outlets: Option<OutletIndexOf>,
    base: Option<Arc<Index>>,
}

/// The outlets' index, and of which revision it is.
#[derive(Debug)]
struct OutletIndexOf {
    revision: i64,
    index: Arc<Index>,
    rest_until: Instant,
}

impl Following {
    /// Looks once, and goes on looking. What Blisko brings along is searched from the first question on.
    pub async fn start(shared: Arc<Shared>, settings: GeocodeSettings) -> Self {
        let (poll, applied) = (settings.poll, settings.applied.clone());
        let looker = Looker { settings, files: SeenFiles::new(), outlets: None, base: None };
        let following = Self { looker: Arc::new(tokio::sync::Mutex::new(looker)), shared, task: Mutex::default() };
        look(&following.looker, &following.shared, Pace::AsItComes).await;
        let keep = keep_looking(Arc::clone(&following.looker), Arc::clone(&following.shared), poll, applied);
        *following.task.lock().unwrap_or_else(PoisonError::into_inner) = Some(tokio::spawn(keep));
        following
    }

    pub async fn look_now(&self) {
        look(&self.looker, &self.shared, Pace::AtOnce).await;
    }

    pub fn stop(&self) {
        if let Some(task) = self.task.lock().unwrap_or_else(PoisonError::into_inner).take() {
            task.abort();
        }
    }
}

async fn keep_looking(
    looker: Arc<tokio::sync::Mutex<Looker>>,
    shared: Arc<Shared>,
    poll: Duration,
    mut applied: watch::Receiver<i64>,
) {
    loop {
        look(&looker, &shared, Pace::AsItComes).await;
        if let Ok(Ok(())) = tokio::time::timeout(poll, applied.changed()).await {
            tokio::time::sleep(GATHER).await;
            applied.mark_unchanged();
        }
    }
}

/// Looks once, off the threads that answer requests.
async fn look(looker: &Arc<tokio::sync::Mutex<Looker>>, shared: &Arc<Shared>, pace: Pace) {
    let mut looker = Arc::clone(looker).lock_owned().await;
    let shared = Arc::clone(shared);
    let looked = tokio::task::spawn_blocking(move || {
        if let Some(set) = looker.look(pace) {
            shared.replace(set);
        }
    });
    looked.await.expect("looking at indexes does not panic");
}

impl Looker {
    /// The indexes as they should be now; `None` when nothing changed.
    fn look(&mut self, pace: Pace) -> Option<IndexSet> {
        let mut changed = look_at_indexes(&self.settings.data_dir.join(REGIONS_FOLDER), &mut self.files);
        // Once: made beside the outlets' index, since both take a while and neither needs the other.
        let wants_base = std::mem::take(&mut self.settings.with_base);
        let (base, has_new_outlets) =
            rayon::join(|| wants_base.then(make_base).flatten(), || self.look_at_outlets(pace));
        changed |= has_new_outlets || base.is_some();
        self.base = base.or_else(|| self.base.take());
        changed.then(|| self.set())
    }

    fn look_at_outlets(&mut self, pace: Pace) -> bool {
        let revision = self.settings.outlets.outlets_revision();
        let is_due = |made: &OutletIndexOf| {
            made.revision != revision && (pace == Pace::AtOnce || Instant::now() >= made.rest_until)
        };
        if !self.outlets.as_ref().is_none_or(is_due) {
            return false;
        }
        let started = Instant::now();
        let records = outlet_records(&self.settings.outlets.outlets.read());
        match index_of(records, &[]) {
            Ok(index) => {
                let rest_until = Instant::now() + started.elapsed() * REST_PER_WORK;
                self.outlets = Some(OutletIndexOf { revision, index: Arc::new(index), rest_until });
                true
            }
            Err(problem) => {
                tracing::warn!(%problem, "The outlets' names cannot be searched: {problem}");
                false
            }
        }
    }

    /// Our own outlets first, then regions, then what is known everywhere: the earlier wins.
    fn set(&self) -> IndexSet {
        let (mut entries, mut indexes) = (BTreeMap::new(), Vec::new());
        let mut add = |name: &str, kind, index: Option<&Arc<Index>>, problem: Option<String>| {
            entries.insert(name.to_owned(), entry(kind, index, problem));
            indexes.extend(index.cloned());
        };
        if let Some(outlets) = &self.outlets {
            add(".outlets", IndexKind::Outlets, Some(&outlets.index), None);
        }
        for (name, file) in &self.files {
            add(name, IndexKind::Region, file.opened.as_ref(), file.problem.clone());
        }
        if let Some(base) = &self.base {
            add(".base", IndexKind::Base, Some(base), None);
        }
        IndexSet::new(entries, Geocoder::new(indexes))
    }
}

fn entry(kind: IndexKind, index: Option<&Arc<Index>>, problem: Option<String>) -> IndexEntry {
    let count = |count: fn(&Index) -> usize| index.map_or(0, |index| count(index));
    IndexEntry {
        kind,
        is_searched: index.is_some(),
        addresses: count(Index::address_count),
        streets: count(Index::street_count),
        places: count(Index::place_count),
        problem,
    }
}

/// What a command searches that runs once: the regions of a data folder and the base.
pub fn open_indexes(data_dir: &Path) -> IndexSet {
    let mut files = SeenFiles::new();
    look_at_indexes(&data_dir.join(REGIONS_FOLDER), &mut files);
    let (mut entries, mut indexes) = (BTreeMap::new(), Vec::new());
    for (name, file) in files {
        entries.insert(name, entry(IndexKind::Region, file.opened.as_ref(), file.problem));
        indexes.extend(file.opened);
    }
    if let Ok(base) = base_index().map(Arc::new) {
        entries.insert(".base".to_owned(), entry(IndexKind::Base, Some(&base), None));
        indexes.push(base);
    }
    IndexSet::new(entries, Geocoder::new(indexes))
}

/// `None`, and why in the log, when what Blisko brings along cannot be read.
fn make_base() -> Option<Arc<Index>> {
    match base_index() {
        Ok(index) => {
            tracing::info!(places = index.place_count(), "Searching the towns and postcodes of the base");
            Some(Arc::new(index))
        }
        Err(problem) => {
            tracing::warn!(problem, "The towns of the base cannot be searched: {problem}");
            None
        }
    }
}

fn base_index() -> Result<Index, String> {
    let records = base_records().map_err(|error| error.to_string())?;
    index_of(records, &BASE_DATES).map_err(|error| error.to_string())
}

fn index_of(records: Vec<Record>, dates: &[(Source, &str)]) -> Result<Index, GeocoderError> {
    let mut builder = IndexBuilder::new();
    dates.iter().for_each(|(source, date)| builder.set_data_date(*source, date));
    for record in records {
        builder.push(record)?;
    }
    let mut bytes = Vec::new();
    builder.finish(&mut bytes).expect("memory can be written to");
    Index::from_bytes(bytes)
}
