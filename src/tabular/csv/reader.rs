//! Rows out of delimited text, in one pass and bounded memory.
//!
//! RFC 4180 with the leniency that real files need: any line end, cells of any number per row, line ends
//! inside quotes, and a quotation mark inside a quoted cell that does not end it (`"PPHU "Jan" s.c."`).
//! A quotation mark that is never closed would swallow the rest of the file: then the row is read again
//! up to its line end, reported, and reading goes on with the next line.

use std::io::Read;

use crate::tabular::error::TabularError;
use crate::tabular::formula;
use crate::tabular::limits::{QUOTE_REPAIRS_MAX, ROW_BYTES_MAX};
use crate::tabular::row::{Row, RowFault};

const BUFFER_BYTES: usize = 64 * 1024;

/// Reads UTF-8 text; wrap other encodings in `Decoded`.
pub struct CsvReader<R> {
    input: R,
    delimiter: u8,
    buffer: Vec<u8>,
    position: usize,
    /// Bytes of the row under way, to read it again when its quotation mark is never closed.
    raw: Vec<u8>,
    number: u32,
    repairs: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    CellStart,
    Plain,
    Quoted,
    /// After a quotation mark inside quotes: its end, or half of a doubled one.
    MaybeClosed,
}

/// How far a row's text reached.
enum RowEnd {
    LineEnd,
    InputEnd,
    OpenQuote,
}

impl<R: Read> CsvReader<R> {
    pub fn new(input: R, delimiter: u8) -> Self {
        Self {
            input,
            delimiter,
            buffer: Vec::with_capacity(BUFFER_BYTES),
            position: 0,
            raw: Vec::new(),
            number: 0,
            repairs: 0,
        }
    }

    /// The next row, blank ones included; `None` at the end of the text.
    pub fn next_row(&mut self) -> Result<Option<Row>, TabularError> {
        let Some(first) = self.next_byte()? else { return Ok(None) };
        self.position -= 1;
        debug_assert_eq!(self.buffer[self.position], first);
        self.number += 1;
        let mut row = Row::new(self.number);
        self.raw.clear();
        if let RowEnd::OpenQuote = self.read_cells(&mut row)? {
            return self.read_line_again().map(Some);
        }
        Ok(Some(row))
    }

    fn read_cells(&mut self, row: &mut Row) -> Result<RowEnd, TabularError> {
        let mut cell = Vec::new();
        let mut place = Place::CellStart;
        loop {
            let Some(byte) = self.next_byte()? else {
                let open = place == Place::Quoted;
                push_text(row, &mut cell);
                return Ok(if open { RowEnd::OpenQuote } else { RowEnd::InputEnd });
            };
            self.raw.push(byte);
            if self.raw.len() > ROW_BYTES_MAX {
                return if place == Place::Plain { Err(self.too_long()) } else { Ok(RowEnd::OpenQuote) };
            }
            place = match (place, byte) {
                (Place::CellStart, b'"') => Place::Quoted,
                (Place::Quoted, b'"') => Place::MaybeClosed,
                (Place::MaybeClosed, b'"') => self.keep(&mut cell, b"\"", Place::Quoted),
                (Place::Quoted, other) => self.keep(&mut cell, &[other], Place::Quoted),
                (_, b'\n' | b'\r') => {
                    self.finish_line(byte)?;
                    push_text(row, &mut cell);
                    return Ok(RowEnd::LineEnd);
                }
                (_, other) if other == self.delimiter => {
                    push_text(row, &mut cell);
                    Place::CellStart
                }
                (Place::MaybeClosed, _) if self.opens_another(&cell) => return Ok(RowEnd::OpenQuote),
                (Place::MaybeClosed, other) => self.keep(&mut cell, &[b'"', other], Place::Quoted),
                (_, other) => self.keep(&mut cell, &[other], Place::Plain),
            };
        }
    }

    /// A quotation mark that follows a separator on a later line opens a cell: the one before was never closed.
    fn opens_another(&self, cell: &[u8]) -> bool {
        cell.last().is_some_and(|last| *last == self.delimiter || *last == b'\n') && cell.contains(&b'\n')
    }

    fn keep(&self, cell: &mut Vec<u8>, bytes: &[u8], place: Place) -> Place {
        cell.extend_from_slice(bytes);
        place
    }

    /// Takes the second half of `\r\n`.
    fn finish_line(&mut self, line_end: u8) -> Result<(), TabularError> {
        if line_end == b'\r' && self.next_byte()?.is_some_and(|byte| byte != b'\n') {
            self.position -= 1;
        }
        Ok(())
    }

    /// Gives the row's bytes after its first line back to the input and reads that line without quoting.
    fn read_line_again(&mut self) -> Result<Row, TabularError> {
        self.repairs += 1;
        if self.repairs > QUOTE_REPAIRS_MAX {
            return Err(TabularError::TooManyOpenQuotes { row: self.number });
        }
        let raw = std::mem::take(&mut self.raw);
        if raw.len() > ROW_BYTES_MAX && !raw.contains(&b'\n') && !raw.contains(&b'\r') {
            return Err(self.too_long());
        }
        let line = raw.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(raw.len());
        let after = line + usize::from(line < raw.len()) + usize::from(raw[line..].starts_with(b"\r\n"));
        self.buffer.splice(..self.position, raw[after.min(raw.len())..].iter().copied());
        self.position = 0;
        let mut row = Row::new(self.number);
        for cell in raw[..line].split(|byte| *byte == self.delimiter) {
            push_text(&mut row, &mut cell.to_vec());
        }
        row.faults.push(RowFault::UnclosedQuote);
        Ok(row)
    }

    fn too_long(&self) -> TabularError {
        TabularError::RowTooLong { row: self.number }
    }

    fn next_byte(&mut self) -> Result<Option<u8>, TabularError> {
        if self.position == self.buffer.len() {
            self.buffer.resize(BUFFER_BYTES, 0);
            let filled = self.input.read(&mut self.buffer)?;
            self.buffer.truncate(filled);
            self.position = 0;
        }
        let byte = self.buffer.get(self.position).copied();
        self.position += usize::from(byte.is_some());
        Ok(byte)
    }
}

fn push_text(row: &mut Row, cell: &mut Vec<u8>) {
    let text = String::from_utf8(std::mem::take(cell))
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
    row.push_cell(formula::unguard(text));
}

impl<R> std::fmt::Debug for CsvReader<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CsvReader").field("delimiter", &char::from(self.delimiter)).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Row> {
        let mut reader = CsvReader::new(text.as_bytes(), b';');
        std::iter::from_fn(|| reader.next_row().expect("readable")).collect()
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        rows(text).into_iter().map(|row| row.cells).collect()
    }

    #[test]
    fn rows_of_every_writing_are_read() {
        for (text, expected) in [
            ("a;b\nc;d", vec![vec!["a", "b"], vec!["c", "d"]]),
            ("a;b\r\nc;d\r\n", vec![vec!["a", "b"], vec!["c", "d"]]),
            ("a;b\rc;d\r", vec![vec!["a", "b"], vec!["c", "d"]]),
            ("a;\n", vec![vec!["a", ""]]),
            ("a\n\nb\n", vec![vec!["a"], vec![""], vec!["b"]]),
            ("\"a;b\";c", vec![vec!["a;b", "c"]]),
            ("\"a\r\nb\";c", vec![vec!["a\r\nb", "c"]]),
            ("\"a \"\"b\"\" c\"", vec![vec!["a \"b\" c"]]),
            ("\"PPHU \"Jan\" s.c.\";x", vec![vec!["PPHU \"Jan\" s.c.", "x"]]),
            ("5\" rura;x", vec![vec!["5\" rura", "x"]]),
            ("\"\";\"\"\"\"", vec![vec!["", "\""]]),
            ("\"a\"", vec![vec!["a"]]),
            ("", vec![]),
        ] {
            assert_eq!(cells(text), expected, "{text:?}");
        }
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_does() {
        let numbers: Vec<u32> = rows("a\n\n\"b\nb\"\nc").iter().map(|row| row.number).collect();
        assert_eq!(numbers, [1, 2, 3, 4]);
    }

    #[test]
    fn an_unclosed_quotation_mark_costs_one_row() {
        let read = rows("a;b\r\n\"c;d\r\ne;\"f\"\r\n");
        assert_eq!(read[1].faults, [RowFault::UnclosedQuote]);
        assert_eq!(read[1].cells, ["\"c", "d"]);
        assert_eq!(read[2].cells, ["e", "f"]);
    }

    #[test]
    fn an_unclosed_quotation_mark_before_much_text_costs_one_row_too() {
        let text = format!("\"a;b\n{}", "c;d\n".repeat(600_000));
        let read = rows(&text);
        assert_eq!(read.len(), 600_001);
        assert_eq!(read[0].faults, [RowFault::UnclosedQuote]);
        assert_eq!(read[600_000].cells, ["c", "d"]);
    }

    #[test]
    fn a_row_without_end_is_refused_and_so_are_endless_quotation_marks() {
        let long = "a".repeat(ROW_BYTES_MAX + 1);
        let error = CsvReader::new(long.as_bytes(), b';').next_row().expect_err("too long");
        assert!(matches!(error, TabularError::RowTooLong { row: 1 }));
        let open = "\"a\n".repeat(1_000);
        let mut reader = CsvReader::new(open.as_bytes(), b';');
        let error = std::iter::from_fn(|| reader.next_row().transpose()).find_map(Result::err);
        assert!(matches!(error, Some(TabularError::TooManyOpenQuotes { row: 101 })));
    }

    #[test]
    fn a_nul_is_a_fault_of_its_row_alone() {
        let read = rows("a;b\nc\0;d\ne;f");
        assert_eq!(read[1].faults, [RowFault::Nul { column: 0 }]);
        assert!(read[2].faults.is_empty());
    }

    #[test]
    fn guarded_cells_come_back_as_they_were() {
        assert_eq!(cells("'+48601100201;'=1;'s-Hertogenbosch"), [["+48601100201", "=1", "'s-Hertogenbosch"]]);
    }
}
