//! A town that is named and not known is not found: never another one.

use super::fixture::{address, ask, geocoder_of, place};
use crate::geocoder::answer::{Level, Missing};
use crate::geocoder::query::TextQuery;
use crate::geocoder::record::{AddressRecord, PlaceKind, Record};

#[test]
fn nothing_is_found_in_another_town() {
    for (text, town) in [
        ("Opawska 8, Wodzisław", "Wodzisław"),
        ("Mickiewicza 14, Bielsko", "Bielsko"),
        ("Polna 5, Kamień Pomorski", "Pomorski"),
        ("Greifswald, Demminer Straße 50", "Greifswald"),
        ("Demminer Straße 50, Rostock", "Rostock"),
        ("ul. 3 Maja 18, 44-300 Wodzisław Śląski", "Wodzisław Śląski"),
        ("Rynek 1 Pszczyna", "Pszczyna"),
    ] {
        let answer = ask(text);
        assert!(answer.candidates.is_empty(), "{text}: {}", answer.candidates[0].label);
        assert_eq!(answer.missing, Some(Missing::Settlement(town.to_owned())), "{text}");
    }
}

#[test]
fn a_town_one_letter_away_is_another_town_when_its_name_is_short() {
    let found = ask("Raciborska 8, Rudy").candidates;
    assert_eq!(found[0].components.city, "Rudy");
    assert!(found.iter().all(|candidate| candidate.components.city != "Ruda"));
}

#[test]
fn a_short_town_with_a_slip_is_proposed_and_never_sure() {
    for (text, typed, label) in [("Prha", "Prha", "Praha"), ("Polna 5, Kamine", "Kamine", "Polna 5, 44-295 Kamień")] {
        let answer = ask(text);
        let first = &answer.candidates[0];
        assert!(first.label.ends_with(label), "{text}: {}", first.label);
        assert!(first.confidence <= 0.5, "{text}: {}", first.confidence);
        assert_eq!(first.unmatched, [typed], "{text}");
        assert_eq!(answer.missing, Some(Missing::Settlement(typed.to_owned())), "{text}");
    }
}

#[test]
fn a_short_town_with_a_slip_is_not_proposed_when_more_is_wrong() {
    for text in ["Polma 55, Kamine", "Pollnna 5, Kamine", "Nieznana 5, Kamine"] {
        assert!(ask(text).candidates.is_empty(), "{text}");
    }
}

#[test]
fn words_of_a_street_and_its_number_name_no_other_town() {
    let records = vec![
        Record::Place(place("Teschendorf", PlaceKind::Village, "DE", 13.340, 53.470)),
        Record::Place(place("Am See", PlaceKind::Neighbourhood, "DE", 13.3405, 53.462)),
        Record::Place(place("Lindenberg", PlaceKind::Neighbourhood, "DE", 13.341, 53.463)),
        Record::Address(address("Teschendorf", "L 35", "1", "", 13.3406, 53.461)),
    ];
    let towns = geocoder_of(records);
    for text in ["Sadov, Seestraße 15", "Adamov, Am See 4", "Lindenberg 35, Rostock"] {
        let found = towns.forward(&TextQuery { text, ..TextQuery::default() }).candidates;
        assert!(found.is_empty(), "{text}: {}", found[0].label);
    }
}

#[test]
fn a_hamlet_is_found_in_the_commune_that_only_its_addresses_name() {
    let house = AddressRecord { place: "Uhlahof".to_owned(), ..address("Kuckssee", "", "2", "", 13.115, 53.534) };
    let hamlet = place("Uhlahof", PlaceKind::Hamlet, "DE", 13.1152, 53.5343);
    let towns = geocoder_of(vec![Record::Place(hamlet), Record::Address(house)]);
    let answer = towns.forward(&TextQuery { text: "Uhlahof 2, Kuckssee", ..TextQuery::default() });
    let first = &answer.candidates[0];
    assert_eq!((first.level, first.components.commune.as_str()), (Level::Building, "Kuckssee"));
}
