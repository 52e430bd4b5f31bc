//! Tiles: archives good and hostile, how they are served and swapped, the live layer.

mod anonymous;
mod archives;
mod builder;
mod customer_layer;
mod hostile;
mod outlet_layer;
mod remote;
mod serving;
mod swapping;
