//! What the first rows of a file say: where the data starts, what the columns are called and mean.

use std::collections::BTreeMap;

use super::failed_rows::REASON_COLUMN;
use super::mapping::{Proposal, propose};
use super::stage::StageOptions;
use super::vocabulary::{field_names, hints};
use crate::domain::customer_field::FieldRules;
use crate::domain::ids::ImportId;
use crate::domain::import::{ColumnMapping, Import, ImportCounts, ImportKind, ImportNote, ImportSource, ImportState};
use crate::store::Author;
use crate::tabular::columns::{HeaderGuess, find_header, fingerprint, is_known_word};
use crate::tabular::encoding::Encoding;
use crate::tabular::{Dialect, Row};

/// The head of a table, before anybody has said what its columns mean.
pub struct Head {
    kind: ImportKind,
    guess: HeaderGuess,
    header: Vec<String>,
    pub fingerprint: String,
}

impl Head {
    pub fn of(kind: ImportKind, rows: &[Row]) -> Self {
        let guess = match rows.first() {
            // GeoJSON and address books say which row holds its names.
            Some(first) if first.number == 0 => HeaderGuess { header: Some(0), data: 1 },
            _ => find_header(rows, &|word| is_known_word(word, hints(kind))),
        };
        let header = match guess.header {
            Some(index) => rows[index].cells.iter().map(|name| name.trim().to_owned()).collect(),
            None => {
                let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
                (1..=width).map(|column| format!("column {column}")).collect::<Vec<_>>()
            }
        };
        // A corrected file of failed rows still has the reasons: it is the same table.
        let own: Vec<String> = header.iter().filter(|name| *name != REASON_COLUMN).cloned().collect();
        // Both kinds may have a table of the same columns.
        let prefix = if kind == ImportKind::Outlets { "" } else { kind.code() };
        Self { kind, guess, fingerprint: format!("{prefix}{}", fingerprint(&own)), header }
    }

    /// How many of the rows stand above the data.
    pub fn rows_above(&self) -> usize {
        self.guess.data
    }

    /// The import of this table, with the mapping of the last one like it or a proposal.
    pub fn into_import(
        self,
        author: &Author,
        (dialect, file_name): (&Dialect, &str),
        saved: Option<ColumnMapping>,
        options: &StageOptions,
        (rows, rules): (&[Row], &FieldRules),
    ) -> Import {
        let Proposal { mut mapping, confidence, notes } = self.mapping(saved, rows, rules);
        mapping.create_services = options.create_services;
        mapping.duplicates = options.duplicates;
        // A saved mapping may speak of a field that is gone.
        let known = field_names(self.kind, rules);
        mapping.columns.retain(|field, _| known.contains(field));
        let notes = self.notes(rows).into_iter().chain(other_sheets(dialect)).chain(notes).collect();
        Import {
            id: ImportId::generate(),
            kind: self.kind,
            state: ImportState::Reading,
            source: source(dialect, file_name),
            header: self.header,
            fingerprint: self.fingerprint,
            mapping,
            confidence,
            notes,
            rows_total: 0,
            counts: ImportCounts::default(),
            failure: String::new(),
            created_services: Vec::new(),
            revision: None,
            created_by: author.name.clone(),
            created_at: author.at,
            updated_at: author.at,
        }
    }

    fn mapping(&self, saved: Option<ColumnMapping>, rows: &[Row], rules: &FieldRules) -> Proposal {
        let Some(mapping) = saved else {
            let sample: Vec<Vec<String>> = rows[self.guess.data..].iter().map(|row| row.cells.clone()).collect();
            return propose(self.kind, &self.header, &sample, rules);
        };
        let message = "the mapping of the last file with these columns is used again";
        Proposal { mapping, confidence: BTreeMap::new(), notes: vec![note("mapping_reused", message.to_owned())] }
    }

    fn notes(&self, rows: &[Row]) -> Vec<ImportNote> {
        let Some(header) = self.guess.header else {
            return vec![note("no_header", "no row names the columns: say what each of them holds".to_owned())];
        };
        let skipped = (0..self.guess.data).filter(|index| *index != header);
        let numbers: Vec<String> = skipped.map(|index| rows[index].number.to_string()).collect();
        if numbers.is_empty() {
            return Vec::new();
        }
        vec![note("rows_skipped", format!("row {} above the data was left out", numbers.join(", ")))]
    }
}

fn note(code: &str, message: String) -> ImportNote {
    ImportNote { code: code.to_owned(), message }
}

fn other_sheets(dialect: &Dialect) -> Option<ImportNote> {
    let Dialect::Xlsx { sheet, others } = dialect else { return None };
    let message = || format!("the sheet \"{sheet}\" was read; there are also {}", others.join(", "));
    (!others.is_empty()).then(|| note("other_sheets", message()))
}

fn source(dialect: &Dialect, file_name: &str) -> ImportSource {
    let encoding_name = |encoding: &Encoding| encoding.name().to_owned();
    let (encoding, delimiter, sheet) = match dialect {
        Dialect::Csv { encoding, delimiter } => {
            (encoding_name(encoding), char::from(*delimiter).to_string(), String::new())
        }
        Dialect::Xlsx { sheet, .. } => (String::new(), String::new(), sheet.clone()),
        Dialect::GeoJson { encoding } | Dialect::VCard { encoding } => {
            (encoding_name(encoding), String::new(), String::new())
        }
    };
    ImportSource { file_name: file_name.to_owned(), format: dialect.format().to_owned(), encoding, delimiter, sheet }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32, cells: &[&str]) -> Row {
        Row { number, cells: cells.iter().map(|cell| (*cell).to_owned()).collect(), faults: Vec::new() }
    }

    #[test]
    fn the_reasons_of_an_earlier_import_do_not_make_another_table() {
        let plain = Head::of(ImportKind::Outlets, &[row(1, &["code", "name"]), row(2, &["A", "B"])]);
        let corrected =
            Head::of(ImportKind::Outlets, &[row(1, &["code", "name", REASON_COLUMN]), row(2, &["A", "B", "x"])]);
        assert_eq!(plain.fingerprint, corrected.fingerprint);
    }

    #[test]
    fn titles_above_the_header_are_noted() {
        let rows = [row(1, &["Oddziały", ""]), row(3, &["kod", "nazwa"]), row(4, &["A", "B"])];
        let head = Head::of(ImportKind::Outlets, &rows);
        assert_eq!(head.header, ["kod", "nazwa"]);
        assert_eq!(head.notes(&rows)[0].message, "row 1 above the data was left out");
    }
}
