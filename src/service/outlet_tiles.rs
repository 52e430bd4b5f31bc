//! The live layer `outlets`: vector tiles made from the mirror in memory.
//!
//! After a change a task sorts all points anew, at most once in a fraction of a second, and puts the new
//! picture in the place of the old one. Its revision and scope stand in the address of every tile, so
//! browsers may keep tiles for ever and still show an edit within two seconds. Tiles are made when asked for
//! and kept with their picture, bounded in bytes.

use std::io::Write;
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::domain::outlet::OutletStatus;
use crate::geo::LonLat;
use crate::live::outlets::{OutletIndex, OutletRef};
use crate::live::{Live, Mirrors};
use crate::mvt::{EXTENT, Layer, Shape, TilePoint, Value};
use crate::tiles::cache::BoundedCache;
use crate::tiles::clusters::write_tile;
use crate::tiles::coord::TileCoord;
use crate::tiles::points::{PointSet, spot_of};

/// The name of the layer, in tiles and in addresses.
pub const LAYER: &str = "outlets";

/// Changes within this time make one picture: an import does not sort a million points for each row.
const GATHER: Duration = Duration::from_millis(250);

/// Outlets read under one lock: well under a millisecond that the follower waits.
const OUTLETS_PER_LOCK: u32 = 4_096;

/// Who looks at the layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Active outlets, with what stands on the locator's pages.
    Public,
    /// Planned and closed ones too, with their status.
    Staff,
}

/// The outlets of one revision, ready to be cut into tiles.
#[derive(Debug)]
pub struct Picture {
    pub revision: i64,
    /// The same as `staff` where everything is public.
    public: Arc<PointSet>,
    staff: Arc<PointSet>,
    tiles: Mutex<BoundedCache<(Scope, TileCoord), Bytes>>,
}

/// The newest picture, kept up to date in the background.
#[derive(Debug)]
pub struct OutletTiles {
    mirrors: Arc<Mirrors>,
    /// `None` until the first one is taken.
    newest: watch::Receiver<Option<Arc<Picture>>>,
    task: JoinHandle<()>,
}

impl Scope {
    /// The word in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Scope::Public => "public",
            Scope::Staff => "staff",
        }
    }

    fn shows(self, outlet: OutletRef<'_>) -> bool {
        self == Scope::Staff || outlet.status() == OutletStatus::Active
    }
}

impl Picture {
    /// The picture of an index that stands still. `cache_bytes_max` bounds the tiles kept; 0 keeps none.
    pub fn of(index: &OutletIndex, revision: i64, cache_bytes_max: usize) -> Self {
        let mut points = ScopedPoints::default();
        points.add(index, 0..index.slot_end());
        points.into_picture(revision, cache_bytes_max)
    }

    /// The tile, compressed with gzip; empty where there is no outlet. `index` may be newer than the picture.
    pub fn tile(&self, index: &OutletIndex, scope: Scope, coord: TileCoord) -> Bytes {
        if let Some(tile) = self.kept(scope, coord) {
            return tile;
        }
        let tile = Bytes::from(encode(index, self.points(scope), scope, coord));
        self.lock_tiles().insert((scope, coord), tile.clone(), tile.len());
        tile
    }

    fn kept(&self, scope: Scope, coord: TileCoord) -> Option<Bytes> {
        self.lock_tiles().get(&(scope, coord))
    }

    /// `123-public`: what addresses of tiles carry.
    pub fn version(&self, scope: Scope) -> String {
        format!("{}-{}", self.revision, scope.code())
    }

    /// How many outlets the scope shows.
    pub fn count(&self, scope: Scope) -> usize {
        self.points(scope).len()
    }

    fn points(&self, scope: Scope) -> &PointSet {
        match scope {
            Scope::Public => &self.public,
            Scope::Staff => &self.staff,
        }
    }

    fn lock_tiles(&self) -> std::sync::MutexGuard<'_, BoundedCache<(Scope, TileCoord), Bytes>> {
        self.tiles.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl OutletTiles {
    /// Takes the first picture in the background, then follows changes: outlets are found before there is a map of
    /// them. `cache_bytes_max` bounds the tiles of a picture.
    pub fn start(live: &Live, cache_bytes_max: usize) -> Self {
        let mirrors = live.mirrors();
        let (show, newest) = watch::channel(None);
        let follow = follow(Arc::clone(&mirrors), live.watch_applied(), show, cache_bytes_max);
        Self { mirrors, newest, task: tokio::spawn(follow) }
    }

    /// The newest picture; right after the start it is waited for, half a second with a million outlets.
    pub async fn picture(&self) -> Arc<Picture> {
        let mut newest = self.newest.clone();
        let shown = newest.wait_for(Option::is_some).await.ok().and_then(|picture| picture.clone());
        // None comes any more when the service stops: whoever still waits sees an empty map.
        shown.unwrap_or_else(|| Arc::new(Picture::of(&OutletIndex::default(), 0, 0)))
    }

    /// The tile, compressed with gzip; empty where there is no outlet. Made at once: a few milliseconds at
    /// most, whatever the number of outlets.
    pub fn tile(&self, picture: &Picture, scope: Scope, coord: TileCoord) -> Bytes {
        // No lock on the outlets for what is there already.
        picture.kept(scope, coord).unwrap_or_else(|| picture.tile(&self.mirrors.outlets.read(), scope, coord))
    }

    pub fn stop(&self) {
        self.task.abort();
    }
}

impl Drop for OutletTiles {
    fn drop(&mut self) {
        self.stop();
    }
}

async fn follow(
    mirrors: Arc<Mirrors>,
    mut applied: watch::Receiver<i64>,
    show: watch::Sender<Option<Arc<Picture>>>,
    cache_bytes_max: usize,
) {
    loop {
        applied.mark_unchanged();
        let picture = take_picture(&mirrors, cache_bytes_max).await;
        let shown = picture.revision;
        show.send_replace(Some(Arc::new(picture)));
        while mirrors.outlets_revision() == shown {
            // An error means that the follower is gone, and the service with it.
            if applied.changed().await.is_err() {
                return;
            }
        }
        tokio::time::sleep(GATHER).await;
    }
}

async fn take_picture(mirrors: &Arc<Mirrors>, cache_bytes_max: usize) -> Picture {
    let mirrors = Arc::clone(mirrors);
    let taken = tokio::task::spawn_blocking(move || {
        // Read before the outlets: they may be newer than the picture says, never older.
        let revision = mirrors.outlets_revision();
        read_points(&mirrors).into_picture(revision, cache_bytes_max)
    });
    taken.await.expect("sorting points does not panic")
}

/// Slots of outlets, whether the public sees them, and their places.
#[derive(Default)]
struct ScopedPoints(Vec<(u32, bool, LonLat)>);

impl ScopedPoints {
    fn add(&mut self, index: &OutletIndex, slots: Range<u32>) {
        let outlets = slots.filter_map(|slot| index.at(slot));
        self.0.extend(outlets.map(|outlet| (outlet.slot(), Scope::Public.shows(outlet), outlet.point())));
    }

    /// Most companies have nothing to hide: then a million points are sorted and kept once.
    fn into_picture(self, revision: i64, cache_bytes_max: usize) -> Picture {
        let all_public = self.0.iter().all(|&(_, public, _)| public);
        let points = |shown: fn(bool) -> bool| {
            let shown = self.0.iter().filter(move |(_, public, _)| shown(*public));
            Arc::new(PointSet::build(shown.map(|&(slot, _, point)| (slot, point))))
        };
        let staff = points(|_| true);
        let public = if all_public { Arc::clone(&staff) } else { points(|public| public) };
        Picture { revision, public, staff, tiles: Mutex::new(BoundedCache::new(cache_bytes_max)) }
    }
}

/// In short steps, between which the follower may write.
fn read_points(mirrors: &Mirrors) -> ScopedPoints {
    let mut points = ScopedPoints::default();
    let mut from = 0;
    loop {
        let index = mirrors.outlets.read();
        let until = index.slot_end().min(from + OUTLETS_PER_LOCK);
        points.add(&index, from..until);
        if until == index.slot_end() {
            return points;
        }
        from = until;
    }
}

fn encode(index: &OutletIndex, points: &PointSet, scope: Scope, coord: TileCoord) -> Vec<u8> {
    let mut layer = Layer::new(LAYER, EXTENT);
    let shown = write_tile(&mut layer, points, coord, |layer, single| {
        // The mirror may be ahead of the picture, and the slot another outlet's by now.
        let same =
            index.at(single.slot).filter(|outlet| scope.shows(*outlet) && spot_of(outlet.point()) == single.spot);
        add_outlet(layer, single.at, same, scope);
    });
    if shown == 0 {
        return Vec::new();
    }
    let mut tile = Vec::new();
    layer.append_to(&mut tile);
    gzip(&tile)
}

/// One that is gone meanwhile still counts, but says nothing.
fn add_outlet(layer: &mut Layer, at: TilePoint, outlet: Option<OutletRef<'_>>, scope: Scope) {
    let shape = Shape::Points(&[at]);
    let Some(outlet) = outlet else {
        layer.add(None, shape, &[]);
        return;
    };
    let (card, mut id) = (outlet.card(), uuid::Uuid::encode_buffer());
    let tags = [
        ("id", Value::Text(outlet.id().0.hyphenated().encode_lower(&mut id))),
        ("code", Value::Text(card.code)),
        ("name", Value::Text(card.name)),
        ("kind", Value::Text(outlet.kind().code())),
        ("status", Value::Text(outlet.status().code())),
    ];
    let said = if scope == Scope::Staff { &tags[..] } else { &tags[..4] };
    layer.add(None, shape, said);
}

/// Level 1: six times faster than the default for tiles a tenth larger.
pub(in crate::service) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 2), Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("writing to memory does not fail")
}
