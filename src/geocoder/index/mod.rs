//! The address index as a file: what is in it, and reading it without trusting it.
//!
//! One immutable file of tables with rows of fixed width, little-endian, behind a header with magic, format, sizes and a
//! checksum. Every reference is checked when the file is opened, and every read is checked again, since a mapped file
//! can change under our feet: a damaged file is refused or answers less, it never panics. Layout in docs/GEOCODING.md.

mod box_tree;
mod dictionary;
mod file;
mod layout;
mod row;
mod rows;
mod strings;
mod table;
mod validate;

pub use file::Index;

pub(super) use box_tree::{Bounds, BoxTree, LocalScale, pack, squared_meters_to, to_e7};
pub(super) use dictionary::{Dictionary, Reach, write_words};
pub(super) use layout::{FileWriter, Section};
pub(super) use row::Row;
pub(super) use rows::{
    AddressRow, DROPPABLE, DateRow, NONE, NameRow, NumberRow, PlaceRow, PoiRow, PostcodeRow, PostingRow, PrefixRow,
    SegmentRow, StreetKind, StreetRow, country_code, country_number, exactness_of, kind_code, kind_of, source_code,
    source_of,
};
pub(super) use strings::StringsBuilder;
pub(super) use table::Table;
