//! RÚIAN: points of addresses, one CSV file for each municipality and month, parted by semicolons in Windows-1250.

use super::columns::Wanted;
use super::rows::{Fields, Found};
use crate::geo::lon_lat_of_s_jtsk;
use crate::geocoder::record::{AddressPoint, AddressRecord, HouseNumber, Source};

pub const COLUMNS: [Wanted; 12] = [
    Wanted { what: "the house number", names: &["Číslo domovní"], needed: true },
    Wanted { what: "the town", names: &["Název obce"], needed: true },
    Wanted { what: "the coordinate Y", names: &["Souřadnice Y"], needed: true },
    Wanted { what: "the coordinate X", names: &["Souřadnice X"], needed: true },
    Wanted { what: "the street", names: &["Název ulice"], needed: true },
    Wanted { what: "the postcode", names: &["PSČ"], needed: true },
    Wanted { what: "the part of the town", names: &["Název části obce"], needed: true },
    Wanted { what: "the kind of the number", names: &["Typ SO"], needed: true },
    Wanted { what: "the number in the street", names: &["Číslo orientační"], needed: true },
    Wanted { what: "the letter of that number", names: &["Znak čísla orientačního"], needed: false },
    Wanted { what: "the date", names: &["Platí Od"], needed: false },
    Wanted { what: "the district of Prague", names: &["Název obvodu Prahy", "Název MOP"], needed: false },
];

pub fn row(fields: &Fields<'_, 12>) -> Option<Found> {
    let number = fields.text(0);
    if number.is_empty() {
        return None;
    }
    let [y, x] = [fields.number(2), fields.number(3)];
    let (street, part, city) = (fields.text(4), fields.text(6), fields.text(1));
    let record = |point| AddressRecord {
        house: HouseNumber {
            number,
            street_number: fields.text(8) + &fields.text(9),
            provisional: fields.text(7).contains("ev"),
        },
        place: if street.is_empty() { part.clone() } else { String::new() },
        street,
        district: part,
        city,
        postcode: postcode(&fields.text(5)),
        country: "CZ".to_owned(),
        point,
        exactness: AddressPoint::Building,
        source: Source::Ruian,
    };
    let swapped = lon_lat_of_s_jtsk(x?, y?);
    let point = lon_lat_of_s_jtsk(y?, x?)?;
    Some(Found { record: record(point), swapped, date: fields.date(10) })
}

/// `73701` as people write it: `737 01`.
fn postcode(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 5 { format!("{} {}", &digits[..3], &digits[3..]) } else { String::new() }
}
