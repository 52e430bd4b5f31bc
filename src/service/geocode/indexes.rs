//! The indexes that are searched together, and what was refused, why.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::question::{Question, Sought};
use crate::geocoder::answer::Answer;

/// Where an index comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IndexKind {
    /// Towns and postcodes that Blisko brings along.
    Base,
    /// Of a region of this installation.
    Region,
    /// Names and codes of the company's outlets.
    Outlets,
}

/// A name, and what became of the index behind it.
#[derive(Clone, Debug)]
pub struct IndexEntry {
    pub kind: IndexKind,
    /// `None` for what is made in memory.
    pub path: Option<PathBuf>,
    /// Why what lies there now is not searched; the one before it may still be.
    pub problem: Option<String>,
}

/// What is searched.
#[derive(Debug, Default)]
pub struct IndexSet {
    pub entries: BTreeMap<String, IndexEntry>,
}

impl IndexSet {
    /// Whether there is anything to search.
    pub fn is_ready(&self) -> bool {
        !self.entries.is_empty()
    }

    pub fn answer(&self, question: &Question) -> Answer {
        match &question.sought {
            Sought::Text(_) | Sought::Beginning(_) => question.text_query().map(|_query| Answer::default()),
            Sought::Parts(parts) => Some(parts.query(&question.options)).map(|_query| Answer::default()),
            Sought::Near(..) => None,
        }
        .unwrap_or_default()
    }
}
