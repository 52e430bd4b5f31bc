//! The geocoder as a whole, on a few towns.

mod autocomplete;
mod damage;
mod fixture;
mod forward;
mod house_numbers;
mod questions;
mod reverse;
mod unknown_towns;
