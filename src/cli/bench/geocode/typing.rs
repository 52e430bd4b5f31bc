//! What fingers do to a text: one letter more, less, other, or two swapped.

use crate::cli::bench::world::Dice;

/// Slips are made in words of so many letters and more; in shorter ones nobody could say what was meant.
const WORD_LETTERS_MIN: usize = 4;

/// The text with slips at so many different letters; nothing when it has too few.
pub fn slipped(text: &str, slips: usize, dice: &mut Dice) -> Option<String> {
    let mut letters: Vec<char> = text.chars().collect();
    let mut places: Vec<usize> = slippery(&letters);
    if places.len() < slips * WORD_LETTERS_MIN {
        return None;
    }
    let mut chosen: Vec<usize> = (0..slips).map(|_| places.swap_remove(dice.below(places.len()))).collect();
    // From the end, so that places before stay where they are.
    chosen.sort_unstable_by(|a, b| b.cmp(a));
    for place in chosen {
        slip(&mut letters, place, dice);
    }
    let slipped: String = letters.into_iter().collect();
    (slipped != text).then_some(slipped)
}

/// Letters of long words.
fn slippery(letters: &[char]) -> Vec<usize> {
    let mut places = Vec::new();
    let mut begin = 0;
    for end in 0..=letters.len() {
        if letters.get(end).is_none_or(|letter| !letter.is_alphabetic()) {
            if end - begin >= WORD_LETTERS_MIN {
                places.extend(begin..end);
            }
            begin = end + 1;
        }
    }
    places
}

fn slip(letters: &mut Vec<char>, place: usize, dice: &mut Dice) {
    let other = char::from(b'a' + dice.below(26) as u8);
    let next_is_letter = letters.get(place + 1).is_some_and(|next| next.is_alphabetic());
    match dice.below(4) {
        0 => _ = letters.remove(place),
        1 => letters.insert(place, other),
        2 if next_is_letter => letters.swap(place, place + 1),
        _ => letters[place] = other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_short_words_stay_as_they_are() {
        let mut dice = Dice::new(7);
        for _ in 0..200 {
            // A letter can be replaced by itself, which is no slip.
            let Some(slipped) = slipped("Am Ring 14/16", 1, &mut dice) else { continue };
            assert!(slipped.starts_with("Am ") && slipped.ends_with(" 14/16"), "{slipped}");
        }
        assert_eq!(slipped("ul. 3 B", 1, &mut dice), None);
    }

    #[test]
    fn a_slip_is_one_edit() {
        let mut dice = Dice::new(1);
        for _ in 0..200 {
            let Some(slipped) = slipped("Głęboka", 1, &mut dice) else { continue };
            assert!(slipped.chars().count().abs_diff(7) <= 1 && slipped != "Głęboka");
        }
    }
}
