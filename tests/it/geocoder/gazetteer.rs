//! The written gazetteer of `tests/data/geocoder/gazetteer.csv` as records.
//!
//! Streets are straight: their houses stand on alternate sides every 15 m from the given point on. Points are good to
//! a part of the town, which is enough for what is tested with them.

use std::path::Path;

use blisko::geo::LonLat;
use blisko::geocoder::record::{
    AddressPoint, AddressRecord, HouseNumber, PlaceKind, PlaceRecord, PoiRecord, PostcodeRecord, Record, Source,
    StreetRecord,
};
use serde::Deserialize;

/// From one house to the next, and from the middle of the street to its houses, in metres.
const HOUSE_STEP_M: f64 = 15.0;
const SETBACK_M: f64 = 10.0;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Row {
    record: String,
    country: String,
    city: String,
    name: String,
    other: String,
    kind: String,
    within: String,
    numbers: String,
    postcode: String,
    district: String,
    lon: f64,
    lat: f64,
    heading: Option<f64>,
    population: Option<u32>,
}

/// All records, in the order of the file.
pub fn records() -> Vec<Record> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/geocoder/gazetteer.csv");
    let mut rows = csv::ReaderBuilder::new().delimiter(b';').from_path(path).unwrap();
    rows.deserialize::<Row>().flat_map(|row| row.unwrap().records()).collect()
}

impl Row {
    fn records(&self) -> Vec<Record> {
        match self.record.as_str() {
            "place" => vec![Record::Place(self.place())],
            "street" => self.street(),
            "settlement" => self.houses(),
            "poi" => vec![Record::Poi(self.poi())],
            "postcode" => vec![Record::Postcode(self.postcode())],
            other => panic!("a row of the kind {other}"),
        }
    }

    /// So many metres along the street and to its right.
    fn point(&self, along: f64, right: f64) -> LonLat {
        let (sin, cos) = self.heading.unwrap_or(90.0).to_radians().sin_cos();
        let (east, north) = (along * sin + right * cos, along * cos - right * sin);
        let degree = 111_200.0;
        LonLat::new(self.lon + east / (degree * self.lat.to_radians().cos()), self.lat + north / degree).unwrap()
    }

    fn others(&self) -> Vec<String> {
        self.other.split('|').filter(|other| !other.is_empty()).map(str::to_owned).collect()
    }

    fn place(&self) -> PlaceRecord {
        PlaceRecord {
            name: self.name.clone(),
            other_names: self.others(),
            kind: kind(&self.kind),
            point: self.point(0.0, 0.0),
            area: None,
            population: self.population.unwrap_or_default(),
            country: self.country.clone(),
            within: self.within.split('|').filter_map(|one| one.split_once(':')).map(within).collect(),
            source: Source::OpenStreetMap,
        }
    }

    fn street(&self) -> Vec<Record> {
        let length = HOUSE_STEP_M * (self.numbers.split(',').count() + 1) as f64;
        let street = StreetRecord {
            name: self.name.clone(),
            other_names: self.others(),
            line: vec![self.point(0.0, 0.0), self.point(length, 0.0)],
            country: self.country.clone(),
            source: Source::OpenStreetMap,
        };
        std::iter::once(Record::Street(street)).chain(self.houses()).collect()
    }

    fn houses(&self) -> Vec<Record> {
        let is_street = self.record == "street";
        let house = |(index, number): (usize, &str)| {
            let side = if index % 2 == 0 { SETBACK_M } else { -SETBACK_M };
            Record::Address(AddressRecord {
                house: house_number(number, &self.country),
                street: if is_street { self.name.clone() } else { String::new() },
                place: if is_street { String::new() } else { self.name.clone() },
                city: self.city.clone(),
                district: self.district.clone(),
                postcode: self.postcode.clone(),
                country: self.country.clone(),
                point: self.point(HOUSE_STEP_M * (index + 1) as f64, side),
                exactness: AddressPoint::Building,
                source: Source::OpenStreetMap,
            })
        };
        self.numbers.split(',').enumerate().map(house).collect()
    }

    fn poi(&self) -> PoiRecord {
        PoiRecord {
            name: self.name.clone(),
            other_names: self.others(),
            kind: self.kind.clone(),
            code: String::new(),
            city: self.city.clone(),
            country: self.country.clone(),
            point: self.point(0.0, 0.0),
            source: Source::OpenStreetMap,
        }
    }

    fn postcode(&self) -> PostcodeRecord {
        PostcodeRecord {
            postcode: self.postcode.clone(),
            city: self.city.clone(),
            country: self.country.clone(),
            point: self.point(0.0, 0.0),
            source: Source::OpenStreetMap,
        }
    }
}

/// `e12` is a number of registration; in Czechia `846/1` is one of description and one of orientation.
fn house_number(text: &str, country: &str) -> HouseNumber {
    if let Some(number) = text.strip_prefix('e') {
        return HouseNumber { number: number.to_owned(), provisional: true, ..HouseNumber::default() };
    }
    match text.split_once('/').filter(|_| country == "CZ") {
        Some((number, street_number)) => {
            HouseNumber { number: number.to_owned(), street_number: street_number.to_owned(), provisional: false }
        }
        None => HouseNumber { number: text.to_owned(), ..HouseNumber::default() },
    }
}

fn within((what, name): (&str, &str)) -> (PlaceKind, String) {
    (kind(what), name.to_owned())
}

fn kind(name: &str) -> PlaceKind {
    match name {
        "Country" => PlaceKind::Country,
        "Region" => PlaceKind::Region,
        "County" => PlaceKind::County,
        "Commune" => PlaceKind::Commune,
        "City" => PlaceKind::City,
        "Town" => PlaceKind::Town,
        "Village" => PlaceKind::Village,
        "Hamlet" => PlaceKind::Hamlet,
        "District" => PlaceKind::District,
        "Neighbourhood" => PlaceKind::Neighbourhood,
        other => panic!("a place of the kind {other}"),
    }
}
