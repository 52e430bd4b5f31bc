//! Measurements that anybody can repeat: invented data from a seed, one JSON line per case.

pub mod questions;
pub mod world;
