//! The store, on SQLite and PostgreSQL.

mod api_keys;
mod login_throttle;
mod parity;
mod sessions;
mod users;
