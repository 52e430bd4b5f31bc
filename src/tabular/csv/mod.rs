//! Comma-separated text in all the ways people have it: reading with guessed delimiter, writing by RFC 4180.

mod delimiter;
mod reader;
mod writer;

pub use delimiter::guess_delimiter;
pub use reader::CsvReader;
pub use writer::{CsvOptions, CsvWriter};
