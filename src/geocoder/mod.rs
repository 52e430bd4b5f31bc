//! The geocoder: from what people say to a point, honest about how sure it is.
//!
//! An index is built from records (addresses, streets, places, postcodes, points of interest) into one file, which is
//! mapped into memory and swapped whole. It knows nothing of outlets or customers; whoever asks brings text, and gets
//! points with their level, confidence and radius. A town that is not in the data is "not found", never another one.

pub mod answer;
mod builder;
mod confidence;
mod error;
mod forward;
mod index;
mod normalize;
mod present;
pub mod query;
mod question;
pub mod record;
mod reverse;
mod search;
mod sighting;

#[cfg(test)]
mod tests;

pub use builder::{IndexBuilder, IndexCounts};
pub use error::GeocoderError;
pub use forward::Geocoder;
pub use index::Index;
