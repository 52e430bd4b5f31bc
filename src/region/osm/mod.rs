//! Reading OSM files in PBF format: blocks, in parallel, and where the nodes are.
//!
//! Decoded by hand, since that bounds what a hostile file can make us allocate and costs no dependency. Format:
//! <https://wiki.openstreetmap.org/wiki/PBF_Format>. Nothing here knows what tags mean.

mod blob;
mod block;
mod file;
mod nodes;

pub use block::{Block, Element, Kinds, Member, MemberKind, Node, Relation, Tags, Way};
pub use file::{OsmFile, OsmHeader, Span};
pub use nodes::{NodeReader, NodeStore, NodeWriter, Place};
