//! Which tile archives are served: those of the regions and those of the configuration, kept up to date.
//!
//! A task looks at the files every few seconds. A new one is opened and checked beside the old one, then
//! takes its place; a broken one is refused with the reason, and the old one stays. Requests hold the
//! archive they began with. Tiles asked for lately are kept in memory, bounded.

mod catalogue;
mod place;
mod remote;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use bytes::Bytes;
use thiserror::Error;
use tokio::sync::{Notify, Semaphore};
use tokio::task::JoinHandle;

pub use catalogue::{Catalogue, Entry, ServedArchive};
use place::Places;

use crate::tiles::cache::BoundedCache;
use crate::tiles::coord::TileCoord;
use crate::tiles::pmtiles::ArchiveError;

/// Requests to servers with archives at the same time.
const FETCHES_MAX: usize = 16;

/// Names that stand for something else below `/tiles`.
pub const RESERVED_NAMES: [&str; 2] = ["outlets", "styles"];

#[derive(Debug, Error)]
pub enum TileError {
    #[error("The archive was replaced while it was read; ask again.")]
    Changed,
    #[error("The archive cannot be read: {0}.")]
    Archive(ArchiveError),
    #[error("too many tiles are being fetched")]
    Busy,
}

impl From<ArchiveError> for TileError {
    fn from(error: ArchiveError) -> Self {
        match error {
            ArchiveError::Changed => TileError::Changed,
            error => TileError::Archive(error),
        }
    }
}

/// What the configuration says about archives.
#[derive(Clone, Debug)]
pub struct TileSettings {
    /// Names, and paths or addresses.
    pub archives: Vec<(String, String)>,
    pub poll: Duration,
    pub cache_bytes_max: usize,
    pub fetch_timeout: Duration,
}

/// A tile in memory: the archive's number in this process, the tile's in the archive.
type TileKey = (u64, u64);

/// The archives of this process.
#[derive(Debug)]
pub struct TileArchives(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    catalogue: RwLock<Arc<Catalogue>>,
    tiles: Mutex<BoundedCache<TileKey, Option<Bytes>>>,
    fetches: Semaphore,
    look_again: Notify,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl TileArchives {
    /// Opens the files that are there and goes on looking, at servers too. Broken archives are logged, not errors.
    pub async fn start(data_dir: &Path, settings: TileSettings) -> Self {
        let shared = Arc::new(Shared {
            catalogue: RwLock::default(),
            tiles: Mutex::new(BoundedCache::new(settings.cache_bytes_max)),
            fetches: Semaphore::new(FETCHES_MAX),
            look_again: Notify::new(),
            task: Mutex::default(),
        });
        let places = Places::new(data_dir, &settings);
        let places = look(&shared, places).await;
        let follow = keep_looking(Arc::clone(&shared), places, settings.poll);
        *shared.task.lock().unwrap_or_else(PoisonError::into_inner) = Some(tokio::spawn(follow));
        Self(shared)
    }

    /// What is served now, in the order of names.
    pub fn catalogue(&self) -> Arc<Catalogue> {
        Arc::clone(&self.0.catalogue.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub fn archive(&self, name: &str) -> Option<Arc<ServedArchive>> {
        let catalogue = self.0.catalogue.read().unwrap_or_else(PoisonError::into_inner);
        catalogue.archive(name)
    }

    /// The tile as stored; `None` where the archive has none. A file is read at once, since the page cache
    /// nearly always has it; a server is asked on another thread.
    pub async fn tile(&self, archive: &Arc<ServedArchive>, coord: TileCoord) -> Result<Option<Bytes>, TileError> {
        let key = (archive.number, coord.id());
        if let Some(tile) = self.lock_tiles().get(&key) {
            return Ok(tile);
        }
        let tile =
            if archive.is_remote { self.fetch(archive, coord).await } else { Ok(archive.archive.tile(coord)?) };
        let tile = tile.inspect_err(|error| self.look_again_after(error))?;
        self.lock_tiles().insert(key, tile.clone(), tile.as_ref().map_or(0, Bytes::len));
        Ok(tile)
    }

    pub fn stop(&self) {
        if let Some(task) = self.0.task.lock().unwrap_or_else(PoisonError::into_inner).take() {
            task.abort();
        }
    }

    async fn fetch(&self, archive: &Arc<ServedArchive>, coord: TileCoord) -> Result<Option<Bytes>, TileError> {
        let _permit = self.0.fetches.acquire().await.map_err(|_| TileError::Busy)?;
        let archive = Arc::clone(archive);
        let read = tokio::task::spawn_blocking(move || archive.archive.tile(coord)).await;
        Ok(read.expect("reading an archive does not panic")?)
    }

    fn look_again_after(&self, error: &TileError) {
        if matches!(error, TileError::Changed) {
            self.0.look_again.notify_one();
        }
    }

    fn lock_tiles(&self) -> std::sync::MutexGuard<'_, BoundedCache<TileKey, Option<Bytes>>> {
        self.0.tiles.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for TileArchives {
    fn drop(&mut self) {
        self.stop();
    }
}

async fn keep_looking(shared: Arc<Shared>, mut places: Places, poll: Duration) {
    loop {
        places = look(&shared, places).await;
        // Woken early when a request finds an archive changed under it.
        let _ = tokio::time::timeout(poll, shared.look_again.notified()).await;
    }
}

/// Looks once, off the threads that answer requests.
async fn look(shared: &Arc<Shared>, mut places: Places) -> Places {
    let shared = Arc::clone(shared);
    let looked = tokio::task::spawn_blocking(move || {
        let before = Arc::clone(&shared.catalogue.read().unwrap_or_else(PoisonError::into_inner));
        if let Some(after) = places.look(&before) {
            *shared.catalogue.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(after);
        }
        places
    });
    looked.await.expect("looking at archives does not panic")
}
