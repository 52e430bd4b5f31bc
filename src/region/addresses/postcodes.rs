//! Postcodes, each with a point in the middle of its addresses.

use std::collections::BTreeMap;

use crate::geo::LonLat;
use crate::geocoder::record::{AddressRecord, PostcodeRecord, Source};

/// Longest postcode that is kept, in characters.
const POSTCODE_CHARS_MAX: usize = 10;

/// Gathers what addresses say.
#[derive(Debug, Default)]
pub struct Postcodes {
    /// By country and postcode.
    found: BTreeMap<(String, String), Gathered>,
}

#[derive(Debug)]
struct Gathered {
    sum: [f64; 2],
    addresses: u32,
    /// The city that the first address with one says.
    city: String,
    source: Source,
}

impl Postcodes {
    pub fn add(&mut self, address: &AddressRecord) {
        let length = address.postcode.chars().count();
        if length == 0 || length > POSTCODE_CHARS_MAX {
            return;
        }
        let key = (address.country.clone(), address.postcode.clone());
        let empty = || Gathered { sum: [0.0; 2], addresses: 0, city: String::new(), source: address.source };
        let gathered = self.found.entry(key).or_insert_with(empty);
        gathered.sum[0] += address.point.lon();
        gathered.sum[1] += address.point.lat();
        gathered.addresses += 1;
        if gathered.city.is_empty() {
            gathered.city.clone_from(&address.city);
        }
    }

    pub fn records(self) -> impl Iterator<Item = PostcodeRecord> {
        self.found.into_iter().filter_map(|((country, postcode), gathered)| {
            let [lon, lat] = gathered.sum.map(|sum| sum / f64::from(gathered.addresses));
            let point = LonLat::new(lon, lat).ok()?;
            Some(PostcodeRecord { postcode, city: gathered.city, country, point, source: gathered.source })
        })
    }
}
