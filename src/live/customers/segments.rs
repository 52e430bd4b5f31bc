//! Segments by number: a million customers share a handful of words.

use std::collections::HashMap;

/// The words that were ever seen, each with its number. A word is never forgotten: there are few.
#[derive(Clone, Debug, Default)]
pub(super) struct Segments {
    numbers: HashMap<Box<str>, u32>,
    words: Vec<Box<str>>,
}

impl Segments {
    /// The number of `word`, which is learnt when it is new.
    pub fn learn(&mut self, word: &str) -> u32 {
        if let Some(number) = self.number(word) {
            return number;
        }
        let number = u32::try_from(self.words.len()).expect("no more segments than customers, which fit u32");
        self.numbers.insert(word.into(), number);
        self.words.push(word.into());
        number
    }

    /// `None` for a word that no customer ever had.
    pub fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    pub fn word(&self, number: u32) -> &str {
        self.words.get(number as usize).map_or("", AsRef::as_ref)
    }
}
