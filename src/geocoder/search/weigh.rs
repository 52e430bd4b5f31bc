//! Every word of the question, held against one thing that may be meant.

use std::collections::HashMap;

use super::asked::{Asked, Part, mask};
use super::found::{Found, Thing, from_bias};
use super::hits::{Hit, leftover_cost};
use super::house::MISSING_NUMBER_COST;
use super::place_hits::PlaceHits;
use super::seek::Seed;
use super::town::{
    Belief, Context, belief_in_town, chain, context, is_street_credible, naming_words, street_beside_place,
};
use super::work::Work;
use super::{Findings, SHOWN_COST};
use crate::geocoder::answer::Level;
use crate::geocoder::index::{Index, NONE, StreetKind, country_code, kind_of, to_e7};
use crate::geocoder::normalize::{country_of, postcode_key};
use crate::geocoder::query::Options;
use crate::geocoder::record::PlaceKind;

/// A postcode that is another one here. It checks, it does not decide.
const OTHER_POSTCODE_COST: f32 = 0.3;
/// A street whose name fits worse needs more to be believed.
const FAR_COST: f32 = 0.3;
/// A street with a mistake and without some of its words is not meant where it lacks the number; nor is one when the
/// words are known as they are.
const ELSEWHERE_COST: f32 = 0.7;
/// A town whose name is short and has a mistake: anything else that fits is meant.
const DOUBTFUL_TOWN_COST: f32 = 0.5;
/// With more mistakes in all, or more that does not fit, such a town is not even worth a question.
const DOUBTFUL_EDITS_MAX: u8 = 2;
const DOUBTFUL_COST_MAX: f32 = 1.4;
/// `ul.` in front of what is no street.
const STREET_WORD_COST: f32 = 0.4;
/// A word between given name and surname that the street's name does not have.
const WORD_BESIDE_STREET_COST: f32 = 0.7;

pub fn weigh(
    index: &Index,
    asked: &Asked,
    options: &Options,
    places: &PlaceHits,
    known: u32,
    seeds: Vec<Seed>,
    work: &Work,
) -> Findings {
    let scale = Scale { index, asked, options, places, known };
    let mut findings = Findings::default();
    let mut best: HashMap<Thing, Found> = HashMap::new();
    // Numbers and little words cost the same for all until they are looked at.
    let unsettled = leftover_cost(asked, asked.all_words() & !naming_words(asked, asked.all_words()));
    let mut least = f32::MAX;
    for seed in seeds {
        if seed.cost - unsettled > least + SHOWN_COST {
            break;
        }
        match scale.weigh(&seed) {
            Ok(found) => {
                least = least.min(found.cost);
                scale.keep(&mut best, found);
            }
            // The best that was refused tells which words nothing explains.
            Err(unknown) if findings.unknown_town == 0 => findings.unknown_town = unknown,
            Err(_) => {}
        }
    }
    findings.found = best.into_values().collect();
    findings.found.sort_unstable_by_key(Found::rank);
    findings.cut_short = work.is_over();
    findings
}

/// One question over one index.
pub(super) struct Scale<'s> {
    pub(super) index: &'s Index,
    pub(super) asked: &'s Asked,
    options: &'s Options,
    places: &'s PlaceHits,
    /// Words that are in the dictionary as they were typed.
    known: u32,
}

impl Scale<'_> {
    fn keep(&self, best: &mut HashMap<Thing, Found>, found: Found) {
        let inside =
            self.options.within.is_none_or(|within| point_of(found.spot).is_some_and(|point| within.contains(point)));
        if inside && best.get(&found.thing).is_none_or(|known| found.cost < known.cost) {
            best.insert(found.thing, found);
        }
    }

    /// `Err` holds the words that name a town which is not known.
    fn weigh(&self, seed: &Seed) -> Result<Found, u32> {
        let hit = seed.hit;
        let found = match seed.thing {
            Thing::Street(street) | Thing::Address(street) => self.street(street, &hit),
            Thing::Place(place) => self.place(place, &hit),
            Thing::Poi(poi) => self.poi(poi, &hit),
            Thing::Postcode(row) => self.postcode(row, &hit),
        };
        found.map(|found| self.finish(found))
    }

    fn context(&self, inside: u32, used: u32) -> Context {
        context(self.index, self.asked, self.places, inside, used)
    }

    fn street(&self, street: u32, hit: &Hit) -> Result<Found, u32> {
        let row = self.index.streets().get(street).unwrap_or_default();
        let is_settlement = StreetKind::of(row.kind) == StreetKind::Settlement;
        let mut around = self.context(row.settlement, hit.words);
        if is_settlement {
            around.add(&Hit { cost: 0.0, ..*hit }, true);
            around.settlement_words |= hit.words;
        }
        let mut found = self.found(Thing::Street(street), Level::Street, hit, &around);
        found.edits = if is_settlement { around.edits } else { found.edits };
        found.settlement = Some(row.settlement).filter(|place| *place != NONE);
        found.district = around.part;
        (found.spot, found.radius) = ((row.lon, row.lat), row.radius);
        found.weight = self.index.names().get(row.name).map_or(0, |name| name.weight);
        self.number(&mut found, street);
        self.check_postcode(&mut found, row.settlement);
        self.leftovers(&mut found, &around, hit.words);
        let left = self.asked.all_words() & !found.words;
        let names = naming_words(self.asked, left);
        if is_settlement && (names != 0 || found.level == Level::Street) {
            return Err(0);
        }
        // Far from what was typed, without its number or in no town that was named: something else is meant.
        let is_far = found.edits > 0 || hit.cost > FAR_COST && found.missing_number.is_some();
        let is_other_name = hit.cost > ELSEWHERE_COST || hit.words & !self.known == 0;
        let is_elsewhere = hit.edits > 0 && is_other_name && found.missing_number.is_some();
        let is_guess =
            is_far && around.settlement_words == 0 && (found.missing_number.is_some() || around.part.is_some());
        if is_guess || is_elsewhere || !self.believe_town(&mut found, &around) {
            return Err(self.words_of_mistakes(&around) | names);
        }
        if is_street_credible(self.asked, left, &around) { Ok(found) } else { Err(names) }
    }

    /// `false` when the town is not meant. A doubtful one is told only when it explains all the rest.
    fn believe_town(&self, found: &mut Found, around: &Context) -> bool {
        let is_close = found.edits <= DOUBTFUL_EDITS_MAX && found.cost <= DOUBTFUL_COST_MAX;
        let explains_all = is_close && naming_words(self.asked, self.asked.all_words() & !found.words) == 0;
        match belief_in_town(self.index, self.asked, around, found.postcode_agrees) {
            Belief::Doubtful if explains_all && !found.is_coarser_than_asked() => {
                found.doubtful_town = self.words_of_mistakes(around);
                found.cost += DOUBTFUL_TOWN_COST;
                true
            }
            belief => belief == Belief::Sure,
        }
    }

    fn words_of_mistakes(&self, around: &Context) -> u32 {
        around.mistaken.map_or(0, |hit| hit.words)
    }

    fn poi(&self, poi: u32, hit: &Hit) -> Result<Found, u32> {
        let row = self.index.pois().get(poi).unwrap_or_default();
        let around = self.context(row.settlement, hit.words);
        let mut found = self.found(Thing::Poi(poi), Level::Poi, hit, &around);
        found.settlement = Some(row.settlement).filter(|place| *place != NONE);
        (found.spot, found.radius, found.weight) = ((row.lon, row.lat), 50, 60);
        if self.asked.is_behind_street_word(hit.words) {
            found.cost += STREET_WORD_COST;
        }
        self.check_postcode(&mut found, row.settlement);
        self.leftovers(&mut found, &around, hit.words);
        let left = self.asked.all_words() & !found.words;
        let is_address = self.asked.houses.iter().any(|house| house.own & found.words == 0);
        if is_address && around.settlement_words == 0 || !self.believe_town(&mut found, &around) {
            return Err(self.words_of_mistakes(&around));
        }
        if is_street_credible(self.asked, left, &around) { Ok(found) } else { Err(naming_words(self.asked, left)) }
    }

    fn place(&self, place: u32, hit: &Hit) -> Result<Found, u32> {
        let row = self.index.places().get(place).unwrap_or_default();
        let kind = kind_of(row.kind);
        let mut around = self.context(row.parent, hit.words);
        let mut found = self.found(Thing::Place(place), level_of(kind), hit, &around);
        found.settlement = Some(place);
        found.town_words |= hit.words;
        (found.spot, found.radius) = ((row.lon, row.lat), row.radius);
        found.weight = self.index.names().get(row.name).map_or(0, |name| name.weight);
        self.check_postcode(&mut found, place);
        self.leftovers(&mut found, &around, 0);
        let left = self.asked.all_words() & !found.words;
        let edits = hit.edits + around.edits;
        around.add(hit, true);
        let Some(street) = street_beside_place(self.asked, left, found.town_words, edits) else {
            return Err(naming_words(self.asked, left));
        };
        found.missing_street = street;
        let number = self.asked.houses.iter().find(|reading| reading.own & found.words == 0);
        if let Some(number) = number {
            found.missing_number = Some(number.text.clone());
            found.words |= number.words;
            found.cost += MISSING_NUMBER_COST;
        }
        if self.believe_town(&mut found, &around) { Ok(found) } else { Err(self.words_of_mistakes(&around)) }
    }

    fn postcode(&self, at: u32, hit: &Hit) -> Result<Found, u32> {
        let row = self.index.postcodes().get(at).unwrap_or_default();
        let around = self.context(row.settlement, hit.words);
        let mut found = self.found(Thing::Postcode(at), Level::Postcode, hit, &around);
        found.settlement = Some(row.settlement).filter(|place| *place != NONE);
        (found.spot, found.radius) = ((row.lon, row.lat), row.radius.max(200));
        found.postcode_agrees = true;
        self.leftovers(&mut found, &around, 0);
        let left = self.asked.all_words() & !found.words;
        let names = naming_words(self.asked, left);
        if names != 0 && !around.is_town_named {
            return Err(names);
        }
        found.missing_street = names;
        // A house or town that the question names says more than its postcode.
        found.cost += 0.3;
        Ok(found)
    }

    fn found(&self, thing: Thing, level: Level, hit: &Hit, around: &Context) -> Found {
        Found {
            cost: hit.cost + around.cost,
            words: hit.words | around.words,
            town_words: around.town_words,
            edits: hit.edits + around.edits,
            ..Found::at(thing, level, NONE, (0, 0), 0)
        }
    }

    fn finish(&self, mut found: Found) -> Found {
        let left = self.asked.all_words() & !found.words;
        found.cost += leftover_cost(self.asked, left);
        found.from_bias = from_bias(self.options.bias.map(to_e7), found.spot);
        found
    }

    /// A postcode that was said: right, wrong, or unknown here.
    fn check_postcode(&self, found: &mut Found, settlement: u32) {
        let Some(reading) = self.asked.postcodes.iter().find(|reading| reading.words & found.words == 0) else {
            return;
        };
        let own = match found.thing {
            Thing::Address(address) => self.index.addresses().get(address).map_or(0, |row| row.postcode),
            _ => 0,
        };
        let known = postcode_key(self.index.text(own));
        let table = self.index.postcodes();
        let begin = table.partition_point(|row| row.key < reading.key);
        let end = table.partition_point(|row| row.key <= reading.key);
        let of_settlement = || table.range(begin, end).any(|row| row.settlement == settlement);
        found.words |= reading.words;
        match known {
            Some(key) if key == reading.key => found.postcode_agrees = true,
            Some(_) => found.postcode_differs = true,
            None if of_settlement() => found.postcode_agrees = true,
            None => found.postcode_differs = true,
        }
        found.cost += if found.postcode_differs { OTHER_POSTCODE_COST } else { 0.0 };
    }

    /// Words that say nothing new: the country, a part of the name that the data does not have, what is being typed.
    fn leftovers(&self, found: &mut Found, around: &Context, street_words: u32) {
        for at in 0..self.asked.words.len() {
            let bit = mask(at, 1);
            let word = &self.asked.words[at];
            if found.words & bit != 0 || word.is_number {
                continue;
            }
            if word.part.has(Part::COUNTRY) && self.is_country(found, &word.raw) {
                found.words |= bit;
            } else if self.asked.open_word() == bit && self.is_beginning(found, &word.raw) {
                found.words |= bit;
                found.cost += 0.1;
            }
        }
        let beside = self.asked.beside(street_words) & !found.words & !around.words;
        let extra = naming_words(self.asked, beside);
        if around.settlement_words != 0 && extra.count_ones() == 1 {
            found.words |= extra;
            found.cost += WORD_BESIDE_STREET_COST;
        }
    }

    fn is_country(&self, found: &Found, word: &str) -> bool {
        let Some(country) = country_of(word).or_else(|| (word.len() == 2).then_some(word)) else { return false };
        let own = chain(self.index, found.settlement.unwrap_or(NONE))
            .find_map(|place| self.index.places().get(place).map(|row| row.country).filter(|code| *code != 0));
        own.is_some_and(|own| country_code(own).eq_ignore_ascii_case(country))
    }

    /// Whether the settlement or what it lies in begins so.
    fn is_beginning(&self, found: &Found, word: &str) -> bool {
        let dictionary = self.index.dictionary();
        chain(self.index, found.settlement.unwrap_or(NONE)).any(|place| {
            let name = self.index.places().get(place).map_or(NONE, |row| row.name);
            self.index.tokens_of(name).any(|token| dictionary.word(token).starts_with(word))
        })
    }
}

pub fn level_of(kind: PlaceKind) -> Level {
    match kind {
        PlaceKind::Country => Level::Country,
        PlaceKind::Region => Level::Region,
        PlaceKind::County => Level::County,
        PlaceKind::Commune => Level::Commune,
        PlaceKind::District | PlaceKind::Neighbourhood => Level::District,
        _ => Level::Settlement,
    }
}

pub fn point_of((lon, lat): (i32, i32)) -> Option<crate::geo::LonLat> {
    crate::geo::LonLat::new(f64::from(lon) / 1e7, f64::from(lat) / 1e7).ok()
}
