//! Tiles: archives good and hostile, how they are served and swapped, the live layer.

mod archives;
mod builder;
mod hostile;
mod outlet_layer;
mod remote;
mod serving;
mod swapping;
