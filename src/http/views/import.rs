//! Imports as JSON.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::outlet::LocalizedBody;
use super::time;
use crate::domain::import::{DuplicateChoice, Import, ImportCounts, ImportKind, ImportNote, RowProblem};
use crate::domain::language::Language;
use crate::domain::validation::{FieldError, ValidationError};
use crate::service::imports::{ColumnRef, MappingChange, Progress, sentence};
use crate::store::imports::RowWithResult;

/// An import without its rows.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportView {
    pub id: Uuid,
    /// `outlets` or `customers`.
    pub kind: &'static str,
    /// `uploaded`, `checking`, `checked`, `applying`, `applied`, `failed`, `undoing` or `undone`.
    pub state: &'static str,
    pub file_name: String,
    /// `csv`, `xlsx`, `geojson` or `vcard`.
    pub format: String,
    /// What the text was read as; absent for workbooks.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub encoding: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub delimiter: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    pub rows_total: u32,
    /// Rows worked on, while the state is `checking`, `applying` or `undoing`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows_done: Option<u32>,
    /// The columns of the file with the fields they are given to.
    pub columns: Vec<ImportColumn>,
    /// Values for rows that have none of their own, by field.
    pub defaults: BTreeMap<String, String>,
    pub create_services: bool,
    /// What becomes of rows about customers who seem to be there: `skip`, `update` or `create`.
    pub duplicates: &'static str,
    /// The fields that a column may be given to.
    pub fields: Vec<String>,
    pub counts: ImportCountsView,
    pub notes: Vec<ImportNoteView>,
    /// Why applying failed as a whole; nothing was written then.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub failure: String,
    /// The last change that applying or undoing wrote.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revision: Option<i64>,
    pub created_by: String,
    #[schema(format = DateTime)]
    pub created_at: String,
    #[schema(format = DateTime)]
    pub updated_at: String,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ImportColumn {
    /// From 0.
    pub column: usize,
    pub name: String,
    /// Absent when the column is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// How sure the proposal is, from 0 to 100; absent once a person has decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<u8>,
}

/// Rows by what they do, or did.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportCountsView {
    pub create: u32,
    pub update: u32,
    pub unchanged: u32,
    /// Rows whose address could not be placed surely: their outlets wait in the repair queue.
    pub held: u32,
    /// Rows about customers who seem to be there and are to be left out.
    pub skipped: u32,
    /// Rows whose record gets its point from its address.
    pub geocoded: u32,
    /// Rows about customers whose address was not found: they go in without a point.
    pub unplaced: u32,
    pub bad: u32,
    /// Good rows whose opening hours nobody can read yet; they are kept as typed.
    pub hours_unread: u32,
    /// Good rows with a warning.
    pub warned: u32,
    pub undone: u32,
    /// Rows that undoing left alone, because the outlet was changed since.
    pub kept: u32,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct ImportNoteView {
    pub code: String,
    pub message: String,
}

/// One row of the file and what became of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportRowView {
    /// As a spreadsheet numbers it.
    pub row: u32,
    pub cells: Vec<String>,
    /// `create`, `update`, `unchanged`, `held`, `skipped`, `bad`, `undone` or `kept`; absent before the check.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<&'static str>,
    pub problems: Vec<RowProblemView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet_id: Option<Uuid>,
    /// Also whom a row that is left out seems to be about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer_id: Option<Uuid>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct RowProblemView {
    /// From 0; absent when the row as a whole is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column_name: Option<String>,
    pub code: String,
    /// What to do, in English, with what stands in the row.
    pub message: String,
    /// The same in three languages, in fewer words.
    pub sentences: LocalizedBody,
    /// A warning does not stop the row.
    pub warning: bool,
}

/// What the columns mean.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MappingBody {
    /// Field to column: its position from 0, or its name.
    pub columns: BTreeMap<String, ColumnBody>,
    /// Field to the value for rows that have none.
    #[serde(default)]
    pub defaults: BTreeMap<String, String>,
    /// Add services that the vocabulary lacks instead of refusing their rows.
    #[serde(default)]
    pub create_services: bool,
    /// What becomes of rows about customers who seem to be there: `skip` (when absent), `update` or `create`.
    #[serde(default)]
    pub duplicates: Option<String>,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum ColumnBody {
    Position(usize),
    Name(String),
}

impl MappingBody {
    /// Errors: a word for duplicates that does not exist.
    pub fn into_change(self) -> Result<MappingChange, ValidationError> {
        let column = |column| match column {
            ColumnBody::Position(position) => ColumnRef::Position(position),
            ColumnBody::Name(name) => ColumnRef::Name(name),
        };
        let duplicates = match self.duplicates.as_deref().map(DuplicateChoice::from_code) {
            Some(None) => {
                let error = FieldError::new("/duplicates", "unknown_value", "use skip, update or create");
                return Err(ValidationError(vec![error]));
            }
            Some(Some(choice)) => choice,
            None => DuplicateChoice::default(),
        };
        Ok(MappingChange {
            columns: self.columns.into_iter().map(|(field, each)| (field, column(each))).collect(),
            defaults: self.defaults,
            create_services: self.create_services,
            duplicates,
        })
    }
}

impl ImportView {
    /// `fields` are those that a column may be given to, `progress` is that of the job which this process runs on the
    /// import.
    pub fn new(import: Import, fields: Vec<String>, progress: Option<&Progress>) -> Self {
        Self {
            columns: columns(&import),
            id: import.id.0,
            kind: import.kind.code(),
            duplicates: import.mapping.duplicates.code(),
            fields,
            state: progress.map_or(import.state, |progress| progress.state).code(),
            file_name: import.source.file_name,
            format: import.source.format,
            encoding: import.source.encoding,
            delimiter: import.source.delimiter,
            sheet: import.source.sheet,
            rows_total: import.rows_total,
            rows_done: progress.map(Progress::rows_done),
            defaults: import.mapping.defaults,
            create_services: import.mapping.create_services,
            counts: import.counts.into(),
            notes: import.notes.into_iter().map(ImportNoteView::from).collect(),
            failure: import.failure,
            revision: import.revision,
            created_by: import.created_by,
            created_at: time::utc(import.created_at),
            updated_at: time::utc(import.updated_at),
        }
    }
}

fn columns(import: &Import) -> Vec<ImportColumn> {
    let field_of: BTreeMap<usize, &String> =
        import.mapping.columns.iter().map(|(field, column)| (*column, field)).collect();
    let view = |(column, name): (usize, &String)| {
        let field = field_of.get(&column).map(|field| (*field).clone());
        let confidence = field.as_ref().and_then(|field| import.confidence.get(field)).copied();
        ImportColumn { column, name: name.clone(), field, confidence }
    };
    import.header.iter().enumerate().map(view).collect()
}

impl From<ImportNote> for ImportNoteView {
    fn from(note: ImportNote) -> Self {
        Self { code: note.code, message: note.message }
    }
}

impl From<ImportCounts> for ImportCountsView {
    fn from(counts: ImportCounts) -> Self {
        Self {
            create: counts.create,
            update: counts.update,
            unchanged: counts.unchanged,
            held: counts.held,
            skipped: counts.skipped,
            geocoded: counts.geocoded,
            unplaced: counts.unplaced,
            bad: counts.bad,
            hours_unread: counts.hours_unread,
            warned: counts.warned,
            undone: counts.undone,
            kept: counts.kept,
        }
    }
}

impl ImportRowView {
    pub fn new(row: RowWithResult, import: &Import) -> Self {
        let RowWithResult { row, result } = row;
        let outcome = result.as_ref().map(|result| result.outcome.code());
        let record_id = result.as_ref().and_then(|result| result.record_id);
        let problems = result.map_or(row.faults, |result| result.problems);
        let said = |problem: &RowProblem| {
            let [pl, cs, en] = Language::ALL.map(|language| sentence(problem, language));
            LocalizedBody { pl, cs, en }
        };
        let view = |problem: RowProblem| RowProblemView {
            sentences: said(&problem),
            column: problem.column,
            column_name: problem.column.and_then(|column| import.header.get(column)).cloned(),
            code: problem.code,
            message: problem.message,
            warning: problem.warning,
        };
        Self {
            row: row.number,
            cells: row.cells,
            outcome,
            problems: problems.into_iter().map(view).collect(),
            outlet_id: record_id.filter(|_| import.kind == ImportKind::Outlets),
            customer_id: record_id.filter(|_| import.kind == ImportKind::Customers),
        }
    }
}
