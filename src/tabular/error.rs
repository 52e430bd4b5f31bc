//! Why a file cannot be read at all. What is wrong with one row is a `RowFault`, and the reading goes on.

use std::io;

use super::limits;

#[derive(Debug, thiserror::Error)]
pub enum TabularError {
    #[error("the file is empty: choose a file with a header line and at least one row")]
    Empty,
    #[error(
        "this is an old .xls workbook or one protected by a password: save it as .xlsx without a password, or as CSV"
    )]
    OldOrEncryptedWorkbook,
    #[error("this archive is not an .xlsx workbook: save the table as .xlsx or CSV")]
    NotAWorkbook,
    #[error("this looks like a {0} file, not a table: choose a CSV, XLSX or GeoJSON file")]
    NotATable(&'static str),
    #[error("the workbook is damaged ({0}): open it in the spreadsheet program, save it again and retry")]
    DamagedWorkbook(String),
    #[error(
        "the workbook's part {part} would unpack to more than {bytes_max} bytes: split the table or save it as CSV"
    )]
    WorkbookTooLarge { part: String, bytes_max: u64 },
    #[error("the workbook consists of more than {} parts: copy the table into a new workbook", limits::XLSX_PARTS_MAX)]
    TooManyParts,
    #[error("there is no sheet \"{wanted}\": choose one of {}", .sheets.join(", "))]
    NoSuchSheet { wanted: String, sheets: Vec<String> },
    #[error("no sheet of the workbook has any cells")]
    NoCells,
    #[error("row {row} is longer than {} bytes: probably a quotation mark is not closed", limits::ROW_BYTES_MAX)]
    RowTooLong { row: u32 },
    #[error(
        "row {row} is one of more than {} with an unclosed quotation mark: check how the file was written",
        limits::QUOTE_REPAIRS_MAX
    )]
    TooManyOpenQuotes { row: u32 },
    #[error("there are more than {} rows: split the file", limits::ROWS_MAX)]
    TooManyRows,
    #[error("the GeoJSON cannot be read ({0}): check it with a JSON tool")]
    BadJson(String),
    #[error(
        "the GeoJSON is not a FeatureCollection: put the features into {{\"type\":\"FeatureCollection\",\"features\":[…]}}"
    )]
    NotAFeatureCollection,
    #[error(
        "feature {row} is larger than {} bytes: an outlet is one point with a few properties",
        limits::FEATURE_BYTES_MAX
    )]
    FeatureTooLarge { row: u32 },
    #[error("the table cannot be written ({0})")]
    Unwritable(String),
    #[error("the file cannot be read: {0}")]
    Io(#[from] io::Error),
}
