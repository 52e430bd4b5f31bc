//! Streets: ways that have a name people give as an address.

use super::names::{name, other_names};
use crate::geo::LonLat;
use crate::geocoder::record::{Source, StreetRecord};
use crate::region::osm::Tags;

/// Values of `highway=…` that are no street, though they can have a name.
const NO_STREETS: [&str; 10] = [
    "bus_stop",
    "platform",
    "rest_area",
    "services",
    "proposed",
    "construction",
    "razed",
    "abandoned",
    "raceway",
    "elevator",
];

/// Whether a way is a street or a square.
pub fn is_street(tags: &Tags<'_>) -> bool {
    let highway = tags.get("highway").is_some_and(|kind| !NO_STREETS.contains(&kind));
    (highway || tags.is("place", &["square"])) && tags.get("name").is_some()
}

pub fn street_record(tags: &Tags<'_>, line: Vec<LonLat>, country: &str) -> Option<StreetRecord> {
    let name = name(tags)?;
    let other_names = other_names(tags, &name);
    Some(StreetRecord { name, other_names, line, country: country.to_owned(), source: Source::OpenStreetMap })
}
