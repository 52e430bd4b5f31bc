//! Importing records from a table somebody brings: upload, check, apply, undo.
//!
//! An upload is read once and its rows are stored (`upload`, `stage`); from then on every step reads rows
//! from the database, so any replica can take it. `check` is a dry run: what each row would do, with reasons.
//! `apply` judges again and writes in one transaction: a process that dies leaves nothing or all of it.
//! `undo` takes back what nobody has changed since. This is the frame; what a row does is the business of its
//! kind (`outlets`, `customers`), what its cells mean of `outlet_columns` and `customer_columns`, and what a file
//! is of `tabular`.

mod apply;
mod check;
mod customers;
mod error;
mod failed_rows;
mod head;
mod jobs;
mod mapping;
mod outlets;
mod row_kind;
mod sentences;
mod stage;
mod undo;
mod upload;
mod vocabulary;

pub use apply::apply_import;
pub use check::check_import;
pub use error::ImportError;
pub use failed_rows::{FailedRows, REASON_COLUMN};
pub use jobs::{ImportJobs, JOBS_MAX, Progress, RunningJob};
pub use mapping::{ColumnRef, MappingChange, change_mapping};
pub use sentences::sentence;
pub use stage::{StageOptions, stage_upload};
pub use undo::undo_import;
pub use upload::{Upload, clean_uploads};
pub use vocabulary::{field_names, field_rules};

/// Rows that are read, evaluated and written at a time; also how often progress moves.
const PAGE_ROWS: i64 = 1_000;
