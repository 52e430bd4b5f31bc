//! From an uploaded file to a stored import: rows as they stand in the file, with a mapping proposed.

use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;

use tokio::sync::mpsc;

use super::error::ImportError;
use super::head::Head;
use super::upload::Upload;
use super::vocabulary::field_rules;
use crate::domain::import::{DuplicateChoice, Import, ImportKind, ImportRow, ImportState, RowProblem};
use crate::store::{Author, Reading, Store};
use crate::tabular::{self, Dialect, Hints, Row, RowFault, TabularError};
use crate::units::Seconds;

/// Rows that go to the database at a time; the first of these batches is the sample for the proposal.
const BATCH_ROWS: usize = 2_000;

/// Batches that wait between reading and writing.
const BATCHES_WAITING_MAX: usize = 2;

/// An upload that has not ended by then has died with its process.
const UNFINISHED_AFTER: Seconds = Seconds::hours(6);

/// How the person wants the file to be read; what is left out is found out.
#[derive(Clone, Debug, Default)]
pub struct StageOptions {
    /// What the rows are about.
    pub kind: ImportKind,
    pub hints: Hints,
    pub create_services: bool,
    pub duplicates: DuplicateChoice,
}

/// Reads the upload and stores its rows. On any error nothing of it stays.
pub async fn stage_upload(
    store: &Store,
    author: Author,
    upload: Upload,
    options: StageOptions,
) -> Result<Import, ImportError> {
    let mut staging = Staging { store, author, import: None, rows: 0 };
    let staged = staging.run(upload, options).await;
    if staged.is_err() {
        staging.abandon().await?;
    }
    staged
}

struct Staging<'a> {
    store: &'a Store,
    author: Author,
    import: Option<Import>,
    rows: u32,
}

impl Staging<'_> {
    async fn run(&mut self, upload: Upload, options: StageOptions) -> Result<Import, ImportError> {
        let (sender, mut batches) = mpsc::channel(BATCHES_WAITING_MAX);
        let file_name = upload.file_name.clone();
        let hints = options.hints.clone();
        let (dialect_sender, dialect) = tokio::sync::oneshot::channel();
        let reading = tokio::task::spawn_blocking(move || {
            let mut source = BufReader::new(upload.open()?);
            let dialect = tabular::recognise(&mut source, &hints)?;
            // The receiver is gone only when storing has failed, which is told there.
            let _ = dialect_sender.send(dialect.clone());
            read_batches(&mut source, &dialect, &sender)
        });
        if let Ok(dialect) = dialect.await {
            while let Some(batch) = batches.recv().await {
                self.store_batch(batch, &dialect, &file_name, &options).await?;
            }
        }
        reading.await??;
        self.finish().await
    }

    async fn store_batch(
        &mut self,
        mut batch: Vec<Row>,
        dialect: &Dialect,
        file_name: &str,
        options: &StageOptions,
    ) -> Result<(), ImportError> {
        // Before the transaction: it holds one of a few connections, and asks for no other one meanwhile.
        let begun = match self.import {
            Some(_) => None,
            None => {
                let head = Head::of(options.kind, &batch);
                let saved = self.store.saved_mapping(&head.fingerprint).await?;
                Some((head, saved))
            }
        };
        let mut tx = self.store.begin(self.author.clone()).await?;
        if let Some((head, saved)) = begun {
            tx.delete_unfinished_imports(self.author.at - UNFINISHED_AFTER).await?;
            let rows_above = head.rows_above();
            let rules = field_rules(&mut Reading::Tx(&mut tx), options.kind).await?;
            let import = head.into_import(&self.author, (dialect, file_name), saved, options, (&batch, &rules));
            tx.insert_import(&import).await?;
            batch.drain(..rows_above);
            self.import = Some(import);
        }
        let import = self.import.as_ref().expect("made just above");
        let rows: Vec<ImportRow> = batch.into_iter().map(|row| import_row(row, import.header.len(), dialect)).collect();
        self.rows += rows.len() as u32;
        tx.insert_import_rows(import.id, &rows).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn finish(&mut self) -> Result<Import, ImportError> {
        let mut import = self.import.clone().ok_or(TabularError::Empty)?;
        if self.rows == 0 {
            return Err(ImportError::NoRows);
        }
        import.state = ImportState::Uploaded;
        import.rows_total = self.rows;
        let mut tx = self.store.begin(self.author.clone()).await?;
        tx.update_import(&import).await?;
        tx.commit().await?;
        Ok(self.store.find_import(import.id).await?.unwrap_or(import))
    }

    async fn abandon(&self) -> Result<(), ImportError> {
        let Some(import) = &self.import else { return Ok(()) };
        let mut tx = self.store.begin(self.author.clone()).await?;
        tx.delete_import(import.id).await?;
        tx.commit().await?;
        Ok(())
    }
}

fn read_batches(
    source: &mut BufReader<File>,
    dialect: &Dialect,
    sender: &mpsc::Sender<Vec<Row>>,
) -> Result<(), TabularError> {
    let mut batch = Vec::with_capacity(BATCH_ROWS);
    tabular::read_rows(source, dialect, &mut |row| {
        batch.push(row);
        if batch.len() < BATCH_ROWS {
            return ControlFlow::Continue(());
        }
        match sender.blocking_send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH_ROWS))) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    })?;
    if !batch.is_empty() {
        // Nobody receives any more only when storing has failed, which is told there.
        let _ = sender.blocking_send(batch);
    }
    Ok(())
}

/// Rows of text files must be as wide as the header: a cell too many or too few means that values stand in
/// the wrong columns. Spreadsheets leave empty cells at the end out, which is fine.
fn import_row(mut row: Row, width: usize, dialect: &Dialect) -> ImportRow {
    let mut faults: Vec<RowProblem> = row.faults.iter().map(fault_problem).collect();
    let found = row.cells.len();
    let extra = row.cells.iter().skip(width).any(|cell| !cell.trim().is_empty());
    let missing = found < width && matches!(dialect, Dialect::Csv { .. });
    if faults.is_empty() && (extra || missing) {
        let message = format!(
            "the row has {found} cells where the header has {width}: put values that hold the separator or a line \
             end in quotation marks"
        );
        faults.push(RowProblem { code: "ragged".to_owned(), message, ..RowProblem::default() });
    }
    if !extra {
        row.cells.resize(width, String::new());
    }
    // PostgreSQL cannot hold a NUL in a text.
    row.cells.iter_mut().filter(|cell| cell.contains('\0')).for_each(|cell| *cell = cell.replace('\0', "\u{2400}"));
    ImportRow { number: row.number, cells: row.cells, faults }
}

fn fault_problem(fault: &RowFault) -> RowProblem {
    let (column, code, message) = (fault.column(), fault.code().to_owned(), fault.to_string());
    RowProblem { column, code, message, ..RowProblem::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tabular::encoding::Encoding;

    fn row(number: u32, cells: &[&str]) -> Row {
        Row { number, cells: cells.iter().map(|cell| (*cell).to_owned()).collect(), faults: Vec::new() }
    }

    const CSV: Dialect = Dialect::Csv { encoding: Encoding::Utf8, delimiter: b';' };

    #[test]
    fn a_row_of_another_width_is_reported_unless_only_blanks_differ() {
        let faults = |cells: &[&str], dialect: &Dialect| {
            let read = import_row(row(2, cells), 3, dialect);
            read.faults.into_iter().map(|fault| fault.code).collect::<Vec<_>>()
        };
        let xlsx = Dialect::Xlsx { sheet: "a".into(), others: Vec::new() };
        assert_eq!(faults(&["a", "b"], &CSV), ["ragged"]);
        assert_eq!(faults(&["a", "b", "c", "d"], &CSV), ["ragged"]);
        assert_eq!(faults(&["a", "b", "c", ""], &CSV), Vec::<String>::new());
        assert_eq!(faults(&["a", "b"], &xlsx), Vec::<String>::new());
    }
}
