//! The extension behind a number, in the words that people put before it.

/// Longest first, so that `wewn` is not taken for `w` with rubbish. Polish, Czech, German, English, and signs.
const MARKS: [&str; 19] = [
    "extension",
    "wewnetrzny",
    "durchwahl",
    "klapka",
    "linka",
    "wewn",
    "extn",
    "ext",
    "wew",
    "int",
    "kl",
    "dw",
    "nst",
    "x",
    "w",
    "l",
    "#",
    ",,",
    ",",
];

/// Switchboards have no longer ones.
const EXTENSION_DIGITS_MAX: usize = 7;

/// Fewer digits before it, and the mark stands in the number itself.
const NUMBER_DIGITS_MIN: usize = 5;

/// The number without the extension, and the extension. `601100201 wew. 12` is `601100201` and `12`.
pub fn cut(number: &str) -> (&str, Option<String>) {
    let end = number.trim_end().trim_end_matches('#').trim_end();
    let begin = end.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &end[begin.len()..];
    if digits.is_empty() || digits.len() > EXTENSION_DIGITS_MAX {
        return (number, None);
    }
    let before = begin.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ':' | '=' | '-'));
    match without_mark(before) {
        Some(rest) if rest.chars().filter(char::is_ascii_digit).count() >= NUMBER_DIGITS_MIN => {
            (rest, Some(digits.to_owned()))
        }
        _ => (number, None),
    }
}

/// `text` without the mark at its end. A mark of letters is a word of its own.
fn without_mark(text: &str) -> Option<&str> {
    MARKS.iter().find_map(|mark| {
        let split = text.len().checked_sub(mark.len()).filter(|at| text.is_char_boundary(*at))?;
        let (rest, end) = text.split_at(split);
        let whole = !rest.ends_with(char::is_alphabetic);
        (end.eq_ignore_ascii_case(mark) && whole).then_some(rest)
    })
}
