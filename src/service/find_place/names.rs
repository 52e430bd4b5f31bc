//! Names, cities and postcodes of the outlets in memory, found by the words they begin with.
//!
//! Every word of an outlet is one number: its first five letters above the slot of the outlet. Sorted, all outlets
//! with a word that may begin like a word of the text are one stretch, found by bisection. The shortest stretch is
//! held against the texts of the mirror, so an entry that is out of date does no harm. Eight bytes a word, some
//! 40 MB for a million outlets, made when first asked for and again after changes.

use std::ops::Range;

use super::postcode;
use super::words::fold;
use crate::domain::outlet::OutletStatus;
use crate::live::outlets::{LiveOutlets, OutletIndex, OutletRef};

/// Letters of a word in an entry, six bits each.
const LETTERS: usize = 5;
const LETTER_BITS: u32 = 6;
const SLOT_BITS: u32 = 32;
/// More words than a search needs.
const WORDS_MAX: usize = 8;
/// Outlets held against a text: some six milliseconds. Only words that thousands of outlets share reach it.
const LOOKED_AT_MAX: usize = 5_000;
/// Outlets read under one lock: some milliseconds that a writer waits.
const READ_PER_LOCK: u32 = 2_048;

/// The words of the outlets that customers may know of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameIndex {
    /// The last change of an outlet that is surely in it.
    revision: i64,
    entries: Vec<u64>,
}

impl NameIndex {
    /// `revision` is read before the first outlet is. Some two seconds for a million outlets, in short locks.
    pub fn build(outlets: &LiveOutlets, revision: i64) -> Self {
        let mut entries = Vec::new();
        let mut from = 0;
        loop {
            let index = outlets.read();
            let until = index.slot_end().min(from + READ_PER_LOCK);
            (from..until).filter_map(|slot| index.at(slot)).for_each(|outlet| push_words(outlet, &mut entries));
            if until >= index.slot_end() {
                break;
            }
            from = until;
        }
        entries.sort_unstable();
        entries.dedup();
        entries.shrink_to_fit();
        Self { revision, entries }
    }

    pub fn revision(&self) -> i64 {
        self.revision
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Slots of public outlets of which some word begins like each of `words`, which are folded; in no order that
    /// means anything, each once.
    pub fn find(&self, index: &OutletIndex, words: &str) -> Vec<u32> {
        let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).take(WORDS_MAX).collect();
        let Some(stretch) = words.iter().map(|word| self.stretch(word)).min_by_key(Range::len) else {
            return Vec::new();
        };
        let mut slots: Vec<u32> = self.entries[stretch].iter().take(LOOKED_AT_MAX).map(|entry| *entry as u32).collect();
        slots.sort_unstable();
        slots.dedup();
        slots.retain(|slot| {
            index.at(*slot).is_some_and(|outlet| is_public(outlet) && has_words(&text_of(outlet), &words))
        });
        slots
    }

    /// Entries that begin like the first letters of the word.
    fn stretch(&self, word: &str) -> Range<usize> {
        let letters = word.len().min(LETTERS);
        let from = packed(word);
        let until = from + (1 << (LETTER_BITS as usize * (LETTERS - letters)));
        let at = |key: u64| self.entries.partition_point(|entry| *entry < key << SLOT_BITS);
        at(from)..at(until)
    }
}

/// Plans and closed outlets are not for customers.
pub(super) fn is_public(outlet: OutletRef<'_>) -> bool {
    matches!(outlet.status(), OutletStatus::Active | OutletStatus::TemporarilyClosed)
}

/// True when each of `words` begins a word of `text`; both are folded.
pub(super) fn has_words(text: &str, words: &[&str]) -> bool {
    words.iter().all(|word| text.split(' ').any(|own| own.starts_with(word)))
}

/// What an outlet is found by.
fn text_of(outlet: OutletRef<'_>) -> String {
    let card = outlet.card();
    let mut text = fold(card.name);
    for part in [fold(card.city), postcode::digits(card.postcode)] {
        text.push(' ');
        text.push_str(&part);
    }
    text
}

fn push_words(outlet: OutletRef<'_>, entries: &mut Vec<u64>) {
    if is_public(outlet) {
        let text = text_of(outlet);
        let words = text.split(' ').filter(|word| !word.is_empty());
        entries.extend(words.map(|word| packed(word) << SLOT_BITS | u64::from(outlet.slot())));
    }
}

/// The first letters of a folded word, the first in the highest bits; nothing stands behind a shorter one.
fn packed(word: &str) -> u64 {
    let code = |letter: u8| match letter {
        b'a'..=b'z' => u64::from(letter - b'a') + 1,
        digit => u64::from(digit.wrapping_sub(b'0') % 10) + 27,
    };
    let bytes = word.bytes().map(code).chain(std::iter::repeat(0));
    bytes.take(LETTERS).fold(0, |packed, letter| packed << LETTER_BITS | letter)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::cli::bench::world::{self, WORLD_NOW};

    fn outlets(names: &[(&str, &str)]) -> LiveOutlets {
        let invented = world::outlets(names.len(), 1, false).zip(names).map(|(mut outlet, (name, city))| {
            outlet.draft.name = (*name).to_owned();
            outlet.draft.address.city = (*city).to_owned();
            outlet.draft.address.postcode = "43-400".to_owned();
            outlet.draft.status = OutletStatus::Active;
            outlet
        });
        LiveOutlets::new(OutletIndex::build(invented, world::services(), WORLD_NOW))
    }

    fn found(outlets: &LiveOutlets, words: &str) -> Vec<String> {
        let index = outlets.read();
        let slots = NameIndex::build(outlets, 0).find(&index, words);
        let mut names: Vec<String> = slots.iter().map(|slot| index.at(*slot).unwrap().card().name.to_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn every_word_counts_from_its_beginning_and_without_diacritics() {
        let outlets = outlets(&[("Meteor nad Olzą", "Cieszyn"), ("Meteor Olomouc", "Olomouc"), ("Automat 17", "Łódź")]);
        for (words, expected) in [
            ("olza", vec!["Meteor nad Olzą"]),
            ("ol", vec!["Meteor Olomouc", "Meteor nad Olzą"]),
            ("meteor cieszyn", vec!["Meteor nad Olzą"]),
            ("lodz 17", vec!["Automat 17"]),
            ("43400", vec!["Automat 17", "Meteor Olomouc", "Meteor nad Olzą"]),
            ("lza", vec![]),
            ("olomoucz", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(found(&outlets, words), expected, "{words}");
        }
    }

    proptest! {
        #[test]
        fn the_answer_is_that_of_looking_at_all_outlets(
            names in proptest::collection::vec("[ab1]{1,7}( [ab1]{1,7})?", 1..12), words in "[ab1]{1,7}( [ab1]{1,3})?",
        ) {
            let pairs: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "c")).collect();
            let outlets = outlets(&pairs);
            let asked: Vec<&str> = words.split(' ').collect();
            let mut expected: Vec<String> = names.iter().filter(|name| has_words(&format!("{name} 43400"), &asked)).cloned().collect();
            expected.sort();
            prop_assert_eq!(found(&outlets, &words), expected);
        }
    }

    #[test]
    fn an_outlet_that_has_another_name_by_now_is_not_found_by_the_old_one() {
        let outlets = outlets(&[("Meteor nad Olzą", "Cieszyn")]);
        let old = NameIndex::build(&outlets, 0);
        let mut renamed = world::outlets(1, 1, false).next().unwrap();
        renamed.draft.name = "Inna".to_owned();
        outlets.write().upsert(&renamed, WORLD_NOW);
        assert!(old.find(&outlets.read(), "olza").is_empty());
    }
}
