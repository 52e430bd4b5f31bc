//! Any text asked of a tiny index, typed out and half typed, free and in parts: no panic, and answers keep their word.
#![no_main]

use std::sync::{Arc, LazyLock};

use blisko::geo::LonLat;
use blisko::geocoder::answer::Answer;
use blisko::geocoder::query::{LIMIT_MAX, Options, StructuredQuery, TextQuery};
use blisko::geocoder::record::{
    AddressPoint, AddressRecord, HouseNumber, PlaceKind, PlaceRecord, PoiRecord, Record, Source,
};
use blisko::geocoder::{Geocoder, Index, IndexBuilder};
use libfuzzer_sys::fuzz_target;

static GEOCODER: LazyLock<Geocoder> = LazyLock::new(|| {
    let mut builder = IndexBuilder::new();
    for (at, (name, country)) in
        [("Cieszyn", "PL"), ("Český Těšín", "CZ"), ("Nowa Wieś", "PL"), ("Neubrandenburg", "DE")].into_iter().enumerate()
    {
        let point = LonLat::new(18.0 + at as f64 / 10.0, 49.0).expect("valid");
        builder.push(place(name, country, point)).expect("few records");
        for (street, number) in [("Adama Mickiewicza", "14/16"), ("plac 3 Maja", "10e"), ("Ziegelbergstraße", "5"), ("", "8")] {
            builder.push(address(name, country, street, number, point)).expect("few records");
        }
    }
    let point = LonLat::new(18.0, 49.0).expect("valid");
    let (name, kind, code) = ("Meteor".to_owned(), "outlet".to_owned(), "CIE-01".to_owned());
    let (other_names, city, country) = (Vec::new(), "Cieszyn".to_owned(), "PL".to_owned());
    let outlet = PoiRecord { name, other_names, kind, code, city, country, point, source: Source::Outlet };
    builder.push(Record::Poi(outlet)).expect("few records");
    let mut bytes = Vec::new();
    builder.finish(&mut bytes).expect("memory can be written");
    Geocoder::new(vec![Arc::new(Index::from_bytes(bytes).expect("what was built can be read"))])
});

fn place(name: &str, country: &str, point: LonLat) -> Record {
    Record::Place(PlaceRecord {
        name: name.to_owned(),
        other_names: Vec::new(),
        kind: PlaceKind::Town,
        point,
        area: None,
        population: 30_000,
        country: country.to_owned(),
        within: vec![(PlaceKind::Region, "Śląskie".to_owned())],
        source: Source::OpenStreetMap,
    })
}

fn address(city: &str, country: &str, street: &str, number: &str, point: LonLat) -> Record {
    Record::Address(AddressRecord {
        house: HouseNumber { number: number.to_owned(), ..HouseNumber::default() },
        street: street.to_owned(),
        place: String::new(),
        city: city.to_owned(),
        district: String::new(),
        postcode: "43-400".to_owned(),
        country: country.to_owned(),
        point,
        exactness: AddressPoint::Building,
        source: Source::OpenStreetMap,
    })
}

fn hold(answer: &Answer) {
    assert!(answer.candidates.len() <= LIMIT_MAX);
    for candidate in &answer.candidates {
        assert!((0.0..=1.0).contains(&candidate.confidence));
        assert!(candidate.highlights.iter().all(|range| candidate.label.get(range.clone()).is_some()));
        assert!(candidate.highlights.windows(2).all(|pair| pair[0].end <= pair[1].start));
    }
}

fuzz_target!(|text: &str| {
    let options = || Options { limit: usize::MAX, ..Options::default() };
    hold(&GEOCODER.forward(&TextQuery { text, options: options(), unfinished: false }));
    hold(&GEOCODER.autocomplete(text, &options()));
    let mut parts = text.split(',');
    let mut part = || parts.next().unwrap_or("");
    let query = StructuredQuery {
        street: part(),
        house_number: part(),
        city: part(),
        postcode: part(),
        county: part(),
        country: part(),
        options: Options { reply: text.split(';').nth(1).map(str::to_owned), ..options() },
        ..StructuredQuery::default()
    };
    hold(&GEOCODER.structured(&query));
});
