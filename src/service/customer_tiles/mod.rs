//! The live layer `customers`: vector tiles for those who may see customers or count them.
//!
//! Places are sorted when somebody asks and memory has moved on, at most twice a second; a few changes are worked into
//! what was sorted before. What somebody sees of it is a view: the customers in their care, those of a filter, or
//! counted cells. A tile is made at each request, from places that are checked against memory once more: whoever was
//! erased or went to another's care meanwhile is not named. Nothing is kept beyond the newest picture.

mod picture;
mod view;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use thiserror::Error;
use tokio::time::Instant;

pub use picture::Picture;
pub use view::View;

use crate::domain::customer_map::{CustomerFilter, CustomerMap};
use crate::live::{Live, Mirrors};
use crate::tiles::coord::TileCoord;

/// The name of the layer, in tiles and in addresses.
pub const LAYER: &str = "customers";

/// Changes within this time make one picture.
const GATHER: Duration = Duration::from_millis(500);

/// How long a tile waits for memory right after a start; a small company is loaded by then.
const LOADING_MAX: Duration = Duration::from_millis(250);

#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error("customers are still being loaded")]
pub struct Loading;

/// The newest picture, renewed when somebody asks.
#[derive(Debug)]
pub struct CustomerTiles {
    mirrors: Arc<Mirrors>,
    newest: Arc<Newest>,
}

/// Whoever renews it lets the others wait, on threads that may.
#[derive(Debug, Default)]
struct Newest(Mutex<Option<(Instant, Arc<Picture>)>>);

impl Newest {
    /// The newest picture where it is new enough.
    fn fresh(&self, mirrors: &Mirrors) -> Option<Arc<Picture>> {
        let newest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (taken, picture) = newest.as_ref()?;
        let is_fresh = picture.revision == mirrors.customers_revision() || taken.elapsed() < GATHER;
        is_fresh.then(|| Arc::clone(picture))
    }

    /// `None` while nobody is loaded.
    fn renewed(&self, mirrors: &Mirrors) -> Option<Arc<Picture>> {
        let mut newest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Read before the customers: they may be newer than the picture says, never older.
        let revision = mirrors.customers_revision();
        let before = newest.as_ref().map(|(_, picture)| Arc::clone(picture));
        if let Some(picture) = before.as_ref().filter(|before| before.revision == revision) {
            return Some(Arc::clone(picture));
        }
        let picture = Arc::new(Picture::take(&mirrors.customers, revision, before.as_deref())?);
        *newest = Some((Instant::now(), Arc::clone(&picture)));
        Some(picture)
    }
}

impl CustomerTiles {
    pub fn of(live: &Live) -> Self {
        Self { mirrors: live.mirrors(), newest: Arc::default() }
    }

    /// The newest picture, half a second old at most.
    pub async fn picture(&self) -> Result<Arc<Picture>, Loading> {
        // Not loaded in time: told below.
        let _ = tokio::time::timeout(LOADING_MAX, self.mirrors.customers.ready()).await;
        let (mirrors, newest) = (Arc::clone(&self.mirrors), Arc::clone(&self.newest));
        let asked = tokio::task::spawn_blocking(move || newest.fresh(&mirrors).or_else(|| newest.renewed(&mirrors)));
        asked.await.expect("sorting places does not panic").ok_or(Loading)
    }

    /// What somebody who gets `map` sees of a picture; `None` when that is nobody.
    pub async fn view(&self, picture: &Arc<Picture>, map: CustomerMap, filter: CustomerFilter) -> Option<Arc<View>> {
        let filter = map.narrow(filter)?;
        let (mirrors, picture) = (Arc::clone(&self.mirrors), Arc::clone(picture));
        let cells = matches!(map, CustomerMap::Cells { .. });
        let viewing = tokio::task::spawn_blocking(move || picture.view(&mirrors.customers, filter, cells));
        Some(viewing.await.expect("choosing places does not panic"))
    }

    /// The tile, compressed with gzip; empty where there is nobody. Some milliseconds at most.
    pub fn tile(&self, view: &View, coord: TileCoord) -> Bytes {
        view.tile(self.mirrors.customers.read().as_ref(), coord)
    }
}
