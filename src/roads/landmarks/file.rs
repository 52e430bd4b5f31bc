//! The file of a region's landmarks, beside its roads: the frame of road files with sections of its own.

use std::path::Path;
use std::sync::Arc;

use super::index::Landmarks;
use super::kind::LandmarkKind;
use crate::roads::column::Bytes;
use crate::roads::error::RoadFileError;
use crate::roads::file::layout::{Format, Table};
use crate::roads::file::{Mapped, is_index, write_sections};
use crate::roads::graph::Names;

const FORMAT: Format = Format { magic: b"BLISKOLM", version: 1, called: "file of landmarks" };

/// Writes the file; gives its content hash. As for road files, `path` is a name that nobody looks for yet.
pub fn write_landmark_file(path: &Path, landmarks: &Landmarks) -> Result<String, RoadFileError> {
    let Landmarks { kind, names, first_point, points, cell, in_cell } = landmarks;
    let sections = [
        ("kind", kind.as_bytes()),
        ("names.first_byte", names.first_byte.as_bytes()),
        ("names.bytes", names.bytes.as_bytes()),
        ("first_point", first_point.as_bytes()),
        ("points", points.as_bytes()),
        ("cell", cell.as_bytes()),
        ("in_cell", in_cell.as_bytes()),
    ];
    write_sections(path, FORMAT, &sections.map(|(name, bytes)| (name.to_owned(), bytes)))
}

/// Maps the file. Errors say what is wrong with it and what to do.
pub fn read_landmark_file(path: &Path) -> Result<Landmarks, RoadFileError> {
    read(Arc::new(Mapped::open(path)?))
}

fn read(bytes: Arc<dyn Bytes>) -> Result<Landmarks, RoadFileError> {
    let table = Table::read(FORMAT, bytes)?;
    let landmarks = Landmarks {
        kind: table.column("kind")?,
        names: Names { first_byte: table.column("names.first_byte")?, bytes: table.column("names.bytes")? },
        first_point: table.column("first_point")?,
        points: table.column("points")?,
        cell: table.column("cell")?,
        in_cell: table.column("in_cell")?,
    };
    let Landmarks { kind, first_point, points, cell, in_cell, .. } = &landmarks;
    let is_known = |kind: &u8| usize::from(*kind) < LandmarkKind::ALL.len();
    let has_outlines = kind.is_empty() && first_point.is_empty()
        || is_index(first_point, kind.len(), points.len()) && first_point.windows(2).all(|pair| pair[0] < pair[1]);
    let is_grid = cell.is_sorted() && in_cell.len() == cell.len();
    let checks = [
        ("kind", kind.iter().all(is_known)),
        ("first_point", has_outlines),
        ("cell", is_grid && in_cell.iter().all(|number| (*number as usize) < kind.len())),
    ];
    match checks.into_iter().find(|(_, is_so)| !is_so) {
        None => Ok(landmarks),
        Some((name, _)) => Err(RoadFileError::Inconsistent(name.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::roads::file::Aligned;
    use crate::roads::landmarks::{Landmark, LandmarkBuilder};

    fn written(landmarks: &Landmarks) -> Vec<u8> {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("landmarks");
        write_landmark_file(&path, landmarks).expect("written");
        assert_eq!(read_landmark_file(&path).expect("our own file").count(), landmarks.count());
        std::fs::read(&path).expect("read")
    }

    fn some() -> Landmarks {
        let mut builder = LandmarkBuilder::default();
        builder.push(Landmark { kind: LandmarkKind::Church, name: "św. Jana", outline: &[[1, 2], [9, 2], [9, 9]] });
        builder.push(Landmark { kind: LandmarkKind::Bank, name: "", outline: &[[-70, 5]] });
        builder.finish()
    }

    #[test]
    fn what_was_written_is_read() {
        let read = read(Arc::new(Aligned::new(&written(&some())))).expect("our own bytes");
        let found: Vec<Landmark<'_>> =
            read.around([-100, 0, 100, 100]).into_iter().map(|each| read.get(each)).collect();
        assert_eq!(found[0], some().get(0));
        assert_eq!((found[1].kind, found[1].name), (LandmarkKind::Bank, ""));
    }

    #[test]
    fn no_landmarks_are_a_file_too() {
        written(&Landmarks::default());
    }

    #[test]
    fn another_file_is_refused_with_a_reason() {
        let refused = |bytes: &[u8]| read(Arc::new(Aligned::new(bytes))).expect_err("refused").to_string();
        assert!(refused(b"BLISKORD\x02\0\0\0").contains("no file of landmarks"));
        assert!(refused(b"BLISKOLM\x09\0\0\0\0\0\0\0").contains("version 9"));
        let good = written(&some());
        assert!(refused(&good[..good.len() - 8]).contains("cut off"));
    }

    proptest! {
        /// Even when the hash is right.
        #[test]
        fn a_file_that_was_tampered_with_never_stops_the_program(at in 0..1_000_000usize, value in any::<u32>()) {
            let mut bytes = written(&some());
            let at = 56 + at % (bytes.len() - 60);
            bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
            let hash = <sha2::Sha256 as sha2::Digest>::digest(&bytes[56..]);
            bytes[24..56].copy_from_slice(&hash);
            let Ok(landmarks) = read(Arc::new(Aligned::new(&bytes))) else { return Ok(()) };
            for number in landmarks.around([-50_000, -50_000, 50_000, 50_000]) {
                prop_assert!(landmarks.get(number).name.len() < 100);
            }
        }
    }
}
