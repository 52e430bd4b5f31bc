//! Customers, their contacts, what they said and what they wait for.

mod contacts;
mod customers;
mod people;
mod search;
mod sight;
