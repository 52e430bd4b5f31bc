//! Reading OSM files in PBF format: blocks, in parallel, and where the nodes are.
//!
//! Decoded by hand, since that bounds what a hostile file can make us allocate and costs no dependency. Format:
//! <https://wiki.openstreetmap.org/wiki/PBF_Format>. Nothing here knows what tags mean.

mod blob;
mod block;
mod element;
mod file;
mod nodes;
mod writer;

pub use block::Block;
pub use element::{Element, Kinds, Member, MemberKind, Node, Relation, Tags, Way};
pub use file::{OsmFile, OsmHeader, Span};
pub use nodes::{NodeReader, NodeStore, NodeWriter, Place};
pub use writer::OsmWriter;
