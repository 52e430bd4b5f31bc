//! Keeps, for each region's roads and each way of travelling, where the outlets are on them.
//!
//! Made in the background, after the start and when roads were swapped or outlets moved; meanwhile the one before
//! answers, and is told what moved since. Whoever asks before there is any waits a moment for it, and is answered by
//! the straight line, marked as such, when that was too short.

mod answers;

use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::geo::LonLat;
use crate::live::Mirrors;
use crate::live::outlets::OutletIndex;
use crate::roads::snap::Snap;
use crate::service::outlet_roads::{OutletPlaces, OutletRoads};
use crate::service::roads::{
    Conditions, CurrentRoads, Mode, Preparing, RegionRoads, RoadSet, RoutingError, SNAP_RADIUS,
};

pub use answers::{find, find_along, find_each};

/// Outlets that moved are driven to one by one, some fifty microseconds each; from so many on it is made anew.
const MOVED_MAX: usize = 16;

/// How long the first question of a region and mode waits: longer than a hundred thousand outlets take, and no longer
/// than people do.
const FIRST_WAIT: Duration = Duration::from_secs(3);

/// How often it is looked whether roads were swapped or outlets moved.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// Sets of conditions kept for each region and mode besides none; as many as the roads keep.
const CONDITIONS_MAX: usize = 4;

/// So often a place among the outlets is made anew when thousands of them move while an answer is made.
const RENEWALS_MAX: usize = 3;

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
    preparing: Arc<Preparing<Wanted>>,
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
        Self { inner, preparing: Arc::default(), following: tokio::spawn(keep_making) }
    }

    /// Nothing where no region has a road of this mode near the point, and where it is not known yet where the outlets
    /// are on its roads. Errors: `Busy` when too many other conditions are being made ready.
    pub async fn start(
        &self,
        roads: &RoadSet,
        mode: Mode,
        from: LonLat,
        conditions: &Conditions,
    ) -> Result<Option<Start>, RoutingError> {
        let Some(region) = roads.put_on_road(mode, &[from], SNAP_RADIUS).region else { return Ok(None) };
        self.start_on(Wanted { region, mode, conditions: conditions.clone() }, from).await
    }

    /// The same for a way to a place that is on the roads of the same region: where it ends, too.
    pub async fn start_towards(
        &self,
        roads: &RoadSet,
        mode: Mode,
        [from, to]: [LonLat; 2],
        conditions: &Conditions,
    ) -> Result<Option<(Start, Snap)>, RoutingError> {
        let Some(region) = roads.put_on_road(mode, &[from, to], SNAP_RADIUS).region else { return Ok(None) };
        let start = self.start_on(Wanted { region, mode, conditions: conditions.clone() }, from).await?;
        Ok(start.and_then(|start| {
            let to = start.placed.outlets.roads().snap(to, SNAP_RADIUS)?;
            Some((start, to))
        }))
    }

    async fn start_on(&self, wanted: Wanted, from: LonLat) -> Result<Option<Start>, RoutingError> {
        let find = || self.inner.known(&wanted);
        let (inner, making) = (Arc::clone(&self.inner), wanted.clone());
        let once = self.preparing.once(&wanted, find, move || inner.make(&making));
        let placed = match timeout(FIRST_WAIT, once).await {
            Ok(Err(RoutingError::Busy)) if !wanted.conditions.is_usual() => return Err(RoutingError::Busy),
            // Without conditions they are on their way: the straight line answers meanwhile.
            Err(_) | Ok(Err(_)) => None,
            Ok(Ok(placed)) => placed,
        };
        Ok(placed.and_then(|placed| {
            let from = placed.outlets.roads().snap(from, SNAP_RADIUS)?;
            Some(Start { placed, from })
        }))
    }

    /// The outlets of now, and where a journey begins among them: once more when too many have moved since it was found.
    /// Takes up to a second then, on the thread that asks.
    pub fn outlets_and_start(&self, start: Option<Start>) -> (RwLockReadGuard<'_, OutletIndex>, Option<Start>) {
        let mut start = start;
        for _ in 0..RENEWALS_MAX {
            let index = self.inner.outlets.outlets.read();
            if start.as_ref().is_none_or(|start| start.departure(&index).is_some()) {
                return (index, start);
            }
            drop(index);
            start = start.and_then(|start| self.renewed(&start));
        }
        (self.inner.outlets.outlets.read(), start)
    }

    fn renewed(&self, start: &Start) -> Option<Start> {
        let Placed { region, mode, conditions, .. } = &*start.placed;
        let wanted = Wanted { region: Arc::clone(region), mode: *mode, conditions: conditions.clone() };
        Some(Start { placed: self.inner.make(&wanted)?, from: start.from })
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

impl PartialEq for Wanted {
    /// The same data, not the same name: a swap makes other roads.
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.region, &other.region) && self.mode == other.mode && self.conditions == other.conditions
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
