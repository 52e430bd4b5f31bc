//! Names, the words they are made of, and from words back to names.

use std::collections::{BTreeMap, HashMap};

use crate::geocoder::index::{
    DROPPABLE, FileWriter, NameRow, PostingRow, PrefixRow, Section, StringsBuilder, write_words,
};
use crate::geocoder::normalize::{Gap, NAME_TOKENS_MAX, Role, name_tokens};

/// Names that are kept for a beginning of one to three letters.
const NAMES_PER_PREFIX: usize = 64;
const PREFIX_LETTERS_MAX: usize = 3;
/// A word in more names leads to none of them: looking through all would take longer than a key press.
const NAMES_PER_WORD_MAX: usize = 50_000;

/// What is called by a name.
#[derive(Debug, Default)]
struct Bearers {
    places: Vec<u32>,
    streets: Vec<u32>,
    pois: Vec<u32>,
    weight: u8,
}

#[derive(Debug, Default)]
pub struct NamesBuilder {
    numbers: HashMap<u32, u32>,
    texts: Vec<u32>,
    bearers: Vec<Bearers>,
}

/// One way from a word to a name.
struct Posting {
    name: u32,
    places: u16,
    /// Whether all words of the name are as common as this one.
    only_common: bool,
}

impl NamesBuilder {
    /// The number of a name by its text.
    pub fn number_of(&mut self, text: u32) -> u32 {
        *self.numbers.entry(text).or_insert_with(|| {
            self.texts.push(text);
            self.bearers.push(Bearers::default());
            self.texts.len() as u32 - 1
        })
    }

    /// `weight` of a place by its people.
    pub fn add_place(&mut self, text: u32, place: u32, weight: u8) -> u32 {
        let name = self.number_of(text);
        let bearers = &mut self.bearers[name as usize];
        bearers.places.push(place);
        bearers.weight = bearers.weight.max(weight);
        name
    }

    pub fn add_street(&mut self, text: u32, street: u32, weight: u8) -> u32 {
        let name = self.number_of(text);
        let bearers = &mut self.bearers[name as usize];
        bearers.streets.push(street);
        bearers.weight = bearers.weight.max(weight);
        name
    }

    pub fn add_poi(&mut self, text: u32, poi: u32, weight: u8) -> u32 {
        let name = self.number_of(text);
        let bearers = &mut self.bearers[name as usize];
        bearers.pois.push(poi);
        bearers.weight = bearers.weight.max(weight);
        name
    }

    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Writes all sections about names; gives the number of words.
    pub fn write(self, strings: &StringsBuilder, file: &mut FileWriter) -> usize {
        let mut words: BTreeMap<String, Vec<Posting>> = BTreeMap::new();
        let mut tokens_of_names: Vec<Vec<(String, bool)>> = Vec::with_capacity(self.texts.len());
        for (name, text) in self.texts.iter().enumerate() {
            tokens_of_names.push(add_words(&mut words, name as u32, strings.text(*text)));
        }
        self.write_rows(&tokens_of_names, &words, file);
        self.write_prefixes(&words, file);
        write_dictionary(&words, file);
        words.len()
    }

    fn write_rows(
        &self,
        tokens_of_names: &[Vec<(String, bool)>],
        words: &BTreeMap<String, Vec<Posting>>,
        file: &mut FileWriter,
    ) {
        let numbers: HashMap<&str, u32> = words.keys().zip(0..).map(|(word, number)| (word.as_str(), number)).collect();
        let mut rows = Vec::with_capacity(self.texts.len() + 1);
        let (mut tokens, mut places, mut streets, mut pois): (Vec<u32>, Vec<u32>, Vec<u32>, Vec<u32>) =
            Default::default();
        let none = (&0, &Bearers::default(), &Vec::new());
        let all = self.texts.iter().zip(&self.bearers).zip(tokens_of_names);
        for (text, bearers, words) in all.map(|((text, bearers), words)| (text, bearers, words)).chain([none]) {
            rows.push(NameRow {
                text: *text,
                tokens: tokens.len() as u32,
                places: places.len() as u32,
                streets: streets.len() as u32,
                pois: pois.len() as u32,
                weight: bearers.weight,
            });
            let flag = |droppable: bool| if droppable { DROPPABLE } else { 0 };
            tokens.extend(words.iter().map(|(word, droppable)| numbers[word.as_str()] | flag(*droppable)));
            places.extend(&bearers.places);
            streets.extend(&bearers.streets);
            pois.extend(&bearers.pois);
        }
        file.rows(Section::Names, &rows);
        file.rows(Section::NameTokens, &tokens);
        file.rows(Section::NamePlaces, &places);
        file.rows(Section::NameStreets, &streets);
        file.rows(Section::NamePois, &pois);
    }

    fn write_prefixes(&self, words: &BTreeMap<String, Vec<Posting>>, file: &mut FileWriter) {
        let mut by_prefix: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (word, postings) in words {
            for letters in 1..=word.len().min(PREFIX_LETTERS_MAX) {
                let names = by_prefix.entry(prefix_number(&word[..letters])).or_default();
                names.extend(postings.iter().map(|posting| posting.name));
            }
        }
        let (mut rows, mut kept) = (Vec::new(), Vec::new());
        for (letters, mut names) in by_prefix {
            rows.push(PrefixRow { letters, names: kept.len() as u32 });
            names.sort_unstable_by_key(|name| (std::cmp::Reverse(self.bearers[*name as usize].weight), *name));
            names.dedup();
            kept.extend(names.into_iter().take(NAMES_PER_PREFIX));
        }
        rows.push(PrefixRow { letters: u32::MAX, names: kept.len() as u32 });
        file.rows(Section::Prefixes, &rows);
        file.rows(Section::PrefixNames, &kept);
    }
}

/// One to three letters as a number that sorts as they do.
pub fn prefix_number(letters: &str) -> u32 {
    let mut bytes = [0; 4];
    bytes.iter_mut().zip(letters.bytes().take(PREFIX_LETTERS_MAX)).for_each(|(slot, letter)| *slot = letter);
    u32::from_be_bytes(bytes)
}

/// The words of a name, and whether a town's name may leave them out.
fn add_words(words: &mut BTreeMap<String, Vec<Posting>>, name: u32, text: &str) -> Vec<(String, bool)> {
    let mut tokens = name_tokens(text);
    tokens.truncate(NAME_TOKENS_MAX);
    let only_common = tokens.iter().all(|token| is_common(token.role));
    let mut add = |word: &str, places: u16| {
        let postings = words.entry(word.to_owned()).or_default();
        match postings.last_mut().filter(|last| last.name == name) {
            Some(last) => last.places |= places,
            None => postings.push(Posting { name, places, only_common }),
        }
    };
    for (place, token) in tokens.iter().enumerate() {
        add(&token.text, 1 << place);
        // Blanks are forgotten: two words lead to their name in one piece too.
        if let Some(next) = tokens.get(place + 1).filter(|next| !next.is_number && !token.is_number) {
            let both_links = token.role == Role::Link && next.role == Role::Link;
            if !both_links {
                add(
                    &format!("{}{}", token.raw, if next.text == "strasse" { "strasse" } else { &next.raw }),
                    3 << place,
                );
            }
        }
    }
    let mut droppable = false;
    let with_droppable = tokens.into_iter().enumerate().map(|(place, token)| {
        droppable |=
            place > 0 && (token.role == Role::Link || matches!(token.gap, Gap::Break | Gap::Hyphen | Gap::Slash));
        (token.text, droppable)
    });
    with_droppable.collect()
}

fn is_common(role: Role) -> bool {
    matches!(role, Role::Street | Role::Link)
}

/// By a common word only names are found that have no other.
fn write_dictionary(words: &BTreeMap<String, Vec<Posting>>, file: &mut FileWriter) {
    let mut postings: Vec<PostingRow> = Vec::new();
    let mut begins: Vec<(&str, u32, bool)> = Vec::with_capacity(words.len());
    for (word, found) in words {
        let role = name_tokens(word).first().map_or(Role::Plain, |token| token.role);
        let common = is_common(role) || found.len() > NAMES_PER_WORD_MAX;
        begins.push((word, postings.len() as u32, common));
        let kept = found.iter().filter(|posting| !common || posting.only_common);
        postings.extend(kept.map(|posting| PostingRow { name: posting.name, places: posting.places }));
    }
    let (rows, letters) = write_words(begins.into_iter(), postings.len() as u32);
    file.bytes(Section::Tokens, rows);
    file.bytes(Section::TokenLetters, letters);
    file.rows(Section::Postings, &postings);
}
