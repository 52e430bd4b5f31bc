//! A workbook of one sheet, written row by row in constant memory. Cells are text unless given as numbers,
//! so that no spreadsheet drops leading zeros or the plus of a phone number.

use std::io::{Seek, Write};

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::tabular::cell::Cell;
use crate::tabular::error::TabularError;
use crate::tabular::formula;

/// Wide enough for names and addresses without hiding the next column.
const COLUMN_WIDTH_CHARS: f64 = 18.0;

/// Writes one sheet. Rows go to a temporary file of the library as they come.
pub struct XlsxWriter {
    workbook: Workbook,
    next_row: u32,
}

impl XlsxWriter {
    /// Starts the sheet with a bold, frozen header row.
    pub fn new(sheet: &str, header: &[&str]) -> Result<Self, TabularError> {
        let mut workbook = Workbook::new();
        let worksheet = workbook.add_worksheet_with_constant_memory().map_err(unwritable)?;
        worksheet.set_name(sheet).map_err(unwritable)?;
        worksheet.set_freeze_panes(1, 0).map_err(unwritable)?;
        let bold = Format::new().set_bold();
        for (column, name) in (0..).zip(header) {
            worksheet.set_column_width(column, COLUMN_WIDTH_CHARS).map_err(unwritable)?;
            worksheet.write_string_with_format(0, column, *name, &bold).map_err(unwritable)?;
        }
        Ok(Self { workbook, next_row: 1 })
    }

    pub fn write_row(&mut self, cells: impl IntoIterator<Item = Cell>) -> Result<(), TabularError> {
        let worksheet = self.workbook.worksheet_from_index(0).map_err(unwritable)?;
        for (column, cell) in (0..).zip(cells) {
            if let Cell::Number(number) = cell {
                worksheet.write_number(self.next_row, column, number).map_err(unwritable)?;
                continue;
            }
            let text = cell.into_text();
            if !text.is_empty() {
                let guarded = formula::guard_typed_text(&text);
                worksheet.write_string(self.next_row, column, guarded).map_err(unwritable)?;
            }
        }
        self.next_row += 1;
        Ok(())
    }

    /// Packs the workbook into `output`.
    pub fn finish<W: Write + Seek + Send>(mut self, output: W) -> Result<(), TabularError> {
        self.workbook.save_to_writer(output).map_err(unwritable)
    }
}

impl std::fmt::Debug for XlsxWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("XlsxWriter").field("next_row", &self.next_row).finish_non_exhaustive()
    }
}

fn unwritable(error: XlsxError) -> TabularError {
    TabularError::Unwritable(error.to_string())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::ops::ControlFlow;

    use super::*;
    use crate::tabular::xlsx::read_sheet;

    #[test]
    fn texts_and_numbers_come_back_as_they_were() {
        let texts = ["+48 601 100 201", "007", "=1+1", "'=1", "Łódź\nCentrum", ""];
        let mut cells: Vec<Cell> = texts.iter().map(|text| Cell::Text((*text).to_owned())).collect();
        cells.push(Cell::Number(21.0122));
        let mut writer = XlsxWriter::new("Outlets", &["a", "b"]).expect("memory");
        writer.write_row(cells).expect("memory");
        let mut file = Cursor::new(Vec::new());
        writer.finish(&mut file).expect("memory");

        let mut rows = Vec::new();
        read_sheet(&mut file, "Outlets", &mut |row| {
            rows.push(row.cells);
            ControlFlow::Continue(())
        })
        .expect("readable");
        assert_eq!(rows[0], ["a", "b"]);
        assert_eq!(rows[1][..6], texts);
        assert_eq!(rows[1][6], "21.0122");
    }
}
