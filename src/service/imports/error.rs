//! Why an import goes no further. What is wrong with a row is a `RowProblem`, not an error.

use std::io;

use crate::domain::import::ImportState;
use crate::domain::validation::ValidationError;
use crate::store::StoreError;
use crate::tabular::TabularError;

use super::jobs::JOBS_MAX;

#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("there is no import with this id")]
    NotFound,
    #[error("the import is {}: {instead}", .state.code())]
    WrongState { state: ImportState, instead: &'static str },
    #[error("the import is {} right now: wait until it is done", .state.code())]
    Running { state: ImportState },
    #[error("{JOBS_MAX} imports are being worked on: try again when one is done")]
    TooManyJobs,
    #[error("the mapping was changed meanwhile: check again")]
    MappingChanged,
    #[error(
        "the file is larger than {bytes_max} bytes: split it, or ask the administrator for a larger upload_bytes_max"
    )]
    TooLarge { bytes_max: u64 },
    #[error("the upload broke off: send the file again")]
    BrokenOff,
    #[error("the file has a header but no rows")]
    NoRows,
    #[error(transparent)]
    Mapping(#[from] ValidationError),
    #[error(transparent)]
    File(#[from] TabularError),
    #[error("the upload cannot be stored: {0}")]
    Disk(io::Error),
    /// The text is the cause, for the log.
    #[error("the file cannot be read: open it in the program it comes from, save it again and retry")]
    Crashed(String),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<tokio::task::JoinError> for ImportError {
    fn from(error: tokio::task::JoinError) -> Self {
        ImportError::Crashed(error.to_string())
    }
}
