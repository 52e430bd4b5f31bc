//! Addresses that a register has already: what OpenStreetMap tells of them is left out.
//!
//! Twelve bytes for each address of the register: 100 MB for all of Poland.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::geo::{LonLat, great_circle_distance};
use crate::geocoder::record::AddressRecord;

/// The same street and number within this distance is the same house, in metres.
const SAME_HOUSE_M: f64 = 100.0;

/// The addresses of registers, by street and number.
#[derive(Debug, Default)]
pub struct Doubles {
    /// Hash of number and the last word of the street, longitude and latitude in ten-millionths of a degree.
    known: Vec<(u32, i32, i32)>,
    sorted: bool,
}

impl Doubles {
    pub fn add(&mut self, address: &AddressRecord) {
        let e7 = |degrees: f64| (degrees * 1e7).round() as i32;
        self.known.push((key(address), e7(address.point.lon()), e7(address.point.lat())));
        self.sorted = false;
    }

    /// Whether a register has this address.
    pub fn has(&mut self, address: &AddressRecord) -> bool {
        if !self.sorted {
            self.known.sort_unstable();
            self.sorted = true;
        }
        let key = key(address);
        let from = self.known.partition_point(|known| known.0 < key);
        let same = self.known[from..].iter().take_while(|known| known.0 == key);
        let near = |(_, lon, lat): &(u32, i32, i32)| {
            let point = LonLat::new(f64::from(*lon) / 1e7, f64::from(*lat) / 1e7);
            point.is_ok_and(|point| great_circle_distance(point, address.point).0 <= SAME_HOUSE_M)
        };
        same.into_iter().any(near)
    }
}

/// Of the street the last word only: registers and maps differ in first names and titles.
fn key(address: &AddressRecord) -> u32 {
    let street = if address.street.is_empty() { &address.place } else { &address.street };
    let folded = deunicode::deunicode(street).to_lowercase();
    let word = folded.split(|c: char| !c.is_alphanumeric()).rfind(|word| !word.is_empty()).unwrap_or_default();
    let number = address.house.number.to_lowercase().replace(' ', "");
    let mut hasher = DefaultHasher::new();
    (word, number).hash(&mut hasher);
    hasher.finish() as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geocoder::record::{AddressPoint, HouseNumber, Source};

    fn address(street: &str, number: &str, lon: f64) -> AddressRecord {
        AddressRecord {
            house: HouseNumber { number: number.to_owned(), ..HouseNumber::default() },
            street: street.to_owned(),
            place: String::new(),
            city: "Cieszyn".to_owned(),
            district: String::new(),
            postcode: String::new(),
            country: "PL".to_owned(),
            point: LonLat::new(lon, 49.75).expect("a point"),
            exactness: AddressPoint::Building,
            source: Source::Prg,
        }
    }

    #[test]
    fn the_same_house_is_known_however_its_street_is_written() {
        let mut doubles = Doubles::default();
        doubles.add(&address("Adama Mickiewicza", "14/16", 18.63));
        assert!(doubles.has(&address("Mickiewicza", "14/16", 18.6305)));
        assert!(!doubles.has(&address("Mickiewicza", "14", 18.63)));
        assert!(!doubles.has(&address("Mickiewicza", "14/16", 18.66)), "two kilometres away");
    }
}
