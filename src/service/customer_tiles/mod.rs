//! The live layer `customers`: vector tiles for those who may see customers or count them.
//!
//! Places are sorted when somebody asks and memory has moved on, at most twice a second; a few changes are worked into
//! what was sorted before. What somebody sees of it is a view: the customers in their care, those of a filter, or
//! counted cells. A tile is made at each request, from places that are checked against memory once more: whoever was
//! erased or went to another's care meanwhile is not named. Nothing is kept beyond the newest picture.

mod picture;
mod view;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use thiserror::Error;
use tokio::sync::Mutex;
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
    newest: Mutex<Option<(Instant, Arc<Picture>)>>,
}

impl CustomerTiles {
    pub fn of(live: &Live) -> Self {
        Self { mirrors: live.mirrors(), newest: Mutex::default() }
    }

    /// The newest picture, half a second old at most.
    pub async fn picture(&self) -> Result<Arc<Picture>, Loading> {
        // Not loaded in time: told below.
        let _ = tokio::time::timeout(LOADING_MAX, self.mirrors.customers.ready()).await;
        let mut newest = self.newest.lock().await;
        let revision = self.mirrors.customers_revision();
        let before = match newest.as_ref() {
            Some((taken, picture)) if picture.revision == revision || taken.elapsed() < GATHER => {
                return Ok(Arc::clone(picture));
            }
            before => before.map(|(_, picture)| Arc::clone(picture)),
        };
        let mirrors = Arc::clone(&self.mirrors);
        let taking =
            tokio::task::spawn_blocking(move || Picture::take(&mirrors.customers, revision, before.as_deref()));
        let picture = Arc::new(taking.await.expect("sorting places does not panic").ok_or(Loading)?);
        *newest = Some((Instant::now(), Arc::clone(&picture)));
        Ok(picture)
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
