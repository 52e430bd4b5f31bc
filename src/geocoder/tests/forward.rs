//! What people type, and what they mean by it.

use super::fixture::{TOWNS, ask, at, best};
use crate::geocoder::answer::{Level, Missing};
use crate::geocoder::query::{Options, StructuredQuery, TextQuery};
use crate::geocoder::record::Source;

fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, best(text), expected))
        .filter(|(_, found, expected)| found != *expected)
        .map(|(text, found, expected)| format!("{text:?}: {found:?}, expected {expected:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const MICKIEWICZA: &str = "ul. Adama Mickiewicza 14/16, 43-400 Cieszyn";

#[test]
fn writings_of_one_address_lead_to_one_house() {
    check(&[
        ("ul. Adama Mickiewicza 14/16, 43-400 Cieszyn", MICKIEWICZA),
        ("adama mickiewicza 14/16 cieszyn", MICKIEWICZA),
        ("Cieszyn, Mickiewicza 14/16", MICKIEWICZA),
        ("Mickiewicza 14/16 m. 2, Cieszyn", MICKIEWICZA),
        ("Mickiewicza 14, Cieszyn", MICKIEWICZA),
        ("A. Mickiewicza 14/16, Cieszyn", MICKIEWICZA),
        ("14/16 Mickiewicza Cieszyn", MICKIEWICZA),
        ("ul.Mickiewicza 14/16 lok. 3 43-400", MICKIEWICZA),
        ("mickiewcza 14/16, cieszyn", MICKIEWICZA),
        ("mikciewicza 14/16 ceszyn", MICKIEWICZA),
        ("Mickiewicza 14/16, 99-999 Cieszyn", MICKIEWICZA),
        ("Mickiewicza 14/16, Cieszyn, Polska", MICKIEWICZA),
        ("Mickiewicza 14/16, Cieszyn, powiat cieszyński, woj. śląskie", MICKIEWICZA),
        ("na Mickiewicza 14/16 w Cieszynie", MICKIEWICZA),
        ("mickiewicza 10 e cieszyn", "ul. Adama Mickiewicza 10E, 43-400 Cieszyn"),
    ]);
}

#[test]
fn abbreviations_titles_and_dropped_words_are_understood() {
    check(&[
        ("Bema 66, Cieszyn", "ul. Generała Józefa Bema 66, 43-400 Cieszyn"),
        ("gen. J. Bema 66 Cieszyn", "ul. Generała Józefa Bema 66, 43-400 Cieszyn"),
        ("al. Łyska 5, Cieszyn", "aleja Jana Łyska 5, 43-400 Cieszyn"),
        ("Jana Łyska 5, Cieszyn", "aleja Jana Łyska 5, 43-400 Cieszyn"),
        ("ul. 3-go Maja 18, Cieszyn", "ul. 3 Maja 18, 43-400 Cieszyn"),
        ("Rynek 1 Cieszyn", "Rynek 1, 43-400 Cieszyn"),
        ("marszalkowska 104 wawa", "ul. Marszałkowska 104, 00-017 Warszawa"),
        ("Hlavní 1234/56, Český Těšín", "Hlavní 1234/56, 737 01 Český Těšín"),
        ("hlavni 56 cesky tesin", "Hlavní 1234/56, 737 01 Český Těšín"),
        ("Hlavní č.p. 1234, Český Těšín", "Hlavní 1234/56, 737 01 Český Těšín"),
        ("Hlavní 3a, Český Těšín", "Hlavní 77/3a, 737 01 Český Těšín"),
        ("Ziegelbergstr. 16 Neubrandenburg", "Ziegelbergstraße 16, 17033 Neubrandenburg"),
        ("Ziegelberg Straße 16, D-17033 Neubrandenburg", "Ziegelbergstraße 16, 17033 Neubrandenburg"),
        ("Gauß-Str. 7, Neubrandenburg", "Carl-Friedrich-Gauß-Straße 7, 17034 Neubrandenburg"),
        ("Gauss Strasse 7 Neu Brandenburg", "Carl-Friedrich-Gauß-Straße 7, 17034 Neubrandenburg"),
    ]);
}

#[test]
fn places_postcodes_and_outlets_are_found_by_all_their_names() {
    check(&[
        ("Krakow", "Kraków, małopolskie"),
        ("Cracow", "Kraków, małopolskie"),
        ("Breslau", ""),
        ("Warschau", "Warszawa, mazowieckie"),
        ("cesky tesin", "Český Těšín, Karviná, Moravskoslezský kraj"),
        ("Nowa Wieś 12", "Nowa Wieś 12, 43-424"),
        ("43-450", "43-450 Ustroń"),
        ("CIE-01", "Meteor Cieszyn, Cieszyn"),
        ("Meteor Cieszyn", "Meteor Cieszyn, Cieszyn"),
        ("Zamkowa, Cieszyn", "ul. Zamkowa, Cieszyn"),
    ]);
}

#[test]
fn teschen_is_both_towns() {
    let found: Vec<String> = ask("Teschen").candidates.into_iter().map(|candidate| candidate.components.name).collect();
    assert_eq!(found.len(), 2);
    assert!(found.contains(&"Cieszyn".to_owned()) && found.contains(&"Český Těšín".to_owned()), "{found:?}");
}

#[test]
fn a_number_between_known_ones_is_said_to_be_interpolated() {
    let found = &ask("Nádražní 6, Český Těšín").candidates[0];
    assert_eq!((found.level, found.components.house_number.as_str()), (Level::Interpolated, "6"));
}

#[test]
fn a_missing_number_gives_the_street_and_says_so() {
    let answer = ask("Mickiewicza 999, Cieszyn");
    let found = &answer.candidates[0];
    assert_eq!((found.level, found.coarser_than_asked), (Level::Street, true));
    assert_eq!(found.unmatched, ["999"]);
    assert_eq!(answer.missing, Some(Missing::HouseNumber("999".to_owned())));
}

#[test]
fn a_missing_street_gives_the_town_and_says_so() {
    let answer = ask("Nieznana 8, Cieszyn");
    assert_eq!(answer.missing, Some(Missing::Street("Nieznana".to_owned())));
    assert_eq!(answer.candidates[0].level, Level::Settlement);
    assert!(answer.candidates[0].coarser_than_asked && answer.candidates[0].confidence < 0.5);
}

#[test]
fn a_wrong_postcode_is_told_and_does_not_decide() {
    let found = &ask("Mickiewicza 2, 30-059 Cieszyn").candidates[0];
    assert_eq!(found.components.city, "Cieszyn");
    assert_eq!(found.unmatched, ["30-059"]);
}

#[test]
fn a_bias_orders_what_fits_equally_and_never_beats_a_town_that_is_named() {
    let near = |text, lon, lat| {
        let options = Options { bias: Some(at(lon, lat)), ..Options::default() };
        TOWNS.forward(&TextQuery { text, options, unfinished: false }).candidates[0].components.city.clone()
    };
    assert_eq!(near("Mickiewicza", 18.63, 49.75), "Cieszyn");
    assert_eq!(near("Mickiewicza", 19.93, 50.06), "Kraków");
    assert_eq!(near("Mickiewicza 2, Cieszyn", 19.93, 50.06), "Cieszyn");
}

#[test]
fn an_address_in_its_parts_is_looked_for_part_by_part() {
    let query = StructuredQuery { street: "Mickiewicza", house_number: "30", city: "Kraków", ..Default::default() };
    assert_eq!(TOWNS.structured(&query).candidates[0].label, "ul. Adama Mickiewicza 30, 30-059 Kraków");
    let only_city = StructuredQuery { city: "Cieszyn", country: "PL", ..Default::default() };
    assert_eq!(TOWNS.structured(&only_city).candidates[0].level, Level::Settlement);
}

#[test]
fn an_answer_says_where_it_is_from_and_how_old() {
    let found = &ask("Rynek 1, Cieszyn").candidates[0];
    assert_eq!((found.source, found.data_date.as_str()), (Source::OpenStreetMap, "2026-11-01"));
    assert_eq!(found.level, Level::Building);
}

#[test]
fn what_the_question_named_is_marked_in_the_line() {
    let found = &ask("mickiewicza 14 cieszyn").candidates[0];
    let marked: Vec<&str> = found.highlights.iter().map(|range| &found.label[range.clone()]).collect();
    assert_eq!(marked, ["Mickiewicza", "14", "Cieszyn"]);
}

#[test]
fn coordinates_are_answered_by_what_is_there() {
    for text in ["49.7512, 18.6301", "49,7512 18,6301", "N49.7512 E18.6301", "18.6301E 49.7512N"] {
        let answer = ask(text);
        assert_eq!(answer.candidates[0].components.street, "Adama Mickiewicza", "{text}");
        assert_eq!(answer.candidates[0].point, at(18.6301, 49.7512), "{text}");
    }
}

#[test]
fn strange_texts_have_no_answer_and_do_no_harm() {
    let long = "a".repeat(10_000);
    let many = "ulica ".repeat(1_000);
    for text in [
        "",
        "   ",
        "😀😀",
        "'; DROP TABLE outlets; --",
        "\u{0}\u{1}\u{7f}",
        "שלום עולם",
        "!!!",
        "9999999999999",
        &long,
        &many,
    ] {
        assert!(ask(text).candidates.is_empty(), "{text:?}");
    }
}
