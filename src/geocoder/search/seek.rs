//! What may be meant: streets, places, points of interest and postcodes that words lead to.

use std::collections::BinaryHeap;
use std::ops::Range;

use super::SHOWN_COST;
use super::asked::{Asked, Part};
use super::found::{Thing, from_bias};
use super::hits::{Hit, HitTable, leftover_cost};
use super::place_hits::PlaceHits;
use super::town::{chain, context};
use super::work::Work;
use crate::geocoder::index::{Index, NONE, StreetKind, country_code, to_e7};
use crate::geocoder::query::Options;

/// Seeds that are weighed exactly; four times what can be asked for.
const SEEDS_MAX: usize = 200;
/// So many streets of one name are all looked at.
const FEW_STREETS: usize = 48;
/// Names of streets or points of interest that are followed.
const NAMES_MAX: usize = 160;

/// Something that may be meant and the words that name it.
#[derive(Clone, Copy, Debug)]
pub struct Seed {
    pub thing: Thing,
    pub hit: Hit,
    /// What it costs before numbers and postcodes are looked at.
    pub cost: f32,
}

/// Kept in a heap with the worst on top.
#[derive(Clone, Copy, Debug)]
struct Ranked {
    /// Words left over and what the others cost, in thousandths.
    cost: i64,
    near: u64,
    weight: u8,
    seed: Seed,
}

impl Ranked {
    fn key(&self) -> (i64, u64, u8, Thing, u32) {
        (self.cost, self.near, u8::MAX - self.weight, self.seed.thing, self.seed.hit.words)
    }
}

impl PartialEq for Ranked {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Ranked {}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
    }
}

pub fn seeds(
    index: &Index,
    asked: &Asked,
    options: &Options,
    hits: &HitTable,
    places: &PlaceHits,
    work: &mut Work,
) -> Vec<Seed> {
    let mut search = Search { index, asked, options, places, work, best: BinaryHeap::new(), least: f32::MAX };
    search.places();
    search.streets_and_pois(hits);
    search.postcodes();
    search.best.into_sorted_vec().into_iter().map(|ranked| ranked.seed).collect()
}

struct Search<'s> {
    index: &'s Index,
    asked: &'s Asked,
    options: &'s Options,
    places: &'s PlaceHits,
    work: &'s mut Work,
    best: BinaryHeap<Ranked>,
    /// What the best seed costs so far.
    least: f32,
}

impl Search<'_> {
    fn streets_and_pois(&mut self, hits: &HitTable) {
        let mut names = 0;
        let asked = self.asked;
        for hit in hits.hits.iter().filter(|hit| may_be_street(asked, hit.words)) {
            if self.cost_at_least(hit) > self.least + SHOWN_COST {
                continue;
            }
            let mut bears = false;
            let uses = self.index.uses_by_streets(hit.name);
            bears |= !uses.is_empty();
            if !self.streets(uses, hit) {
                return;
            }
            // `01` of a code beside another number is a part of a postcode or a house, and names nothing.
            let names_poi = hit.words == asked.all_words() || has_letters(asked, hit.words);
            for poi in self.index.pois_named(hit.name).filter(|_| names_poi) {
                if !self.work.take(1) {
                    return;
                }
                bears = true;
                self.poi(poi, hit);
            }
            names += usize::from(bears);
            if names == NAMES_MAX {
                return;
            }
        }
    }

    /// Streets of one name. Where there are many, those of named settlements come first, and the others only when they
    /// could still be meant: a town that is named leaves none of them. `false` when the work is used up.
    fn streets(&mut self, uses: Range<u32>, hit: &Hit) -> bool {
        let table = self.index.name_streets();
        if uses.len() > FEW_STREETS {
            let places = self.places;
            for &place in places.named() {
                let mut at = self.first_in(&uses, place);
                while let Some(street) =
                    table.get(at).filter(|street| at < uses.end && self.settlement_of(*street) == place)
                {
                    self.street(street, hit);
                    at += 1;
                }
            }
            let left = self.asked.all_words() & !hit.words & !self.places.area_words() & !self.asked.open_word();
            if hit.cost.min(hit.place_cost) + leftover_cost(self.asked, left) > self.least + SHOWN_COST {
                return true;
            }
        }
        for street in table.range(uses.start, uses.end) {
            if !self.work.take(1) {
                return false;
            }
            self.street(street, hit);
        }
        true
    }

    fn settlement_of(&self, street: u32) -> u32 {
        self.index.streets().get(street).map_or(NONE, |row| row.settlement)
    }

    /// Streets are in the order of their settlements.
    fn first_in(&self, uses: &Range<u32>, settlement: u32) -> u32 {
        let is_before = |street: &u32| self.settlement_of(*street) < settlement;
        self.index.name_streets().partition_within(uses.clone(), is_before)
    }

    /// However well a bearer of the name lies, words that name no place are left over.
    fn cost_at_least(&self, hit: &Hit) -> f32 {
        let left = self.asked.all_words() & !hit.words & !self.places.words() & !self.asked.open_word();
        hit.cost.min(hit.place_cost) + leftover_cost(self.asked, left)
    }

    fn street(&mut self, street: u32, hit: &Hit) {
        let Some(row) = self.index.streets().get(street) else { return };
        let is_settlement = StreetKind::of(row.kind) == StreetKind::Settlement;
        let weight = self.index.names().get(row.name).map_or(0, |name| name.weight);
        // Houses of a settlement are meant only where a number is asked.
        let cost = if is_settlement {
            hit.place_cost + if self.asked.houses.is_empty() { 0.5 } else { 0.0 }
        } else {
            hit.cost
        };
        let hit = Hit { cost, ..*hit };
        self.consider(Thing::Street(street), hit, row.settlement, (row.lon, row.lat), weight);
    }

    fn poi(&mut self, poi: u32, hit: &Hit) {
        let Some(row) = self.index.pois().get(poi) else { return };
        self.consider(Thing::Poi(poi), *hit, row.settlement, (row.lon, row.lat), 60);
    }

    fn places(&mut self) {
        let mut named: Vec<(u32, Hit)> = self.places.iter().copied().collect();
        named.sort_unstable_by_key(|(place, hit)| (*place, hit.words));
        for (place, hit) in named {
            let Some(row) = self.index.places().get(place) else { continue };
            let weight = self.index.names().get(row.name).map_or(0, |name| name.weight);
            self.consider(Thing::Place(place), hit, row.parent, (row.lon, row.lat), weight);
        }
    }

    fn postcodes(&mut self) {
        let table = self.index.postcodes();
        for reading in &self.asked.postcodes {
            let begin = table.partition_point(|row| row.key < reading.key);
            let end = table.partition_point(|row| row.key <= reading.key);
            for at in begin..end {
                let Some(row) = table.get(at) else { continue };
                let hit = Hit { name: NONE, words: reading.words, cost: 0.0, place_cost: 0.0, edits: 0 };
                self.consider(Thing::Postcode(at), hit, row.settlement, (row.lon, row.lat), 0);
            }
        }
    }

    fn consider(&mut self, thing: Thing, hit: Hit, inside: u32, spot: (i32, i32), weight: u8) {
        if !self.is_wanted(thing, inside) {
            return;
        }
        let around = context(self.index, self.asked, self.places, inside, hit.words);
        let left = self.asked.all_words() & !hit.words & !around.words;
        let cost = hit.cost + around.cost + leftover_cost(self.asked, left);
        self.least = self.least.min(cost);
        if cost > self.least + SHOWN_COST {
            return;
        }
        let near = from_bias(self.options.bias.map(to_e7), spot) as u64;
        let ranked = Ranked { cost: (f64::from(cost) * 1_000.0) as i64, near, weight, seed: Seed { thing, hit, cost } };
        if self.best.len() < SEEDS_MAX {
            self.best.push(ranked);
        } else if self.best.peek().is_some_and(|worst| ranked < *worst) {
            self.best.pop();
            self.best.push(ranked);
        }
    }

    fn is_wanted(&self, thing: Thing, inside: u32) -> bool {
        if self.options.countries.is_empty() {
            return true;
        }
        let own = match thing {
            Thing::Place(place) => Some(place),
            _ => None,
        };
        let country = own
            .into_iter()
            .chain(chain(self.index, inside))
            .find_map(|place| self.index.places().get(place).map(|row| row.country).filter(|country| *country != 0));
        country.is_some_and(|country| self.options.countries.contains(&country_code(country)))
    }
}

fn has_letters(asked: &Asked, words: u32) -> bool {
    (0..asked.words.len()).any(|at| words >> at & 1 == 1 && !asked.words[at].is_number)
}

/// Whether all words may name a street. In a question in parts that has none, the houses of the settlement are meant.
fn may_be_street(asked: &Asked, words: u32) -> bool {
    let all =
        |part: Part| (0..asked.words.len()).filter(|at| words >> at & 1 == 1).all(|at| asked.words[at].part.has(part));
    all(Part::STREET) || all(Part::PLACE)
}
