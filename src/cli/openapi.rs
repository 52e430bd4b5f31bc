//! `blisko openapi`: the description without a running service, for generators.

use std::io::Write;

use super::CliResult;
use crate::http::router::document;

pub fn run() -> CliResult {
    writeln!(std::io::stdout().lock(), "{}", document().to_pretty_json()?)?;
    Ok(())
}
