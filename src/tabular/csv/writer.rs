//! RFC 4180 out: quoted where needed, `\r\n` ends, formulas guarded.

use std::io::Write;

use crate::tabular::error::TabularError;
use crate::tabular::formula;

/// How the file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvOptions {
    pub delimiter: u8,
    /// Starts the file with a UTF-8 byte order mark: without it Excel reads Windows-1250.
    pub byte_order_mark: bool,
}

impl Default for CsvOptions {
    fn default() -> Self {
        Self { delimiter: b',', byte_order_mark: true }
    }
}

/// Writes rows of text cells.
pub struct CsvWriter<W: Write> {
    output: W,
    delimiter: u8,
}

impl<W: Write> CsvWriter<W> {
    pub fn new(mut output: W, options: CsvOptions) -> Result<Self, TabularError> {
        if options.byte_order_mark {
            output.write_all("\u{feff}".as_bytes())?;
        }
        Ok(Self { output, delimiter: options.delimiter })
    }

    pub fn write_row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> Result<(), TabularError> {
        let mut cells = cells.into_iter().peekable();
        let mut is_first = true;
        while let Some(cell) = cells.next() {
            if !is_first {
                self.output.write_all(&[self.delimiter])?;
            }
            // A row of one empty cell would be a blank line, which readers skip.
            let is_alone = is_first && cells.peek().is_none();
            self.write_cell(&formula::guard(cell), is_alone && cell.is_empty())?;
            is_first = false;
        }
        self.output.write_all(b"\r\n")?;
        Ok(())
    }

    fn write_cell(&mut self, cell: &str, quoted: bool) -> Result<(), TabularError> {
        let needs_quotes = cell.bytes().any(|byte| byte == self.delimiter || matches!(byte, b'"' | b'\r' | b'\n'));
        if quoted || needs_quotes {
            write!(self.output, "\"{}\"", cell.replace('"', "\"\""))?;
        } else {
            self.output.write_all(cell.as_bytes())?;
        }
        Ok(())
    }

    /// What is written to; for those who drain it while the file grows.
    pub fn output_mut(&mut self) -> &mut W {
        &mut self.output
    }

    /// Gives the output back.
    pub fn finish(self) -> W {
        self.output
    }
}

impl<W: Write> std::fmt::Debug for CsvWriter<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CsvWriter").field("delimiter", &char::from(self.delimiter)).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tabular::csv::CsvReader;

    fn written(rows: &[Vec<String>], delimiter: u8) -> Vec<u8> {
        let mut writer = CsvWriter::new(Vec::new(), CsvOptions { delimiter, byte_order_mark: false }).expect("memory");
        for row in rows {
            writer.write_row(row.iter().map(String::as_str)).expect("memory");
        }
        writer.finish()
    }

    #[test]
    fn cells_are_quoted_only_where_needed_and_formulas_guarded() {
        let row = ["a", "b,c", "d\"e", "f\ng", "=1", "+48 601"].map(str::to_owned).to_vec();
        assert_eq!(
            String::from_utf8(written(&[row], b',')).expect("text"),
            "a,\"b,c\",\"d\"\"e\",\"f\ng\",'=1,'+48 601\r\n"
        );
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            rows in prop::collection::vec(prop::collection::vec("[a-zł;,\"\r\n\t'=+ -]{0,8}", 1..4), 1..5),
            delimiter in prop::sample::select(vec![b';', b',', b'\t', b'|']),
        ) {
            let bytes = written(&rows, delimiter);
            let mut reader = CsvReader::new(&bytes[..], delimiter);
            let mut read = Vec::new();
            while let Some(row) = reader.next_row().expect("readable") {
                prop_assert!(row.faults.is_empty());
                read.push(row.cells);
            }
            prop_assert_eq!(read, rows);
        }
    }
}
