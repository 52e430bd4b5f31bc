//! Points and distances on the earth: WGS 84, degrees, longitude before latitude.
//!
//! Pure arithmetic without I/O. `distance` answers how far, `ellipsoid` holds the surface in space and
//! the proven bounds between straight lines and geodesics that let an index of points walk by chords,
//! `projection` brings the plane coordinates of registers here.

mod bounding_box;
pub mod coordinates;
mod distance;
mod ellipsoid;
mod lon_lat;
mod projection;

pub use bounding_box::BoundingBox;
pub use distance::{Origin, geodesic_distance, great_circle_distance, karney_distance};
pub use ellipsoid::{Cartesian, chord_certain_of, chord_max_of, distance_min_of, surface_point};
pub use lon_lat::{CoordinateError, LonLat};
pub use projection::{lon_lat_of_puwg_1992, lon_lat_of_s_jtsk, puwg_1992_of, s_jtsk_of};
