//! The geocoder from outside: what people say, and what must come of it.

mod cases;
pub mod gazetteer;
mod grammar;
mod serving;
