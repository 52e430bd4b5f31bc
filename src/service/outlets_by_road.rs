//! Keeps, for each region's roads and each way of travelling that somebody asked for, where the outlets are on them.
//!
//! Made at the first question, which waits for it, and anew in the background when roads were swapped or outlets moved;
//! meanwhile the one before answers, and is told what moved since.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use crate::geo::LonLat;
use crate::live::Mirrors;
use crate::live::outlets::OutletIndex;
use crate::roads::snap::Snap;
use crate::service::find_nearest_outlets::{
    Answer, Departure, NearestError, Query, find_nearest_outlets, find_nearest_outlets_batch,
    find_nearest_outlets_by_road,
};
use crate::service::outlet_roads::{OutletPlaces, OutletRoads};
use crate::service::roads::{Mode, RegionRoads, RoadSet, SNAP_RADIUS};
use crate::units::Timestamp;

/// Outlets that moved are driven to one by one, some fifty microseconds each; from so many on it is made anew.
const MOVED_MAX: usize = 16;

/// Outlets on the roads of a region as they were then.
#[derive(Debug)]
struct Placed {
    region: Arc<RegionRoads>,
    outlets: OutletRoads,
}

type Made = BTreeMap<(String, Mode), Arc<Placed>>;

/// For all regions and modes.
#[derive(Debug)]
pub struct OutletsByRoad(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    outlets: Arc<Mirrors>,
    made: RwLock<Made>,
    /// One is made at a time: it takes all cores.
    making: Mutex<()>,
}

/// Where a journey begins, and what is known of the outlets there.
#[derive(Clone, Debug)]
pub struct Start {
    mode: Mode,
    placed: Arc<Placed>,
    from: Snap,
}

impl OutletsByRoad {
    pub fn new(outlets: Arc<Mirrors>) -> Self {
        Self(Arc::new(Inner { outlets, made: RwLock::default(), making: Mutex::default() }))
    }

    /// Nothing where no region has a road of this mode near the point. The first question of a region and mode waits
    /// for some microseconds per outlet.
    pub async fn start(&self, roads: &RoadSet, mode: Mode, from: LonLat) -> Option<Start> {
        let region = roads.put_on_road(mode, &[from], SNAP_RADIUS).region?;
        let placed = match self.0.known(&region, mode) {
            Some(known) => {
                self.freshen(&region, mode, &known);
                known
            }
            None => {
                let (inner, region) = (Arc::clone(&self.0), Arc::clone(&region));
                tokio::task::spawn_blocking(move || inner.make(&region, mode)).await.ok().flatten()?
            }
        };
        let from = placed.outlets.roads().snap(from, SNAP_RADIUS)?;
        Some(Start { mode, placed, from })
    }

    /// Makes it anew in the background when it has become old.
    fn freshen(&self, region: &Arc<RegionRoads>, mode: Mode, known: &Placed) {
        let is_fresh = self.0.is_fresh(region, mode, known, MOVED_MAX);
        if !is_fresh && self.0.making.try_lock().is_ok() {
            let (inner, region) = (Arc::clone(&self.0), Arc::clone(region));
            tokio::task::spawn_blocking(move || inner.make(&region, mode));
        }
    }
}

impl Inner {
    fn known(&self, region: &RegionRoads, mode: Mode) -> Option<Arc<Placed>> {
        let made = self.made.read().unwrap_or_else(PoisonError::into_inner);
        let known = made.get(&(region.region.clone(), mode))?;
        self.outlets.outlets.read().moved_since(known.outlets.moves()).map(|_| Arc::clone(known))
    }

    fn is_fresh(&self, region: &RegionRoads, mode: Mode, known: &Placed, moved_max: usize) -> bool {
        let has_same_roads =
            region.mode(mode).is_some_and(|of_mode| Arc::ptr_eq(&of_mode.roads, known.outlets.roads()));
        let moved = self.outlets.outlets.read().moved_since(known.outlets.moves());
        has_same_roads && moved.is_some_and(|moved| moved.len() <= moved_max)
    }

    fn make(&self, region: &Arc<RegionRoads>, mode: Mode) -> Option<Arc<Placed>> {
        let _one_at_a_time = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever waited for the lock finds it made.
        if let Some(known) = self.known(region, mode).filter(|known| self.is_fresh(region, mode, known, 0)) {
            return Some(known);
        }
        let roads = Arc::clone(&region.mode(mode)?.roads);
        let places = OutletPlaces::of(&self.outlets.outlets.read());
        let made = Arc::new(Placed { region: Arc::clone(region), outlets: OutletRoads::new(roads, &places) });
        let mut all = self.made.write().unwrap_or_else(PoisonError::into_inner);
        all.insert((region.region.clone(), mode), Arc::clone(&made));
        Some(made)
    }
}

/// Answers `query` by road where it sets out on one, else by the straight line.
pub fn find(index: &OutletIndex, query: &Query, now: Timestamp, start: Option<&Start>) -> Result<Answer, NearestError> {
    let on_roads = start.and_then(|start| Some((start.departure(index)?, start.placed.region.mode(start.mode)?)));
    match on_roads {
        Some((departure, roads)) => {
            roads.search(|_, search| find_nearest_outlets_by_road(index, query, now, &departure, search))
        }
        None => find_nearest_outlets(index, query, now),
    }
}

/// Answers each query for itself, in the order given; `starts` are theirs.
pub fn find_batch(
    index: &OutletIndex,
    queries: &[Query],
    now: Timestamp,
    starts: &[Option<Start>],
) -> Vec<Result<Answer, NearestError>> {
    if starts.iter().all(Option::is_none) {
        return find_nearest_outlets_batch(index, queries, now);
    }
    let one = |(query, start): (&Query, &Option<Start>)| find(index, query, now, start.as_ref());
    queries.iter().zip(starts).map(one).collect()
}

impl Start {
    /// For the outlets of now; nothing when too many have moved since this was found.
    fn departure(&self, index: &OutletIndex) -> Option<Departure<'_>> {
        let moved = index.moved_since(self.placed.outlets.moves())?;
        Some(Departure { outlets: &self.placed.outlets, from: self.from, moved })
    }
}
