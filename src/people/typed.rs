//! Texts as words that can be compared.

use crate::words::fold_letter;

/// More words than a name, a company and a town have; what is behind them is not looked at.
pub const QUERY_WORDS_MAX: usize = 8;

/// Longer runs of digits are no numbers of anything.
pub const DIGITS_MAX: usize = 15;

/// Forms of companies and titles: they are in the names of thousands, and people leave them out.
const PASSED_OVER: [&str; 30] = [
    "sp", "z", "o", "oo", "zoo", "sa", "spolka", "akcyjna", "sro", "s", "r", "as", "a", "spol", "gmbh", "ag", "kg",
    "ohg", "ug", "ltd", "inc", "llc", "pan", "pani", "ing", "mgr", "inz", "dr", "phu", "pphu",
];

/// Folded words of a name or a place, in their order. `Jan Żółć-Nowak` is `jan`, `zolc`, `nowak`.
pub fn words_of(text: &str) -> Vec<String> {
    let words: Vec<String> = all_words_of(text).collect();
    let telling = |word: &&String| !PASSED_OVER.contains(&word.as_str());
    // A company that is called `S.A.` and nothing else keeps its name.
    match words.iter().any(|word| telling(&word)) {
        true => words.iter().filter(telling).cloned().collect(),
        false => words,
    }
}

fn all_words_of(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter_map(|piece| {
        let mut folded = String::new();
        piece.chars().for_each(|character| fold_letter(character, &mut folded));
        (!folded.is_empty()).then_some(folded)
    })
}

/// What somebody typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    pub words: Vec<String>,
    /// All digits in a row where nothing but a number was typed.
    pub digits: Option<String>,
}

impl Query {
    pub fn new(text: &str) -> Self {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let only_digits = !digits.is_empty()
            && digits.len() <= DIGITS_MAX
            && text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "+-./()".contains(c));
        let mut words = words_of(text);
        words.truncate(QUERY_WORDS_MAX);
        Self { words, digits: only_digits.then(|| digits.trim_start_matches('0').to_owned()).filter(|d| !d.is_empty()) }
    }
}
