//! A town that is named and not known is not found: never another one.

use super::fixture::ask;
use crate::geocoder::answer::Missing;

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
