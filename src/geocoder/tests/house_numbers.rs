//! House numbers that are more than a number.

use super::fixture::{address, geocoder_of, place};
use crate::geocoder::answer::Candidate;
use crate::geocoder::query::TextQuery;
use crate::geocoder::record::{AddressRecord, HouseNumber, PlaceKind, Record};

fn weekend_house(number: &str) -> AddressRecord {
    let house = HouseNumber { number: number.to_owned(), provisional: true, ..HouseNumber::default() };
    AddressRecord { house, ..address("Bukovec", "", "", "739 85", 18.8301, 49.5501) }
}

fn first(text: &str) -> Candidate {
    let houses = [
        address("Neubrandenburg", "Brodaer Straße", "3", "17033", 13.2401, 53.5601),
        address("Neubrandenburg", "Brodaer Straße", "WH 3", "17033", 13.2301, 53.5611),
        address("Neubrandenburg", "Brodaer Straße", "WH 5", "17033", 13.2303, 53.5612),
        address("Bukovec", "", "12", "739 85", 18.8201, 49.5511),
        weekend_house("12"),
    ];
    let towns = [
        place("Neubrandenburg", PlaceKind::Town, "DE", 13.261, 53.557),
        place("Bukovec", PlaceKind::Village, "CZ", 18.820, 49.551),
    ];
    let records = houses.map(Record::Address).into_iter().chain(towns.map(Record::Place)).collect();
    let answer = geocoder_of(records).forward(&TextQuery { text, ..TextQuery::default() });
    answer.candidates.into_iter().next().expect("a candidate")
}

#[test]
fn letters_in_front_of_a_number_tell_houses_apart() {
    for (text, number) in [
        ("Brodaer Straße WH 3, Neubrandenburg", "WH 3"),
        ("brodaer strasse wh 3 neubrandenburg", "WH 3"),
        ("Brodaer Straße 3, Neubrandenburg", "3"),
    ] {
        let found = first(text);
        assert_eq!((found.components.house_number.as_str(), found.coarser_than_asked), (number, false), "{text}");
        assert!(found.unmatched.is_empty(), "{text}");
    }
}

#[test]
fn a_number_that_lacks_its_letters_is_marked() {
    let found = first("Brodaer Straße 5, Neubrandenburg");
    assert_eq!((found.components.house_number.as_str(), found.coarser_than_asked), ("WH 5", true));
}

#[test]
fn a_number_of_registration_is_another_house_and_shown_as_one() {
    for (text, number) in [("Bukovec 12", "12"), ("Bukovec ev. 12", "ev. 12"), ("Bukovec č.ev. 12", "ev. 12")] {
        assert_eq!(first(text).components.house_number, number, "{text}");
    }
}
