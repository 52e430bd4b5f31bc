//! Customers, their contacts, what they said and what they wait for.

mod calls;
mod cases;
mod contacts;
mod customers;
mod interactions;
pub mod people;
mod queue;
mod search;
mod sight;
