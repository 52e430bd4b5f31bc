//! Tests of the whole: one binary, so that it is linked once.

#[macro_use]
mod support;

mod api;
mod architecture;
mod backup;
mod crash;
mod demo;
mod full_disk;
mod hours;
mod nearest;
mod scenarios;
mod store;
mod two_processes;
mod user_command;
