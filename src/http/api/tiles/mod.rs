//! Everything below `/tiles`: tiles of archives, the live layer, their descriptions, and map styles.
//!
//! `archive_tiles` hands out stored tiles, `raw` whole archives by range, `outlet_tiles` and `customer_tiles`
//! the layers that are made from memory, `catalogue` says what there is. Tiles of archives are the same for everybody and
//! pass `guard` alone instead of authentication and all other layers; addresses with a version in them may
//! be kept for ever.

mod answer;
pub mod archive_tiles;
pub mod catalogue;
pub mod customer_tiles;
pub mod guard;
mod negotiate;
pub mod outlet_tiles;
pub mod raw;
pub mod styles;

pub(in crate::http) use answer::open_to_all_pages;
