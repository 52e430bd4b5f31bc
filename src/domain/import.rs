//! An import: a table somebody brought, what its columns mean, and what became of each of its rows.
//!
//! The life of an import: `uploaded` (rows stored, mapping proposed), `checked` (dry run done), `applied`,
//! `undone`. `checking`, `applying` and `undoing` last as long as the work does and are never stored: a
//! process that dies in the middle leaves the state before, and nothing of its work.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::ids::ImportId;
use super::outlet::coded_enum;
use crate::units::Timestamp;

coded_enum! {
    /// What the rows are about.
    ImportKind {
        Outlets = "outlets",
        Customers = "customers",
    }
}

coded_enum! {
    /// What to do with a row about a customer who seems to be there already, under another number or none.
    DuplicateChoice {
        /// The row does nothing.
        Skip = "skip",
        /// The row is taken for the customer who is most like it.
        Update = "update",
        /// They are somebody else: the row makes a new customer.
        Create = "create",
    }
}

coded_enum! {
    ImportState {
        /// Rows are still being stored; such an import is not shown and is removed when its upload died.
        Reading = "reading",
        Uploaded = "uploaded",
        Checking = "checking",
        Checked = "checked",
        Applying = "applying",
        Applied = "applied",
        /// Applying failed as a whole; nothing was written, and it may be applied again.
        Failed = "failed",
        Undoing = "undoing",
        Undone = "undone",
    }
}

coded_enum! {
    /// What a row does, did, or why it did not.
    RowOutcome {
        Create = "create",
        Update = "update",
        /// The outlet is already as the row says.
        Unchanged = "unchanged",
        /// The address could not be placed surely: the outlet waits for a person and is not there yet.
        Held = "held",
        /// The customer seems to be there already, and such rows are to be left out.
        Skipped = "skipped",
        Bad = "bad",
        /// Undoing took the row's effect back.
        Undone = "undone",
        /// Undoing left the outlet alone: somebody has changed it since.
        Kept = "kept",
    }
}

/// Which column holds which field, and what to take where no column does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnMapping {
    /// Field to column, from 0.
    pub columns: BTreeMap<String, usize>,
    /// Field to the value of every row that has no column, or nothing in it, for the field.
    pub defaults: BTreeMap<String, String>,
    /// Services that the vocabulary lacks are added to it instead of making the row bad.
    pub create_services: bool,
    /// Of customers who seem to be there.
    pub duplicates: DuplicateChoice,
}

/// How many rows of each outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportCounts {
    pub create: u32,
    pub update: u32,
    pub unchanged: u32,
    pub held: u32,
    /// Rows about customers who seem to be there.
    pub skipped: u32,
    /// Rows whose address was found, so that the record gets its point from there.
    pub geocoded: u32,
    /// Rows about customers whose address was not found: they go in without a point.
    pub unplaced: u32,
    pub bad: u32,
    /// Rows that are not bad and whose opening hours nobody can read yet; they are kept as typed.
    pub hours_unread: u32,
    /// Rows that are not bad but carry a warning.
    pub warned: u32,
    pub undone: u32,
    pub kept: u32,
}

/// Something about the file as a whole that the person should know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportNote {
    pub code: String,
    pub message: String,
}

/// What is wrong, or worth knowing, about one row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowProblem {
    /// The column at fault, from 0; `None` when it is the row.
    pub column: Option<usize>,
    pub code: String,
    /// A sentence that says what to do.
    pub message: String,
    /// What the sentence is about, for other languages: a customer's number with reasons below it, a place. Mostly empty.
    pub about: String,
    /// A warning does not stop the row.
    pub warning: bool,
}

/// What the file was recognised as.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportSource {
    pub file_name: String,
    /// `csv`, `xlsx`, `geojson`.
    pub format: String,
    /// IANA name; empty for workbooks.
    pub encoding: String,
    /// Empty where there is none.
    pub delimiter: String,
    /// Empty where there is none.
    pub sheet: String,
}

/// A stored import without its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    pub id: ImportId,
    pub kind: ImportKind,
    pub state: ImportState,
    pub source: ImportSource,
    /// Names of the columns; `column 1`, … where the file has none.
    pub header: Vec<String>,
    /// The same for files with the same columns: finds the mapping of the last one.
    pub fingerprint: String,
    pub mapping: ColumnMapping,
    /// From 0 to 100 for each proposed field; empty once a person has decided.
    pub confidence: BTreeMap<String, u8>,
    pub notes: Vec<ImportNote>,
    pub rows_total: u32,
    /// Of the last check, or of applying.
    pub counts: ImportCounts,
    /// Why applying failed as a whole.
    pub failure: String,
    /// Codes of the services that applying added; undoing takes those out that nobody uses.
    pub created_services: Vec<String>,
    /// The last change that applying or undoing wrote.
    pub revision: Option<i64>,
    pub created_by: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// One row of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportRow {
    /// As the spreadsheet numbers it.
    pub number: u32,
    pub cells: Vec<String>,
    /// What reading the file found wrong with it.
    pub faults: Vec<RowProblem>,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowResult {
    pub number: u32,
    pub outcome: RowOutcome,
    pub problems: Vec<RowProblem>,
    /// The record that was created or updated, or that the row would update.
    pub record_id: Option<Uuid>,
}

impl Default for ImportKind {
    /// The first: what was imported before there were kinds.
    fn default() -> Self {
        Self::ALL[0]
    }
}

impl Default for DuplicateChoice {
    /// The first, which can do least harm.
    fn default() -> Self {
        Self::ALL[0]
    }
}

impl ImportState {
    /// Whether the mapping may still be changed and the rows checked.
    pub const fn may_check(self) -> bool {
        matches!(self, ImportState::Uploaded | ImportState::Checked | ImportState::Failed)
    }

    /// Nothing is applied that nobody has seen checked.
    pub const fn may_apply(self) -> bool {
        matches!(self, ImportState::Checked | ImportState::Failed)
    }
}

impl ImportCounts {
    pub fn add(&mut self, result: &RowResult) {
        let count = match result.outcome {
            RowOutcome::Create => &mut self.create,
            RowOutcome::Update => &mut self.update,
            RowOutcome::Unchanged => &mut self.unchanged,
            RowOutcome::Held => &mut self.held,
            RowOutcome::Skipped => &mut self.skipped,
            RowOutcome::Bad => &mut self.bad,
            RowOutcome::Undone => &mut self.undone,
            RowOutcome::Kept => &mut self.kept,
        };
        *count += 1;
        if result.outcome != RowOutcome::Bad {
            let has = |code: &str| u32::from(result.problems.iter().any(|problem| problem.code == code));
            self.warned += u32::from(result.problems.iter().any(|problem| problem.warning));
            self.hours_unread += has(HOURS_UNREAD);
            self.geocoded += has(GEOCODED);
            self.unplaced += has(UNPLACED);
        }
    }
}

/// Code of the note that a point was found by its address.
pub const GEOCODED: &str = "geocoded";

/// Code of the warning about hours that are kept as typed.
pub const HOURS_UNREAD: &str = "hours_unread";

/// Code of the warning that an address was not found and the customer has no point.
pub const UNPLACED: &str = "unplaced";
