//! Features to tiles: cut to every tile they touch, sorted by tile on disk, drawn tile by tile.
//!
//! Memory is bounded by construction: a batch of features is cut at a time, the pieces go through an external
//! sort, and only the pieces of a few tiles are ever unpacked together.

mod archive;
mod piece;
mod record;
mod slice;
mod sorter;
mod tile;

pub use archive::{TileCounts, draw_tiles};
pub use piece::{Piece, PieceKey};
pub use record::{FeatureReader, FeatureWriter};
pub use slice::slice_feature;
pub use sorter::{SortedPieces, Sorter};
