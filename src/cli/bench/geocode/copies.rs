//! The data over and over, side by side, each time with other names for its towns: a stand-in for a country.
//!
//! A new name depends on nothing but the old one and the number of the copy, so that questions are renamed as the data
//! is, whatever comes first.

use crate::cli::bench::world::Dice;
use crate::geo::LonLat;
use crate::geocoder::record::{
    AddressRecord, Area, InterpolationRecord, PlaceRecord, PoiRecord, PostcodeRecord, Record, StreetRecord,
};

/// Copies lie this far apart, in degrees; the demo town and its villages are smaller.
const STEP: [f64; 2] = [0.4, 0.25];
/// Copies in one row.
const ROW: u32 = 16;
/// Postcodes of copies are apart by a number that shares nothing with powers of ten.
const POSTCODE_STEP: u64 = 137;

const SYLLABLES: [&str; 24] = [
    "bra", "cie", "dol", "fen", "gry", "hel", "jaw", "kos", "lub", "mie", "nor", "ost", "pie", "rud", "sie", "tor",
    "ust", "war", "zab", "krz", "sza", "bel", "dem", "gol",
];

/// One copy: where it lies and what its towns are called.
#[derive(Debug)]
pub struct Copy {
    number: u32,
}

impl Copy {
    /// Number 0 is the data as it is.
    pub fn new(number: u32) -> Self {
        Self { number }
    }

    pub fn of(&self, record: &Record) -> Record {
        if self.number == 0 {
            return record.clone();
        }
        match record {
            Record::Place(place) => Record::Place(PlaceRecord {
                name: self.town(&place.name),
                other_names: Vec::new(),
                point: self.moved(place.point),
                area: place.area.as_ref().map(|area| self.area(area)),
                within: place.within.iter().map(|(kind, name)| (*kind, self.town(name))).collect(),
                ..place.clone()
            }),
            Record::Street(street) => Record::Street(StreetRecord { line: self.line(&street.line), ..street.clone() }),
            Record::Address(address) => Record::Address(AddressRecord {
                place: self.town(&address.place),
                city: self.town(&address.city),
                district: self.town(&address.district),
                postcode: self.postcode(&address.postcode),
                point: self.moved(address.point),
                ..address.clone()
            }),
            Record::Interpolation(line) => Record::Interpolation(InterpolationRecord {
                place: self.town(&line.place),
                city: self.town(&line.city),
                postcode: self.postcode(&line.postcode),
                line: self.line(&line.line),
                ..line.clone()
            }),
            Record::Poi(poi) => {
                Record::Poi(PoiRecord { city: self.town(&poi.city), point: self.moved(poi.point), ..poi.clone() })
            }
            Record::Postcode(postcode) => Record::Postcode(PostcodeRecord {
                postcode: self.postcode(&postcode.postcode),
                city: self.town(&postcode.city),
                point: self.moved(postcode.point),
                ..postcode.clone()
            }),
        }
    }

    /// The same name becomes the same other name throughout a copy.
    pub fn town(&self, name: &str) -> String {
        if name.is_empty() || self.number == 0 {
            return name.to_owned();
        }
        let letters = name.bytes().fold(0u64, |sum, byte| sum.wrapping_mul(0x0100_0193) ^ u64::from(byte));
        let mut dice = Dice::new(letters ^ u64::from(self.number) << 48);
        let invented: String = (0..4).map(|_| dice.pick(&SYLLABLES)).collect();
        invented[..1].to_uppercase() + &invented[1..]
    }

    /// Five digits become other five digits.
    pub fn postcode(&self, postcode: &str) -> String {
        let digits: u64 = postcode.parse().unwrap_or_default();
        if digits == 0 {
            postcode.to_owned()
        } else {
            format!("{:05}", (digits + u64::from(self.number) * POSTCODE_STEP) % 100_000)
        }
    }

    pub fn moved(&self, point: LonLat) -> LonLat {
        let (east, north) = (f64::from(self.number % ROW) * STEP[0], f64::from(self.number / ROW) * STEP[1]);
        LonLat::new(point.lon() + east, point.lat() - north).unwrap_or(point)
    }

    fn line(&self, line: &[LonLat]) -> Vec<LonLat> {
        line.iter().map(|point| self.moved(*point)).collect()
    }

    fn area(&self, area: &Area) -> Area {
        Area { rings: area.rings.iter().map(|ring| self.line(ring)).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_town_is_called_alike_in_the_data_and_in_the_questions_whatever_comes_first() {
        let (data, questions) = (Copy::new(7), Copy::new(7));
        let first = data.town("Neubrandenburg");
        assert_ne!(questions.town("Mallin"), first);
        assert_eq!(questions.town("Neubrandenburg"), first);
    }

    #[test]
    fn copies_call_their_towns_otherwise() {
        assert_ne!(Copy::new(1).town("Mallin"), Copy::new(2).town("Mallin"));
        assert_eq!(Copy::new(0).town("Mallin"), "Mallin");
    }
}
