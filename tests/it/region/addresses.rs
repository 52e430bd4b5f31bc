//! Addresses of an invented file, where everything that must come out can be said beforehand, and of the demo town.

use std::fs::File;
use std::path::Path;

use blisko::geocoder::record::{AddressPoint, PlaceKind, Record};
use blisko::region::osm::{MemberKind, OsmWriter};
use blisko::region::read_address_records;

use super::{TOWN, demo_file};

type Tags<'t> = &'t [(&'t str, &'t str)];

/// A node in thousandths of a degree from 18°36' E, 49°45' N.
fn node(osm: &mut OsmWriter<File>, id: i64, x: i32, y: i32, tags: Tags<'_>) {
    osm.node(id, 186_000_000 + x * 10_000, 497_500_000 + y * 10_000, tags).unwrap();
}

/// A village with a street, an estate, a line of numbers, a house in two parts, and a border that closes.
pub fn write_hamlet(path: &Path) {
    let mut osm = OsmWriter::new(File::create(path).unwrap(), None).unwrap();
    let corners = [(0, 0), (4, 0), (4, 4), (0, 4), (-50, -50), (50, -50), (50, 50), (-50, 50)];
    for (id, (x, y)) in (1..).zip(corners) {
        node(&mut osm, id, x, y, &[]);
    }
    node(&mut osm, 20, 1, 1, &[("place", "village"), ("name", "Wola"), ("alt_name", "Wolka;Wola Mała")]);
    node(&mut osm, 21, 2, 2, &[("entrance", "main"), ("addr:street", "Polna"), ("addr:housenumber", "5")]);
    node(&mut osm, 22, 3, 2, &[("addr:place", "Wola"), ("addr:housenumber", "12;14"), ("addr:postcode", "43-400")]);
    node(&mut osm, 23, 10, 10, &[("addr:street", "Leśna"), ("addr:housenumber", "2")]);
    node(&mut osm, 24, 14, 10, &[("addr:street", "Leśna"), ("addr:housenumber", "8")]);
    node(&mut osm, 25, 20, 20, &[("addr:housenumber", "7")]);
    node(&mut osm, 26, 21, 20, &[("addr:housenumber", "9")]);
    node(&mut osm, 27, 22, 20, &[("highway", "bus_stop"), ("name", "Wola Szkoła")]);
    node(&mut osm, 28, 23, 20, &[("highway", "bus_stop"), ("name", "Wola Szkoła")]);
    osm.way(1, &[("building", "yes"), ("addr:street", "Polna"), ("addr:housenumber", "3a")], &[1, 2, 3, 4, 1]).unwrap();
    osm.way(2, &[("highway", "residential"), ("name", "Polna"), ("old_name", "Stalina")], &[1, 2, 3]).unwrap();
    osm.way(3, &[("addr:interpolation", "even")], &[23, 24]).unwrap();
    osm.way(4, &[], &[5, 6, 7, 8, 5]).unwrap();
    let street = [("type", "associatedStreet"), ("name", "Krótka")];
    osm.relation(1, &street, &[(25, MemberKind::Node, "house")]).unwrap();
    let commune = [
        ("type", "boundary"),
        ("boundary", "administrative"),
        ("admin_level", "7"),
        ("name", "gmina Wola"),
        ("teryt:terc", "2403"),
    ];
    osm.relation(2, &commune, &[(4, MemberKind::Way, "outer")]).unwrap();
    osm.finish().unwrap();
}

fn hamlet() -> Vec<Record> {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("hamlet.osm.pbf");
    write_hamlet(&source);
    let mut records = Vec::new();
    read_address_records(&source, &folder.path().join("scratch"), &mut |record| {
        records.push(record);
        Ok(())
    })
    .unwrap();
    assert!(!folder.path().join("scratch").exists(), "the scratch folder is gone afterwards");
    records
}

/// Street or place, and number, of all addresses.
fn addresses(records: &[Record]) -> Vec<String> {
    let told = records.iter().filter_map(|record| match record {
        Record::Address(one) => Some(format!("{}{} {}", one.street, one.place, one.house.number)),
        _ => None,
    });
    let mut told: Vec<String> = told.collect();
    told.sort();
    told
}

#[test]
fn every_writing_of_an_address_is_read() {
    let expected = ["Krótka 7", "Leśna 2", "Leśna 8", "Polna 3a", "Polna 5", "Wola 12", "Wola 14"];
    assert_eq!(addresses(&hamlet()), expected, "a number that nothing says where it is, 9, is left out");
}

#[test]
fn numbers_between_two_houses_become_a_line() {
    let lines: Vec<(u32, u32, u32, String)> = hamlet()
        .into_iter()
        .filter_map(|record| match record {
            Record::Interpolation(line) => Some((line.first, line.last, line.step, line.street)),
            _ => None,
        })
        .collect();
    assert_eq!(lines, [(2, 8, 2, "Leśna".to_owned())]);
}

#[test]
fn a_commune_has_its_area_and_a_village_its_other_names() {
    let places: Vec<_> = hamlet()
        .into_iter()
        .filter_map(|record| match record {
            Record::Place(place) => Some((place.kind, place.country, place.area.is_some(), place.other_names.len())),
            _ => None,
        })
        .collect();
    let poland = "PL".to_owned();
    assert_eq!(places, [(PlaceKind::Commune, poland.clone(), true, 0), (PlaceKind::Village, poland, false, 2)]);
}

#[test]
fn the_platforms_of_a_stop_are_one_stop() {
    let stops = hamlet().iter().filter(|record| matches!(record, Record::Poi(_))).count();
    assert_eq!(stops, 1);
}

#[test]
fn an_entrance_is_told_from_a_building() {
    let records = hamlet();
    let exactness = |number: &str| {
        records.iter().find_map(|record| match record {
            Record::Address(one) if one.house.number == number => Some(one.exactness),
            _ => None,
        })
    };
    assert_eq!([exactness("5"), exactness("3a")], [Some(AddressPoint::Entrance), Some(AddressPoint::Building)]);
}

#[test]
fn a_street_keeps_its_old_name() {
    let records = hamlet();
    let old = records.iter().find_map(|record| match record {
        Record::Street(street) => Some(street.other_names.clone()),
        _ => None,
    });
    assert_eq!(old, Some(vec!["Stalina".to_owned()]));
}

#[test]
fn the_demo_town_has_its_addresses_and_an_index_of_them() {
    let count = |name: &str| TOWN.info.counts[name].as_u64().unwrap();
    assert!(TOWN.info.files.iter().any(|file| file.name == "addresses.idx"));
    assert!(count("addresses") > 10_000 && count("addresses") < 11_000, "{}", count("addresses"));
    assert!(count("indexed_streets") >= 535, "{}", count("indexed_streets"));
}

#[test]
fn the_same_file_gives_the_same_records() {
    let read = || {
        let (folder, mut told) = (tempfile::tempdir().unwrap(), Vec::new());
        read_address_records(&demo_file(), &folder.path().join("scratch"), &mut |record| {
            told.push(format!("{record:?}"));
            Ok(())
        })
        .unwrap();
        told
    };
    assert_eq!(read(), read());
}
