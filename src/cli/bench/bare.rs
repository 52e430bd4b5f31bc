//! The floor under every answer over HTTP: the same server library with one route and a ready reply.

use std::io::Write;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use bytes::Bytes;
use clap::Args;
use tokio::net::TcpListener;

use crate::cli::CliResult;

#[derive(Clone, Debug, Args)]
pub struct BareArgs {
    /// Length of the JSON reply.
    #[arg(long)]
    bytes: usize,
}

/// Answers `GET /` with a JSON text of that length until it is killed; says on standard error where.
pub async fn run(args: BareArgs) -> CliResult {
    let reply = Bytes::from(format!("\"{}\"", "x".repeat(args.bytes.saturating_sub(2))));
    let answer = move || {
        let reply = reply.clone();
        async move { ([(CONTENT_TYPE, "application/json")], reply) }
    };
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    writeln!(std::io::stderr(), "http://{}", listener.local_addr()?)?;
    axum::serve(listener, Router::new().route("/", get(answer))).await?;
    Ok(())
}
