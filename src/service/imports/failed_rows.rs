//! The rows that did not go in, as a file to mend and upload again: the columns of the original and the reasons.

use std::collections::VecDeque;

use super::PAGE_ROWS;
use super::error::ImportError;
use super::sentences::sentence;
use crate::domain::ids::ImportId;
use crate::domain::import::{Import, RowOutcome, RowProblem};
use crate::domain::language::Language;
use crate::store::Store;
use crate::store::imports::{RowFilter, RowWithResult};
use crate::tabular::TabularError;
use crate::tabular::csv::{CsvOptions, CsvWriter};

/// The last column of the file; an import that finds it leaves it out.
pub const REASON_COLUMN: &str = "import_reason";

/// In Polish, Czech and English.
const ROW: [&str; 3] = ["wiersz", "řádek", "row"];

/// Writes the file page by page.
#[derive(Debug)]
pub struct FailedRows {
    store: Store,
    import: Import,
    after: u32,
    language: Language,
    started: bool,
    done: bool,
}

impl FailedRows {
    /// The reasons are told in `language`. Errors with `NotFound`. An import without failed rows gives a file with a
    /// header alone.
    pub async fn of(store: &Store, id: ImportId, language: Language) -> Result<Self, ImportError> {
        let import = store.find_import(id).await?.ok_or(ImportError::NotFound)?;
        Ok(Self { store: store.clone(), import, after: 0, language, started: false, done: false })
    }

    /// The next piece of the file; `None` at its end.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, ImportError> {
        if self.done {
            return Ok(None);
        }
        let bad = RowFilter { outcome: Some(RowOutcome::Bad), problem: None };
        let rows = self.store.import_results(self.import.id, &bad, self.after, PAGE_ROWS).await?;
        self.done = (rows.len() as i64) < PAGE_ROWS;
        self.after = rows.last().map_or(self.after, |row| row.row.number);
        let piece = self.write(rows.into())?;
        self.started = true;
        Ok(Some(piece))
    }

    fn write(&self, rows: VecDeque<RowWithResult>) -> Result<Vec<u8>, TabularError> {
        let delimiter = self.import.source.delimiter.bytes().next().unwrap_or(b',');
        let options = CsvOptions { delimiter, byte_order_mark: !self.started };
        let mut writer = CsvWriter::new(Vec::new(), options)?;
        let own: Vec<usize> =
            (0..self.import.header.len()).filter(|column| self.import.header[*column] != REASON_COLUMN).collect();
        if !self.started {
            let names = own.iter().map(|column| self.import.header[*column].as_str());
            writer.write_row(names.chain([REASON_COLUMN]))?;
        }
        for RowWithResult { row, result } in rows {
            let problems = result.map(|result| result.problems).unwrap_or_default();
            let reason = reason(&self.import.header, problems, self.language);
            let cells = own.iter().map(|column| row.cells.get(*column).map_or("", String::as_str));
            writer.write_row(
                cells.chain([format!("{} {}: {reason}", ROW[self.language.index()], row.number).as_str()]),
            )?;
        }
        Ok(writer.finish())
    }
}

/// All problems of a row in one cell, each with the name of its column.
fn reason(header: &[String], problems: Vec<RowProblem>, language: Language) -> String {
    let told = |problem: RowProblem| match problem.column.and_then(|column| header.get(column)) {
        Some(column) => format!("{column}: {}", sentence(&problem, language)),
        None => sentence(&problem, language),
    };
    problems.into_iter().map(told).collect::<Vec<_>>().join("; ")
}
