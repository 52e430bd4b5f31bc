//! The geocoder from outside: what people say, and what must come of it.

mod cases;
mod gazetteer;
mod grammar;
