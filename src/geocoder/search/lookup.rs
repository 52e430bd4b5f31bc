//! Which words of the dictionary a typed word may stand for, and at what cost.

use std::collections::HashMap;

use super::asked::{Asked, Word, mask};
use super::work::Work;
use crate::geocoder::index::{Dictionary, Index, Reach};
use crate::geocoder::normalize::{Role, base_forms};
use crate::words::unfold_german;

/// Words of the dictionary for one unfinished word; more are told by `Index::prefixes`.
const COMPLETIONS_MAX: u32 = 400;
/// Shorter beginnings lead to the weightiest names only.
const COMPLETED_LETTERS_MIN: usize = 3;
/// In words so short a mistake is looked for only where they mean nothing else.
const SHORT_LETTERS: usize = 3;
/// Words that are like one typed word.
const LIKE_MAX: usize = 48;

/// A word of the dictionary that typed words may stand for.
#[derive(Clone, Copy, Debug)]
pub struct TokenMatch {
    pub token: u32,
    /// The typed words; two when they are one word there.
    pub words: u32,
    pub cost: f32,
    pub edits: u8,
}

/// Words that may hold typing mistakes, as a mask.
pub fn mistakable(asked: &Asked) -> u32 {
    let can = |at: &usize| edits_for(&asked.words[*at]) > 0 || asked.words[*at].compound.is_some();
    (0..asked.words.len()).filter(can).fold(0, |words, at| words | mask(at, 1))
}

/// Words of one dictionary that are like words of the question, kept from round to round.
#[derive(Debug, Default)]
pub struct NearWords(HashMap<usize, Vec<(f32, Reach)>>);

impl NearWords {
    fn of(&mut self, dictionary: Dictionary<'_>, asked: &Asked, at: usize) -> &[(f32, Reach)] {
        let is_open = asked.open_word() == mask(at, 1);
        self.0.entry(at).or_insert_with(|| near_words(dictionary, &asked.words[at], is_open))
    }
}

/// Words of the dictionary for all words of the question; with typing mistakes for those of the mask.
pub fn matches(index: &Index, asked: &Asked, mistaken: u32, near: &mut NearWords, work: &mut Work) -> Vec<TokenMatch> {
    let dictionary = index.dictionary();
    let mut found = Vec::new();
    for (at, word) in asked.words.iter().enumerate() {
        let is_open = asked.open_word() == mask(at, 1);
        let mut of_word = Matches { dictionary, words: mask(at, 1), found: Vec::new() };
        of_word.as_typed(word);
        if is_open {
            of_word.completions(word);
        } else if word.dotted && word.raw.len() >= 3 {
            of_word.abbreviated(word);
        }
        of_word.inflected(asked, at);
        if mistaken >> at & 1 == 1 {
            near.of(dictionary, asked, at)
                .iter()
                .for_each(|(cost, reach)| of_word.add(reach.token, *cost, reach.edits));
        }
        work.take(of_word.found.len() as u32);
        found.extend(of_word.found);
        if let Some(next) = asked.words.get(at + 1).filter(|next| !next.is_number && !word.is_number) {
            let joined = format!("{}{}", word.raw, next.raw);
            let token = dictionary.find(&joined);
            found.extend(token.map(|token| TokenMatch { token, words: mask(at, 2), cost: 0.1, edits: 0 }));
        }
    }
    found
}

struct Matches<'i> {
    dictionary: Dictionary<'i>,
    words: u32,
    found: Vec<TokenMatch>,
}

impl Matches<'_> {
    fn add(&mut self, token: u32, cost: f32, edits: u8) {
        match self.found.iter_mut().find(|known| known.token == token) {
            Some(known) if known.cost <= cost => {}
            Some(known) => (known.cost, known.edits) = (cost, edits),
            None => self.found.push(TokenMatch { token, words: self.words, cost, edits }),
        }
    }

    fn add_word(&mut self, word: &str, cost: f32) {
        self.dictionary.find(word).into_iter().for_each(|token| self.add(token, cost, 0));
    }

    fn as_typed(&mut self, word: &Word) {
        self.add_word(&word.text, 0.0);
        if word.raw != word.text {
            self.add_word(&word.raw, 0.02);
        }
        if let Some(plain) = unfold_german(&word.raw) {
            self.add_word(&plain, 0.03);
        }
        if let Some(compound) = &word.compound {
            self.add_word(compound, 0.0);
        }
    }

    fn completions(&mut self, word: &Word) {
        let (begin, end) = self.dictionary.with_prefix(&word.raw);
        if word.is_number || word.raw.len() < COMPLETED_LETTERS_MIN || end - begin > COMPLETIONS_MAX {
            return;
        }
        for token in begin..end {
            let more = self.dictionary.word(token).len() - word.raw.len();
            self.add(token, 0.04 + 0.01 * more.min(10) as f32, 0);
        }
    }

    fn abbreviated(&mut self, word: &Word) {
        let (begin, end) = self.dictionary.with_prefix(&word.raw);
        (begin..end.min(begin + COMPLETIONS_MAX)).for_each(|token| self.add(token, 0.2, 0));
    }

    /// Behind `w`, `na`, `do`, `v`, or when the word is not known as it is.
    fn inflected(&mut self, asked: &Asked, at: usize) {
        let word = &asked.words[at];
        let behind_link = at > 0 && asked.words[at - 1].role == Role::Link;
        if word.is_number || !(self.found.is_empty() || behind_link) {
            return;
        }
        for (rank, form) in base_forms(&word.raw).iter().enumerate() {
            self.add_word(form, 0.2 + 0.005 * rank as f32);
        }
    }
}

/// The nearest words with what they cost, best first.
fn near_words(dictionary: Dictionary<'_>, word: &Word, is_open: bool) -> Vec<(f32, Reach)> {
    let mut near = Vec::new();
    for typed in std::iter::once(&word.raw).chain(&word.compound) {
        let edits = if *typed == word.raw { edits_for(word) } else { edits_in(typed) };
        if edits > 0 {
            dictionary.near(typed, edits, &mut |reach| near.push((mistake_cost(typed, reach.edits), reach)));
        }
    }
    if is_open && word.raw.len() >= 4 {
        let cost = mistake_cost(&word.raw, 1) + 0.1;
        dictionary.near_prefix(&word.raw, 1, &mut |reach| near.push((cost, reach)));
    }
    near.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.token.cmp(&b.1.token)));
    near.truncate(LIKE_MAX);
    near
}

fn edits_for(word: &Word) -> usize {
    match word.raw.len() {
        _ if word.is_number => 0,
        SHORT_LETTERS if word.role == Role::Plain => 1,
        _ => edits_in(&word.raw),
    }
}

/// How many typing mistakes are looked for in a word: none in short ones, where every other word is near.
fn edits_in(word: &str) -> usize {
    match word.len() {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// The shorter the word, the more a mistake says against it.
fn mistake_cost(word: &str, edits: u8) -> f32 {
    let each = (4.0 / word.len() as f32).clamp(0.35, 0.8);
    f32::from(edits) * each + if edits > 1 { 0.15 } else { 0.0 }
}
