//! Texts made comparable: no case, no diacritics, single blanks between words.

use deunicode::deunicode;

/// `Český-Těšín ` becomes `cesky tesin`.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in deunicode(text).chars() {
        if letter.is_ascii_alphanumeric() {
            folded.push(letter.to_ascii_lowercase());
        } else if !folded.is_empty() && !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Shorter names are not looked for inside an address: "As" would be found in many.
const NAME_LETTERS_MIN: usize = 3;

/// The ends of a text of several words, longest first, then its beginnings: where towns stand in addresses.
pub(super) fn endings_and_beginnings(words: &str) -> Vec<&str> {
    let blanks: Vec<usize> = words.match_indices(' ').map(|(at, _)| at).collect();
    let endings = blanks.iter().map(|at| &words[at + 1..]);
    let beginnings = blanks.iter().rev().map(|at| &words[..*at]);
    let is_name = |part: &&str| part.len() >= NAME_LETTERS_MIN && part.contains(|c: char| c.is_ascii_alphabetic());
    endings.chain(beginnings).filter(is_name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_diacritics_and_punctuation_do_not_count() {
        for (text, expected) in
            [("Český  Těšín ", "cesky tesin"), ("ŁÓDŹ", "lodz"), ("Bielsko-Biała", "bielsko biala"), ("?!", "")]
        {
            assert_eq!(fold(text), expected, "{text:?}");
        }
    }

    #[test]
    fn an_address_is_tried_from_its_end_and_then_from_its_beginning() {
        assert_eq!(
            endings_and_beginnings("dluga 12 nowy sacz"),
            ["12 nowy sacz", "nowy sacz", "sacz", "dluga 12 nowy", "dluga 12", "dluga"]
        );
        assert!(endings_and_beginnings("opole").is_empty());
    }
}
