//! A row as it stands in the file, with what is wrong with it. Cells are text, whatever the file called them.

use std::ops::ControlFlow;

use super::limits::{CELL_CHARS_MAX, COLUMNS_MAX, VCARD_LINE_BYTES_MAX, VCARD_PROPERTIES_MAX};

/// One row of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The number a spreadsheet shows at its left, from 1; the ordinal of the feature in GeoJSON and
    /// of the card in an address book, where number 0 is the row of column names.
    pub number: u32,
    pub cells: Vec<String>,
    pub faults: Vec<RowFault>,
}

/// Takes rows in the order of the file; `Break` ends the reading without an error.
pub type RowSink<'a> = &'a mut dyn FnMut(Row) -> ControlFlow<()>;

/// What makes a single row unusable. Columns count from 0.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RowFault {
    #[error("remove the NUL byte: the file was damaged or is not a text file")]
    Nul { column: usize },
    #[error("letters were lost here: save the file again as UTF-8")]
    LostCharacters { column: usize },
    #[error("shorten the cell to {CELL_CHARS_MAX} characters at most")]
    CellTooLong { column: usize },
    #[error("the row has more than {COLUMNS_MAX} cells")]
    TooManyColumns,
    #[error("close the quotation mark that opens in this row")]
    UnclosedQuote,
    #[error("the spreadsheet shows {shown} here: mend the formula or type the value")]
    ErrorCell { column: usize, shown: String },
    #[error("the feature is a {found}, not a Point")]
    NotAPoint { found: String },
    #[error("this element is not a GeoJSON Feature")]
    NotAFeature,
    #[error("the card is written in quoted-printable, as vCard 2.1 was: export the address book as vCard 3.0 or 4.0")]
    QuotedPrintable,
    #[error("a line of the card is longer than {VCARD_LINE_BYTES_MAX} bytes: shorten the note")]
    CardLineTooLong,
    #[error("the card has more than {VCARD_PROPERTIES_MAX} numbers, addresses and names: split it")]
    TooManyProperties,
    #[error("the card does not end with END:VCARD: the file was cut off here")]
    UnfinishedCard,
    #[error("the card is about a group or a place, not about a person or a company")]
    NotAPerson,
}

impl RowFault {
    /// A stable word for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            RowFault::Nul { .. } => "nul",
            RowFault::LostCharacters { .. } => "lost_characters",
            RowFault::CellTooLong { .. } => "too_long",
            RowFault::TooManyColumns => "too_many_columns",
            RowFault::UnclosedQuote => "unclosed_quote",
            RowFault::ErrorCell { .. } => "error_cell",
            RowFault::NotAPoint { .. } => "not_a_point",
            RowFault::NotAFeature => "not_a_feature",
            RowFault::QuotedPrintable => "quoted_printable",
            RowFault::CardLineTooLong => "too_long",
            RowFault::TooManyProperties => "too_many",
            RowFault::UnfinishedCard => "unfinished_card",
            RowFault::NotAPerson => "not_a_person",
        }
    }

    /// The cell at fault; `None` when it is the row as a whole.
    pub const fn column(&self) -> Option<usize> {
        match self {
            RowFault::Nul { column }
            | RowFault::LostCharacters { column }
            | RowFault::CellTooLong { column }
            | RowFault::ErrorCell { column, .. } => Some(*column),
            _ => None,
        }
    }
}

impl Row {
    pub fn new(number: u32) -> Self {
        Self { number, ..Self::default() }
    }

    /// Appends a cell within the bounds, noting what is wrong with its text.
    pub fn push_cell(&mut self, mut text: String) {
        let column = self.cells.len();
        if column == COLUMNS_MAX {
            if self.faults.last() != Some(&RowFault::TooManyColumns) {
                self.faults.push(RowFault::TooManyColumns);
            }
            return;
        }
        if text.contains('\0') {
            self.faults.push(RowFault::Nul { column });
        }
        if text.contains(char::REPLACEMENT_CHARACTER) {
            self.faults.push(RowFault::LostCharacters { column });
        }
        if let Some((end, _)) = text.char_indices().nth(CELL_CHARS_MAX) {
            text.truncate(end);
            self.faults.push(RowFault::CellTooLong { column });
        }
        self.cells.push(text);
    }

    /// True when nobody typed anything: such rows separate blocks in spreadsheets.
    pub fn is_blank(&self) -> bool {
        self.faults.is_empty() && self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_cut_at_its_bound_and_the_row_says_so() {
        let mut row = Row::new(7);
        row.push_cell("ż".repeat(CELL_CHARS_MAX + 1));
        assert_eq!(row.cells[0].chars().count(), CELL_CHARS_MAX);
        assert_eq!(row.faults, [RowFault::CellTooLong { column: 0 }]);
    }

    #[test]
    fn too_many_cells_are_one_fault() {
        let mut row = Row::new(1);
        (0..COLUMNS_MAX + 3).for_each(|_| row.push_cell(String::new()));
        assert_eq!((row.cells.len(), row.faults.len()), (COLUMNS_MAX, 1));
    }

    #[test]
    fn a_row_of_separators_is_blank_but_a_nul_is_not() {
        let mut row = Row::new(1);
        row.push_cell("  ".to_owned());
        assert!(row.is_blank());
        row.push_cell("\0".to_owned());
        assert!(!row.is_blank());
    }
}
