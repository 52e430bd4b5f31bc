//! What one sees where one turns: a church, a filling station, a square. A way told by them is a way that is found.
//!
//! `kind` says what map data means by its tags and which kinds people know best; `index` keeps them where they are;
//! `seen` picks the one that is told at a turn, or none: a landmark that stands elsewhere, or that has a twin along the
//! same stretch of street, leads astray and is worse than silence. `file` keeps them beside the road file.
//!
//! A thing is known by its outline or its point. Whether a house stands before it is not known: that is why distances
//! are short.

mod file;
mod ground;
mod index;
mod kind;
mod seen;

pub use file::{read_landmark_file, write_landmark_file};
pub use index::{LANDMARKS_MAX, Landmark, LandmarkBuilder, Landmarks};
pub use kind::{LandmarkKind, landmark_name};
pub use seen::{Position, Seen};
