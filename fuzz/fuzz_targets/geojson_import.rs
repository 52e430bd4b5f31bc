//! Any bytes as GeoJSON: reading ends without a panic, and every row is as wide as the row of names.
#![no_main]

use blisko::tabular::encoding::Encoding;
use blisko::tabular::geojson::read_features;
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;
use std::ops::ControlFlow;

fuzz_target!(|bytes: &[u8]| {
    let mut width = None;
    let _ = read_features(&mut Cursor::new(bytes), Encoding::Utf8, &mut |row| {
        let width = *width.get_or_insert(row.cells.len());
        assert!(row.cells.len() == width || !row.faults.is_empty());
        ControlFlow::Continue(())
    });
});
