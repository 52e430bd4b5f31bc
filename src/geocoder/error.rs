//! What can be wrong with an index file.

use std::path::PathBuf;

use thiserror::Error;

#[derive(Debug, Error)]
pub enum GeocoderError {
    #[error("{}: {source}", path.display())]
    Io { path: PathBuf, source: std::io::Error },
    #[error("this is not an address index; build one with `blisko region build`")]
    NotAnIndex,
    #[error("the address index has format {found}, this program reads format {expected}; build the region again")]
    OtherFormat { found: u32, expected: u32 },
    #[error("the address index is damaged ({0}); build the region again")]
    Damaged(&'static str),
    #[error("more than {max} {what}; split the region")]
    TooMany { what: &'static str, max: usize },
}
