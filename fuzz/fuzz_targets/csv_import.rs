//! Any bytes as a text table: reading ends, stays within its bounds, and rows go on to outlets without a panic.
#![no_main]

use blisko::service::outlet_columns::HINTS;
use blisko::tabular::columns::{find_header, is_known_word, propose_columns};
use blisko::tabular::limits::{CELL_CHARS_MAX, COLUMNS_MAX};
use blisko::geo::coordinates;
use blisko::tabular::{Hints, read_rows, recognise};
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;
use std::ops::ControlFlow;

fuzz_target!(|bytes: &[u8]| {
    let mut source = Cursor::new(bytes);
    // A delimiter makes it a text table whatever it begins with.
    let hints = Hints { delimiter: Some(b';'), ..Hints::default() };
    let Ok(dialect) = recognise(&mut source, &hints) else { return };
    let mut rows = Vec::new();
    let _ = read_rows(&mut source, &dialect, &mut |row| {
        assert!(row.cells.len() <= COLUMNS_MAX);
        assert!(row.cells.iter().all(|cell| cell.chars().count() <= CELL_CHARS_MAX));
        rows.push(row);
        if rows.len() < 200 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    let guess = find_header(&rows, &|word| is_known_word(word, HINTS));
    assert!(guess.data <= rows.len());
    let header = guess.header.map(|index| rows[index].cells.clone()).unwrap_or_default();
    let sample: Vec<Vec<String>> = rows.into_iter().map(|row| row.cells).collect();
    propose_columns(&header, &sample, HINTS);
    for cell in sample.iter().flatten() {
        let _ = (coordinates::parse_pair(cell), coordinates::parse_latitude(cell));
    }
});
