//! The conditions that are kept for every answer they concern, as this process knows them.
//!
//! Read again whenever the log of changes has moved on; whoever asks gets what holds for the moment of departure, the
//! vehicle and the person, ready to be put on the roads, and the revision to be told with the answer.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::networks::place_of;
use super::{Closure, Conditions, RoadClass};
use crate::domain::road_condition::{Occasion, RoadClosure, RoadCondition, RoadEffect};
use crate::geo::LonLat;
use crate::roads::record::Place;
use crate::store::{Store, StoreError};

/// Changes come in bursts; they are read once after each.
const SETTLE: Duration = Duration::from_millis(300);

/// What holds for a journey.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    pub conditions: Conditions,
    /// Names of the records that they are made of, the oldest first; empty where nothing is different.
    pub names: Vec<String>,
    /// The change up to which the records were read.
    pub revision: i64,
}

/// All records.
#[derive(Debug)]
pub struct StandingConditions {
    known: Arc<Known>,
    following: JoinHandle<()>,
}

#[derive(Debug)]
struct Known {
    store: Store,
    records: RwLock<(i64, Arc<[RoadCondition]>)>,
}

impl StandingConditions {
    /// Reads them and goes on doing so after each change in the log.
    pub async fn follow(store: &Store, mut applied: watch::Receiver<i64>) -> Result<Self, StoreError> {
        let known = Arc::new(Known { store: store.clone(), records: RwLock::new((0, Arc::new([]))) });
        let revision = *applied.borrow_and_update();
        known.read(revision).await?;
        let followed = Arc::clone(&known);
        let keep_reading = async move {
            while applied.changed().await.is_ok() {
                tokio::time::sleep(SETTLE).await;
                let revision = *applied.borrow_and_update();
                if let Err(error) = followed.read(revision).await {
                    tracing::warn!(%error, "The road conditions could not be read again: {error}");
                }
            }
        };
        Ok(Self { known, following: tokio::spawn(keep_reading) })
    }

    /// Reads them now, for who has just changed them.
    pub async fn read_now(&self, revision: i64) -> Result<(), StoreError> {
        self.known.read(revision).await
    }

    /// What holds for a journey.
    pub fn on(&self, journey: &Occasion<'_>) -> Standing {
        let (revision, records) = self.known.records.read().unwrap_or_else(PoisonError::into_inner).clone();
        let mut standing = Standing { revision, ..Standing::default() };
        for record in records.iter().filter(|record| record.draft.concerns(journey)) {
            standing.conditions = standing.conditions.and(conditions_of(&record.draft.effect));
            standing.names.push(record.draft.name.clone());
        }
        standing
    }

    pub fn stop(&self) {
        self.following.abort();
    }
}

impl Drop for StandingConditions {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Known {
    async fn read(&self, revision: i64) -> Result<(), StoreError> {
        let records = self.store.road_conditions().await?;
        let mut known = self.records.write().unwrap_or_else(PoisonError::into_inner);
        // Whoever read later knows more.
        if revision >= known.0 {
            *known = (revision, records.into());
        }
        Ok(())
    }
}

/// What the roads are told; places that are not on earth are passed over.
fn conditions_of(effect: &RoadEffect) -> Conditions {
    let closure = |closure: &RoadClosure| match closure {
        RoadClosure::Way(id) => Some(Closure::Way(*id)),
        RoadClosure::Point(point) => place(point).map(Closure::Point),
        RoadClosure::Line(line) => Some(Closure::Line(line.iter().filter_map(place).collect())),
    };
    let percent = |(name, percent): &(String, u32)| Some((RoadClass::from_name(name)?, *percent));
    Conditions {
        closures: effect.closures.iter().filter_map(closure).collect(),
        closed_areas: effect.closed_areas.iter().map(|ring| ring.iter().filter_map(place).collect()).collect(),
        class_percent: effect.speed_percent.iter().filter_map(percent).collect(),
        pace_percent: effect.pace_percent,
    }
}

fn place([lon, lat]: &[f64; 2]) -> Option<Place> {
    LonLat::new(*lon, *lat).ok().map(place_of)
}
