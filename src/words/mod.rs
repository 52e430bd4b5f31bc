//! Words as they are compared: without marks and case, and with slips of the finger.
//!
//! Below the engines that look names up (`geocoder`, `people`): no index, no meaning, only letters.

mod fold;
mod near;

pub use fold::{fold_letter, unfold_german};
pub use near::{EDITS_MAX, Typed, WORD_LETTERS_MAX, Walk};

#[cfg(test)]
pub use near::distance;
