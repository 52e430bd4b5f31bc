//! Points and distances on the earth: WGS 84, degrees, longitude before latitude.
//!
//! Pure arithmetic without I/O. `distance` holds the exact geodesic and the great circle, with
//! the proven ratio between them that lets a spherical index answer an ellipsoidal question.

mod bounding_box;
mod distance;
mod lon_lat;

pub use bounding_box::BoundingBox;
pub use distance::{
    GEODESIC_PER_GREAT_CIRCLE_MAX, GEODESIC_PER_GREAT_CIRCLE_MIN, geodesic_distance, great_circle_distance,
};
pub use lon_lat::{CoordinateError, LonLat};
