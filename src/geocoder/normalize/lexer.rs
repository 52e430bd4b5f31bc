//! A text cut into runs of letters and runs of digits, each with what stands in front of it.

use std::ops::Range;

use crate::words::fold_letter;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LexemeKind {
    Letters,
    Digits,
}

/// What stands between a lexeme and the one before it; of several marks the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// Nothing: `10e` is `10` and `e`.
    Glued,
    Apostrophe,
    Dot,
    Hyphen,
    Slash,
    Blank,
    /// A comma, semicolon, bracket or the end of a line.
    Break,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lexeme {
    /// Folded; letters `a` to `z` or digits.
    pub text: String,
    pub kind: LexemeKind,
    /// Bytes of the text it was read from.
    pub span: Range<usize>,
    pub gap: Gap,
    /// Whether a full stop follows at once: `gen.`
    pub dotted: bool,
}

/// Never fails; what is neither letter nor digit only separates.
pub fn lexemes(text: &str) -> Vec<Lexeme> {
    let mut found: Vec<Lexeme> = Vec::new();
    let mut gap = Gap::Break;
    // `413 / 34` is one number, though blanks part more than a slash does.
    let mut slashed = false;
    let mut folded = String::new();
    for (at, character) in text.char_indices() {
        folded.clear();
        if !is_mark(character) {
            fold_letter(character, &mut folded);
        }
        if folded.is_empty() {
            if character == '.' && gap == Gap::Glued {
                found.last_mut().into_iter().for_each(|last| last.dotted = true);
            }
            if !is_mark(character) {
                gap = gap.max(gap_of(character));
                slashed |= gap_of(character) == Gap::Slash;
            }
            continue;
        }
        let kind =
            if folded.bytes().all(|byte| byte.is_ascii_digit()) { LexemeKind::Digits } else { LexemeKind::Letters };
        let end = at + character.len_utf8();
        let after_digits = found.last().is_some_and(|last| last.kind == LexemeKind::Digits);
        if slashed && gap == Gap::Blank && kind == LexemeKind::Digits && after_digits {
            gap = Gap::Slash;
        }
        slashed = false;
        match found.last_mut() {
            Some(last) if gap == Gap::Glued && last.kind == kind => {
                last.text.push_str(&folded);
                last.span.end = end;
            }
            _ => found.push(Lexeme { text: folded.clone(), kind, span: at..end, gap, dotted: false }),
        }
        gap = Gap::Glued;
    }
    found
}

/// Combining marks belong to the letter before them.
fn is_mark(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn gap_of(character: char) -> Gap {
    match character {
        '\'' | '’' | 'ʼ' | '`' | '´' => Gap::Apostrophe,
        '.' => Gap::Dot,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Gap::Hyphen,
        '/' | '\\' | '⁄' => Gap::Slash,
        ',' | ';' | '(' | ')' | '[' | ']' | '|' | '\n' | '\r' | '\t' => Gap::Break,
        _ => Gap::Blank,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(String, Gap)> {
        lexemes(text).into_iter().map(|lexeme| (lexeme.text, lexeme.gap)).collect()
    }

    #[test]
    fn digits_and_letters_part_where_they_touch() {
        let expected = [
            ("ul", Gap::Break),
            ("mickiewicza", Gap::Blank),
            ("14", Gap::Blank),
            ("16", Gap::Slash),
            ("a", Gap::Glued),
        ];
        assert_eq!(cut("ul. Mickiewicza 14/16A"), expected.map(|(text, gap)| (text.to_owned(), gap)));
    }

    #[test]
    fn a_slash_joins_numbers_for_all_the_blanks_around_it() {
        assert_eq!(cut("413 / 34")[1], ("34".to_owned(), Gap::Slash));
        assert_eq!(cut("Brno / Ostrava")[1].1, Gap::Blank);
    }

    #[test]
    fn a_full_stop_is_remembered_and_letters_in_two_code_points_are_one() {
        assert!(lexemes("gen. Bema")[0].dotted);
        assert_eq!(cut("Te\u{30c}s\u{30c}i\u{301}n"), [("tesin".to_owned(), Gap::Break)]);
    }

    #[test]
    fn spans_lead_back_to_the_text() {
        let text = "Český Těšín, č.p. 12";
        let words: Vec<&str> = lexemes(text).into_iter().map(|lexeme| &text[lexeme.span]).collect();
        assert_eq!(words, ["Český", "Těšín", "č", "p", "12"]);
    }
}
