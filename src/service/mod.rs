//! One file per use case: what the product does, between HTTP and the rooms below.

pub mod passwords;
pub mod tokens;
