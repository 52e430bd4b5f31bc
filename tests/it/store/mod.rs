//! The store, on SQLite and PostgreSQL.

mod parity;
