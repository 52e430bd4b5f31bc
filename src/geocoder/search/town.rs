//! What the question says about where something lies, and whether that can be believed.
//!
//! Here it is decided that a town which is named and not known is never replaced: words that nothing explains are the
//! name of the town, or a part of it, unless they stand where a street stands.

use super::asked::{Asked, Part, Word, mask};
use super::hits::{Hit, leftover_cost};
use super::place_hits::{PlaceHits, is_settlement};
use crate::geocoder::index::{Index, NONE, kind_of};
use crate::geocoder::normalize::{Gap, Role};
use crate::geocoder::record::PlaceKind;

/// Places around places that are looked at; a hierarchy has at most seven.
pub const DEPTH_MAX: usize = 8;

/// A county or region whose name fits worse is not named.
const AREA_COST_MAX: f32 = 0.17;
/// The same behind `u` or `koło`, which ask for another form of the name.
const NEAR_AREA_COST_MAX: f32 = 0.4;

/// The words that name what something lies in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    pub words: u32,
    pub cost: f32,
    pub edits: u8,
    /// A settlement, a part of it, or its commune is named.
    pub is_town_named: bool,
    /// Words that name the settlement, its part or commune.
    pub town_words: u32,
    pub part: Option<u32>,
    /// Words that name the settlement itself.
    pub settlement_words: u32,
    /// The name with the most typing mistakes among them.
    pub mistaken: Option<Hit>,
}

/// A place and what it lies in, fine to coarse.
pub fn chain(index: &Index, place: u32) -> impl Iterator<Item = u32> + use<'_> {
    let parent = |place: &u32| index.places().get(*place).map(|row| row.parent).filter(|parent| *parent != NONE);
    std::iter::successors(Some(place).filter(|place| *place != NONE), parent).take(DEPTH_MAX)
}

/// Explains words that are not `used` by the settlement, its parts and what they lie in.
pub fn context(index: &Index, asked: &Asked, places: &PlaceHits, settlement: u32, used: u32) -> Context {
    let mut context = Context::default();
    if places.is_empty() {
        return context;
    }
    let part = places.parts_of(settlement).iter().filter(|(_, _, hit)| hit.words & used == 0);
    let part = part.max_by(|a, b| gain(asked, &a.2).total_cmp(&gain(asked, &b.2)).then(b.1.cmp(&a.1)));
    let of_part = part.map_or(0, |(_, _, hit)| hit.words);
    for place in chain(index, settlement) {
        let taken = used | context.words;
        let kind = index.places().get(place).map_or(PlaceKind::Region, |row| kind_of(row.kind));
        let is_town = kind >= PlaceKind::Commune;
        let free = places
            .of(place)
            .iter()
            .map(|(_, hit)| hit)
            .filter(|hit| hit.words & taken == 0 && (is_town || is_area_named(asked, hit)));
        // `Ostrava, Moravská Ostrava`: the part's words are not the town's where it has its own.
        let beside_part = |hit: &Hit| hit.words & of_part == 0;
        let better =
            |a: &&Hit, b: &&Hit| gain(asked, a).total_cmp(&gain(asked, b)).then(beside_part(a).cmp(&beside_part(b)));
        let Some(best) = free.max_by(better) else { continue };
        context.add(best, is_town);
        if is_settlement(kind) {
            context.settlement_words |= best.words;
        }
    }
    if let Some((_, place, hit)) = part.filter(|(_, _, hit)| hit.words & context.words == 0) {
        context.add(hit, true);
        context.part = Some(*place);
    }
    context
}

impl Context {
    pub fn add(&mut self, hit: &Hit, is_town: bool) {
        if hit.edits > self.mistaken.map_or(0, |known| known.edits) {
            self.mistaken = Some(*hit);
        }
        self.words |= hit.words;
        self.cost += hit.cost;
        self.edits += hit.edits;
        if is_town {
            self.is_town_named = true;
            self.town_words |= hit.words;
        }
    }
}

/// `Kamień Śląski` is not Kamień in the region `śląskie`: areas are named as they are, or not at all.
fn is_area_named(asked: &Asked, hit: &Hit) -> bool {
    let is_near = asked.is_behind_nearby(hit.words);
    hit.edits == 0 && hit.cost <= if is_near { NEAR_AREA_COST_MAX } else { AREA_COST_MAX }
}

fn gain(asked: &Asked, hit: &Hit) -> f32 {
    leftover_cost(asked, hit.words) - hit.cost
}

/// Words left over that may name something: no numbers, no little words, nothing that is still being typed.
pub fn naming_words(asked: &Asked, left: u32) -> u32 {
    let names = |at: &usize| {
        let word = &asked.words[*at];
        // The first half of a compound names, whatever it means by itself: `Parkstraße`.
        let is_name = matches!(word.role, Role::Plain | Role::Title) || word.compound.is_some();
        let may_name = is_name && !word.is_number && word.raw.len() >= 2;
        left >> at & 1 == 1 && may_name && word.part.has(Part(Part::STREET.0 | Part::PLACE.0))
    };
    (0..asked.words.len()).filter(names).fold(0, |words, at| words | mask(at, 1))
}

/// What may be left over beside a street or point of interest, given the words that name its town: the name of a firm in
/// front of the address. `false` when those words name another town.
pub fn is_street_credible(asked: &Asked, left: u32, context: &Context) -> bool {
    let names = naming_words(asked, left);
    let stands_in_front = names < 1 << context.settlement_words.trailing_zeros().min(31);
    names == 0
        || context.settlement_words != 0
            && context.edits == 0
            && stands_in_front
            && !touches(asked, names, context.town_words)
}

/// Whether a town can be believed for all the typing mistakes in its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belief {
    Sure,
    /// Other towns are as near to a short name: worth a question, no answer to act upon.
    Doubtful,
    None,
}

pub fn belief_in_town(index: &Index, asked: &Asked, context: &Context, postcode_agrees: bool) -> Belief {
    let Some(hit) = context.mistaken else { return Belief::Sure };
    let letters: usize = index.tokens_of(hit.name).map(|token| index.dictionary().word(token).len()).sum();
    let (sure, doubtful) = match letters {
        0..=3 => (0, 0),
        4..=6 => (0, 1),
        7 => (1, 1),
        8..=11 => (1, 2),
        _ => (2, 2),
    };
    let is_backed = postcode_agrees || asked.unfinished;
    match hit.edits {
        edits if edits <= sure || is_backed && edits <= doubtful => Belief::Sure,
        edits if edits <= doubtful => Belief::Doubtful,
        _ => Belief::None,
    }
}

/// The same for a settlement by itself: what is left over must stand where a street stands. Gives the words that are
/// taken for the street.
pub fn street_beside_place(asked: &Asked, left: u32, place_words: u32, edits: u8) -> Option<u32> {
    let names = naming_words(asked, left);
    if names == 0 {
        return Some(0);
    }
    let unsaid = (0..asked.words.len()).filter(|at| names >> at & 1 == 1 && !is_street_kind(&asked.words[*at]));
    let unsaid = unsaid.fold(0, |words, at| words | mask(at, 1));
    if edits > 0 || touches(asked, unsaid, place_words) {
        return None;
    }
    let place_begin = place_words.trailing_zeros() as usize;
    let has_number = asked.houses.iter().any(|house| house.own & place_words == 0);
    let all_like_street = (0..asked.words.len())
        .filter(|at| unsaid >> at & 1 == 1)
        .all(|at| at < place_begin && !has_number || stands_like_a_street(asked, at));
    all_like_street.then_some(names)
}

/// Whether two sets of words stand side by side without a comma: `Kamień Pomorski`, `Neuendorf am Speck`.
fn touches(asked: &Asked, words: u32, others: u32) -> bool {
    let mut last = None;
    for at in 0..asked.words.len() {
        if asked.words[at].gap >= Gap::Break {
            last = None;
        }
        let side = match mask(at, 1) {
            bit if words & bit != 0 => Some(true),
            bit if others & bit != 0 => Some(false),
            _ if asked.words[at].role == Role::Link => last,
            _ => None,
        };
        if last.is_some() && side.is_some() && last != side {
            return true;
        }
        last = side;
    }
    false
}

/// `Wenzelsplatz`: the word itself says that it is a street.
fn is_street_kind(word: &Word) -> bool {
    let ends =
        ["platz", "gasse", "allee"].iter().any(|kind| word.raw.len() > kind.len() + 2 && word.raw.ends_with(kind));
    ends || word.compound.is_some()
}

/// Beside `ul.` or `Straße`, in front of a number, or behind one that begins.
fn stands_like_a_street(asked: &Asked, at: usize) -> bool {
    let is_street = |at: usize| asked.words.get(at).is_some_and(|word| word.role == Role::Street);
    let number_follows =
        asked.words[at + 1..].iter().take(4).take_while(|word| word.gap < Gap::Break).any(|word| word.is_number);
    let is_number_first = |before: usize| {
        let begins = asked.words[before].gap == Gap::Break;
        begins && asked.words[before].is_number && asked.words[at].gap < Gap::Break
    };
    let before = at.checked_sub(1);
    is_street(at + 1) || before.is_some_and(is_street) || number_follows || before.is_some_and(is_number_first)
}
