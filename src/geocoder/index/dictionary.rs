//! The words of the index, sorted, and which of them are near a typed one.
//!
//! The sorted words are walked like a trie by what is typed (`words::Typed`), and where it dies all words with that
//! beginning are passed over: each row says how many letters it shares with the one before.

use super::row::Row;
use super::rows::TokenRow;
use super::table::Table;
use crate::words::{Typed, Walk};

#[derive(Clone, Copy, Debug)]
pub struct Dictionary<'a> {
    tokens: Table<'a, TokenRow>,
    letters: &'a [u8],
}

/// A word that was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    pub token: u32,
    pub edits: u8,
}

impl<'a> Dictionary<'a> {
    pub fn new(tokens: Table<'a, TokenRow>, letters: &'a [u8]) -> Self {
        Self { tokens, letters }
    }

    /// The last row only tells where the last word ends.
    pub fn len(&self) -> u32 {
        (self.tokens.len() as u32).saturating_sub(1)
    }

    pub fn word(&self, token: u32) -> &'a str {
        std::str::from_utf8(self.word_bytes(token)).unwrap_or("")
    }

    fn word_bytes(&self, token: u32) -> &'a [u8] {
        let ends = |at: u32| self.tokens.get(at).map_or(0, |row| row.letters as usize);
        self.letters.get(ends(token)..ends(token.saturating_add(1))).unwrap_or(&[])
    }

    pub fn find(&self, word: &str) -> Option<u32> {
        let at = self.first_at_least(0, word.as_bytes());
        (at < self.len() && self.word_bytes(at) == word.as_bytes()).then_some(at)
    }

    /// All words with this beginning are from the first number until before the second.
    pub fn with_prefix(&self, prefix: &str) -> (u32, u32) {
        let begin = self.first_at_least(0, prefix.as_bytes());
        (begin, self.after_prefix(begin, prefix.as_bytes()))
    }

    /// Words within so many edits (`EDITS_MAX` at most), in order.
    pub fn near(&self, word: &str, edits: usize, take: &mut dyn FnMut(Reach)) {
        self.walk(&Typed::new(word, edits), false, take);
    }

    /// Words of which a beginning is within so many edits.
    pub fn near_prefix(&self, word: &str, edits: usize, take: &mut dyn FnMut(Reach)) {
        self.walk(&Typed::new(word, edits), true, take);
    }

    fn walk(&self, typed: &Typed, beginnings: bool, take: &mut dyn FnMut(Reach)) {
        let mut walk = Walk::new(typed);
        let mut token = 0;
        while token < self.len() {
            let word = self.word_bytes(token);
            let dead_at = walk.follow(typed, word, self.shared(token));
            let edits = match (beginnings, dead_at) {
                (true, _) => walk.best_of_beginnings(typed),
                (false, Some(_)) => None,
                (false, None) => walk.best(typed),
            };
            // All words that go on alike fare alike.
            let next = dead_at.map_or(token + 1, |dead_at| self.after_shared(token, dead_at));
            edits.into_iter().for_each(|edits| (token..next).for_each(|token| take(Reach { token, edits })));
            token = next;
        }
    }

    fn shared(&self, token: u32) -> usize {
        self.tokens.get(token).map_or(0, |row| usize::from(row.shared))
    }

    /// The next word that does not begin with one letter more than `letters` of this one.
    fn after_shared(&self, token: u32, letters: usize) -> u32 {
        let following = self.tokens.range(token + 1, self.len());
        token + 1 + following.take_while(|row| usize::from(row.shared) > letters).count() as u32
    }

    fn first_at_least(&self, from: u32, word: &[u8]) -> u32 {
        self.boundary(from, |other| other < word)
    }

    fn after_prefix(&self, from: u32, prefix: &[u8]) -> u32 {
        self.boundary(from, |other| &other[..other.len().min(prefix.len())] <= prefix)
    }

    /// Gallops, then halves: mostly the boundary is near.
    fn boundary(&self, from: u32, is_before: impl Fn(&[u8]) -> bool) -> u32 {
        let (mut low, mut step, count) = (from, 1, self.len());
        while low + step < count && is_before(self.word_bytes(low + step)) {
            low += step;
            step *= 2;
        }
        let mut high = (low + step).min(count);
        while low < high {
            let middle = low + (high - low) / 2;
            if is_before(self.word_bytes(middle)) { low = middle + 1 } else { high = middle }
        }
        low
    }
}

/// With how many letters both begin; 255 at most, which is more than is ever compared.
pub fn shared_letters(one: &str, other: &str) -> u8 {
    let shared = one.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    shared.min(usize::from(u8::MAX)) as u8
}

/// Rows and letters of a dictionary of sorted words, for tests and the builder.
pub fn write_words<'w>(words: impl Iterator<Item = (&'w str, u32, bool)>, postings_end: u32) -> (Vec<u8>, Vec<u8>) {
    let (mut rows, mut letters) = (Vec::new(), Vec::new());
    let mut before = "";
    for (word, postings, common) in words {
        let (common, shared) = (u8::from(common), shared_letters(before, word));
        TokenRow { letters: letters.len() as u32, postings, common, shared }.write(&mut rows);
        letters.extend_from_slice(word.as_bytes());
        before = word;
    }
    TokenRow { letters: letters.len() as u32, postings: postings_end, common: 0, shared: 0 }.write(&mut rows);
    (rows, letters)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::words::distance;

    fn with_words(words: &[String], check: impl FnOnce(Dictionary<'_>)) {
        let (rows, letters) = write_words(words.iter().map(|word| (word.as_str(), 0, false)), 0);
        check(Dictionary::new(Table::new(&rows), &letters));
    }

    fn words() -> impl Strategy<Value = Vec<String>> {
        prop::collection::btree_set("[abc]{1,7}", 1..80).prop_map(|words| words.into_iter().collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn near_words_are_those_that_brute_force_finds(words in words(), typed in "[abc]{1,7}", edits in 0usize..=2) {
            with_words(&words, |dictionary| {
                let mut found = Vec::new();
                dictionary.near(&typed, edits, &mut |reach| found.push((reach.token as usize, usize::from(reach.edits))));
                let expected: Vec<(usize, usize)> = words.iter().enumerate()
                    .map(|(token, word)| (token, distance(word.as_bytes(), typed.as_bytes())))
                    .filter(|(_, distance)| *distance <= edits).collect();
                assert_eq!(found, expected);
            });
        }

        #[test]
        fn near_beginnings_are_those_that_brute_force_finds(words in words(), typed in "[abc]{1,6}", edits in 0usize..=2) {
            with_words(&words, |dictionary| {
                let mut found = Vec::new();
                dictionary.near_prefix(&typed, edits, &mut |reach| found.push((reach.token as usize, usize::from(reach.edits))));
                let nearest = |word: &String| (0..=word.len()).map(|end| distance(&word.as_bytes()[..end], typed.as_bytes())).min();
                let expected: Vec<(usize, usize)> = words.iter().enumerate()
                    .filter_map(|(token, word)| nearest(word).map(|distance| (token, distance)))
                    .filter(|(_, distance)| *distance <= edits).collect();
                assert_eq!(found, expected);
            });
        }

        #[test]
        fn words_and_beginnings_are_found_as_in_a_list(words in words(), typed in "[abc]{1,4}") {
            with_words(&words, |dictionary| {
                assert_eq!(dictionary.find(&typed), words.iter().position(|word| *word == typed).map(|at| at as u32));
                let (begin, end) = dictionary.with_prefix(&typed);
                let expected = words.iter().filter(|word| word.starts_with(&typed)).count();
                assert_eq!((end - begin) as usize, expected);
            });
        }
    }
}
