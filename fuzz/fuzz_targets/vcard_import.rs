//! Any bytes as an address book: reading ends, stays within its bounds, and rows go on to customers without a panic.
#![no_main]

use std::io::Cursor;
use std::ops::ControlFlow;
use std::sync::LazyLock;

use blisko::domain::customer_field::FieldRules;
use blisko::domain::import::ColumnMapping;
use blisko::service::customer_columns::{CustomerReader, HINTS, People};
use blisko::tabular::columns::propose_columns;
use blisko::tabular::encoding::Encoding;
use blisko::tabular::limits::CELL_CHARS_MAX;
use blisko::tabular::vcard::{COLUMNS, read_cards};
use blisko::units::Timestamp;
use libfuzzer_sys::fuzz_target;

/// The columns of a card are always the same, and looking for them takes longer than reading it.
static MAPPING: LazyLock<ColumnMapping> = LazyLock::new(|| {
    let columns = propose_columns(&COLUMNS.map(str::to_owned), &[], HINTS);
    let columns = columns.into_iter().map(|each| (each.field.to_owned(), each.column)).collect();
    ColumnMapping { columns, ..ColumnMapping::default() }
});

fuzz_target!(|bytes: &[u8]| {
    let card = [b"BEGIN:VCARD\r\n", bytes].concat();
    let mut rows = Vec::new();
    let _ = read_cards(&mut Cursor::new(card), Encoding::Utf8, &mut |row| {
        assert_eq!(row.cells.len(), COLUMNS.len());
        assert!(row.cells.iter().all(|cell| cell.chars().count() <= CELL_CHARS_MAX));
        rows.push(row.cells);
        if rows.len() < 200 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    let reader = CustomerReader::new(&MAPPING, &FieldRules::default(), People::default(), "fuzz.vcf".to_owned(), Timestamp(0));
    for row in &rows[1..] {
        let _ = reader.read(row).patch.onto(None).validate();
    }
});
