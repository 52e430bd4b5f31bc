//! Geocoders of others, asked only where the configuration names one and our own data has no answer.
//!
//! Photon, Nominatim, Pelias, or a server that speaks like Google's. What they say is passed on under their name and never
//! believed more than `CONFIDENCE_MAX`: their confidence, where they tell one, is not measured like ours. The only place
//! of this room that reads JSON, since that is what they speak.

mod google;
mod nominatim;
mod pelias;
mod photon;

use std::time::Duration;

use serde::de::DeserializeOwned;
use thiserror::Error;
use ureq::Agent;

use crate::geo::LonLat;
use crate::geocoder::answer::{Candidate, Components, Level};
use crate::geocoder::query::Options;
use crate::geocoder::record::Source;
use crate::units::Meters;

/// Below what an outlet's point is taken at without a person.
const CONFIDENCE_MAX: f64 = 0.8;

/// Fifty answers with all their parts have a tenth of that.
const ANSWER_BYTES_MAX: u64 = 1 << 20;

/// Whose language the server speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutsideKind {
    Photon,
    Nominatim,
    Pelias,
    Google,
}

/// A geocoder somewhere else.
#[derive(Clone, Debug)]
pub struct OutsideGeocoder {
    kind: OutsideKind,
    /// Without a slash at the end.
    url: String,
    /// Empty where none is needed.
    key: String,
    agent: Agent,
}

#[derive(Debug, Error)]
pub enum OutsideError {
    #[error("the outside geocoder does not answer: {0}")]
    Silent(Box<ureq::Error>),
    #[error("the outside geocoder answered {0}")]
    Refused(u16),
    #[error("the outside geocoder answered what cannot be read: {0}")]
    Unreadable(String),
}

/// An answer in no dialect.
#[derive(Clone, Debug, Default)]
struct Foreign {
    id: String,
    lon: f64,
    lat: f64,
    level: Option<Level>,
    confidence: Option<f64>,
    label: String,
    components: Components,
}

impl OutsideKind {
    pub const fn code(self) -> &'static str {
        match self {
            OutsideKind::Photon => "photon",
            OutsideKind::Nominatim => "nominatim",
            OutsideKind::Pelias => "pelias",
            OutsideKind::Google => "google",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        let all = [OutsideKind::Photon, OutsideKind::Nominatim, OutsideKind::Pelias, OutsideKind::Google];
        all.into_iter().find(|kind| kind.code() == code)
    }
}

impl OutsideGeocoder {
    pub fn new(kind: OutsideKind, url: &str, key: &str, timeout: Duration) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(timeout))
            .http_status_as_error(false)
            .user_agent(concat!("blisko/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { kind, url: url.trim_end_matches('/').to_owned(), key: key.to_owned(), agent: config.into() }
    }

    pub fn kind(&self) -> OutsideKind {
        self.kind
    }

    /// What it finds, in its order. Takes as long as its server, at most the time-out: not for threads that answer
    /// requests.
    pub fn ask(&self, text: &str, options: &Options) -> Result<Vec<Candidate>, OutsideError> {
        let foreign = match self.kind {
            OutsideKind::Photon => photon::ask(self, text, options)?,
            OutsideKind::Nominatim => nominatim::ask(self, text, options)?,
            OutsideKind::Pelias => pelias::ask(self, text, options)?,
            OutsideKind::Google => google::ask(self, text, options)?,
        };
        let candidates = foreign.into_iter().filter_map(Foreign::into_candidate);
        let wanted = candidates.filter(|candidate| is_wanted(candidate, options));
        Ok(wanted.take(options.limit).collect())
    }

    fn get<T: DeserializeOwned>(&self, path: &str, parameters: &[(&str, &str)]) -> Result<T, OutsideError> {
        let request = self.agent.get(format!("{}{path}", self.url)).query_pairs(parameters.iter().copied());
        let mut response = request.call().map_err(|error| OutsideError::Silent(Box::new(error)))?;
        if !response.status().is_success() {
            return Err(OutsideError::Refused(response.status().as_u16()));
        }
        let body = response.body_mut().with_config().limit(ANSWER_BYTES_MAX).read_to_vec();
        let body = body.map_err(|error| OutsideError::Unreadable(error.to_string()))?;
        serde_json::from_slice(&body).map_err(|error| OutsideError::Unreadable(error.to_string()))
    }
}

/// Not every server knows every filter.
fn is_wanted(candidate: &Candidate, options: &Options) -> bool {
    let country = &candidate.components.country;
    let in_country = options.countries.is_empty() || country.is_empty() || options.countries.contains(country);
    in_country && options.within.is_none_or(|within| within.contains(candidate.point))
}

impl Foreign {
    /// `None` where there is no such point.
    fn into_candidate(self) -> Option<Candidate> {
        let level = self.level.unwrap_or(Level::Region);
        Some(Candidate {
            id: self.id,
            point: LonLat::new(self.lon, self.lat).ok()?,
            level,
            coarser_than_asked: false,
            confidence: self.confidence.unwrap_or(CONFIDENCE_MAX).clamp(0.0, CONFIDENCE_MAX),
            radius: usual_radius(level),
            label: self.label,
            highlights: Vec::new(),
            components: self.components,
            unmatched: Vec::new(),
            source: Source::OpenStreetMap,
            data_date: String::new(),
        })
    }
}

/// They tell none: half of what such a thing usually measures across.
const fn usual_radius(level: Level) -> Meters {
    Meters(match level {
        Level::Entrance | Level::Building => 30.0,
        Level::Interpolated | Level::Poi => 100.0,
        Level::Street => 500.0,
        Level::Postcode | Level::District => 2_000.0,
        Level::Settlement | Level::Commune => 5_000.0,
        Level::County => 30_000.0,
        Level::Region => 150_000.0,
        Level::Country => 500_000.0,
    })
}

fn upper(code: Option<String>) -> String {
    code.unwrap_or_default().to_uppercase()
}
