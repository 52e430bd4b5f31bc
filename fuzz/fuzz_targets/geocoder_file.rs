//! Any bytes as an index, and any bytes put into a sound one past its checksum: refused, or answers without a panic.
#![no_main]

use std::sync::{Arc, LazyLock};

use blisko::geo::LonLat;
use blisko::geocoder::query::{Options, TextQuery};
use blisko::geocoder::record::{AddressPoint, AddressRecord, HouseNumber, Record, Source, StreetRecord};
use blisko::geocoder::{Geocoder, Index, IndexBuilder};
use libfuzzer_sys::fuzz_target;

static SOUND: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut builder = IndexBuilder::new();
    let point = |number: u32| LonLat::new(18.0 + f64::from(number) / 1e4, 49.0).expect("valid");
    for number in 1..20 {
        let house = HouseNumber { number: number.to_string(), ..HouseNumber::default() };
        let (street, city) = ("Mickiewicza".to_owned(), "Cieszyn".to_owned());
        let (postcode, country) = ("43-400".to_owned(), "PL".to_owned());
        let (place, district) = (String::new(), "Mały Jaworowy".to_owned());
        let (point, exactness, source) = (point(number), AddressPoint::Building, Source::Prg);
        let address = AddressRecord { house, street, place, city, district, postcode, country, point, exactness, source };
        builder.push(Record::Address(address)).expect("few records");
    }
    let (name, other_names, line) = ("Mickiewicza".to_owned(), Vec::new(), vec![point(1), point(19)]);
    let (country, source) = ("PL".to_owned(), Source::OpenStreetMap);
    builder.push(Record::Street(StreetRecord { name, other_names, line, country, source })).expect("few records");
    let mut bytes = Vec::new();
    builder.finish(&mut bytes).expect("memory can be written");
    bytes
});

fn ask(index: Index) {
    let geocoder = Geocoder::new(vec![Arc::new(index)]);
    for text in ["ul. Mickiewicza 14, 43-400 Cieszyn", "mickeiwicza", "m", "Cieszyn 5"] {
        for unfinished in [false, true] {
            let _ = geocoder.forward(&TextQuery { text, options: Options::default(), unfinished });
        }
    }
    let _ = geocoder.reverse(LonLat::new(18.0005, 49.0).expect("valid"), 5);
}

fuzz_target!(|bytes: &[u8]| {
    if let Ok(index) = Index::from_bytes(bytes.to_vec()) {
        ask(index);
    }
    // Three bytes say where, the fourth what.
    let mut damaged = SOUND.clone();
    for patch in bytes.chunks_exact(4) {
        let at = usize::from(patch[0]) << 16 | usize::from(patch[1]) << 8 | usize::from(patch[2]);
        let count = damaged.len();
        damaged[at % count] = patch[3];
    }
    if let Ok(index) = Index::from_unsealed_bytes(damaged) {
        ask(index);
    }
});
