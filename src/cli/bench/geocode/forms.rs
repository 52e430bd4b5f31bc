//! The forms in which one address is asked for. Each is made from an address of the data and a seed.

use super::truth::{House, Truth, folded};
use super::typing::slipped;
use crate::cli::bench::world::Dice;
use crate::geo::LonLat;

/// A way of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    Exact,
    Plain,
    Reordered,
    NoCity,
    PartialStreet,
    OneEdit,
    TwoEdits,
    WrongPostcode,
    Settlement,
}

/// A question with what must come of it.
#[derive(Clone, Debug)]
pub struct Asked {
    pub form: Form,
    pub text: String,
    pub bias: Option<LonLat>,
    /// Its place in `Truth::houses`.
    pub house: usize,
}

/// Words that only say what kind of street it is; without them the rest must do.
const KINDS: [&str; 18] = [
    "strasse", "weg", "platz", "ring", "allee", "ufer", "damm", "gasse", "hof", "ulica", "aleja", "aleje", "plac",
    "osiedle", "namesti", "trida", "ulice", "nabrezi",
];
const LINKS: [&str; 14] = ["am", "an", "auf", "zum", "zur", "im", "in", "der", "die", "den", "dem", "na", "u", "pod"];

impl Form {
    pub const ALL: [Self; 9] = [
        Self::Exact,
        Self::Plain,
        Self::Reordered,
        Self::NoCity,
        Self::PartialStreet,
        Self::OneEdit,
        Self::TwoEdits,
        Self::WrongPostcode,
        Self::Settlement,
    ];

    /// In reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Plain => "plain_letters",
            Self::Reordered => "reordered",
            Self::NoCity => "city_left_out",
            Self::PartialStreet => "partial_street",
            Self::OneEdit => "one_edit",
            Self::TwoEdits => "two_edits",
            Self::WrongPostcode => "wrong_postcode",
            Self::Settlement => "settlement_address",
        }
    }

    /// The share of right answers that is wanted.
    pub fn wanted(self) -> f64 {
        match self {
            Self::Exact | Self::Plain => 0.99,
            Self::Reordered | Self::NoCity => 0.98,
            Self::PartialStreet => 0.92,
            Self::OneEdit => 0.96,
            Self::TwoEdits => 0.88,
            Self::WrongPostcode | Self::Settlement => 0.97,
        }
    }

    /// The question, when the form can be made of this house and says clearly which one is meant.
    pub fn ask(self, truth: &Truth, house: usize, dice: &mut Dice) -> Option<Asked> {
        let known = &truth.houses[house];
        if (self == Self::Settlement) != known.street.is_empty() {
            return None;
        }
        let text = match self {
            Self::Exact | Self::Settlement => exact(known, &known.postcode),
            Self::Plain => folded(&exact(known, &known.postcode)),
            Self::Reordered => reordered(known, dice),
            Self::NoCity => format!("{} {}", known.street, known.number),
            Self::PartialStreet => format!("{} {}, {}", partial(truth, known)?, known.number, known.city),
            Self::OneEdit => edited(truth, known, 1, dice)?,
            Self::TwoEdits => edited(truth, known, 2, dice)?,
            Self::WrongPostcode => exact(known, &other_postcode(truth, known, dice)?),
        };
        let bias = if self == Self::NoCity { Some(truth.middle_of(&known.city)?) } else { None };
        Some(Asked { form: self, text, bias, house })
    }
}

/// So many questions of each form, as far as the data has them, of houses in random order.
pub fn questions(truth: &Truth, per_form: usize, seed: u64) -> Vec<Asked> {
    let mut all = Vec::new();
    for (form, stream) in Form::ALL.into_iter().zip(1u64..) {
        let mut dice = Dice::new(seed.wrapping_mul(1_000_003).wrapping_add(stream));
        let mut houses: Vec<usize> = (0..truth.houses.len()).collect();
        for last in (1..houses.len()).rev() {
            houses.swap(last, dice.below(last + 1));
        }
        all.extend(houses.into_iter().filter_map(|house| form.ask(truth, house, &mut dice)).take(per_form));
    }
    all
}

/// As a letter has it: street and number, postcode and city.
fn exact(house: &House, postcode: &str) -> String {
    let first = if house.street.is_empty() { &house.place } else { &house.street };
    let city = if house.street.is_empty() && house.place == house.city { "" } else { &house.city };
    let second = [postcode, city].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let comma = if second.is_empty() { "" } else { ", " };
    format!("{first} {}{comma}{second}", house.number)
}

fn reordered(house: &House, dice: &mut Dice) -> String {
    let House { number, street, city, postcode, .. } = house;
    let text = match dice.below(4) {
        0 => format!("{postcode} {city}, {street} {number}"),
        1 => format!("{city} {street} {number}"),
        2 => format!("{number} {street}, {city}"),
        _ => format!("{city}, {street} {number}, {postcode}"),
    };
    text.trim_matches([' ', ',']).to_owned()
}

/// The telling part of a name of several words: without first names, kinds and links. Nothing when the name has one
/// word, or when another street of the city with that number holds it too.
fn partial(truth: &Truth, house: &House) -> Option<String> {
    let words: Vec<&str> = house.street.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let is_slight = |word: &&str| {
        let word = folded(word);
        KINDS.contains(&word.as_str()) || LINKS.contains(&word.as_str())
    };
    let telling: Vec<&str> = words.iter().copied().filter(|word| !is_slight(word)).collect();
    let kept = match telling.as_slice() {
        [] => return None,
        [only] => vec![*only],
        [_, rest @ ..] => rest.to_vec(),
    };
    let partial = kept.join(" ");
    let clear = kept.len() < words.len() && partial.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    (clear && truth.streets_like(&house.city, &house.number, &partial) == 1).then_some(partial)
}

/// Street, number and city with slips. Nothing when a slip makes another name of the data.
fn edited(truth: &Truth, house: &House, slips: usize, dice: &mut Dice) -> Option<String> {
    let text = format!("{} {}, {}", house.street, house.number, house.city);
    let edited = slipped(&text, slips, dice)?;
    let (street, city) = edited.split_once(&format!(" {}, ", house.number))?;
    let is_other = |name: &str, own: &str| folded(name) != folded(own) && truth.names.contains(&folded(name));
    (!is_other(street, &house.street) && !is_other(city, &house.city)).then_some(edited)
}

/// Another postcode of the data, or its own with one other digit.
fn other_postcode(truth: &Truth, house: &House, dice: &mut Dice) -> Option<String> {
    let other =
        truth.postcodes[dice.below(truth.postcodes.len().max(1)).min(truth.postcodes.len().checked_sub(1)?)].clone();
    if dice.percent(50) && other != house.postcode {
        return Some(other);
    }
    let mut digits: Vec<char> = house.postcode.chars().collect();
    let places: Vec<usize> = (0..digits.len()).filter(|at| digits[*at].is_ascii_digit()).collect();
    let place = *places.get(dice.below(places.len().max(1)))?;
    let value = digits[place].to_digit(10)?;
    digits[place] = char::from_digit((value + 1 + dice.below(9) as u32) % 10, 10)?;
    Some(digits.into_iter().collect())
}
