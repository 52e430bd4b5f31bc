//! The roads that questions are asked of, and which region's roads a set of points lies on.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use super::{Mode, RoadPlace};
use crate::geo::LonLat;
use crate::roads::conditions::Conditions;
use crate::roads::error::RoadFileError;
use crate::roads::file::RoadFile;
use crate::roads::landmarks::Landmarks;
use crate::roads::network::Roads;
use crate::roads::record::Place;
use crate::roads::search::Search;
use crate::roads::snap::Snap;
use crate::service::region_files::SeenFiles;
use crate::units::Meters;

/// How far from a road a point may be: the last house of a valley, not a ship.
pub const SNAP_RADIUS: Meters = Meters(2_000.0);

/// Farther away nobody means that road.
pub const SNAP_RADIUS_MAX: Meters = Meters(20_000.0);

/// Work spaces that wait for the next question; more threads than that do not ask at the same time.
const IDLE_SEARCHES_MAX: usize = 8;

/// Conditions that are kept for the next question, for each region and mode; a city takes fifty megabytes for one.
const CHANGED_MAX: usize = 4;

/// What became of a region's road file.
#[derive(Clone, Debug)]
pub struct RoadEntry {
    /// As it lies there now, or as it was before.
    pub roads: Option<Arc<RegionRoads>>,
    /// Why what lies there now is not used.
    pub problem: Option<String>,
}

/// The roads of all regions.
#[derive(Debug, Default)]
pub struct RoadSet {
    pub entries: BTreeMap<String, RoadEntry>,
}

/// The roads of one region.
#[derive(Debug)]
pub struct RegionRoads {
    pub region: String,
    /// Names the data; goes into every answer.
    pub content_hash: String,
    modes: Vec<(Mode, Arc<ModeRoads>)>,
    /// What one sees from them; none where that is not known.
    pub(super) landmarks: Landmarks,
}

/// The roads of one region for one way of travelling.
#[derive(Debug)]
pub struct ModeRoads {
    pub roads: Arc<Roads>,
    idle: Mutex<Vec<Search>>,
    /// The same under other conditions, the latest asked for last.
    changed: Mutex<Vec<(Conditions, Arc<ModeRoads>)>>,
}

/// Points, and where on one region's roads they are.
#[derive(Debug)]
pub struct OnRoad {
    /// `None` where no region's roads are near any of the points.
    pub region: Option<Arc<RegionRoads>>,
    /// Its roads, under the conditions of the question.
    pub roads: Option<Arc<ModeRoads>>,
    /// One for each point; `None` where no road is near enough.
    pub snaps: Vec<Option<Snap>>,
}

impl RoadSet {
    pub(super) fn of_files(files: &SeenFiles<RegionRoads>) -> Self {
        let entry = |(name, file): (&String, &crate::service::region_files::SeenFile<RegionRoads>)| {
            (name.clone(), RoadEntry { roads: file.opened.clone(), problem: file.problem.clone() })
        };
        Self { entries: files.iter().map(entry).collect() }
    }

    /// Regions whose roads can be travelled on.
    pub fn regions(&self) -> impl Iterator<Item = &Arc<RegionRoads>> {
        self.entries.values().filter_map(|entry| entry.roads.as_ref())
    }

    /// Puts points on the roads of the one region that has most of them; of several the one whose roads are nearer.
    pub fn put_on_road(&self, mode: Mode, points: &[LonLat], radius: Meters) -> OnRoad {
        let mut best = OnRoad { region: None, roads: None, snaps: vec![None; points.len()] };
        let mut best_score = (0, 0.0);
        for region in self.regions() {
            let Some(of_mode) = region.mode(mode) else { continue };
            let snaps: Vec<Option<Snap>> = points.iter().map(|point| of_mode.roads.snap(*point, radius)).collect();
            let score =
                (snaps.iter().flatten().count(), -snaps.iter().flatten().map(|snap| snap.distance.0).sum::<f64>());
            if score.0 > best_score.0 || (score.0 == best_score.0 && score.0 > 0 && score.1 > best_score.1) {
                let roads = Some(Arc::clone(of_mode));
                (best, best_score) = (OnRoad { region: Some(Arc::clone(region)), roads, snaps }, score);
            }
        }
        best
    }
}

impl RegionRoads {
    pub fn new(region: &str, file: &RoadFile, landmarks: Landmarks) -> Result<Self, RoadFileError> {
        let of_mode = |mode| Ok((mode, Arc::new(ModeRoads::new(file.roads(mode)?))));
        Ok(Self {
            region: region.to_owned(),
            content_hash: file.content_hash.clone(),
            modes: file.profiles().map(of_mode).collect::<Result<_, RoadFileError>>()?,
            landmarks,
        })
    }

    /// The nearest roads to a point, each once, the nearest first, whether they lead somewhere or not.
    pub fn nearest_roads(&self, mode: Mode, point: LonLat, radius: Meters, most: usize) -> Vec<RoadPlace> {
        let Some(of_mode) = self.mode(mode) else { return Vec::new() };
        let network = &of_mode.roads.network;
        let near = network.index.around(&network.graph, point, radius).take(most);
        near.map(|snap| RoadPlace::new(&of_mode.roads, &snap)).collect()
    }

    pub fn mode(&self, mode: Mode) -> Option<&Arc<ModeRoads>> {
        self.modes.iter().find(|(found, _)| *found == mode).map(|(_, roads)| roads)
    }

    pub fn landmark_count(&self) -> usize {
        self.landmarks.count()
    }

    /// Of all modes together.
    pub fn link_count(&self) -> usize {
        self.modes.iter().map(|(_, of_mode)| of_mode.roads.network.graph.link_count()).sum()
    }
}

impl ModeRoads {
    fn new(roads: Arc<Roads>) -> Self {
        Self { roads, idle: Mutex::default(), changed: Mutex::default() }
    }

    /// The same roads under other conditions, if they are there.
    pub fn known_under(self: &Arc<Self>, conditions: &Conditions) -> Option<Arc<Self>> {
        if conditions.is_usual() {
            return Some(Arc::clone(self));
        }
        let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        let latest = changed.iter().position(|(kept, _)| kept == conditions).map(|at| changed.remove(at))?;
        changed.push(latest.clone());
        Some(latest.1)
    }

    /// The same roads under other conditions: kept since they were last asked for, or made now, which takes a third of a
    /// second for a city. Visitors' questions come through `Routing::make_ready` first.
    pub fn under(self: &Arc<Self>, conditions: &Conditions) -> Arc<Self> {
        if let Some(known) = self.known_under(conditions) {
            return known;
        }
        let made = Arc::new(Self::new(Arc::new(conditions.apply(Arc::clone(&self.roads.network)))));
        let mut changed = self.changed.lock().unwrap_or_else(PoisonError::into_inner);
        changed.retain(|(kept, _)| kept != conditions);
        changed.push((conditions.clone(), Arc::clone(&made)));
        if changed.len() > CHANGED_MAX {
            changed.remove(0);
        }
        made
    }

    /// Lends work space to a question.
    pub fn search<T>(&self, ask: impl FnOnce(&Roads, &mut Search) -> T) -> T {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut search = idle.unwrap_or_else(|| self.roads.search());
        let answer = ask(&self.roads, &mut search);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE_SEARCHES_MAX {
            idle.push(search);
        }
        answer
    }
}

impl OnRoad {
    /// The same places under other conditions. Takes a third of a second for a city unless it was asked before.
    pub fn under(mut self, conditions: &Conditions) -> Self {
        self.roads = self.roads.map(|roads| roads.under(conditions));
        self
    }

    /// The roads and the snaps, when all points are on them.
    pub fn whole(&self) -> Option<(&ModeRoads, Vec<Snap>)> {
        let snaps: Option<Vec<Snap>> = self.snaps.iter().copied().collect();
        self.roads.as_deref().zip(snaps)
    }
}

/// A point as a place of the network.
pub fn place_of(point: LonLat) -> Place {
    [point.lon(), point.lat()].map(|degrees| (degrees * 1e7).round() as i32)
}

/// A place of the network as a point.
pub(super) fn point_of(place: Place) -> LonLat {
    let [lon, lat] = place.map(|degrees| f64::from(degrees) / 1e7);
    LonLat::new(lon.clamp(-180.0, 180.0), lat.clamp(-90.0, 90.0)).expect("clamped to the earth")
}
