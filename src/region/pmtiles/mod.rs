//! Writing PMTiles v3 archives: clustered, every content once, runs of equal tiles as one entry.
//!
//! The specification is <https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md>. Tiles must come in the
//! order of their ids, which is the order of the Hilbert curve within a zoom, so an archive of any size is
//! written front to back; only the directory is held in memory.

mod directory;
mod header;
mod tile_id;
mod writer;

pub use header::ArchiveInfo;
pub use tile_id::{TileId, ids_below};
pub use writer::{ArchiveStats, ArchiveWriter, gzip};
