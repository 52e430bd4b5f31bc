//! One file per use case: what the product does, between HTTP and the rooms below.

pub mod write_outlets;
