//! Tests of the whole: one binary, so that it is linked once.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test stops where it stands, and may say what it skips")]

#[macro_use]
mod support;

mod api;
mod architecture;
mod backup;
mod call_command;
mod crash;
mod crm;
mod demo;
mod full_disk;
mod geocoder;
mod hours;
mod imports;
mod locator;
mod nearest;
mod outbox_servers;
mod region;
mod roads;
mod scenarios;
mod sign_in;
mod store;
mod tabular;
mod tiles;
mod two_processes;
mod user_command;
