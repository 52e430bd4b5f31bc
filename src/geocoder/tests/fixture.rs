//! A few towns of three countries.

use std::sync::{Arc, LazyLock};

use crate::geo::LonLat;
use crate::geocoder::answer::Answer;
use crate::geocoder::query::{Options, TextQuery};
use crate::geocoder::record::{
    AddressPoint, AddressRecord, HouseNumber, InterpolationRecord, PlaceKind, PlaceRecord, PoiRecord, PostcodeRecord,
    Record, Source, StreetRecord,
};
use crate::geocoder::{Geocoder, Index, IndexBuilder};

pub fn at(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).expect("valid point")
}

pub fn place(name: &str, kind: PlaceKind, country: &str, lon: f64, lat: f64) -> PlaceRecord {
    PlaceRecord {
        name: name.to_owned(),
        other_names: Vec::new(),
        kind,
        point: at(lon, lat),
        area: None,
        population: 0,
        country: country.to_owned(),
        within: Vec::new(),
        source: Source::OpenStreetMap,
    }
}

pub fn address(city: &str, street: &str, number: &str, postcode: &str, lon: f64, lat: f64) -> AddressRecord {
    AddressRecord {
        house: HouseNumber { number: number.to_owned(), ..HouseNumber::default() },
        street: street.to_owned(),
        place: String::new(),
        city: city.to_owned(),
        district: String::new(),
        postcode: postcode.to_owned(),
        country: String::new(),
        point: at(lon, lat),
        exactness: AddressPoint::Building,
        source: Source::OpenStreetMap,
    }
}

fn street(name: &str, lon: f64, lat: f64) -> Record {
    let line = vec![at(lon, lat), at(lon + 0.002, lat)];
    let (name, other_names, country) = (name.to_owned(), Vec::new(), String::new());
    Record::Street(StreetRecord { name, other_names, line, country, source: Source::OpenStreetMap })
}

/// Names, points and numbers are invented where the towns are not.
pub fn records() -> Vec<Record> {
    let mut records = Vec::new();
    for (name, kind, country, lon, lat, population, county, region) in [
        ("Cieszyn", PlaceKind::Town, "PL", 18.632, 49.750, 35_000, "cieszyński", "śląskie"),
        ("Český Těšín", PlaceKind::Town, "CZ", 18.626, 49.746, 25_000, "Karviná", "Moravskoslezský kraj"),
        ("Kraków", PlaceKind::City, "PL", 19.937, 50.061, 780_000, "Kraków", "małopolskie"),
        ("Warszawa", PlaceKind::City, "PL", 21.012, 52.230, 1_800_000, "Warszawa", "mazowieckie"),
        ("Praha", PlaceKind::City, "CZ", 14.421, 50.088, 1_300_000, "", "Praha"),
        ("Racibórz", PlaceKind::Town, "PL", 18.219, 50.092, 55_000, "raciborski", "śląskie"),
        ("Ruda", PlaceKind::Village, "PL", 18.300, 50.100, 300, "raciborski", "śląskie"),
        ("Ustroń", PlaceKind::Town, "PL", 18.812, 49.721, 15_000, "cieszyński", "śląskie"),
        ("Kamień", PlaceKind::Village, "PL", 18.500, 50.120, 900, "rybnicki", "śląskie"),
        ("Nowa Wieś", PlaceKind::Village, "PL", 18.700, 49.900, 400, "cieszyński", "śląskie"),
        ("Nowa Wieś", PlaceKind::Village, "PL", 19.500, 50.300, 200, "olkuski", "małopolskie"),
        ("Nowa Wieś", PlaceKind::Village, "PL", 19.900, 50.900, 250, "jędrzejowski", "świętokrzyskie"),
        ("Neubrandenburg", PlaceKind::Town, "DE", 13.261, 53.557, 63_000, "", "Mecklenburg-Vorpommern"),
    ] {
        let named = |kind, name: &str| (!name.is_empty()).then(|| (kind, name.to_owned()));
        let within =
            [named(PlaceKind::Region, region), named(PlaceKind::County, county)].into_iter().flatten().collect();
        records.push(Record::Place(PlaceRecord { population, within, ..place(name, kind, country, lon, lat) }));
    }
    for (city, street, number, postcode, lon, lat) in [
        ("Cieszyn", "Adama Mickiewicza", "14/16", "43-400", 18.6301, 49.7512),
        ("Cieszyn", "Adama Mickiewicza", "10E", "43-400", 18.6305, 49.7514),
        ("Cieszyn", "Adama Mickiewicza", "2", "43-400", 18.6309, 49.7516),
        ("Cieszyn", "Generała Józefa Bema", "66", "43-400", 18.6401, 49.7552),
        ("Cieszyn", "aleja Jana Łyska", "5", "43-400", 18.6251, 49.7482),
        ("Cieszyn", "3 Maja", "18", "43-400", 18.6331, 49.7492),
        ("Cieszyn", "Rynek", "1", "43-400", 18.6321, 49.7502),
        ("Kraków", "Adama Mickiewicza", "30", "30-059", 19.9232, 50.0664),
        ("Kraków", "Długa", "12", "31-146", 19.9371, 50.0691),
        ("Warszawa", "Marszałkowska", "104", "00-017", 21.0111, 52.2311),
        ("Racibórz", "Opawska", "8", "47-400", 18.2181, 50.0911),
        ("Racibórz", "Rudzka", "8", "47-400", 18.2201, 50.0951),
        ("Rudy", "Raciborska", "8", "47-430", 18.4461, 50.1931),
        ("Kamień", "Polna", "5", "44-295", 18.5001, 50.1201),
        ("Neubrandenburg", "Ziegelbergstraße", "16", "17033", 13.2711, 53.5611),
        ("Neubrandenburg", "Demminer Straße", "50", "17034", 13.2501, 53.5701),
        ("Neubrandenburg", "Carl-Friedrich-Gauß-Straße", "7", "17034", 13.2401, 53.5751),
    ] {
        records.push(Record::Address(address(city, street, number, postcode, lon, lat)));
    }
    records.push(Record::Address(address("Nowa Wieś", "", "12", "43-424", 18.7001, 49.9001)));
    for (number, street_number) in [("1234", "56"), ("77", "3a")] {
        let house =
            HouseNumber { number: number.to_owned(), street_number: street_number.to_owned(), provisional: false };
        let hlavni = address("Český Těšín", "Hlavní", "", "737 01", 18.6231, 49.7461);
        records.push(Record::Address(AddressRecord { house, ..hlavni }));
    }
    let nadrazni = InterpolationRecord {
        street: "Nádražní".to_owned(),
        place: String::new(),
        city: "Český Těšín".to_owned(),
        postcode: "737 01".to_owned(),
        country: "CZ".to_owned(),
        line: vec![at(18.620, 49.748), at(18.624, 49.748)],
        first: 2,
        last: 10,
        step: 2,
        source: Source::OpenStreetMap,
    };
    records.push(Record::Interpolation(nadrazni));
    records.push(street("Demminer Straße", 13.2500, 53.5700));
    records.push(street("Zamkowa", 18.6281, 49.7511));
    records.push(Record::Place(place("Marklowice", PlaceKind::District, "PL", 18.6401, 49.7651)));
    let (name, kind, code) = ("Meteor Cieszyn".to_owned(), "outlet".to_owned(), "CIE-01".to_owned());
    let (city, country, point) = ("Cieszyn".to_owned(), "PL".to_owned(), at(18.6323, 49.7497));
    records.push(Record::Poi(PoiRecord {
        name,
        other_names: Vec::new(),
        kind,
        code,
        city,
        country,
        point,
        source: Source::Outlet,
    }));
    let (postcode, city, country) = ("43-450".to_owned(), "Ustroń".to_owned(), "PL".to_owned());
    let point = at(18.8121, 49.7211);
    records.push(Record::Postcode(PostcodeRecord { postcode, city, country, point, source: Source::PostcodeTable }));
    records
}

pub fn index_of(records: Vec<Record>) -> Vec<u8> {
    let mut builder = IndexBuilder::new();
    builder.set_data_date(Source::OpenStreetMap, "2026-11-01");
    records.into_iter().for_each(|record| builder.push(record).expect("few records"));
    let mut bytes = Vec::new();
    builder.finish(&mut bytes).expect("memory can be written");
    bytes
}

pub fn geocoder_of(records: Vec<Record>) -> Geocoder {
    let index = Index::from_bytes(index_of(records)).expect("what was built can be read");
    Geocoder::new(vec![Arc::new(index)])
}

pub static TOWNS: LazyLock<Geocoder> = LazyLock::new(|| geocoder_of(records()));

pub fn ask(text: &str) -> Answer {
    TOWNS.forward(&TextQuery { text, options: Options::default(), unfinished: false })
}

/// The line of the best answer; empty when there is none.
pub fn best(text: &str) -> String {
    ask(text).candidates.into_iter().next().map(|candidate| candidate.label).unwrap_or_default()
}
