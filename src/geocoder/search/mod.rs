//! From a text to what may be meant by it, in one index.
//!
//! Words are looked up in the dictionary (as typed, in other forms, then with typing mistakes), names are put together
//! from them, streets and settlements are paired, and every pair has to explain every word of the question: what it
//! leaves unexplained costs, and a town that is named and not known is never replaced by another. Costs are sums; the
//! least wins. A word counts 2 when it is left over, a typing mistake about a half, a missing given name a quarter.

mod asked;
mod found;
mod hits;
mod lookup;
mod place_hits;
mod seek;
mod town;
mod weigh;
mod work;

pub(super) use asked::{Asked, Part, Word};
pub(super) use found::{Found, Thing};
pub(super) use lookup::mistakable;
pub(super) use town::chain;
pub(super) use weigh::{level_of, level_of_house, point_of};
pub(super) use work::WORK_MAX;

use super::index::Index;
use super::query::Options;
use hits::HitTable;
use place_hits::PlaceHits;
use work::Work;

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

pub(super) fn known(index: &Index, asked: &Asked) -> Known {
    let mut work = Work::new(WORK_MAX);
    let matches = lookup::matches(index, asked, 0, &mut work);
    let hits = HitTable::new(index, asked, &matches, &mut work);
    let words = matches.iter().fold(0, |words, found| words | found.words);
    Known { words, towns: PlaceHits::new(index, asked, &hits, 0, &mut work).exact_towns }
}

/// One round over one index. `mistaken` are words that may hold typing mistakes, `towns` those that name a settlement
/// exactly in any of the indexes that are asked.
pub(super) fn search(index: &Index, asked: &Asked, options: &Options, mistaken: u32, towns: u32) -> Findings {
    let mut work = Work::new(WORK_MAX);
    let matches = lookup::matches(index, asked, mistaken, &mut work);
    let hits = HitTable::new(index, asked, &matches, &mut work);
    let places = PlaceHits::new(index, asked, &hits, towns, &mut work);
    let seeds = seek::seeds(index, asked, options, &hits, &places, &mut work);
    weigh::weigh(index, asked, options, &places, seeds, &work)
}
