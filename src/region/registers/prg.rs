//! PRG: points of addresses, in the forms in which they go around as CSV.
//!
//! The office publishes GML; what people have as CSV are its tables of points (`SIMC_nazwa`, `ULIC_nazwa`, `Numer`; later
//! `NAZWA_MSC`, `NAZWA_ULC`, `NUMER_PORZ`) and what common converters of the GML write (`miejscowosc`, `ulica`,
//! `numer_porzadkowy`, `x_epsg_2180`). Bare `X` and `Y` are geodetic, as in the universal address: X runs north.

use super::columns::Wanted;
use super::rows::{Fields, Found};
use crate::geo::lon_lat_of_puwg_1992;
use crate::geocoder::record::{AddressPoint, AddressRecord, HouseNumber, Source};

pub const COLUMNS: [Wanted; 9] = [
    Wanted {
        what: "the house number",
        names: &["numer_porzadkowy", "NUMER_PORZ", "Numer", "numerPorzadkowy", "nr"],
        needed: true,
    },
    Wanted { what: "the town", names: &["miejscowosc", "NAZWA_MSC", "SIMC_nazwa", "nazwaMiejscowosci"], needed: true },
    Wanted { what: "the easting", names: &["x_epsg_2180", "easting", "wsp_e", "Y", "Y_1992", "e"], needed: true },
    Wanted { what: "the northing", names: &["y_epsg_2180", "northing", "wsp_n", "X", "X_1992", "n"], needed: true },
    Wanted { what: "the street", names: &["ulica", "NAZWA_ULC", "ULIC_nazwa", "nazwaUlicy"], needed: true },
    Wanted { what: "the postcode", names: &["kod_pocztowy", "KOD_POCZT", "PNA", "kodPocztowy"], needed: false },
    Wanted { what: "the part of the town", names: &["czesc_miejscowosci", "CZESC_MSC"], needed: false },
    Wanted {
        what: "the date",
        names: &["poczatek_wersji_obiektu", "wersja_id", "WERSJA_ID", "wazny_od_lub_data_nadania", "DATA_NAD"],
        needed: false,
    },
    Wanted { what: "the end", names: &["wazny_do", "koniec_wersji_obiektu"], needed: false },
];

/// Words that the register puts before the names of ordinary streets.
const ORDINARY: [&str; 2] = ["ulica ", "ul. "];

pub fn row(fields: &Fields<'_, 9>) -> Option<Found> {
    let number = fields.text(0);
    if number.is_empty() || !fields.text(8).is_empty() {
        return None;
    }
    let [easting, northing] = [fields.number(2), fields.number(3)];
    let street = fields.text(4);
    let ordinary = ORDINARY.iter().find_map(|word| street.strip_prefix(word)).unwrap_or(&street).to_owned();
    let city = fields.text(1);
    let record = |point| AddressRecord {
        house: HouseNumber { number, ..HouseNumber::default() },
        place: if ordinary.is_empty() { city.clone() } else { String::new() },
        street: ordinary,
        city,
        district: fields.text(6),
        postcode: postcode(&fields.text(5)),
        country: "PL".to_owned(),
        point,
        exactness: AddressPoint::Building,
        source: Source::Prg,
    };
    let swapped = lon_lat_of_puwg_1992(northing?, easting?);
    let point = lon_lat_of_puwg_1992(easting?, northing?)?;
    Some(Found { record: record(point), swapped, date: fields.date(7) })
}

/// `43400` as people write it: `43-400`.
fn postcode(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == 5 { format!("{}-{}", &digits[..2], &digits[2..]) } else { String::new() }
}
