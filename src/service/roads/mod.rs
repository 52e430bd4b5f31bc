//! Ways, times and areas on the roads of the regions, for everything in the product that asks.
//!
//! Every region brings one road file; a task looks for new ones and swaps them whole (`follow`), so a question is
//! answered from one set from beginning to end. Where no roads cover a point the straight line answers instead, and
//! says so: each route and each cell of a matrix carries its `Basis`. Long work runs on threads of its own, so many at
//! a time as there are cores; whoever comes when too many wait is told to come back.

mod area;
mod crow_flies;
mod cut_off;
mod follow;
mod journey;
mod networks;
mod outside;
mod polyline;
mod preparing;
mod simplified;
mod standing;
mod travel;

use std::path::PathBuf;
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use thiserror::Error;
use tokio::sync::Semaphore;
use tokio::time::timeout;

pub use crate::roads::conditions::{Closure, Conditions, PERCENT};
pub use crate::roads::graph::RoadClass;
pub use crate::roads::isochrone::BANDS_MAX;
pub use crate::roads::landmarks::{LandmarkKind, Position, Seen};
pub use crate::roads::profile::Profile as Mode;
pub use crate::roads::snap::Snap;
pub use crate::roads::steps::Maneuver;
pub use area::{Area, AreaBand, AreaQuestion, Ring};
pub use crow_flies::{DETOUR_FACTOR, straight_line, usual_speed};
pub use cut_off::{CutOff, CutOffLink};
pub use journey::{Journey, JourneyQuestion, JourneyStep, Leg, NoWay, RoadPlace, Stop};
pub use networks::{ModeRoads, OnRoad, RegionRoads, RoadEntry, RoadSet, SNAP_RADIUS, SNAP_RADIUS_MAX, place_of};
pub use outside::{OutsideError, OutsideRouter, RouterKind};
pub use polyline::{decode_polyline, encode_polyline};
pub use preparing::Preparing;
pub use simplified::simplified_line;
pub use standing::{Standing, StandingConditions};
pub use travel::{Table, TableQuestion, Trip};

use crate::geo::LonLat;
use crate::units::Meters;
use follow::Following;

/// How long a question may wait for a thread; people have stopped looking by then.
const WAIT_MAX: Duration = Duration::from_secs(2);

/// Questions that wait for the router outside at the same time.
const OUTSIDE_MAX: usize = 16;

/// A way through so few places is found sooner, in some hundred microseconds, than it is handed to another thread and
/// back.
const FEW_PLACES: usize = 4;

/// What a time and a distance are made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The roads of a region.
    Roads,
    /// The straight line times `DETOUR_FACTOR`.
    CrowFlies,
    /// A router of others.
    Outside(RouterKind),
}

impl Basis {
    pub const fn code(self) -> &'static str {
        match self {
            Basis::Roads => "roads",
            Basis::CrowFlies => "crow_flies",
            Basis::Outside(RouterKind::Osrm) => "outside:osrm",
            Basis::Outside(RouterKind::Valhalla) => "outside:valhalla",
        }
    }
}

#[derive(Debug, Error)]
pub enum RoutingError {
    #[error("too many questions about roads are being answered at the same time")]
    Busy,
    #[error("the search broke off: {0}")]
    Broken(String),
}

/// Where road files lie and how often they are looked at.
#[derive(Clone, Debug)]
pub struct RoutingSettings {
    /// The data folder; regions lie in a folder below it.
    pub data_dir: PathBuf,
    pub poll: Duration,
}

/// The roads of this process.
#[derive(Debug)]
pub struct Routing {
    shared: Arc<Shared>,
    following: Following,
    searches: Arc<Semaphore>,
    preparing: Arc<Preparing<Wanted>>,
    outside: Option<OutsideRouter>,
    outside_questions: Semaphore,
}

/// Roads under conditions: whose they are, how one travels, and what is different.
#[derive(Clone, Debug, PartialEq)]
struct Wanted {
    content_hash: String,
    mode: Mode,
    conditions: Conditions,
}

/// What became of a question to the router outside.
enum Outside<T> {
    Told(T),
    NotCovered,
    Failed,
}

#[derive(Debug, Default)]
struct Shared {
    set: RwLock<Arc<RoadSet>>,
}

impl Shared {
    fn set(&self) -> Arc<RoadSet> {
        Arc::clone(&self.set.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn replace(&self, set: RoadSet) {
        *self.set.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(set);
    }
}

/// The roads of now, at any time, for who keeps in step with them.
#[derive(Clone, Debug)]
pub struct CurrentRoads(Arc<Shared>);

impl CurrentRoads {
    pub fn now(&self) -> Arc<RoadSet> {
        self.0.set()
    }
}

impl Routing {
    /// Opens what is there and goes on looking. Broken files are logged, not errors.
    pub async fn start(settings: RoutingSettings, outside: Option<OutsideRouter>) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let shared = Arc::new(Shared::default());
        let following = Following::start(Arc::clone(&shared), settings).await;
        let searches = Arc::new(Semaphore::new(cores));
        let outside_questions = Semaphore::new(OUTSIDE_MAX);
        Self { shared, following, searches, preparing: Arc::default(), outside, outside_questions }
    }

    /// The roads of now.
    pub fn roads(&self) -> Arc<RoadSet> {
        self.shared.set()
    }

    pub fn current(&self) -> CurrentRoads {
        CurrentRoads(Arc::clone(&self.shared))
    }

    /// Asks the roads of now on a thread for long work.
    pub async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&RoadSet) -> T + Send + 'static,
    ) -> Result<T, RoutingError> {
        let permit = timeout(WAIT_MAX, Arc::clone(&self.searches).acquire_owned()).await;
        let permit = permit.map_err(|_| RoutingError::Busy)?.map_err(|_| RoutingError::Busy)?;
        let set = self.roads();
        let answered = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            question(&set)
        });
        answered.await.map_err(|error| RoutingError::Broken(error.to_string()))
    }

    /// The same for a way through so many places, or their places on the road: at once where they are few.
    pub async fn ask_about<T: Send + 'static>(
        &self,
        places: usize,
        question: impl FnOnce(&RoadSet) -> T + Send + 'static,
    ) -> Result<T, RoutingError> {
        if places <= FEW_PLACES { Ok(question(&self.roads())) } else { self.ask(question).await }
    }

    /// Makes the roads around a question's points ready for its conditions, unless they are. Long lists are on the roads
    /// that their first points are on, or nearly always so; else the answer takes as long once more.
    /// Errors: `Busy` when too many other conditions are being made ready.
    pub async fn make_ready(
        &self,
        mode: Mode,
        points: &[LonLat],
        radius: Meters,
        conditions: &Conditions,
    ) -> Result<(), RoutingError> {
        if conditions.is_usual() {
            return Ok(());
        }
        let on_road = self.roads().put_on_road(mode, &points[..points.len().min(FEW_PLACES)], radius);
        let Some((region, roads)) = on_road.region.zip(on_road.roads) else { return Ok(()) };
        let content_hash = region.content_hash.clone();
        let wanted = Wanted { content_hash, mode, conditions: conditions.clone() };
        let (known, conditions) = (Arc::clone(&roads), conditions.clone());
        let find = || known.known_under(&wanted.conditions);
        self.preparing.once(&wanted, find, move || Some(roads.under(&conditions))).await.map(drop)
    }

    /// What is reached: see `RoadSet::areas`.
    pub async fn areas<T: Send + 'static>(
        &self,
        question: AreaQuestion,
        write: impl FnOnce(&[Area]) -> T + Send + 'static,
    ) -> Result<T, RoutingError> {
        for (mode, conditions) in question.modes.iter().zip(&question.conditions) {
            self.make_ready(*mode, &[question.from], question.radius, conditions).await?;
        }
        self.ask(move |roads| write(&roads.areas(&question))).await
    }

    /// The fastest way through the points: see `RoadSet::journey`. Where our own roads do not have all of them, that of
    /// the router outside, if one is configured; when it fails, the straight line, marked.
    pub async fn journey(&self, question: JourneyQuestion) -> Result<Result<Journey, NoWay>, RoutingError> {
        // Roads are made ready for conditions of their own, which takes longer than any way.
        let is_quick = question.conditions.is_usual() && question.points.len() <= FEW_PLACES;
        self.make_ready(question.mode, &question.points, question.radius, &question.conditions).await?;
        let answer = move |roads: &RoadSet| (roads.journey(&question), question);
        let (own, question) = if is_quick { answer(&self.roads()) } else { self.ask(answer).await? };
        if self.outside.is_none() || own.as_ref().map_or(true, |own| own.basis != Basis::CrowFlies) {
            return Ok(own);
        }
        let theirs = self.ask_outside(move |router| router.journey(question.mode, &question.points)).await?;
        Ok(match theirs {
            Outside::Told(theirs) => theirs,
            Outside::NotCovered => own,
            Outside::Failed => own.map(|own| Journey { router_failed: true, ..own }),
        })
    }

    /// Travel from each origin to each destination: see `RoadSet::table`, and `journey` for the router outside, which
    /// answers for the whole table or not at all.
    pub async fn table(&self, question: TableQuestion) -> Result<Table, RoutingError> {
        let TableQuestion { mode, radius, .. } = question;
        let first: Vec<LonLat> =
            question.origins.iter().chain(&question.destinations).take(FEW_PLACES).copied().collect();
        self.make_ready(mode, &first, radius, &question.conditions).await?;
        let answer = move |roads: &RoadSet| (roads.table(&question), question);
        let (own, question) = self.ask(answer).await?;
        if self.outside.is_none() || own.is_all_by_road() {
            return Ok(own);
        }
        let ask = move |router: &OutsideRouter| router.table(question.mode, &question.origins, &question.destinations);
        Ok(match self.ask_outside(ask).await? {
            Outside::Told(theirs) => theirs,
            Outside::NotCovered => own,
            Outside::Failed => Table { router_failed: true, ..own },
        })
    }

    /// Waits for the router outside on a thread of its own, so that nobody with roads of ours waits behind it.
    async fn ask_outside<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&OutsideRouter) -> Result<T, OutsideError> + Send + 'static,
    ) -> Result<Outside<T>, RoutingError> {
        let Some(router) = self.outside.clone() else { return Ok(Outside::NotCovered) };
        let permit = timeout(WAIT_MAX, self.outside_questions.acquire()).await;
        let _permit = permit.map_err(|_| RoutingError::Busy)?.map_err(|_| RoutingError::Busy)?;
        let kind = router.kind().code();
        let asked = tokio::task::spawn_blocking(move || ask(&router)).await;
        Ok(match asked.map_err(|error| RoutingError::Broken(error.to_string()))? {
            Ok(told) => Outside::Told(told),
            Err(OutsideError::NotCovered) => Outside::NotCovered,
            Err(problem) => {
                tracing::warn!(kind, %problem, "Asking the outside router came to nothing: {problem}");
                Outside::Failed
            }
        })
    }

    /// Looks at the files now, instead of at the next turn.
    pub async fn look_now(&self) {
        self.following.look_now().await;
    }

    pub fn stop(&self) {
        self.following.stop();
    }
}

impl Drop for Routing {
    fn drop(&mut self) {
        self.stop();
    }
}
