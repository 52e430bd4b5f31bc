//! Excel workbooks: the archive is measured before it is believed, then one sheet is read as a stream.

mod cell;
mod guard;
mod reader;
mod writer;

pub use guard::check_archive;
pub use reader::{read_sheet, sheet_names};
pub use writer::XlsxWriter;
