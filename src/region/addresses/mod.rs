//! What can be looked for: an OSM file to the records of the geocoder.
//!
//! Addresses of nodes, buildings and relations, lines of numbers, streets, places with their areas, postcodes,
//! points of interest. What tags mean is decided here; how it is searched, in the geocoder. The file is read block
//! by block: in memory are relations, the shapes of areas, and one entry for each postcode and each stop.

mod area;
mod country;
mod extract;
mod interpolation;
mod names;
mod numbers;
mod place;
mod poi;
mod postcodes;
mod relations;
mod sink;
mod street;
mod tags;
mod thing;

pub use extract::{Extract, read_records};
