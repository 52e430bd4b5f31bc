//! Importing outlets from a table somebody brings: upload, check, apply, undo.
//!
//! An upload is read once and its rows are stored (`upload`, `stage`); from then on every step reads rows
//! from the database, so any replica can take it. `check` is a dry run: what each row would do, with reasons.
//! `apply` evaluates again and writes in one transaction: a process that dies leaves nothing or all of it.
//! `undo` takes back what nobody has changed since. Rows are matched to outlets by `code`. What a row means
//! is the business of `outlet_columns`; what a file is, of `tabular`.

mod apply;
mod check;
mod error;
mod evaluate;
mod failed_rows;
mod head;
mod jobs;
mod mapping;
mod stage;
mod undo;
mod upload;

pub use apply::apply_import;
pub use check::check_import;
pub use error::ImportError;
pub use failed_rows::{FailedRows, REASON_COLUMN};
pub use jobs::{ImportJobs, JOBS_MAX, Progress, RunningJob};
pub use mapping::{ColumnRef, MappingChange, change_mapping};
pub use stage::{StageOptions, stage_upload};
pub use undo::undo_import;
pub use upload::{Upload, clean_uploads};

/// Rows that are read, evaluated and written at a time; also how often progress moves.
const PAGE_ROWS: i64 = 1_000;
