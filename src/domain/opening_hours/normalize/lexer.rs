//! From tidied text to tokens: words by the lexicon, numbers as times or dates, signs as joints.
//!
//! Anything that is not understood ends the reading: a guess would be worse than a question. Whether
//! `so` is Saturday or Sunday is told by the other days of the text, then its language, then the country.

use super::lexicon::{Cue, DaySet, MONDAY, PHRASE_WORDS_MAX, SA, SU, Sense, THURSDAY, WEDNESDAY, look_up};
use super::numbers::{Number, scan_number};
use super::token::{Time, Token};

/// Longer words than this are in no list.
const WORD_BYTES_MAX: usize = 48;

/// Up to here a weekday's name may be a slip of the pen for another: `St`, `Čt`, `Pon`.
const SHORT_NAME_BYTES: usize = 4;
/// The end of the Unicode block Latin Extended-B; our languages need no more.
const LAST_LATIN_LETTER: char = '\u{24f}';

/// The tokens of a tidied text; `None` where a word or sign is not understood.
pub(super) fn lex(text: &str, country: &str) -> Option<Vec<Token>> {
    let mut lexer = Lexer { rest: text, raw: Vec::new(), range_from: None, slavic: false, german: false };
    while !lexer.rest.is_empty() {
        lexer.step()?;
    }
    lexer.resolve(country)
}

/// A token, or a word whose meaning needs the whole text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Raw {
    Token(Token),
    So,
    Do,
    We,
}

struct Lexer<'a> {
    rest: &'a str,
    raw: Vec<Raw>,
    /// The language of the last weekday, while nothing but a dash has followed it.
    range_from: Option<Cue>,
    slavic: bool,
    german: bool,
}

impl Lexer<'_> {
    fn step(&mut self) -> Option<()> {
        let first = self.rest.chars().next()?;
        if first.is_ascii_digit() {
            return self.number();
        }
        if first.is_alphabetic() {
            return self.word();
        }
        let token = match first {
            '-' => Some(Token::To),
            ',' | '/' | '+' | '&' => Some(Token::And),
            ';' | '|' | '\n' => Some(Token::Stop),
            ' ' | ':' | '.' | '(' | ')' | '=' | '!' => None,
            _ => return None,
        };
        self.raw.extend(token.map(Raw::Token));
        self.rest = &self.rest[first.len_utf8()..];
        Some(())
    }

    /// The English month right before, if a day of it may follow: in `May-Sep 9-17` the 9 is an hour.
    fn month_before(&self) -> Option<u8> {
        let back = |steps: usize| self.raw.len().checked_sub(steps).map(|index| self.raw[index]);
        let Some(Raw::Token(Token::Month(month))) = back(1) else { return None };
        let ends_months =
            back(2) == Some(Raw::Token(Token::To)) && !matches!(back(3), Some(Raw::Token(Token::Date(_))));
        (!self.slavic && !ends_months).then_some(month)
    }

    fn number(&mut self) -> Option<()> {
        let ends_a_range = self.raw.last() == Some(&Raw::Token(Token::To)) || self.raw.last() == Some(&Raw::Do);
        if !ends_a_range && let Some((Sense::AllDay | Sense::Days(_), ..)) = phrase(self.rest) {
            return self.word();
        }
        let after_month = self.month_before();
        let before = self.raw.len().checked_sub(2).map(|index| self.raw[index]);
        let ends_times = ends_a_range && matches!(before, Some(Raw::Token(Token::Time(_))));
        let (number, width) = scan_number(self.rest, after_month, ends_times)?;
        self.rest = &self.rest[width..];
        if let (Some(_), Number::Date(_)) = (after_month, number) {
            self.raw.pop();
        }
        self.raw.push(Raw::Token(match number {
            Number::Time(time) => Token::Time(time),
            Number::Date(date) => Token::Date(date),
        }));
        Some(())
    }

    fn word(&mut self) -> Option<()> {
        let (sense, cue, width) = phrase(self.rest)?;
        let short = width <= SHORT_NAME_BYTES;
        self.rest = &self.rest[width..];
        self.check_range(sense, cue, short)?;
        self.slavic |= cue == Cue::Slavic;
        self.german |= cue == Cue::German;
        let raw = match sense {
            Sense::So => Raw::So,
            Sense::Do => Raw::Do,
            Sense::We => Raw::We,
            Sense::Days(set) => Raw::Token(Token::Days(set)),
            Sense::Month(month) => Raw::Token(Token::Month(month)),
            Sense::Clock(minute) => Raw::Token(Token::Time(Time { minute, meridiem: None, clear: true })),
            Sense::Closed => Raw::Token(Token::Closed),
            Sense::AllDay => Raw::Token(Token::AllDay),
            Sense::To => Raw::Token(Token::To),
            Sense::And => Raw::Token(Token::And),
            Sense::Except => Raw::Token(Token::Except),
            Sense::Break => Raw::Token(Token::Break),
            Sense::Appointment => Raw::Token(Token::Appointment),
            Sense::TradingSundays => Raw::Token(Token::TradingSundays),
            Sense::NonTradingSundays => Raw::Token(Token::NonTradingSundays),
            Sense::Am | Sense::Pm | Sense::Noise => return Some(()),
        };
        self.raw.push(raw);
        Some(())
    }

    /// `Mo-St` ends in a slip for `Sa`, or in a Czech Wednesday: both ends of a range must speak one language,
    /// unless the name is written out.
    fn check_range(&mut self, sense: Sense, cue: Cue, short: bool) -> Option<()> {
        let Sense::Days(_) = sense else {
            self.range_from = self.range_from.filter(|_| sense == Sense::To);
            return Some(());
        };
        let follows_dash = self.raw.last() == Some(&Raw::Token(Token::To));
        let mixed = self.range_from.is_some_and(|from| (from == Cue::Slavic) != (cue == Cue::Slavic));
        self.range_from = Some(cue);
        if follows_dash && mixed && short { None } else { Some(()) }
    }

    /// Decides the words that need the whole text.
    fn resolve(self, country: &str) -> Option<Vec<Token>> {
        let german_country = matches!(country, "DE" | "AT" | "CH" | "LI" | "LU");
        let german = !self.slavic && (self.german || german_country);
        let so = self.meaning_of_so(german, country);
        let token = |raw: &Raw| match raw {
            Raw::Token(token) => Some(Some(*token)),
            Raw::So => so.map(|set| Some(Token::Days(set))),
            Raw::Do if german => Some(Some(Token::Days(THURSDAY))),
            Raw::Do => Some(Some(Token::To)),
            Raw::We if self.slavic => Some(None),
            Raw::We => Some(Some(Token::Days(WEDNESDAY))),
        };
        let tokens: Option<Vec<_>> = self.raw.iter().map(token).collect();
        Some(tokens?.into_iter().flatten().collect())
    }

    /// `None` where nobody can tell.
    fn meaning_of_so(&self, german: bool, country: &str) -> Option<DaySet> {
        let names = |set: DaySet| self.raw.contains(&Raw::Token(Token::Days(set)));
        let english_week = [Raw::Token(Token::Days(MONDAY)), Raw::Token(Token::To), Raw::So];
        match (names(SA), names(SU)) {
            (true, true) => None,
            (true, false) => Some(SU),
            (false, true) => Some(SA),
            _ if german => Some(SU),
            _ if self.slavic => Some(SA),
            // `Mo-So` typed by a Pole: the whole week, or until Saturday?
            _ if self.raw.windows(3).any(|three| three == english_week) => None,
            _ => matches!(country, "PL" | "CZ" | "SK").then_some(SA),
        }
    }
}

/// The run of letters, or of digits, at the start.
fn first_word(text: &str) -> &str {
    let digits = text.starts_with(|c: char| c.is_ascii_digit());
    let belongs = |c: char| if digits { c.is_ascii_digit() } else { c.is_alphabetic() };
    &text[..text.find(|c| !belongs(c)).unwrap_or(text.len())]
}

/// Appends the word in small letters without marks. `št` is kept apart from `st`: Thursday and Wednesday to Slovaks.
fn fold_into(key: &mut String, word: &str) {
    if word.to_lowercase() == "št" {
        key.push_str("stv");
        return;
    }
    for c in word.chars() {
        // Letters of other scripts stay, so that they match no word.
        match deunicode::deunicode_char(c).filter(|_| c <= LAST_LATIN_LETTER) {
            Some(plain) => key.extend(plain.chars().map(|c| c.to_ascii_lowercase())),
            None => key.push(c),
        }
    }
}

/// The sense, cue and width in bytes of the longest phrase at the start of the text.
pub(super) fn phrase(text: &str) -> Option<(Sense, Cue, usize)> {
    let (mut key, mut width, mut best) = (String::new(), 0, None);
    for _ in 0..PHRASE_WORDS_MAX {
        let rest = &text[width..];
        let gap = rest.len() - rest.trim_start_matches([' ', '-', '.', '/']).len();
        let word = first_word(&rest[gap..]);
        if word.is_empty() || word.len() > WORD_BYTES_MAX || gap > 2 {
            break;
        }
        if width > 0 {
            key.push('_');
        }
        fold_into(&mut key, word);
        width += gap + word.len();
        best = look_up(&key).map(|(sense, cue)| (sense, cue, width)).or(best);
    }
    best
}
