//! House numbers as map data writes them, taken apart.

use super::names::tidy;
use crate::geocoder::record::HouseNumber;
use crate::region::osm::Tags;

/// Longest number that is kept, in characters: `Nr. 12-14 Hinterhaus` is one.
const NUMBER_CHARS_MAX: usize = 24;
/// Most numbers of one thing: a row of garages has some dozens.
const NUMBERS_MAX: usize = 40;

/// Writings of the Czech number of registration before the number itself, folded.
const PROVISIONAL: [&str; 6] = ["č.ev.", "č. ev.", "č.e.", "ev.č.", "ev.", "e."];

/// The numbers of one thing; several are parted by `;` or `,`, while `12-16` and `14/16` are one.
/// In Czechia `1234/56` is a number of description and one of orientation.
pub fn house_numbers(tags: &Tags<'_>, country: &str) -> Vec<HouseNumber> {
    if let Some(number) = czech_number(tags) {
        return vec![number];
    }
    let Some(text) = tags.get("addr:housenumber") else { return Vec::new() };
    let parts = text.split([';', ',']).filter_map(tidy).filter(|part| is_number(part));
    parts.take(NUMBERS_MAX).map(|part| parse(part, country)).collect()
}

/// From the tags that Czech mappers give beside the number on the door.
fn czech_number(tags: &Tags<'_>) -> Option<HouseNumber> {
    let of = |key: &str| tags.get(key).and_then(tidy).filter(|number| is_number(number));
    let street_number = of("addr:streetnumber").unwrap_or_default();
    let described = of("addr:conscriptionnumber").map(|number| (number, false));
    let (number, provisional) = described.or_else(|| of("addr:provisionalnumber").map(|number| (number, true)))?;
    Some(HouseNumber { number: without_prefix(&number).to_owned(), street_number, provisional })
}

fn is_number(text: &str) -> bool {
    text.chars().count() <= NUMBER_CHARS_MAX
}

fn without_prefix(number: &str) -> &str {
    let found = PROVISIONAL.iter().find_map(|prefix| number.strip_prefix(prefix));
    found.map_or(number, str::trim_start)
}

fn parse(text: String, country: &str) -> HouseNumber {
    let bare = without_prefix(&text);
    if bare.len() < text.len() && bare.starts_with(|c: char| c.is_ascii_digit()) {
        return HouseNumber { number: bare.to_owned(), street_number: String::new(), provisional: true };
    }
    if ["CZ", "SK"].contains(&country)
        && let Some((number, street_number)) = text.split_once('/')
        && number.chars().all(|c| c.is_ascii_digit())
        && street_number.starts_with(|c: char| c.is_ascii_digit())
    {
        let (number, street_number) = (number.to_owned(), street_number.to_owned());
        return HouseNumber { number, street_number, provisional: false };
    }
    HouseNumber { number: text, ..HouseNumber::default() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(tags: &[(&str, &str)], country: &str, expected: &[(&str, &str, bool)]) {
        let found = house_numbers(&Tags(tags), country);
        let found: Vec<(&str, &str, bool)> =
            found.iter().map(|one| (&*one.number, &*one.street_number, one.provisional)).collect();
        assert_eq!(found, expected, "{tags:?}");
    }

    #[test]
    fn numbers_are_taken_apart_as_their_country_writes_them() {
        let number = "addr:housenumber";
        check(&[(number, "10e")], "PL", &[("10e", "", false)]);
        check(&[(number, "14/16")], "PL", &[("14/16", "", false)]);
        check(&[(number, "1234/56a")], "CZ", &[("1234", "56a", false)]);
        check(&[(number, "ev.12")], "CZ", &[("12", "", true)]);
        check(&[(number, "č.ev. 12")], "CZ", &[("12", "", true)]);
        check(&[(number, "12-16")], "DE", &[("12-16", "", false)]);
        check(&[(number, "3;5, 7a")], "DE", &[("3", "", false), ("5", "", false), ("7a", "", false)]);
    }

    #[test]
    fn czech_tags_of_their_own_come_first() {
        let tags = [("addr:housenumber", "1234/56"), ("addr:conscriptionnumber", "1234"), ("addr:streetnumber", "56")];
        check(&tags, "", &[("1234", "56", false)]);
        check(&[("addr:provisionalnumber", "7"), ("addr:housenumber", "ev.7")], "", &[("7", "", true)]);
    }

    #[test]
    fn a_text_that_is_no_number_is_none() {
        check(&[("addr:housenumber", "ask at the reception desk of the hotel")], "PL", &[]);
        check(&[("addr:housenumber", ";;")], "PL", &[]);
    }
}
