//! One sheet of a workbook, row by row. Only the shared strings are held in memory.

use std::io::BufReader;
use std::ops::ControlFlow;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError};

use super::cell::cell_text;
use crate::tabular::error::TabularError;
use crate::tabular::formula;
use crate::tabular::limits::{COLUMNS_MAX, ROWS_MAX};
use crate::tabular::row::{Row, RowFault, RowSink};
use crate::tabular::source::Source;

type Workbook<'a> = Xlsx<BufReader<&'a mut dyn Source>>;

/// The visible worksheets in the order of their tabs; hidden ones only when there is no other.
/// `check_archive` must have passed.
pub fn sheet_names(source: &mut dyn Source) -> Result<Vec<String>, TabularError> {
    let workbook = open(source)?;
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let (visible, hidden): (Vec<_>, Vec<_>) = sheets.partition(|sheet| sheet.visible == SheetVisible::Visible);
    let shown = if visible.is_empty() { hidden } else { visible };
    Ok(shown.into_iter().map(|sheet| sheet.name.clone()).collect())
}

/// Pushes the rows of `sheet` that have cells; rows that the file leaves out keep their numbers.
pub fn read_sheet(source: &mut dyn Source, sheet: &str, sink: RowSink) -> Result<(), TabularError> {
    let mut workbook = open(source)?;
    let mut cells = workbook.worksheet_cells_reader(sheet).map_err(damaged)?;
    let mut row = Row::default();
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        let (row_index, column) = cell.get_position();
        if row_index >= ROWS_MAX {
            return Err(TabularError::TooManyRows);
        }
        if row.number != row_index + 1 {
            if row.number > 0 && sink(row).is_break() {
                return Ok(());
            }
            row = Row::new(row_index + 1);
        }
        place(&mut row, column as usize, cell.get_value());
    }
    if row.number > 0 {
        let _: ControlFlow<()> = sink(row);
    }
    Ok(())
}

/// Puts a cell into its column, filling the gap before it.
fn place(row: &mut Row, column: usize, value: &DataRef) {
    if *value == DataRef::Empty {
        return;
    }
    while row.cells.len() < column.min(COLUMNS_MAX) {
        row.push_cell(String::new());
    }
    let text = cell_text(value).unwrap_or_else(|shown| {
        row.faults.push(RowFault::ErrorCell { column, shown: shown.clone() });
        shown
    });
    // A damaged file may give a cell twice: the first stays.
    if row.cells.len() <= column {
        row.push_cell(formula::unguard(text));
    }
}

fn open(source: &mut dyn Source) -> Result<Workbook<'_>, TabularError> {
    source.rewind()?;
    Xlsx::new(BufReader::new(source)).map_err(damaged)
}

fn damaged(error: XlsxError) -> TabularError {
    match error {
        XlsxError::Password => TabularError::OldOrEncryptedWorkbook,
        other => TabularError::DamagedWorkbook(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

    use super::*;

    fn rows(bytes: &[u8], sheet: &str) -> Vec<Row> {
        let mut rows = Vec::new();
        read_sheet(&mut Cursor::new(bytes), sheet, &mut |row| {
            rows.push(row);
            ControlFlow::Continue(())
        })
        .expect("readable");
        rows
    }

    #[test]
    fn numbers_dates_texts_and_gaps_come_out_as_people_see_them() {
        let mut workbook = Workbook::new();
        let date = Format::new().set_num_format("yyyy-mm-dd");
        let sheet = workbook.add_worksheet().set_name("Sklepy").expect("name");
        sheet.write_string(0, 0, "kod").expect("cell").write_string(0, 2, "szerokość").expect("cell");
        sheet.write_string(3, 0, "00-184").expect("cell").write_number(3, 2, 52.0).expect("cell");
        sheet.write_string(4, 1, "'+48601").expect("cell");
        let day = ExcelDateTime::from_ymd(2026, 11, 28).expect("date");
        sheet.write_datetime_with_format(4, 2, day, &date).expect("cell");
        let bytes = workbook.save_to_buffer().expect("memory");

        let read = rows(&bytes, "Sklepy");
        let texts: Vec<(u32, Vec<&str>)> =
            read.iter().map(|row| (row.number, row.cells.iter().map(String::as_str).collect())).collect();
        assert_eq!(
            texts,
            [(1, vec!["kod", "", "szerokość"]), (4, vec!["00-184", "", "52"]), (5, vec!["", "+48601", "2026-11-28"]),]
        );
    }

    #[test]
    fn a_single_cell_in_the_last_corner_costs_no_memory() {
        let mut workbook = Workbook::new();
        workbook.add_worksheet().write_string(400_000, 16_000, "far").expect("cell");
        let bytes = workbook.save_to_buffer().expect("memory");
        let read = rows(&bytes, "Sheet1");
        assert_eq!((read.len(), read[0].number), (1, 400_001));
        assert_eq!(read[0].faults, [RowFault::TooManyColumns]);
    }

    #[test]
    fn hidden_sheets_are_not_offered() {
        let mut workbook = Workbook::new();
        workbook.add_worksheet().set_name("Dane").expect("name");
        workbook.add_worksheet().set_name("Słownik").expect("name").set_hidden(true);
        let bytes = workbook.save_to_buffer().expect("memory");
        assert_eq!(sheet_names(&mut Cursor::new(bytes)).expect("readable"), ["Dane"]);
    }

    #[test]
    fn bytes_that_are_no_workbook_are_an_error() {
        assert!(sheet_names(&mut Cursor::new(b"PK\x03\x04nothing".to_vec())).is_err());
    }
}
