//! The store, on SQLite and PostgreSQL.

mod api_keys;
mod crm;
mod customers;
mod identities;
mod keep_house;
mod login_throttle;
mod outlet_reports;
mod parity;
mod sessions;
mod users;
