//! What is searched, changed in place.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::typed::DIGITS_MAX;
use crate::words::{Typed, Walk};

/// One customer as it is searched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Folded words of the names and places (`words_of`).
    pub words: Vec<String>,
    /// Digits by which the customer is found from their beginning: number, phones without the code of the country.
    pub digits: Vec<String>,
    /// Of two equally near, the greater comes first.
    pub value: u8,
}

/// Words and digits, and the slots they lead to.
#[derive(Clone, Debug, Default)]
pub struct PeopleIndex {
    pub(super) words: BTreeMap<Box<str>, Vec<u32>>,
    digits: BTreeSet<(u64, u32)>,
    records: Vec<Option<Record>>,
    count: usize,
}

/// What a slot holds, to take it out again.
#[derive(Clone, Debug)]
struct Record {
    /// With blanks between them.
    words: Box<str>,
    digits: Box<[u64]>,
    value: u8,
}

/// A word that was reached, and its slots in order.
#[derive(Clone, Copy, Debug)]
pub struct Reached<'a> {
    pub word: &'a str,
    pub slots: &'a [u32],
    pub edits: u8,
}

impl PeopleIndex {
    /// How many customers are in it.
    pub fn len(&self) -> usize {
        self.count
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Puts `entry` into `slot`, in place of what was there.
    pub fn set(&mut self, slot: u32, entry: &Entry) {
        self.remove(slot);
        let mut words: Vec<&str> = entry.words.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
        words.sort_unstable();
        words.dedup();
        for word in &words {
            insert_slot(self.slots_mut(word), slot);
        }
        let digits: Box<[u64]> = entry.digits.iter().filter_map(|digits| digits_key(digits)).collect();
        self.digits.extend(digits.iter().map(|key| (*key, slot)));
        let at = slot as usize;
        if self.records.len() <= at {
            self.records.resize_with(at + 1, || None);
        }
        self.records[at] = Some(Record { words: words.join(" ").into(), digits, value: entry.value });
        self.count += 1;
    }

    /// Takes out whatever `slot` holds.
    pub fn remove(&mut self, slot: u32) {
        let Some(record) = self.records.get_mut(slot as usize).and_then(Option::take) else {
            return;
        };
        for word in record.words.split_whitespace() {
            let Some(slots) = self.words.get_mut(word) else { continue };
            if let Ok(at) = slots.binary_search(&slot) {
                slots.remove(at);
            }
            if slots.is_empty() {
                self.words.remove(word);
            }
        }
        for key in &record.digits {
            self.digits.remove(&(*key, slot));
        }
        self.count -= 1;
    }

    /// The value that the slot's entry was given; 0 for an empty slot.
    pub fn value(&self, slot: u32) -> u8 {
        self.record(slot).map_or(0, |record| record.value)
    }

    /// The words of a slot, sorted, each once.
    pub fn words(&self, slot: u32) -> impl Iterator<Item = &str> {
        self.record(slot).into_iter().flat_map(|record| record.words.split_whitespace())
    }

    /// Slots with a number that begins with these digits, in the order of the numbers.
    pub fn with_digits(&self, beginning: &str) -> impl Iterator<Item = u32> + '_ {
        let low = digits_key(beginning);
        let high = low.map(|low| low | ((1 << (60 - 4 * beginning.len())) - 1));
        let range = low.zip(high).map(|(low, high)| self.digits.range((low, 0)..=(high, u32::MAX)));
        range.into_iter().flatten().map(|(_, slot)| *slot)
    }

    pub(super) fn exact(&self, word: &str) -> Option<Reached<'_>> {
        self.words.get_key_value(word).map(|(word, slots)| Reached { word, slots, edits: 0 })
    }

    /// Words that begin with `beginning`, the whole word not among them.
    pub(super) fn beginning_with<'a>(&'a self, beginning: &'a str) -> impl Iterator<Item = Reached<'a>> + 'a {
        let from = (Bound::Excluded(beginning), Bound::Unbounded);
        let words = self.words.range::<str, _>(from).take_while(move |(word, _)| word.starts_with(beginning));
        words.map(|(word, slots)| Reached { word, slots, edits: 0 })
    }

    /// Words within `edits` of `typed`, or with a beginning that is, in their order.
    pub(super) fn near<'a>(&'a self, typed: &str, edits: usize, beginnings: bool, take: &mut dyn FnMut(Reached<'a>)) {
        let typed = Typed::new(typed, edits);
        let (mut walk, mut before) = (Walk::new(&typed), "");
        let mut rest = self.words.range::<str, _>(..);
        while let Some((word, slots)) = rest.next() {
            let dead_at = walk.follow(&typed, word.as_bytes(), shared_letters(before, word));
            before = word;
            let edits = match (beginnings, dead_at) {
                (true, _) => walk.best_of_beginnings(&typed),
                (false, Some(_)) => None,
                (false, None) => walk.best(&typed),
            };
            edits.into_iter().for_each(|edits| take(Reached { word, slots, edits }));
            // All words that go on alike fare alike: those that are near are taken, the others passed over.
            if let Some(alike) = dead_at.map(|dead_at| &word[..=dead_at]) {
                let others = edits.into_iter().flat_map(|edits| {
                    let words = self.words.range::<str, _>((Bound::Excluded(&**word), Bound::Unbounded));
                    words.take_while(|(word, _)| word.starts_with(alike)).map(move |(word, slots)| (word, slots, edits))
                });
                others.for_each(|(word, slots, edits)| take(Reached { word, slots, edits }));
                rest = self.words.range::<str, _>((Bound::Included(behind(alike).as_str()), Bound::Unbounded));
            }
        }
    }

    fn record(&self, slot: u32) -> Option<&Record> {
        self.records.get(slot as usize).and_then(Option::as_ref)
    }

    fn slots_mut(&mut self, word: &str) -> &mut Vec<u32> {
        if !self.words.contains_key(word) {
            self.words.insert(word.into(), Vec::new());
        }
        self.words.get_mut(word).expect("just put there")
    }
}

fn insert_slot(slots: &mut Vec<u32>, slot: u32) {
    match slots.last() {
        // While everything is loaded, slots come in their order.
        Some(last) if *last < slot => slots.push(slot),
        _ => {
            if let Err(at) = slots.binary_search(&slot) {
                slots.insert(at, slot);
            }
        }
    }
}

/// Four bits a digit, from the left; a beginning is then a range. `None` for no digits or more than fit.
fn digits_key(digits: &str) -> Option<u64> {
    let fits = (1..=DIGITS_MAX).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
    let key = || digits.bytes().fold(0u64, |key, digit| key << 4 | u64::from(digit - b'0'));
    fits.then(|| key() << (60 - 4 * digits.len()))
}

/// The first text behind all that begin with `alike`, which is not empty and of ASCII letters and digits.
fn behind(alike: &str) -> String {
    let (begin, last) = alike.split_at(alike.len() - 1);
    format!("{begin}{}", char::from(last.as_bytes()[0] + 1))
}

fn shared_letters(one: &str, other: &str) -> usize {
    one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count()
}
