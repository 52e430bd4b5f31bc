//! The indexes that are searched together, and what was refused, why.

use std::collections::BTreeMap;

use super::question::{Question, Sought};
use crate::geo::LonLat;
use crate::geo::geodesic_distance;
use crate::geocoder::Geocoder;
use crate::geocoder::answer::Answer;
use crate::geocoder::query::Options;
use crate::units::Meters;

/// Where an index comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IndexKind {
    /// Names and codes of the company's outlets.
    Outlets,
    /// Of a region of this installation.
    Region,
    /// Towns and postcodes that Blisko brings along.
    Base,
}

/// A name, and what became of the index behind it.
#[derive(Clone, Debug)]
pub struct IndexEntry {
    pub kind: IndexKind,
    /// Whether it is searched: as it lies there now, or as it was before.
    pub is_searched: bool,
    pub addresses: usize,
    pub streets: usize,
    pub places: usize,
    /// Why what lies there now is not searched.
    pub problem: Option<String>,
}

/// What is searched.
#[derive(Debug, Default)]
pub struct IndexSet {
    pub entries: BTreeMap<String, IndexEntry>,
    geocoder: Geocoder,
}

impl IndexSet {
    pub(super) fn new(entries: BTreeMap<String, IndexEntry>, geocoder: Geocoder) -> Self {
        Self { entries, geocoder }
    }

    /// Whether there is more than the company's own outlets.
    pub fn knows_places(&self) -> bool {
        self.entries.values().any(|entry| entry.is_searched && entry.kind != IndexKind::Outlets)
    }

    pub fn answer(&self, question: &Question) -> Answer {
        match &question.sought {
            Sought::Text(_) => question.text_query().map(|query| self.geocoder.forward(&query)).unwrap_or_default(),
            Sought::Beginning(text) => self.geocoder.autocomplete(text, &question.options),
            Sought::Parts(parts) => self.geocoder.structured(&parts.query(&question.options)),
            Sought::Near(point, radius) => self.near(*point, *radius, &question.options),
        }
    }

    fn near(&self, point: LonLat, radius: Meters, options: &Options) -> Answer {
        let mut answer = self.geocoder.reverse(point, options.limit);
        answer.candidates.retain(|candidate| geodesic_distance(point, candidate.point) <= radius);
        answer
    }
}
