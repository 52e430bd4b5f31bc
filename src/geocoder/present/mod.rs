//! What was found, in words: components, one line, what of it the question named.

mod components;
mod highlight;
mod label;

pub(super) use components::components;
pub(super) use highlight::highlights;
pub(super) use label::label;
