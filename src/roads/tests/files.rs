//! Road files: what was written is read, and nothing else is.

use std::fs;
use std::sync::Arc;

use proptest::prelude::*;

use super::ascii_map::{AsciiMap, roads};
use crate::geo::LonLat;
use crate::roads::column::Bytes;
use crate::roads::error::RoadFileError;
use crate::roads::file::{Aligned, RoadFile, with_header, write_road_file};
use crate::roads::network::Roads;
use crate::roads::profile::Profile;
use crate::units::Meters;

fn map() -> AsciiMap {
    roads("A--B--C\n   |  |\n   E--D").way("BC", "highway=primary oneway=yes").restriction(
        "no_right_turn",
        "AB",
        "B",
        "BE",
    )
}

fn written() -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("roads");
    write_road_file(&path, &[map().build(Profile::Car)]).expect("written");
    fs::read(&path).expect("read")
}

#[test]
fn a_mapped_file_answers_as_what_was_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("roads");
    let built = map().build(Profile::Car);
    let hash = write_road_file(&path, std::slice::from_ref(&built)).expect("written");
    let file = RoadFile::open(&path).expect("our own file");
    assert_eq!((file.content_hash.as_str(), file.profiles().collect::<Vec<_>>()), (hash.as_str(), vec![Profile::Car]));
    let read = file.roads(Profile::Car).expect("car roads");
    let [from, to] = ["AB", "CD"].map(|ends| map().middle(&built, ends).expect("a link"));
    let ask = |roads: &Roads| roads.route(&mut roads.search(), &from, &to);
    assert!(ask(&built).is_some());
    assert_eq!(ask(&read), ask(&built));
    let point = LonLat::new(0.001, -0.001).expect("a point");
    assert_eq!(read.snap(point, Meters(999.0)), built.snap(point, Meters(999.0)));
    let again = Roads::reweighted(read.network.clone(), &|_, time| Some(time));
    assert_eq!(ask(&again), ask(&built));
    assert!(matches!(file.roads(Profile::Bike), Err(RoadFileError::NoProfile("bike"))));
}

#[test]
fn the_same_roads_are_the_same_file() {
    assert_eq!(written(), written());
}

#[test]
fn a_header_made_for_what_follows_it_is_as_good_as_ours() {
    let whole = written();
    assert_eq!(with_header(&whole[56..]).bytes(), whole);
}

#[test]
fn other_files_are_refused_with_a_reason() {
    let good = written();
    let read = |bytes: &[u8]| RoadFile::read(Arc::new(Aligned::new(bytes))).map(|_| ()).expect_err("refused");
    assert!(matches!(read(b""), RoadFileError::NotOurs { called: "road file" }));
    assert!(matches!(read(b"PK\x03\x04 something else entirely"), RoadFileError::NotOurs { called: "road file" }));
    let mut newer = good.clone();
    newer[8] = 9;
    assert!(matches!(read(&newer), RoadFileError::OtherVersion { found: 9, wanted: 2, .. }));
    assert!(matches!(read(&good[..good.len() - 8]), RoadFileError::Damaged));
    let mut changed = good.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    assert!(matches!(read(&changed), RoadFileError::Damaged));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    /// Even when the hash is right, as somebody who means harm would have it.
    #[test]
    fn a_file_that_was_tampered_with_never_stops_the_program(
        at in 0..1_000_000usize, value in any::<u32>(),
        points in prop::collection::vec((-9_000..40_000i32, -30_000..9_000i32), 2),
    ) {
        let mut bytes = written();
        let at = 56 + at % (bytes.len() - 60);
        bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
        let Ok(file) = RoadFile::read(Arc::new(with_header(&bytes[56..]))) else { return Ok(()) };
        let Ok(roads) = file.roads(Profile::Car) else { return Ok(()) };
        let point = |(x, y): (i32, i32)| LonLat::new(f64::from(x) / 1e7, f64::from(y) / 1e7).expect("on earth");
        let snaps: Vec<_> = points.iter().filter_map(|each| roads.snap(point(*each), Meters(9_999.0))).collect();
        roads.matrix(&mut roads.search(), &snaps, &snaps);
        for (from, to) in snaps.iter().zip(snaps.iter().rev()) {
            if let Some(route) = roads.route(&mut roads.search(), from, to) {
                route.geometry(&roads.network.graph);
            }
            roads.isochrones(&mut roads.search(), from, &[60_000]);
        }
    }
}
