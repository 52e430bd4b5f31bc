//! Keeps, for each region's roads and each way of travelling, where the outlets are on them.
//!
//! Made in the background, after the start and when roads were swapped or outlets moved; meanwhile the one before
//! answers, and is told what moved since. Whoever asks before there is any waits a moment for it, and is answered by
//! the straight line, marked as such, when that was too short.

use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use rayon::prelude::*;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::geo::LonLat;
use crate::live::Mirrors;
use crate::live::outlets::{LiveOutlets, OutletIndex};
use crate::roads::snap::Snap;
use crate::service::find_nearest_outlets::{
    Along, Answer, Departure, NearestError, Query, Towards, find_nearest_outlets, find_nearest_outlets_by_road,
    find_outlets_along, find_outlets_along_by_road,
};
use crate::service::outlet_roads::{OutletPlaces, OutletRoads};
use crate::service::roads::{Conditions, CurrentRoads, Mode, RegionRoads, RoadSet, SNAP_RADIUS};
use crate::units::Timestamp;

/// Outlets that moved are driven to one by one, some fifty microseconds each; from so many on it is made anew.
const MOVED_MAX: usize = 16;

/// How long the first question of a region and mode waits: longer than a hundred thousand outlets take, and no longer
/// than people do.
const FIRST_WAIT: Duration = Duration::from_secs(3);

/// How often it is looked whether roads were swapped or outlets moved.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Sets of conditions kept for each region and mode besides none; as many as the roads keep.
const CONDITIONS_MAX: usize = 4;

/// Outlets on the roads of a region as they were then.
#[derive(Debug)]
struct Placed {
    region: Arc<RegionRoads>,
    mode: Mode,
    conditions: Conditions,
    outlets: OutletRoads,
}

/// The latest last.
type Made = Vec<Arc<Placed>>;

/// For all regions and modes.
#[derive(Debug)]
pub struct OutletsByRoad {
    inner: Arc<Inner>,
    following: JoinHandle<()>,
}

#[derive(Debug)]
struct Inner {
    outlets: Arc<Mirrors>,
    roads: CurrentRoads,
    made: RwLock<Made>,
    /// One is made at a time: it takes all cores.
    making: Mutex<()>,
}

/// Where a journey begins, and what is known of the outlets there.
#[derive(Clone, Debug)]
pub struct Start {
    placed: Arc<Placed>,
    from: Snap,
}

/// Which roads a question is about.
#[derive(Clone, Debug)]
struct Wanted {
    region: Arc<RegionRoads>,
    mode: Mode,
    conditions: Conditions,
}

impl OutletsByRoad {
    /// Makes what is missing in the background, and goes on doing so.
    pub fn follow(outlets: Arc<Mirrors>, roads: CurrentRoads) -> Self {
        let inner = Arc::new(Inner { outlets, roads, made: RwLock::default(), making: Mutex::default() });
        let followed = Arc::clone(&inner);
        let keep_making = async move {
            loop {
                let inner = Arc::clone(&followed);
                if let Err(error) = tokio::task::spawn_blocking(move || inner.catch_up()).await {
                    tracing::error!(%error, "Placing outlets on the roads broke off: {error}");
                }
                tokio::time::sleep(LOOK_EVERY).await;
            }
        };
        Self { inner, following: tokio::spawn(keep_making) }
    }

    /// Nothing where no region has a road of this mode near the point, and where it is not known yet where the outlets
    /// are on its roads.
    pub async fn start(&self, roads: &RoadSet, mode: Mode, from: LonLat, conditions: &Conditions) -> Option<Start> {
        let region = roads.put_on_road(mode, &[from], SNAP_RADIUS).region?;
        self.start_on(Wanted { region, mode, conditions: conditions.clone() }, from).await
    }

    /// The same for a way to a place that is on the roads of the same region: where it ends, too.
    pub async fn start_towards(
        &self,
        roads: &RoadSet,
        mode: Mode,
        [from, to]: [LonLat; 2],
        conditions: &Conditions,
    ) -> Option<(Start, Snap)> {
        let region = roads.put_on_road(mode, &[from, to], SNAP_RADIUS).region?;
        let start = self.start_on(Wanted { region, mode, conditions: conditions.clone() }, from).await?;
        let to = start.placed.outlets.roads().snap(to, SNAP_RADIUS)?;
        Some((start, to))
    }

    async fn start_on(&self, wanted: Wanted, from: LonLat) -> Option<Start> {
        let placed = match self.inner.known(&wanted) {
            Some(known) => known,
            None => {
                let inner = Arc::clone(&self.inner);
                let making = tokio::task::spawn_blocking(move || inner.make(&wanted));
                // When the time is over it is made all the same, for those who come next.
                timeout(FIRST_WAIT, making).await.ok()?.ok().flatten()?
            }
        };
        let from = placed.outlets.roads().snap(from, SNAP_RADIUS)?;
        Some(Start { placed, from })
    }

    /// Where all outlets of this moment are on the roads of the region that has a point: for questions about many points.
    /// Takes up to some seconds, on the thread that asks.
    pub fn of_now(&self, roads: &RoadSet, mode: Mode, point: LonLat, conditions: &Conditions) -> Option<Start> {
        let on_road = roads.put_on_road(mode, &[point], SNAP_RADIUS);
        let (region, from) = (on_road.region?, on_road.snaps[0]?);
        let placed = self.inner.make(&Wanted { region, mode, conditions: conditions.clone() })?;
        Some(Start { placed, from })
    }

    pub fn stop(&self) {
        self.following.abort();
    }
}

impl Drop for OutletsByRoad {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Inner {
    /// Makes what is missing or old without conditions, and forgets what is old with them and regions that are gone.
    fn catch_up(&self) {
        let roads = self.roads.now();
        let is_there = |placed: &Placed| roads.regions().any(|region| region.region == placed.region.region);
        let is_kept = |placed: &Arc<Placed>| {
            is_there(placed) && (placed.conditions.is_usual() || self.is_fresh(placed, MOVED_MAX))
        };
        self.made.write().unwrap_or_else(PoisonError::into_inner).retain(is_kept);
        for region in roads.regions() {
            for mode in Mode::ALL {
                let wanted = Wanted { region: Arc::clone(region), mode, conditions: Conditions::default() };
                let known = self.known(&wanted);
                if !known.is_some_and(|known| Arc::ptr_eq(&known.region, region) && self.is_fresh(&known, MOVED_MAX)) {
                    self.make(&wanted);
                }
            }
        }
    }

    /// What there is of a region, perhaps on roads that were swapped since; nothing where too much has moved.
    fn known(&self, wanted: &Wanted) -> Option<Arc<Placed>> {
        let made = self.made.read().unwrap_or_else(PoisonError::into_inner);
        let known = made.iter().find(|placed| placed.is_of(wanted))?;
        self.moved(known).map(|_| Arc::clone(known))
    }

    fn moved(&self, placed: &Placed) -> Option<usize> {
        self.outlets.outlets.read().moved_since(placed.outlets.moves()).map(|moved| moved.len())
    }

    fn is_fresh(&self, placed: &Placed, moved_max: usize) -> bool {
        let is_of_now = self.roads.now().regions().any(|region| Arc::ptr_eq(region, &placed.region));
        is_of_now && self.moved(placed).is_some_and(|moved| moved <= moved_max)
    }

    fn make(&self, wanted: &Wanted) -> Option<Arc<Placed>> {
        let _one_at_a_time = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever waited for the lock finds it made.
        let is_same = |known: &Arc<Placed>| Arc::ptr_eq(&known.region, &wanted.region) && self.is_fresh(known, 0);
        if let Some(known) = self.known(wanted).filter(is_same) {
            return Some(known);
        }
        let Wanted { region, mode, conditions } = wanted.clone();
        let roads = Arc::clone(&region.mode(mode)?.under(&conditions).roads);
        let places = OutletPlaces::of(&self.outlets.outlets.read());
        let outlets = OutletRoads::new(roads, &places);
        let placed = Arc::new(Placed { region, mode, conditions, outlets });
        self.keep(wanted, Arc::clone(&placed));
        Some(placed)
    }

    /// In place of what there was of the same; of too many conditions the oldest is forgotten.
    fn keep(&self, wanted: &Wanted, placed: Arc<Placed>) {
        let mut made = self.made.write().unwrap_or_else(PoisonError::into_inner);
        made.retain(|known| !known.is_of(wanted));
        made.push(placed);
        let is_rival = |known: &Arc<Placed>| {
            !known.conditions.is_usual() && known.region.region == wanted.region.region && known.mode == wanted.mode
        };
        if made.iter().filter(|known| is_rival(known)).count() > CONDITIONS_MAX
            && let Some(oldest) = made.iter().position(is_rival)
        {
            made.remove(oldest);
        }
    }
}

impl Placed {
    /// Whether it is of this region, mode and conditions, if not of the same file.
    fn is_of(&self, wanted: &Wanted) -> bool {
        self.region.region == wanted.region.region && self.mode == wanted.mode && self.conditions == wanted.conditions
    }
}

/// Answers `query` by road where it sets out on one, else by the straight line.
pub fn find(index: &OutletIndex, query: &Query, now: Timestamp, start: Option<&Start>) -> Result<Answer, NearestError> {
    let on_roads =
        start.and_then(|start| Some((start.departure(index)?, start.placed.region.mode(start.placed.mode)?)));
    match on_roads {
        Some((departure, roads)) => {
            roads.search(|_, search| find_nearest_outlets_by_road(index, query, now, &departure, search))
        }
        None => find_nearest_outlets(index, query, now),
    }
}

/// Outlets along a way, by road where it lies on one, else by straight lines. Nothing where no way leads there.
pub fn find_along(
    index: &OutletIndex,
    query: &Query,
    towards: Towards,
    now: Timestamp,
    way: Option<&(Start, Snap)>,
) -> Result<Option<Along>, NearestError> {
    let on_roads =
        way.and_then(|(start, to)| Some((start.departure(index)?, to, start.placed.region.mode(start.placed.mode)?)));
    let Some((departure, to, roads)) = on_roads else {
        return find_outlets_along(index, query, towards, now).map(Some);
    };
    roads.search(|_, search| find_outlets_along_by_road(index, query, towards, now, (&departure, to), search))
}

/// Answers each query for itself, on all cores, and gives in their order what `write` makes of the answers; `starts` are
/// theirs. Errors name the query. The outlets are locked for one query at a time, so that changes need not wait for all.
pub fn find_each<T: Send>(
    outlets: &LiveOutlets,
    queries: &[Query],
    now: Timestamp,
    starts: &[Option<Start>],
    write: impl Fn(usize, &OutletIndex, &Answer) -> T + Sync,
) -> Result<Vec<T>, (usize, NearestError)> {
    let one = |(number, query): (usize, &Query)| {
        let index = outlets.read();
        let answer = find(&index, query, now, starts[number].as_ref()).map_err(|error| (number, error))?;
        Ok(write(number, &index, &answer))
    };
    queries.par_iter().enumerate().map(one).collect()
}

impl Start {
    /// The outlets on those roads.
    pub fn outlets(&self) -> &OutletRoads {
        &self.placed.outlets
    }

    /// Whose roads it is on.
    pub fn region(&self) -> &RegionRoads {
        &self.placed.region
    }

    /// For the outlets of now; nothing when too many have moved since this was found.
    fn departure(&self, index: &OutletIndex) -> Option<Departure<'_>> {
        let moved = index.moved_since(self.placed.outlets.moves())?;
        Some(Departure { outlets: &self.placed.outlets, from: self.from, moved })
    }
}
