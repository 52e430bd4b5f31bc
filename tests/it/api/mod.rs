//! The API, address by address.

mod events;
mod outlets;
mod services;
