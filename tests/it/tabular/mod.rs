//! Reading tables against damage: whatever the bytes, reading ends with rows or an error.

use std::io::Cursor;
use std::ops::ControlFlow;

use blisko::tabular::{Hints, Row, TabularError, read_rows, recognise};
use proptest::prelude::*;

fn read(bytes: &[u8]) -> Result<Vec<Row>, TabularError> {
    let mut source = Cursor::new(bytes);
    let dialect = recognise(&mut source, &Hints::default())?;
    let mut rows = Vec::new();
    read_rows(&mut source, &dialect, &mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    })?;
    Ok(rows)
}

fn workbook() -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for row in 0..20 {
        sheet.write_string(row, 0, format!("kod {row}")).unwrap().write_number(row, 3, f64::from(row) / 7.0).unwrap();
    }
    workbook.save_to_buffer().unwrap()
}

const GEOJSON: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point",
    "coordinates":[21.0,52.0]},"properties":{"code":"A","services":["x","y"]}},{"type":"Feature","geometry":null}]}"#;

const CSV: &str = "kod;nazwa;uwagi\r\nA;\"Alfa; \"\"beta\"\"\";'=1\r\nB;Łódź;\r\n";

/// Some bytes changed, and the end perhaps cut off.
fn damaged(whole: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let length = whole.len();
    let edits = prop::collection::vec((0..length, any::<u8>()), 0..8);
    (edits, 1..=length).prop_map(move |(edits, end)| {
        let mut bytes = whole.clone();
        edits.into_iter().for_each(|(place, byte)| bytes[place] = byte);
        bytes.truncate(if end % 3 == 0 { end } else { length });
        bytes
    })
}

proptest! {
    #[test]
    fn any_bytes_are_rows_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
    }

    #[test]
    fn a_damaged_workbook_is_rows_or_an_error(bytes in damaged(workbook())) {
        let _ = read(&bytes);
    }

    #[test]
    fn damaged_geojson_is_rows_or_an_error(bytes in damaged(GEOJSON.into())) {
        let _ = read(&bytes);
    }

    #[test]
    fn a_damaged_text_table_is_rows_or_an_error(bytes in damaged(CSV.into())) {
        let _ = read(&bytes);
    }
}

#[test]
fn a_text_of_line_ends_costs_no_rows() {
    let bytes = vec![b'\n'; 2_000_000];
    assert!(matches!(read(&bytes), Err(TabularError::Empty)));
    let with_one = [b"kod;nazwa".to_vec(), bytes].concat();
    assert_eq!(read(&with_one).unwrap().len(), 1);
}

#[test]
fn more_rows_than_allowed_are_refused() {
    let bytes = "a;b\n".repeat(500_001);
    assert!(matches!(read(bytes.as_bytes()), Err(TabularError::TooManyRows)));
}
