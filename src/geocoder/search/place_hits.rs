//! Places that words of the question may name.

use super::asked::{Asked, Part};
use super::hits::{Hit, HitTable};
use super::work::Work;
use crate::geocoder::index::{Index, NONE, kind_of};
use crate::geocoder::record::PlaceKind;

/// A place whose name fits worse is not meant.
const COST_MAX: f32 = 1.25;
/// A name that costs no more is the name.
const EXACT_COST_MAX: f32 = 0.1;

#[derive(Debug, Default)]
pub struct PlaceHits {
    /// Place and hit, sorted by place: mostly a handful, asked for every street that is looked at.
    by_place: Vec<(u32, Hit)>,
    /// Settlement, part of it that is named, and hit; sorted.
    parts: Vec<(u32, u32, Hit)>,
    /// Words that name a settlement exactly.
    exact_towns: u32,
    /// Words that name some place, and those that name an area or a part, where streets do not lie directly.
    words: u32,
    area_words: u32,
    named: Vec<u32>,
}

impl PlaceHits {
    /// `exact` are words that name a settlement exactly in any index.
    pub fn new(index: &Index, asked: &Asked, hits: &HitTable, exact: u32, work: &mut Work) -> Self {
        let mut all = Self { exact_towns: exact, ..Self::default() };
        for hit in hits.hits.iter().filter(|hit| hit.place_cost <= COST_MAX) {
            if is_allowed(asked, hit.words) && is_whole(asked, hit.words) && all.is_credible(hit) {
                all.add(index, Hit { cost: hit.place_cost, ..*hit }, work);
            }
        }
        all.by_place.sort_by_key(|(place, _)| *place);
        all.parts.sort_by_key(|(settlement, part, _)| (*settlement, *part));
        all.named = all.by_place.iter().map(|(place, _)| *place).collect();
        all.named.dedup();
        all
    }

    /// A name with mistakes is not meant by words that are a name without.
    fn is_credible(&self, hit: &Hit) -> bool {
        hit.edits == 0 || hit.words & !self.exact_towns != 0
    }

    fn add(&mut self, index: &Index, hit: Hit, work: &mut Work) {
        self.words |= hit.words;
        for place in index.places_named(hit.name) {
            if !work.take(1) {
                return;
            }
            self.by_place.push((place, hit));
            let row = index.places().get(place).unwrap_or_default();
            if !is_settlement(kind_of(row.kind)) {
                self.area_words |= hit.words;
            }
            if row.parent != NONE && kind_of(row.kind) >= PlaceKind::District {
                self.parts.push((row.parent, place, hit));
            }
        }
    }

    /// All places that are named, with the ways to read their names.
    pub fn iter(&self) -> impl Iterator<Item = &(u32, Hit)> {
        self.by_place.iter()
    }

    /// The ways to read the names of one place.
    pub fn of(&self, place: u32) -> &[(u32, Hit)] {
        stretch(&self.by_place, place, |(own, _)| *own)
    }

    /// Settlement, part and hit for the named parts of one settlement.
    pub fn parts_of(&self, settlement: u32) -> &[(u32, u32, Hit)] {
        stretch(&self.parts, settlement, |(own, _, _)| *own)
    }

    pub fn words(&self) -> u32 {
        self.words
    }

    pub fn area_words(&self) -> u32 {
        self.area_words
    }

    /// All places that are named, in order.
    pub fn named(&self) -> &[u32] {
        &self.named
    }

    pub fn is_empty(&self) -> bool {
        self.by_place.is_empty()
    }
}

/// The rows with one key of a list that is sorted by it.
fn stretch<R>(rows: &[R], key: u32, key_of: impl Fn(&R) -> u32) -> &[R] {
    let begin = rows.partition_point(|row| key_of(row) < key);
    let end = begin + rows[begin..].iter().take_while(|row| key_of(row) == key).count();
    &rows[begin..end]
}

fn is_allowed(asked: &Asked, words: u32) -> bool {
    let part = Part(Part::PLACE.0 | Part::AREA.0);
    (0..asked.words.len()).filter(|at| words >> at & 1 == 1).all(|at| asked.words[at].part.has(part))
}

/// The first half of `Seestraße` names no place.
fn is_whole(asked: &Asked, words: u32) -> bool {
    let is_half = |at: usize| asked.words[at].compound.is_some() && words >> (at + 1) & 1 == 0;
    !(0..asked.words.len()).any(|at| words >> at & 1 == 1 && is_half(at))
}

/// Words that name a settlement of the index without a mistake.
pub fn exact_towns(index: &Index, hits: &HitTable) -> u32 {
    let exact = hits.hits.iter().filter(|hit| hit.edits == 0 && hit.place_cost <= EXACT_COST_MAX);
    let is_town = |place: u32| index.places().get(place).is_some_and(|row| is_settlement(kind_of(row.kind)));
    exact.filter(|hit| index.places_named(hit.name).any(is_town)).fold(0, |words, hit| words | hit.words)
}

pub fn is_settlement(kind: PlaceKind) -> bool {
    (PlaceKind::City..=PlaceKind::Hamlet).contains(&kind)
}
