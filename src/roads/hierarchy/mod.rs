//! A customizable contraction hierarchy over the states of a network: Dibbelt, Strasser, Wagner, Customizable
//! contraction hierarchies, 2014, on edges with turns as Buchhold et al. describe it in 2020.
//!
//! `topology` says which shortcuts can ever be needed and knows no costs; `customize` gives costs to them, in a
//! fraction of a second for a city, so that a closed road or another speed needs no new build; `search_graph` keeps
//! what the costs of today leave of them. States are numbered by importance throughout.

mod customize;
mod search_graph;
mod topology;

pub use customize::customize;
pub use search_graph::{Hierarchy, HierarchyRef, TURN, Upward, UpwardRef};
pub use topology::{NO_PARENT, Topology};
