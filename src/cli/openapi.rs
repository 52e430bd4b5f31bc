//! `blisko openapi`: the description without a running service, for generators.

use std::io::Write;

use super::CliResult;
use crate::http::router::described_routes;

pub fn run() -> CliResult {
    let document = described_routes().into_openapi();
    writeln!(std::io::stdout().lock(), "{}", document.to_pretty_json()?)?;
    Ok(())
}
