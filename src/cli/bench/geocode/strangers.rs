//! Towns that are not in the data: real ones of the base gazetteer, and invented ones.
//!
//! A name within two edits of one that is there would be a typing mistake of it just as well, and stays out; so do
//! streets that are called like a place of the data, since with them a town that is there would be named.

use std::collections::BTreeSet;

use super::truth::{Truth, folded};
use crate::cli::bench::world::Dice;
use crate::geocoder::record::{PlaceKind, Record};

/// Of each kind, one in so many is invented.
const INVENTED_ONE_IN: usize = 4;
/// A name is a typing mistake of another up to this distance.
const EDITS: usize = 2;

const BEGINNINGS: [&str; 16] = [
    "Wyr", "Kol", "Zabr", "Dobr", "Strz", "Chro", "Plu", "Gost", "Hrad", "Lubo", "Mora", "Neu", "Ober", "Krum", "Wald",
    "Szcze",
];
const MIDDLES: [&str; 10] = ["ani", "ovi", "ela", "ume", "osta", "ira", "eni", "ada", "ychi", "ole"];
const ENDINGS: [&str; 12] = ["ce", "now", "wice", "hausen", "ov", "czyn", "burg", "sko", "nice", "walde", "in", "dorf"];

/// Questions for streets and numbers that are there, in towns that are not.
pub fn questions(truth: &Truth, base: &[Record], count: usize, seed: u64) -> Vec<(String, String)> {
    let mut dice = Dice::new(seed ^ 0x7f4a_7c15);
    let known = Known::new(truth);
    let real: Vec<&str> = base
        .iter()
        .filter_map(|record| match record {
            Record::Place(place) if (PlaceKind::City..=PlaceKind::Village).contains(&place.kind) => Some(&*place.name),
            _ => None,
        })
        .filter(|name| !known.is_near(name))
        .collect();
    let mut asked = Vec::with_capacity(count);
    while asked.len() < count && !real.is_empty() {
        let invented = asked.len().is_multiple_of(INVENTED_ONE_IN);
        let town = if invented { invent(&mut dice) } else { dice.pick(&real).to_owned() };
        let house = &truth.houses[dice.below(truth.houses.len())];
        let is_place = house.street.is_empty() || truth.places.contains(&folded(&house.street));
        if !(is_place || invented && known.is_near(&town)) {
            let text = match dice.below(3) {
                0 => format!("{} {}, {town}", house.street, house.number),
                1 => format!("{town}, {} {}", house.street, house.number),
                _ => folded(&format!("{} {} {town}", house.street, house.number)),
            };
            asked.push((town, text));
        }
    }
    asked
}

fn invent(dice: &mut Dice) -> String {
    format!("{}{}{}", dice.pick(&BEGINNINGS), dice.pick(&MIDDLES), dice.pick(&ENDINGS))
}

/// Names of the data, and their words.
struct Known {
    names: BTreeSet<Vec<char>>,
}

impl Known {
    fn new(truth: &Truth) -> Self {
        let words = |name: &String| -> Vec<Vec<char>> {
            let parts = name.split(|c: char| !c.is_alphanumeric()).filter(|part| part.len() > 2);
            std::iter::once(name.as_str()).chain(parts).map(|part| part.chars().collect()).collect()
        };
        Self { names: truth.names.iter().flat_map(words).collect() }
    }

    fn is_near(&self, town: &str) -> bool {
        let town = folded(town);
        let near = |text: &str| {
            let text: Vec<char> = text.chars().collect();
            self.names.iter().any(|name| within_edits(&text, name))
        };
        near(&town) || town.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).any(near)
    }
}

/// Whether `EDITS` insertions, deletions and substitutions make one of the other.
fn within_edits(one: &[char], other: &[char]) -> bool {
    if one.len().abs_diff(other.len()) > EDITS {
        return false;
    }
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let changed = before + usize::from(a != b);
            before = row[j + 1];
            row[j + 1] = changed.min(before + 1).min(row[j] + 1);
        }
        if row.iter().min().is_some_and(|least| *least > EDITS) {
            return false;
        }
    }
    row[other.len()] <= EDITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_edits_are_near_and_three_are_not() {
        let near = |a: &str, b: &str| within_edits(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        assert!(near("krukowo", "krukow") && near("malchin", "malhcin") && near("penzlin", "penslim"));
        assert!(!near("malchow", "malchin") || !near("praha", "krakow"));
        assert!(!near("waren", "krukow"));
    }
}
