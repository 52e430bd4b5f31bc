//! The customers' search: from a few letters, perhaps wrong ones, to the people meant.
//!
//! Words of names and places are kept in a sorted map with the slots they lead to, digits (numbers of customers, phones)
//! in another; both change in place while the service runs. A slot is a number that the caller keeps; who it is, and who
//! may see it, is not known here. What was typed exactly comes before what was nearly typed; `search` says the order.

mod index;
mod search;
mod typed;

#[cfg(test)]
mod tests;

pub use index::{Entry, PeopleIndex};
pub use search::{CANDIDATES_MAX, Hit};
pub use typed::{QUERY_WORDS_MAX, words_of};
