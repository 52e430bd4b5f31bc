//! What the columns of a strange table mean: where its header is, and which column holds which field.
//!
//! The vocabulary comes from the caller as `FieldHints`; the result is a proposal that a person may change.

mod fold;
mod header;
mod proposal;

pub use fold::fold_words;
pub use header::{HeaderGuess, find_header, fingerprint};
pub use proposal::{FieldHints, ProposedColumn, is_known_word, propose_columns};
