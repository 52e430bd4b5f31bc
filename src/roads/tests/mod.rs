//! Tests of the road engine as a whole, on drawn street maps and on random networks.

mod ascii_map;
mod conditions;
mod files;
mod hostile;
mod journeys;
mod landmarks;
mod random;
mod restrictions;
mod steps;
mod streets;
