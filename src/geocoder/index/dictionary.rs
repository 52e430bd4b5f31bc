//! The words of the index, sorted, and which of them are near a typed one.
//!
//! Nearness is the number of letters typed wrong, missing, doubled or two swapped (optimal string alignment, Damerau
//! 1964). The sorted words are walked like a trie: a bit-parallel automaton (Wu and Manber 1992, with swaps) is kept for
//! each depth, and where it dies all words with that beginning are passed over: each row says how many letters it
//! shares with the one before.

use super::row::Row;
use super::rows::TokenRow;
use super::table::Table;

/// Longer words are compared by their first letters: the automaton keeps its states in the bits of a word.
pub const WORD_LETTERS_MAX: usize = 60;

/// Most edits that are ever looked for.
pub const EDITS_MAX: usize = 2;

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
        self.walk(&Automaton::new(word, edits), false, take);
    }

    /// Words of which a beginning is within so many edits.
    pub fn near_prefix(&self, word: &str, edits: usize, take: &mut dyn FnMut(Reach)) {
        self.walk(&Automaton::new(word, edits), true, take);
    }

    fn walk(&self, automaton: &Automaton, beginnings: bool, take: &mut dyn FnMut(Reach)) {
        let mut path = Path { states: vec![automaton.start()] };
        let mut token = 0;
        while token < self.len() {
            let word = self.word_bytes(token);
            let dead_at = path.follow(automaton, word, self.shared(token));
            let edits = match (beginnings, dead_at) {
                (true, _) => path.best_of_beginnings(automaton),
                (false, Some(_)) => None,
                (false, None) => path.best(automaton),
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

/// For each number of edits, bit i: the first i letters of the pattern are matched.
type State = [u64; EDITS_MAX + 1];

struct Automaton {
    /// For each letter, at which places of the pattern it stands; `a` to `z`, then digits.
    masks: [u64; 36],
    letters: usize,
    edits: usize,
}

impl Automaton {
    fn new(word: &str, edits: usize) -> Self {
        let mut masks = [0; 36];
        let pattern = &word.as_bytes()[..word.len().min(WORD_LETTERS_MAX)];
        for (place, letter) in pattern.iter().enumerate() {
            slot(*letter).into_iter().for_each(|slot| masks[slot] |= 1 << place);
        }
        Self { masks, letters: pattern.len(), edits: edits.min(EDITS_MAX) }
    }

    /// Before any letter: leading letters of the pattern may be missing.
    fn start(&self) -> State {
        std::array::from_fn(|edits| if edits <= self.edits { (1 << (edits + 1)) - 1 } else { 0 })
    }

    fn mask(&self, letter: u8) -> u64 {
        slot(letter).map_or(0, |slot| self.masks[slot])
    }

    /// `before` is the state before `now`, `last` the letter that led from it to `now`.
    fn step(&self, now: &State, before: Option<(&State, u8)>, letter: u8) -> State {
        let here = self.mask(letter);
        let mut next = [0; EDITS_MAX + 1];
        next[0] = (now[0] & here) << 1;
        for edits in 1..=self.edits {
            let wrong_or_extra = now[edits - 1] << 1 | now[edits - 1];
            let missing = next[edits - 1] << 1;
            let swapped = before.map_or(0, |(state, last)| (state[edits - 1] & (self.mask(last) >> 1) & here) << 2);
            next[edits] = (now[edits] & here) << 1 | wrong_or_extra | missing | swapped;
        }
        let within = (1u64 << (self.letters + 1)) - 1;
        next.map(|bits| bits & within)
    }

    fn accepts(&self, state: &State) -> Option<u8> {
        (0..=self.edits).find(|edits| state[*edits] >> self.letters & 1 == 1).map(|edits| edits as u8)
    }
}

fn slot(letter: u8) -> Option<usize> {
    match letter {
        b'a'..=b'z' => Some(usize::from(letter - b'a')),
        b'0'..=b'9' => Some(usize::from(letter - b'0') + 26),
        _ => None,
    }
}

/// The states along the letters of one word; what it shares with the next is kept.
struct Path {
    states: Vec<State>,
}

impl Path {
    /// The place of the letter at which no state is left, if there is one. The word begins with `shared` letters of the
    /// one before.
    fn follow(&mut self, automaton: &Automaton, word: &[u8], shared: usize) -> Option<usize> {
        let shared = shared.min(self.states.len() - 1).min(word.len());
        self.states.truncate(shared + 1);
        for (at, letter) in word.iter().enumerate().skip(shared) {
            let before = at.checked_sub(1).map(|last| (&self.states[last], word[last]));
            let next = automaton.step(&self.states[at], before, *letter);
            // Nothing can come back by a swap: a wrong letter in its first half would still be within the edits.
            if next.iter().all(|bits| *bits == 0) {
                return Some(at);
            }
            self.states.push(next);
        }
        None
    }

    fn best(&self, automaton: &Automaton) -> Option<u8> {
        self.states.last().and_then(|state| automaton.accepts(state))
    }

    fn best_of_beginnings(&self, automaton: &Automaton) -> Option<u8> {
        self.states.iter().filter_map(|state| automaton.accepts(state)).min()
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

    /// Optimal string alignment by its definition: the slow twin.
    fn distance(a: &[u8], b: &[u8]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let wrong = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                    let swap = if swapped { table[i - 2][j - 2] + 1 } else { usize::MAX };
                    wrong.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1).min(swap)
                };
            }
        }
        table[a.len()][b.len()]
    }

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
