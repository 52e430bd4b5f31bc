//! From a text to what may be meant by it, in one index.
//!
//! Words are looked up in the dictionary (as typed, in other forms, then with typing mistakes), names are put together
//! from them, streets and settlements are paired, and every pair has to explain every word of the question: what it
//! leaves unexplained costs, and a town that is named and not known is never replaced by another. Costs are sums; the
//! least wins. A word counts 2 when it is left over, a typing mistake about a half, a missing given name a quarter.

mod asked;
mod found;
mod hits;
mod house;
mod lookup;
mod place_hits;
mod seek;
mod town;
mod weigh;
mod work;

pub(super) use asked::Asked;
pub(super) use found::{Found, Thing};
pub(super) use house::level_of_house;
pub(super) use lookup::{NearWords, mistakable};
pub(super) use town::chain;
pub(super) use weigh::{level_of, point_of};
pub(super) use work::WORK_MAX;

use super::index::Index;
use super::query::Options;
use hits::HitTable;
use place_hits::PlaceHits;
use work::Work;

/// Answers that cost that much more than the best are not shown: they are not meant.
pub(super) const SHOWN_COST: f32 = 1.6;

/// A best answer that costs no more is not looked for again with typing mistakes.
pub(super) const GOOD_COST: f32 = 0.45;

/// What one index has to say, best first, and what it lacks.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub found: Vec<Found>,
    /// Words that name a settlement which is not known, as a mask over the words.
    pub unknown_town: u32,
    pub cut_short: bool,
}

/// What an index knows of the words as they were typed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Known {
    /// Words that are in its dictionary, alone or with the next.
    pub words: u32,
    /// Words that name a settlement exactly: nobody meant another one by them.
    pub towns: u32,
}

/// What one index makes of the words, before anything is weighed.
#[derive(Debug)]
pub(super) struct Look<'i> {
    pub index: &'i Index,
    pub known: Known,
    hits: HitTable,
    work: Work,
}

impl<'i> Look<'i> {
    /// `mistaken` are words that may hold typing mistakes.
    pub fn new(index: &'i Index, asked: &Asked, mistaken: u32, near: &mut NearWords) -> Self {
        let mut work = Work::new(WORK_MAX);
        let matches = lookup::matches(index, asked, mistaken, near, &mut work);
        let hits = HitTable::new(index, asked, &matches, &mut work);
        let words = matches.iter().filter(|found| found.edits == 0).fold(0, |words, found| words | found.words);
        Self { index, known: Known { words, towns: place_hits::exact_towns(index, &hits) }, hits, work }
    }

    /// `towns` are words that name a settlement exactly in any of the indexes that are asked.
    pub fn weigh(mut self, asked: &Asked, options: &Options, towns: u32) -> Findings {
        let places = PlaceHits::new(self.index, asked, &self.hits, towns | self.known.towns, &mut self.work);
        let seeds = seek::seeds(self.index, asked, options, &self.hits, &places, &mut self.work);
        weigh::weigh(self.index, asked, options, &places, self.known.words, seeds, &self.work)
    }
}
