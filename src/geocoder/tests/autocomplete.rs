//! Answers while somebody types.

use super::fixture::TOWNS;
use crate::geocoder::query::Options;

fn labels(text: &str) -> Vec<String> {
    TOWNS.autocomplete(text, &Options::default()).candidates.into_iter().map(|candidate| candidate.label).collect()
}

#[test]
fn every_beginning_of_an_address_leads_to_it() {
    let address = "mickiewicza 14/16 cieszyn";
    for end in (4..=address.len()).filter(|end| !(address[..*end].ends_with(' ') || address[..*end].ends_with('/'))) {
        let found = labels(&address[..end]);
        assert!(found.iter().take(3).any(|label| label.contains("Mickiewicza")), "{}: {found:?}", &address[..end]);
    }
}

#[test]
fn one_letter_gives_the_largest_places() {
    assert!(labels("w")[0].starts_with("Warszawa"));
}

#[test]
fn the_beginning_of_an_unfinished_word_is_marked() {
    let answer = TOWNS.autocomplete("Krak", &Options::default());
    let best = &answer.candidates[0];
    assert_eq!(best.highlights.iter().map(|range| &best.label[range.clone()]).collect::<Vec<_>>(), ["Krak"]);
}

#[test]
fn a_slang_town_is_enough() {
    assert!(labels("marszalkowska 104 wawa")[0].starts_with("ul. Marszałkowska 104"));
}
