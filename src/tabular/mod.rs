//! The tables people bring and take: CSV, XLSX, GeoJSON and vCard, bytes to rows and back. Pure: no store, no clock.
//!
//! Reading recognises what a file is, then pushes its rows to a sink, one by one, in memory that does not
//! grow with the file; `limits` names every bound. A row that cannot be used arrives with its faults and the
//! reading goes on; `TabularError` is for files that are no table at all. Nothing here knows what an outlet
//! is: the words that name columns come from the caller.

mod cell;
pub mod columns;
pub mod csv;
pub mod encoding;
mod error;
pub mod formula;
pub mod geojson;
mod letters;
pub mod limits;
mod read;
mod row;
mod source;
pub mod vcard;
pub mod xlsx;

pub use cell::{Cell, LIST_PUNCTUATION, join_list, split_list};
pub use error::TabularError;
pub use read::{Dialect, Hints, read_rows, recognise};
pub use row::{Row, RowFault, RowSink};
pub use source::Source;
