//! What the tables of an index hold. References are row numbers; `NONE` is no reference.

use super::row::row;
use crate::geocoder::record::{AddressPoint, PlaceKind, Source};

/// No row.
pub const NONE: u32 = u32::MAX;

/// Set in a token of a name that a town's name may leave out: what follows `nad`, a hyphen or a bracket.
pub const DROPPABLE: u32 = 1 << 31;

row! {
    /// A name as it is shown, its tokens, and what is called so. Ends are the begins of the next row; the last row is
    /// there for that only.
    NameRow {
        /// Into the strings.
        text: u32,
        /// Into the tokens of names, the places, the streets and the points of interest that bear a name.
        tokens: u32,
        places: u32,
        streets: u32,
        pois: u32,
        /// How much is called so, 0 to 255: grows with the population or the number of addresses.
        weight: u8,
    }
}

row! {
    /// A word of the dictionary; rows are sorted by their word.
    TokenRow {
        /// Into the letters of the words.
        letters: u32,
        postings: u32,
        /// Whether it is so common in names (`strasse`) that names are not looked up by it.
        common: u8,
        /// With how many letters of the word before it begins.
        shared: u8,
    }
}

row! {
    /// A name that has a token, and at which of its places (a bit for each).
    PostingRow { name: u32, places: u16 }
}

row! {
    /// The weightiest names that have a word with this beginning of one to three letters.
    PrefixRow { letters: u32, names: u32 }
}

row! {
    /// A settlement, a part of one, or an administrative area.
    PlaceRow {
        name: u32,
        /// What it lies in; always coarser, or a settlement for its parts.
        parent: u32,
        lon: i32,
        lat: i32,
        population: u32,
        /// Metres around the point within which it mostly lies.
        radius: u32,
        country: u16,
        kind: u8,
        source: u8,
    }
}

row! {
    /// All ways of one name in one settlement, or the settlement itself where houses have no street.
    StreetRow {
        name: u32,
        settlement: u32,
        lon: i32,
        lat: i32,
        radius: u32,
        /// The first address of it, and the first of its numbers; the next row's are the ends. The last row is there for
        /// that only.
        addresses: u32,
        numbers: u32,
        /// The postcode of most of its houses, into the strings.
        postcode: u32,
        kind: u8,
        source: u8,
    }
}

row! {
    AddressRow {
        street: u32,
        lon: i32,
        lat: i32,
        /// Into the strings: what stands on the door, and the Czech number of orientation.
        number: u32,
        street_number: u32,
        postcode: u32,
        /// The part of the settlement, a place.
        district: u32,
        exactness: u8,
        source: u8,
        provisional: u8,
    }
}

row! {
    /// A number under which a house of a street can be asked for; sorted by street, then number.
    NumberRow { street: u32, number: u32, address: u32 }
}

row! {
    /// A postcode in a settlement; sorted by `key` (see `normalize::postcode_key`).
    PostcodeRow {
        key: u32,
        text: u32,
        settlement: u32,
        lon: i32,
        lat: i32,
        radius: u32,
        country: u16,
        source: u8,
    }
}

row! {
    PoiRow {
        name: u32,
        kind: u32,
        code: u32,
        settlement: u32,
        lon: i32,
        lat: i32,
        source: u8,
    }
}

row! {
    /// A straight piece of a street.
    SegmentRow { street: u32, lon_a: i32, lat_a: i32, lon_b: i32, lat_b: i32 }
}

row! {
    /// The day of the data of a source, into the strings.
    DateRow { date: u32, source: u8 }
}

/// What a row of the streets is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreetKind {
    Street,
    /// Houses that are numbered by their settlement: `Rudy 8`.
    Settlement,
    /// Houses numbered by a part of one: `osiedle Piastów 4`.
    Estate,
}

impl StreetKind {
    pub fn of(code: u8) -> Self {
        match code {
            1 => Self::Settlement,
            2 => Self::Estate,
            _ => Self::Street,
        }
    }
}

const KINDS: [PlaceKind; 10] = [
    PlaceKind::Country,
    PlaceKind::Region,
    PlaceKind::County,
    PlaceKind::Commune,
    PlaceKind::City,
    PlaceKind::Town,
    PlaceKind::Village,
    PlaceKind::Hamlet,
    PlaceKind::District,
    PlaceKind::Neighbourhood,
];

pub fn kind_code(kind: PlaceKind) -> u8 {
    KINDS.iter().position(|each| *each == kind).expect("all kinds are listed") as u8
}

/// A kind that no code stands for is a hamlet: the least that can be claimed.
pub fn kind_of(code: u8) -> PlaceKind {
    KINDS.get(usize::from(code)).copied().unwrap_or(PlaceKind::Hamlet)
}

const SOURCES: [Source; 6] =
    [Source::Outlet, Source::Prg, Source::Ruian, Source::OpenStreetMap, Source::GeoNames, Source::PostcodeTable];

/// Also the order of trust, the best first.
pub fn source_code(source: Source) -> u8 {
    SOURCES.iter().position(|each| *each == source).expect("all sources are listed") as u8
}

pub fn source_of(code: u8) -> Source {
    SOURCES.get(usize::from(code)).copied().unwrap_or(Source::OpenStreetMap)
}

pub fn exactness_of(code: u8) -> AddressPoint {
    match code {
        0 => AddressPoint::Entrance,
        1 => AddressPoint::Building,
        _ => AddressPoint::Interpolated,
    }
}

/// Two letters as a number; 0 for none.
pub fn country_number(code: &str) -> u16 {
    match code.as_bytes() {
        [first, second] if code.bytes().all(|byte| byte.is_ascii_uppercase()) => u16::from_be_bytes([*first, *second]),
        _ => 0,
    }
}

/// Empty where there is none.
pub fn country_code(number: u16) -> String {
    let letters = number.to_be_bytes();
    let known = letters.iter().all(u8::is_ascii_uppercase);
    if known { letters.iter().map(|byte| char::from(*byte)).collect() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_lead_back_to_what_they_stand_for() {
        assert!(KINDS.iter().all(|kind| kind_of(kind_code(*kind)) == *kind));
        assert!(SOURCES.iter().all(|source| source_of(source_code(*source)) == *source));
        assert_eq!(country_code(country_number("PL")), "PL");
        assert_eq!(country_code(country_number("")), "");
        assert_eq!(country_code(country_number("pl")), "");
    }
}
