//! Parses arguments and calls one function of `cli`.

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    match blisko::cli::run(blisko::cli::Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("blisko: {error}");
            ExitCode::FAILURE
        }
    }
}
