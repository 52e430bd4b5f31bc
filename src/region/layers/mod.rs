//! What is drawn: OSM tags to features in the layers, kinds and attributes of the Protomaps basemap, version 4.
//!
//! The schema is <https://docs.protomaps.com/basemaps/layers>, so that styles made for it (`@protomaps/basemaps`)
//! and archives from elsewhere can be exchanged for ours. Which tags lead where, and from which zoom on, is
//! written here in tables. Left out on purpose: points of interest (the map is a quiet ground for outlets),
//! land cover from satellites, and names in other scripts than the local one.

mod areas;
mod boundaries;
mod buildings;
mod class;
mod feature;
mod landuse;
mod names;
mod places;
mod roads;
mod water;

pub use areas::{AreaClasses, area_classes};
pub use boundaries::{AdminLevel, boundary_class};
pub use buildings::house_number_class;
pub use class::Class;
pub use feature::{Feature, Key, LayerName, Shape, Tag, TagValue, ZOOM_MAX};
pub use names::{LANGUAGES, put_names};
pub use places::{PlaceKind, place_class, place_from_tags};
pub use roads::line_class;
pub use water::{ocean_class, water_label_class};
