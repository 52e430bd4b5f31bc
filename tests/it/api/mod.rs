//! The API, address by address.

mod api_keys;
mod events;
mod exports;
mod features;
mod imports;
mod nearest;
mod outlets;
mod permissions;
mod services;
mod sessions;
mod users;
