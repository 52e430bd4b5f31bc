//! The API, address by address.

mod events;
mod features;
mod nearest;
mod outlets;
mod services;
