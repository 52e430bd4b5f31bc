//! Mapbox Vector Tiles 2.1: features in integer tile coordinates to bytes, and back.
//!
//! The writer gives what a renderer may rely on and callers tend to forget: keys and values once per layer,
//! no repeated points, rings open and wound as the specification says (outer ones with positive area on an
//! axis that points down), nothing for shapes that fall together. It does not clip, simplify or mend what
//! crosses itself: that is the business of whoever made the coordinates. Method and field numbers:
//! <https://github.com/mapbox/vector-tile-spec/tree/master/2.1>.
//!
//! The reader is the plain twin, for tests and checks; it believes nothing it reads.

mod geometry;
mod layer;
mod reader;
pub mod wire;

pub use geometry::{Polygon, Shape, TilePoint, doubled_area};
pub use layer::{Layer, Value};
pub use reader::{ReadFeature, ReadLayer, ReadValue, ShapeKind, read_tile};

/// Units along each side of a tile; what nearly everybody uses, and four times finer than a pixel at 2x.
pub const EXTENT: u32 = 4096;
