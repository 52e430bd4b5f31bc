//! A question, taken apart: words, house numbers, postcodes.

use std::ops::Range;

use crate::geocoder::normalize::{Gap, HousePart, Role, name_tokens, parse_house, read_postcode};
use crate::geocoder::query::{StructuredQuery, TEXT_CHARS_MAX};

/// Words after these are not looked at; addresses of our market have up to fifteen.
pub const WORDS_MAX: usize = 24;

/// Letters in front of a house number that belong to it are no more.
pub const LEAD_LETTERS_MAX: usize = 3;

/// What a word may stand for; a set. Free text may stand for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part(pub u8);

impl Part {
    pub const STREET: Self = Self(1);
    pub const PLACE: Self = Self(2);
    pub const AREA: Self = Self(4);
    pub const NUMBER: Self = Self(8);
    pub const POSTCODE: Self = Self(16);
    pub const COUNTRY: Self = Self(32);
    pub const ANY: Self = Self(63);

    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

#[derive(Clone, Debug)]
pub struct Word {
    pub text: String,
    pub raw: String,
    pub role: Role,
    pub is_number: bool,
    pub span: Range<usize>,
    pub gap: Gap,
    pub dotted: bool,
    pub compound: Option<String>,
    pub part: Part,
}

/// A house number somewhere in the question.
#[derive(Clone, Debug)]
pub struct HouseReading {
    /// The words it takes, with those that name a flat.
    pub words: u32,
    /// The words of the number itself.
    pub own: u32,
    pub parts: Vec<HousePart>,
    pub text: String,
    /// Letters in front of it that may belong to it: `WH 3`; a mask of one word, or none.
    pub lead: u32,
    /// Whether it is a Czech number of registration: `ev. č. 5`.
    pub provisional: bool,
}

#[derive(Clone, Copy, Debug)]
pub struct PostcodeReading {
    pub words: u32,
    pub key: u32,
}

#[derive(Clone, Debug, Default)]
pub struct Asked {
    pub text: String,
    pub words: Vec<Word>,
    pub houses: Vec<HouseReading>,
    pub postcodes: Vec<PostcodeReading>,
    /// Whether the last word may go on.
    pub unfinished: bool,
    /// Whether there was more than is looked at.
    pub shortened: bool,
}

impl Asked {
    pub fn free(text: &str, unfinished: bool) -> Self {
        let end = text.char_indices().nth(TEXT_CHARS_MAX).map_or(text.len(), |(at, _)| at);
        let mut asked = Self { text: text[..end].to_owned(), shortened: end < text.len(), ..Self::default() };
        asked.add_words(0..end, Part::ANY);
        let goes_on = asked.words.last().is_some_and(|word| word.span.end == end);
        asked.unfinished = unfinished && goes_on && !asked.shortened;
        asked.read_numbers();
        asked
    }

    pub fn structured(query: &StructuredQuery<'_>) -> Self {
        let parts = [
            (query.street, Part(Part::STREET.0 | Part::NUMBER.0)),
            (query.house_number, Part::NUMBER),
            (query.postcode, Part::POSTCODE),
            (query.district, Part(Part::PLACE.0 | Part::AREA.0)),
            (query.city, Part::PLACE),
            (query.county, Part::AREA),
            (query.region, Part::AREA),
            (query.country, Part::COUNTRY),
        ];
        let mut asked = Self::default();
        for (text, part) in parts.into_iter().filter(|(text, _)| !text.trim().is_empty()) {
            let end = text.char_indices().nth(TEXT_CHARS_MAX).map_or(text.len(), |(at, _)| at);
            asked.shortened |= end < text.len();
            if !asked.text.is_empty() {
                asked.text.push_str(", ");
            }
            let begin = asked.text.len();
            asked.text.push_str(&text[..end]);
            asked.add_words(begin..begin + end, part);
        }
        asked.read_numbers();
        asked
    }

    fn add_words(&mut self, span: Range<usize>, part: Part) {
        for token in name_tokens(&self.text[span.clone()]) {
            if self.words.len() == WORDS_MAX {
                self.shortened = true;
                return;
            }
            self.words.push(Word {
                text: token.text,
                raw: token.raw,
                role: token.role,
                is_number: token.is_number,
                span: token.span.start + span.start..token.span.end + span.start,
                gap: token.gap,
                dotted: token.dotted,
                compound: token.compound,
                part,
            });
        }
        self.pass_over_city_title();
    }

    /// `m.st. Warszawa`: the capital city. By itself `m.` names a flat, and `st.` a saint.
    fn pass_over_city_title(&mut self) {
        let is_title = |pair: &[Word]| pair[0].raw == "m" && pair[1].raw == "st" && pair[0].dotted;
        if let Some(at) = self.words.windows(2).position(is_title) {
            self.words[at..at + 2].iter_mut().for_each(|word| word.role = Role::Noise);
        }
    }

    fn read_numbers(&mut self) {
        let tokens: Vec<_> = name_tokens(&self.text).into_iter().take(self.words.len()).collect();
        let mut of_postcode = 0;
        for at in 0..self.words.len() {
            let word = &self.words[at];
            if !word.is_number || of_postcode >> at & 1 == 1 {
                continue;
            }
            let postcode = if word.part.has(Part::POSTCODE) { read_postcode(&tokens, at) } else { None };
            if let Some((key, taken)) = postcode {
                of_postcode |= mask(at, taken);
                self.postcodes.push(PostcodeReading { words: self.with_country_letter(at, mask(at, taken)), key });
            } else if word.part.has(Part::NUMBER) && !self.names_a_flat(at) && !self.goes_on(at) {
                let reading = self.read_house(at);
                self.houses.push(reading);
            }
        }
    }

    /// `16` of `14/16`.
    fn goes_on(&self, at: usize) -> bool {
        at > 0 && self.words[at - 1].is_number && self.words[at].gap == Gap::Slash
    }

    /// `D-17033`: the letters in front belong to the postcode.
    fn with_country_letter(&self, at: usize, words: u32) -> u32 {
        let letters = at.checked_sub(1).map(|before| &self.words[before]);
        let is_country = letters.is_some_and(|word| {
            matches!(word.raw.as_str(), "d" | "pl" | "cz" | "de" | "psc" | "plz") && self.words[at].gap <= Gap::Blank
        });
        if is_country { words | mask(at - 1, 1) } else { words }
    }

    /// `m. 2`, `lok. 3`: no house.
    fn names_a_flat(&self, at: usize) -> bool {
        at > 0
            && self.words[at - 1].role == Role::Unit
            && self.words[at].gap <= Gap::Blank
            && self.words[..at - 1].iter().any(|word| word.is_number)
    }

    /// The number that begins at a word: digits with a letter, further numbers behind a slash or hyphen, a flat.
    fn read_house(&self, at: usize) -> HouseReading {
        let mut end = at + 1;
        let mut has_letter = false;
        while let Some(word) = self.words.get(end) {
            let letters = !word.is_number && word.raw.len() <= 2;
            let goes_on = match word.gap {
                Gap::Glued => letters && !has_letter,
                Gap::Slash | Gap::Hyphen => (word.is_number || word.raw.len() == 1) && end - at < 6,
                Gap::Blank | Gap::Dot => !has_letter && self.is_house_letter(end),
                _ => false,
            };
            if !goes_on || !word.part.has(Part::NUMBER) {
                break;
            }
            has_letter = !word.is_number;
            end += 1;
        }
        let own = mask(at, end - at);
        let text = self.text[self.words[at].span.start..self.words[end - 1].span.end].to_owned();
        let with_block = self.with_block(at, own);
        let provisional = self.says_registration(with_block & !own);
        let words = self.with_unit(end, with_block);
        HouseReading { words, own, parts: parse_house(&text), text, lead: self.lead(at), provisional }
    }

    /// Some letters in front of the number that mean nothing by themselves.
    fn lead(&self, at: usize) -> u32 {
        let before = at.checked_sub(1).map(|before| &self.words[before]);
        let may_lead = |word: &Word| {
            !word.role.surrounds() && !word.is_number && !word.dotted && word.raw.len() <= LEAD_LETTERS_MAX
        };
        let stands_beside = matches!(self.words[at].gap, Gap::Glued | Gap::Blank | Gap::Hyphen);
        if stands_beside && before.is_some_and(may_lead) { mask(at - 1, 1) } else { 0 }
    }

    /// `ev.`, `č.ev.`, `č. e.`: a weekend house, which has a number beside those of the others.
    fn says_registration(&self, words: u32) -> bool {
        let says = |word: &Word| matches!(word.text.as_str(), "ev" | "ce") || word.raw == "e" && word.dotted;
        self.words.iter().enumerate().any(|(at, word)| words >> at & 1 == 1 && says(word))
    }

    /// A lone letter behind the number, unless it begins something: `10 e`, not `10 w Krakowie` or `10 m. 3`.
    fn is_house_letter(&self, at: usize) -> bool {
        let word = &self.words[at];
        let next = self.words.get(at + 1);
        let ends_here = next.is_none_or(|next| next.gap == Gap::Break || next.is_number && word.role != Role::Unit);
        let lone = word.raw.len() == 1 && !word.is_number && !word.dotted;
        lone && (ends_here || matches!(word.raw.as_str(), "a" | "b" | "c" | "d" | "e" | "f" | "g" | "h"))
    }

    /// `č.p. 12`, `ev. č. 5`, `nr 5`, `blok 3`.
    fn with_block(&self, at: usize, mut words: u32) -> u32 {
        for before in (0..at).rev().take(3) {
            let word = &self.words[before];
            let leads = matches!(word.role, Role::Block)
                || matches!(word.text.as_str(), "numer" | "c" | "p" | "pod" | "dom" | "cp" | "ce" | "e" | "o")
                    && (word.dotted || word.raw.len() > 1);
            if !leads || self.words[before + 1].gap == Gap::Break {
                break;
            }
            words |= mask(before, 1);
        }
        words
    }

    /// `m. 2`, `lok. 3b`, `/ m 4`.
    fn with_unit(&self, mut end: usize, mut words: u32) -> u32 {
        while self.words.get(end).is_some_and(|word| word.role == Role::Unit) {
            words |= mask(end, 1);
            end += 1;
            let mut is_first = true;
            while let Some(word) = self.words.get(end) {
                let goes_on = matches!(word.gap, Gap::Glued | Gap::Slash) && word.raw.len() <= 3;
                let begins = is_first && word.is_number && word.gap < Gap::Break;
                if !goes_on && !begins {
                    break;
                }
                is_first = false;
                words |= mask(end, 1);
                end += 1;
            }
        }
        words
    }

    /// The letters that lead a number, folded.
    pub fn lead_of(&self, reading: &HouseReading) -> &str {
        let at = reading.lead.trailing_zeros() as usize;
        self.words.get(at).map_or("", |word| &word.raw)
    }

    /// Words next to those of a mask, with nothing but blanks and the like between.
    pub fn beside(&self, words: u32) -> u32 {
        let is_in = |at: usize| words >> at & 1 == 1;
        let joined = |at: usize| self.words[at].gap < Gap::Break;
        let beside = |at: &usize| {
            *at > 0 && joined(*at) && is_in(at - 1) || at + 1 < self.words.len() && joined(at + 1) && is_in(at + 1)
        };
        (0..self.words.len()).filter(|at| !is_in(*at)).filter(beside).fold(0, |all, at| all | mask(at, 1))
    }

    /// Whether `ul.` or the like stands in front of the words.
    pub fn is_behind_street_word(&self, words: u32) -> bool {
        let first = words.trailing_zeros() as usize;
        let before = first.checked_sub(1).and_then(|at| self.words.get(at));
        before.is_some_and(|word| word.role == Role::Street) && self.words[first].gap < Gap::Break
    }

    /// Whether the words stand behind `u` or `koło`: a place nearby, and in another form than by itself.
    pub fn is_behind_nearby(&self, words: u32) -> bool {
        let before = (words.trailing_zeros() as usize).checked_sub(1).and_then(|at| self.words.get(at));
        before.is_some_and(|word| matches!(word.text.as_str(), "u" | "k" | "kolo" | "bei" | "near"))
    }

    /// A bit for each word.
    pub fn all_words(&self) -> u32 {
        mask(0, self.words.len())
    }

    /// The unfinished word, as a bit; 0 when all are finished.
    pub fn open_word(&self) -> u32 {
        if self.unfinished && !self.words.is_empty() { mask(self.words.len() - 1, 1) } else { 0 }
    }

    /// Words of a mask as they were typed, in one piece where they stand together.
    pub fn typed(&self, words: u32) -> Vec<String> {
        let mut typed: Vec<Range<usize>> = Vec::new();
        let mut before = usize::MAX;
        for at in (0..self.words.len()).filter(|at| words >> at & 1 == 1) {
            let span = self.words[at].span.clone();
            match typed.last_mut() {
                Some(last) if before.wrapping_add(1) == at && self.words[at].gap != Gap::Break => last.end = span.end,
                _ => typed.push(span),
            }
            before = at;
        }
        typed.into_iter().map(|span| self.text[span].to_owned()).collect()
    }
}

/// `count` bits from `at` on.
pub fn mask(at: usize, count: usize) -> u32 {
    ((1u64 << (at + count).min(32)) - (1u64 << at.min(32))) as u32
}
