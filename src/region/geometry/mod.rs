//! Plane geometry on the map's grid: whole numbers, so that the same place is the same number everywhere.
//!
//! The grid is Web Mercator with 2^30 cells to a side (3.7 cm at the equator, 16 to a unit of a tile at z14).
//! Points, lines and rings are clipped, simplified, joined and made valid here, for any zoom.

mod area;
mod clip;
mod grid;
mod label;
mod merge_lines;
mod polygon;
mod rings;
mod simplify;

pub use area::{doubled_area, winding_number};
pub use clip::{GridBox, clip_line, clip_ring};
pub use grid::{GRID_BITS, MapPoint, lon_lat_of, map_point};
pub use label::label_point;
pub use merge_lines::merge_lines;
pub use polygon::{Fill, Polygon, Ring, make_valid};
pub use rings::{RingFault, assemble_rings};
pub use simplify::{simplify_line, simplify_ring};
