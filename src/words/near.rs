//! Which words are near a typed one: letters typed wrong, missing, doubled, or two swapped.
//!
//! Nearness is optimal string alignment (Damerau 1964), counted by a bit-parallel automaton (Wu and Manber 1992, with
//! swaps). Sorted words are walked like a trie: the states along one word are kept, what the next shares with it is not
//! looked at again, and where no state is left all words with that beginning can be passed over.

/// Longer words are compared by their first letters: the automaton keeps its states in the bits of a word.
pub const WORD_LETTERS_MAX: usize = 60;

/// Most edits that are ever looked for.
pub const EDITS_MAX: usize = 2;

/// For each number of edits, bit i: the first i letters of the pattern are matched.
type State = [u64; EDITS_MAX + 1];

/// A typed word, ready to be held against many.
#[derive(Clone, Debug)]
pub struct Typed {
    /// For each letter, at which places of the pattern it stands; `a` to `z`, then digits.
    masks: [u64; 36],
    letters: usize,
    edits: usize,
}

impl Typed {
    /// At most `EDITS_MAX` edits are looked for.
    pub fn new(word: &str, edits: usize) -> Self {
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
#[derive(Clone, Debug)]
pub struct Walk {
    states: Vec<State>,
}

impl Walk {
    /// At the root, before any letter.
    pub fn new(typed: &Typed) -> Self {
        Self { states: vec![typed.start()] }
    }

    /// The place of the letter at which no state is left, if there is one. The word begins with `shared` letters of the
    /// one before.
    pub fn follow(&mut self, typed: &Typed, word: &[u8], shared: usize) -> Option<usize> {
        let shared = shared.min(self.states.len() - 1).min(word.len());
        self.states.truncate(shared + 1);
        for (at, letter) in word.iter().enumerate().skip(shared) {
            let before = at.checked_sub(1).map(|last| (&self.states[last], word[last]));
            let next = typed.step(&self.states[at], before, *letter);
            // Nothing can come back by a swap: a wrong letter in its first half would still be within the edits.
            if next.iter().all(|bits| *bits == 0) {
                return Some(at);
            }
            self.states.push(next);
        }
        None
    }

    /// With how many edits the word that was followed last is what was typed.
    pub fn best(&self, typed: &Typed) -> Option<u8> {
        self.states.last().and_then(|state| typed.accepts(state))
    }

    /// With how many edits a beginning of that word is.
    pub fn best_of_beginnings(&self, typed: &Typed) -> Option<u8> {
        self.states.iter().filter_map(|state| typed.accepts(state)).min()
    }
}

/// Optimal string alignment by its definition: the slow twin.
#[cfg(test)]
pub fn distance(a: &[u8], b: &[u8]) -> usize {
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
