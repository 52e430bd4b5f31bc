//! The columns of a table of outlets: one list for import and export, so that a round trip loses nothing.
//!
//! `fields` names the columns, `words` what people call them, `to_cells` writes an outlet, `from_cells`
//! reads a row onto an outlet. Values are read leniently (`sklep`, `52,23`, `Polska`) and written strictly.

mod countries;
mod entries;
mod fields;
mod from_cells;
mod place;
mod regions;
mod row_reading;
mod to_cells;
mod values;
mod words;

pub use countries::{Country, country_of_postcodes, looks_like_country};
pub use fields::OutletField;
pub use from_cells::{DraftReader, ReadDraft, ServiceWords};
pub use place::{PlaceCells, PlaceError, read_place};
pub use to_cells::{outlet_cells, outlet_properties};
pub use words::HINTS;
