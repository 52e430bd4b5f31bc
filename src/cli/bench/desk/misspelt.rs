//! What fingers do to a name: one letter left out, put in, exchanged with its neighbour, or wrong.

use crate::cli::bench::world::Dice;

const LETTERS: &[char] = &['a', 'e', 'i', 'o', 'k', 'r', 's', 't'];

/// `text` with one slip, never in its first letter nor at a blank.
pub(super) fn misspelt(text: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let inside: Vec<usize> = (1..letters.len()).filter(|&at| letters[at] != ' ' && letters[at - 1] != ' ').collect();
    if inside.is_empty() {
        return text.to_owned();
    }
    let at = inside[dice.below(inside.len())];
    match dice.below(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, dice.pick(LETTERS)),
        2 => letters.swap(at, at - 1),
        _ => letters[at] = dice.pick(LETTERS),
    }
    letters.into_iter().collect()
}
