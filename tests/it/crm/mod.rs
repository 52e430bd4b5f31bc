//! Customers, their contacts, what they said and what they wait for.

mod answers;
mod appointments;
mod calls;
mod cases;
mod catchment;
mod contacts;
mod customers;
mod fields;
mod interactions;
mod merges;
mod offers;
mod other_territory;
mod outbox;
pub mod people;
mod presence;
mod queue;
mod search;
mod sight;
mod simulated_calls;
mod telephones;
