//! The nearest outlets against brute force, and what is promised at the edges.

mod against_brute_force;
mod along;
mod bounds;
mod by_road;
mod catchment;
mod edits;
