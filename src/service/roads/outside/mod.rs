//! Routers of others, asked only where the configuration names one and our own roads do not cover the question.
//!
//! OSRM or Valhalla, for continents. Their answers are passed on under their name. A router that fails is left alone for
//! a while, so that questions do not each wait for a time-out; the straight line answers then, and says why.

mod osrm;
mod valhalla;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;
use serde::de::DeserializeOwned;
use thiserror::Error;
use ureq::Agent;

use super::{Basis, Journey, Leg, Mode, NoWay, Stop, Table};
use crate::geo::LonLat;
use crate::travel::TravelMatrix;

/// A million cells of two numbers, or a way across a continent.
const ANSWER_BYTES_MAX: u64 = 64 << 20;

/// How long a router that failed is not asked.
const REST: Duration = Duration::from_secs(15);

/// Whose language the router speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouterKind {
    Osrm,
    Valhalla,
}

/// A router somewhere else; cheap to clone.
#[derive(Clone, Debug)]
pub struct OutsideRouter {
    kind: RouterKind,
    /// Without a slash at the end.
    url: String,
    agent: Agent,
    rests_until: Arc<Mutex<Option<Instant>>>,
}

#[derive(Debug, Error)]
pub enum OutsideError {
    #[error("the outside router failed a moment ago and is left alone")]
    Resting,
    #[error("the outside router does not answer: {0}")]
    Silent(Box<ureq::Error>),
    #[error("the outside router answered what cannot be read: {0}")]
    Unreadable(String),
    #[error("the outside router refused: {0}")]
    Refused(String),
    /// It has no roads there either: no fault of its own.
    #[error("the outside router has no roads there")]
    NotCovered,
}

/// Milliseconds, decimetres and the line of one leg.
struct ForeignLeg {
    duration_ms: u64,
    distance_dm: u64,
    line: Vec<LonLat>,
}

/// Milliseconds and decimetres; nothing where no way leads.
type ForeignCell = Option<(u32, u32)>;

impl RouterKind {
    pub const fn code(self) -> &'static str {
        match self {
            RouterKind::Osrm => "osrm",
            RouterKind::Valhalla => "valhalla",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        [RouterKind::Osrm, RouterKind::Valhalla].into_iter().find(|kind| kind.code() == code)
    }
}

impl OutsideRouter {
    pub fn new(kind: RouterKind, url: &str, timeout: Duration) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(timeout))
            .http_status_as_error(false)
            .user_agent(concat!("blisko/", env!("CARGO_PKG_VERSION")))
            .build();
        let url = url.trim_end_matches('/').to_owned();
        Self { kind, url, agent: config.into(), rests_until: Arc::default() }
    }

    pub fn kind(&self) -> RouterKind {
        self.kind
    }

    /// The way through the points, without steps. Takes as long as its server, at most the time-out: not for threads
    /// that answer requests.
    pub fn journey(&self, mode: Mode, points: &[LonLat]) -> Result<Result<Journey, NoWay>, OutsideError> {
        let legs = self.unless_resting(|| match self.kind {
            RouterKind::Osrm => osrm::legs(self, mode, points),
            RouterKind::Valhalla => valhalla::legs(self, mode, points),
        })?;
        let Some(legs) = legs else { return Ok(Err(NoWay { from: 0 })) };
        if legs.len() + 1 != points.len() || legs.iter().any(|leg| leg.line.len() < 2) {
            return Err(OutsideError::Unreadable("another number of legs than asked for".to_owned()));
        }
        let leg = |ForeignLeg { duration_ms, distance_dm, line }: ForeignLeg| Leg {
            duration_ms,
            distance_dm,
            line,
            ..Leg::default()
        };
        let stops = points.iter().map(|point| Stop { point: *point, on_road: None }).collect();
        let legs = legs.into_iter().map(leg).collect();
        Ok(Ok(Journey { mode, basis: Basis::Outside(self.kind), region: None, stops, legs, router_failed: false }))
    }

    /// Travel between these points, given by their numbers.
    pub fn table(&self, mode: Mode, origins: &[LonLat], destinations: &[LonLat]) -> Result<Table, OutsideError> {
        let cells = self.unless_resting(|| match self.kind {
            RouterKind::Osrm => osrm::cells(self, mode, origins, destinations),
            RouterKind::Valhalla => valhalla::cells(self, mode, origins, destinations),
        })?;
        if cells.len() != origins.len() * destinations.len() {
            return Err(OutsideError::Unreadable("another number of cells than asked for".to_owned()));
        }
        let matrix = TravelMatrix::new(origins.len(), destinations.len(), cells.into_iter());
        Ok(Table::outside(mode, self.kind, matrix))
    }

    fn unless_resting<T>(&self, ask: impl FnOnce() -> Result<T, OutsideError>) -> Result<T, OutsideError> {
        let mut rests_until = self.rests_until.lock().unwrap_or_else(PoisonError::into_inner);
        if rests_until.is_some_and(|until| Instant::now() < until) {
            return Err(OutsideError::Resting);
        }
        *rests_until = None;
        drop(rests_until);
        let answer = ask();
        if matches!(answer, Err(OutsideError::Silent(_) | OutsideError::Unreadable(_))) {
            *self.rests_until.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now() + REST);
        }
        answer
    }

    fn get<T: DeserializeOwned>(&self, path: &str) -> Result<(u16, T), OutsideError> {
        let answered = self.agent.get(format!("{}{path}", self.url)).call();
        read(answered.map_err(|error| OutsideError::Silent(Box::new(error)))?)
    }

    fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<(u16, T), OutsideError> {
        let body = serde_json::to_vec(body).map_err(|error| OutsideError::Unreadable(error.to_string()))?;
        let request = self.agent.post(format!("{}{path}", self.url)).content_type("application/json");
        read(request.send(&body[..]).map_err(|error| OutsideError::Silent(Box::new(error)))?)
    }
}

fn read<T: DeserializeOwned>(mut response: ureq::http::Response<ureq::Body>) -> Result<(u16, T), OutsideError> {
    let body = response.body_mut().with_config().limit(ANSWER_BYTES_MAX).read_to_vec();
    let body = body.map_err(|error| OutsideError::Unreadable(error.to_string()))?;
    let value = serde_json::from_slice(&body).map_err(|error| OutsideError::Unreadable(error.to_string()))?;
    Ok((response.status().as_u16(), value))
}

/// Seconds to whole milliseconds, metres to whole decimetres.
fn cell(seconds: f64, metres: f64) -> (u32, u32) {
    ((seconds * 1000.0).round() as u32, (metres * 10.0).round() as u32)
}
