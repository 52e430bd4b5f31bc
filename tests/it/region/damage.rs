//! Files that are cut, damaged or something else: an error that says what to do, and no half region.

use std::fs;
use std::path::Path;

use blisko::region::RegionError;
use proptest::prelude::*;

use super::invented::write_village;
use super::{build_town, demo_file};

/// Builds from bytes. The answer is the error, and whether anything was left beside the file.
fn refused(bytes: &[u8]) -> (RegionError, bool) {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("file.osm.pbf");
    fs::write(&source, bytes).unwrap();
    let error = build_town(&source, folder.path()).unwrap_err();
    let left = fs::read_dir(folder.path()).unwrap().count() > 1;
    (error, left)
}

fn village() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("village.osm.pbf");
    write_village(&path);
    fs::read(path).unwrap()
}

#[test]
fn a_file_cut_in_half_is_refused_and_leaves_no_region() {
    let whole = fs::read(demo_file()).unwrap();
    let (error, left) = refused(&whole[..whole.len() / 2]);
    assert!(matches!(error, RegionError::CutOff { .. }), "{error}");
    assert!(error.to_string().contains("it was not copied whole; fetch it again"));
    assert!(!left);
}

#[test]
fn a_region_that_is_there_survives_a_broken_file() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("town")).unwrap();
    let old = folder.path().join("town/basemap.pmtiles");
    fs::write(&old, "the old map").unwrap();
    let (source, whole) = (folder.path().join("file.osm.pbf"), village());
    fs::write(&source, &whole[..whole.len() - 3]).unwrap();
    build_town(&source, folder.path()).unwrap_err();
    assert_eq!(fs::read_to_string(&old).unwrap(), "the old map");
}

#[test]
fn other_files_are_told_from_osm() {
    for (bytes, said) in [
        (&b""[..], "it is empty"),
        (b"<?xml version='1.0'?><osm version=\"0.6\"/>", "a head longer than the format allows"),
        (b"PK\x03\x04 and more", "a head longer than the format allows"),
        (b"\x00\x00\x00\x02\x0a\x00", "a frame without"),
    ] {
        let (error, _) = refused(bytes);
        assert!(matches!(error, RegionError::NotOsm(_)) && error.to_string().contains(said), "{error}");
    }
}

#[test]
fn nodes_in_disorder_are_told_with_the_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("file.osm.pbf");
    let mut osm = blisko::region::osm::OsmWriter::new(fs::File::create(&source).unwrap(), None).unwrap();
    osm.node(2, 0, 0, &[]).unwrap();
    osm.node(1, 0, 0, &[]).unwrap();
    osm.way(1, &[], &[1, 2]).unwrap();
    osm.finish().unwrap();
    let error = build_town(&source, folder.path()).unwrap_err();
    assert!(error.to_string().contains("osmium sort"), "{error}");
}

#[test]
fn a_file_without_ways_draws_nothing_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("file.osm.pbf");
    let mut osm = blisko::region::osm::OsmWriter::new(fs::File::create(&source).unwrap(), None).unwrap();
    osm.node(1, 0, 0, &[]).unwrap();
    osm.finish().unwrap();
    assert!(matches!(build_town(&source, folder.path()), Err(RegionError::NothingThere("ways"))));
}

#[test]
fn names_that_are_no_folders_are_refused_before_anything_is_done() {
    for name in ["", "..", "a/b", "Mazowsze", "1st", ".work-x", "a\\b", &"a".repeat(65)] {
        let folder = tempfile::tempdir().unwrap();
        let job = blisko::region::BuildJob {
            source: None,
            data_date: None,
            registers: &[],
            regions: folder.path(),
            name,
            built_at: "",
        };
        let refused = blisko::region::build(&job, blisko::region::BASE_STEPS, &mut |_| {});
        assert!(matches!(refused, Err(RegionError::BadName(_))), "{name}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{name}");
    }
}

/// The reader alone, on files of a few hundred bytes.
fn read_all(path: &Path) -> Result<u64, RegionError> {
    use blisko::region::osm::{Kinds, OsmFile};
    let file = OsmFile::open(path)?;
    let mut elements = 0;
    for span in &file.blocks {
        let data = file.block_data(*span)?;
        let block = blisko::region::osm::Block::parse(&data).map_err(RegionError::damaged(span.offset))?;
        block.visit(Kinds(7), &mut |_| elements += 1).map_err(RegionError::damaged(span.offset))?;
    }
    Ok(elements)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn damaged_bytes_end_in_elements_or_an_error(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), cut in any::<prop::sample::Index>(), shorten: bool,
    ) {
        let mut bytes = village();
        for (index, byte) in changes {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        if shorten {
            bytes.truncate(cut.index(bytes.len()));
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.osm.pbf");
        fs::write(&path, &bytes).unwrap();
        let _ = read_all(&path);
    }
}
