//! Names that words of the question may mean: which words, at what cost.

use std::collections::HashMap;

use super::asked::{Asked, Word, mask};
use super::lookup::TokenMatch;
use super::work::Work;
use crate::geocoder::index::Index;
use crate::geocoder::normalize::{Gap, Role, sense_of};

/// Ways to read one name that are kept.
const READINGS_MAX: usize = 3;
/// Words that are matched with places of one name; others are left out.
const PIECES_MAX: usize = 8;
/// A name that fits worse is not meant.
const COST_MAX: f32 = 2.5;
/// The same for numbers alone: `35` is not the `L 35`.
const NUMBER_COST_MAX: f32 = 0.05;

/// What an area is, which people leave out: `opolskie`. More than a rival costs, since the town of that name is meant.
const AREA_WORDS: [&str; 4] = ["wojewodztwo", "powiat", "gmina", "landkreis"];
const AREA_WORD_COST: f32 = 0.16;

/// A mistake in a word that is too short to be looked for by itself, beside a word of the same name: `Bug Stargard`.
const SHORT_MISTAKE_COST: f32 = 0.55;

/// A name as some words of the question mean it.
#[derive(Clone, Copy, Debug)]
pub struct Hit {
    pub name: u32,
    pub words: u32,
    /// As a street or point of interest.
    pub cost: f32,
    /// As a place, whose name is not shortened that easily.
    pub place_cost: f32,
    pub edits: u8,
}

impl Hit {
    /// What the words would cost if they were left over, less what the hit costs.
    pub fn gain(&self, asked: &Asked) -> f32 {
        leftover_cost(asked, self.words) - self.cost
    }
}

/// Some words at some places of a name.
#[derive(Clone, Copy, Debug)]
struct Piece {
    places: u16,
    words: u32,
    cost: f32,
    edits: u8,
}

/// All hits, best first.
#[derive(Debug, Default)]
pub struct HitTable {
    pub hits: Vec<Hit>,
}

impl HitTable {
    pub fn new(index: &Index, asked: &Asked, matches: &[TokenMatch], work: &mut Work) -> Self {
        let mut pieces: HashMap<u32, Vec<Piece>> = HashMap::new();
        for found in matches {
            let (Some(row), Some(next)) = (index.tokens().get(found.token), index.tokens().get(found.token + 1)) else {
                continue;
            };
            if !work.take(next.postings.saturating_sub(row.postings)) {
                break;
            }
            for posting in index.postings().range(row.postings, next.postings) {
                let piece = Piece { places: posting.places, words: found.words, cost: found.cost, edits: found.edits };
                pieces.entry(posting.name).or_default().push(piece);
            }
        }
        add_beginnings(index, asked, &mut pieces);
        let mut hits: Vec<Hit> =
            pieces.into_iter().flat_map(|(name, pieces)| readings(index, asked, name, pieces)).collect();
        let gain = |hit: &Hit| hit.gain(asked);
        hits.sort_unstable_by(|a, b| gain(b).total_cmp(&gain(a)).then(a.name.cmp(&b.name)).then(a.words.cmp(&b.words)));
        Self { hits }
    }
}

/// For one to three letters of an unfinished word: the weightiest names.
fn add_beginnings(index: &Index, asked: &Asked, pieces: &mut HashMap<u32, Vec<Piece>>) {
    let Some(word) = asked.words.last().filter(|word| asked.unfinished && !word.is_number) else { return };
    if word.raw.len() > 3 {
        return;
    }
    let letters = crate::geocoder::builder::prefix_number(&word.raw);
    let prefixes = index.prefixes();
    let at = prefixes.partition_point(|row| row.letters < letters);
    let (Some(row), Some(next)) = (prefixes.get(at), prefixes.get(at + 1)) else { return };
    if row.letters != letters {
        return;
    }
    for name in index.prefix_names().range(row.names, next.names) {
        let place = index.tokens_of(name).position(|token| index.dictionary().word(token).starts_with(&word.raw));
        if let Some(place) = place.filter(|place| *place < 16) {
            let piece = Piece { places: 1 << place, words: asked.open_word(), cost: 0.15, edits: 0 };
            pieces.entry(name).or_default().push(piece);
        }
    }
}

/// The best ways to read a name, with different words.
fn readings(index: &Index, asked: &Asked, name: u32, mut pieces: Vec<Piece>) -> Vec<Hit> {
    pieces.sort_unstable_by(|a, b| a.cost.total_cmp(&b.cost).then(a.words.cmp(&b.words)).then(a.places.cmp(&b.places)));
    pieces.dedup_by_key(|piece| (piece.words, piece.places));
    pieces.truncate(PIECES_MAX);
    let tokens = NameShape::new(index, name);
    let mut found: Vec<Hit> = Vec::new();
    // Every non-empty choice of pieces that do not overlap.
    for chosen in 1u32..1 << pieces.len() {
        let some: Vec<Piece> =
            pieces.iter().enumerate().filter(|(at, _)| chosen >> at & 1 == 1).map(|(_, p)| *p).collect();
        if let Some(hit) = tokens.read(asked, name, &some).filter(|hit| is_name(asked, hit)) {
            match found.iter_mut().find(|known| known.words == hit.words) {
                Some(known) if known.cost <= hit.cost => {}
                Some(known) => *known = hit,
                None => found.push(hit),
            }
        }
    }
    found.sort_unstable_by(|a, b| b.gain(asked).total_cmp(&a.gain(asked)).then(a.words.cmp(&b.words)));
    found.truncate(READINGS_MAX);
    found
}

/// Numbers alone name only what is called so.
fn is_name(asked: &Asked, hit: &Hit) -> bool {
    let says_more = |at: usize| hit.words >> at & 1 == 1 && !asked.words[at].is_number;
    hit.cost <= if (0..asked.words.len()).any(says_more) { COST_MAX } else { NUMBER_COST_MAX }
}

/// The words of a name with what they do in it, and whether a town's name may leave them out.
struct NameShape<'i> {
    words: Vec<(&'i str, Role, bool)>,
}

impl<'i> NameShape<'i> {
    fn new(index: &'i Index, name: u32) -> Self {
        let dictionary = index.dictionary();
        let words = index.name_tokens_of(name).map(|(token, droppable)| {
            let word = dictionary.word(token);
            (word, sense_of(word).map_or(Role::Plain, |sense| sense.role), droppable)
        });
        Self { words: words.take(16).collect() }
    }

    fn read(&self, asked: &Asked, name: u32, pieces: &[Piece]) -> Option<Hit> {
        let (mut places, mut words, mut cost, mut edits) = (0u16, 0u32, 0.0, 0);
        let mut order: Vec<(u32, u32)> = Vec::with_capacity(pieces.len());
        for piece in pieces {
            if places & piece.places != 0 || words & piece.words != 0 {
                return None;
            }
            places |= piece.places;
            words |= piece.words;
            cost += piece.cost;
            edits += piece.edits;
            order.push((piece.places.trailing_zeros(), piece.words.trailing_zeros()));
        }
        let own = words;
        for place in 0..self.words.len() {
            if places >> place & 1 == 0
                && let Some((word, extra)) = self.likely_word(asked, place, words, own)
            {
                places |= 1 << place;
                words |= mask(word, 1);
                cost += extra;
                edits += u8::from(extra >= SHORT_MISTAKE_COST);
                order.push((place as u32, word as u32));
            }
        }
        order.sort_unstable();
        let unordered = order.windows(2).any(|pair| pair[0].1 > pair[1].1);
        let holes = holes(words);
        cost += if unordered { 0.08 } else { 0.0 } + 0.3 * holes as f32;
        let (missing, missing_in_place) = self.missing(asked, places, words);
        Some(Hit { name, words, cost: cost + missing, place_cost: cost + missing_in_place, edits })
    }

    /// A free word beside the used ones that may stand at a place of the name: a common word, an initial, a beginning.
    fn likely_word(&self, asked: &Asked, place: usize, used: u32, own: u32) -> Option<(usize, f32)> {
        let (text, role, _) = self.words[place];
        let beside = |at: usize| (own << 2 | own << 1 | own >> 1 | own >> 2) >> at & 1 == 1;
        let free = |at: &usize| used >> at & 1 == 0 && beside(*at);
        let cost = |word: &Word, at: usize| {
            let open = asked.open_word() == mask(at, 1);
            if word.text == text {
                Some(0.0)
            } else if word.is_number {
                None
            } else if word.raw.len() == 1
                && word.gap != Gap::Glued
                && text.starts_with(&word.raw)
                && role != Role::Street
            {
                Some(0.08)
            } else if (open || word.dotted) && text.starts_with(&word.raw) {
                Some(0.04)
            } else if role == Role::Street && text.len() > 4 && is_one_edit(&word.raw, text) {
                Some(0.3)
            } else if word.raw.len() >= 3 && text.len() >= 3 && word.role == Role::Plain && is_one_edit(&word.raw, text)
            {
                Some(SHORT_MISTAKE_COST)
            } else {
                None
            }
        };
        (0..asked.words.len()).filter(free).find_map(|at| Some((at, cost(&asked.words[at], at)?)))
    }

    /// What the words cost that were not said, as a street and as a place.
    fn missing(&self, asked: &Asked, places: u16, words: u32) -> (f32, f32) {
        // Whoever is still typing has not said the rest yet.
        let still_typing = asked.unfinished && words & asked.open_word() != 0;
        let last = 15u32.saturating_sub(places.leading_zeros()) as usize;
        let names_nothing = |(text, role, _): &(&str, Role, bool)| {
            matches!(role, Role::Street | Role::Link) || text.bytes().all(|byte| byte.is_ascii_digit())
        };
        // `opolskie` is the region; `Karviná` is the town, not what is around it.
        let names_area = self.words.iter().any(|(text, ..)| is_area_adjective(text)) || asked.is_behind_nearby(words);
        let is_all_common = self.words.iter().all(names_nothing);
        let (mut street, mut place) = (0.0, 0.0);
        for (at, (text, role, droppable)) in self.words.iter().enumerate().filter(|(at, _)| places >> at & 1 == 0) {
            let in_street = match role {
                Role::Street if *text == "ul" => 0.0,
                Role::Street | Role::Link if !is_all_common => 0.05,
                Role::Title => 0.1,
                _ if still_typing && at > last => 0.1,
                _ if text.bytes().all(|byte| byte.is_ascii_digit()) => 0.5,
                _ if text.len() == 1 => 0.1,
                _ if at < last => 0.22,
                _ => 0.45,
            };
            let in_place = match role {
                Role::Link => 0.05,
                Role::Noise if names_area && AREA_WORDS.contains(text) => AREA_WORD_COST,
                _ if still_typing && at > last => 0.1,
                _ if *droppable => 0.15,
                _ => 1.6,
            };
            street += in_street;
            place += in_place;
        }
        (street, place)
    }
}

/// Polish and Czech areas are mostly called after their town in this way.
fn is_area_adjective(word: &str) -> bool {
    ["ski", "skie", "cki", "ckie", "dzki", "dzkie", "sky", "cky"].iter().any(|ending| word.ends_with(ending))
}

/// How often the words of a mask are interrupted.
fn holes(words: u32) -> u32 {
    let begins = words & !(words << 1);
    begins.count_ones().saturating_sub(1)
}

/// What it costs to leave words unexplained.
pub fn leftover_cost(asked: &Asked, words: u32) -> f32 {
    (0..asked.words.len()).filter(|at| words >> at & 1 == 1).map(|at| word_cost(&asked.words[at])).sum()
}

fn word_cost(word: &Word) -> f32 {
    match word.role {
        Role::Street => 0.25,
        Role::Link | Role::Noise | Role::Unit | Role::Block => 0.12,
        Role::Title => 0.3,
        Role::Plain if word.is_number => 0.8,
        Role::Plain if word.raw.len() < 3 => 0.6,
        Role::Plain => 2.0,
    }
}

/// One letter wrong, missing, extra, or two swapped.
fn is_one_edit(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same..], &b[same..]);
    let swapped = a.len() >= 2 && b.len() >= 2 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..];
    let rest = |of: &[u8]| of.get(1..).unwrap_or(&[]).to_vec();
    swapped || rest(a) == b || a == rest(b) || rest(a) == rest(b)
}
