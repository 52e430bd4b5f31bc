//! Listeners: what each stream of changes was told about calls, and when.

use std::time::Instant;

use tokio::io::AsyncBufReadExt;
use tokio::sync::mpsc;

use super::agents::Agent;
use super::client::{Client, Request};
use super::people::owner_of;

/// One event about a call.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    /// Number of the stream, from 0.
    pub stream: usize,
    /// Number of the customer who calls.
    pub customer: usize,
    pub has_ended: bool,
    /// Whether the card was in it.
    pub has_card: bool,
    pub at: Instant,
}

/// What came over all streams together.
#[derive(Debug)]
pub(super) enum Heard {
    /// The stream is open.
    Opened,
    Call(Told),
    /// Changes were missed; the desk would have to read everything anew.
    Reset,
    Closed,
}

/// Listens until the server hangs up.
pub(super) async fn listen(client: Client, agent: Agent, stream: usize, heard: mpsc::UnboundedSender<Heard>) {
    let request = Request { method: "GET", path: "/api/v1/events", headers: &agent.headers, body: "" };
    if let Ok(mut reader) = client.open(request).await {
        let mut line = Vec::new();
        let mut event = Vec::new();
        while let Ok(1..) = reader.read_until(b'\n', &mut line).await {
            // Lines with the lengths of chunks are neither and fall through.
            if let Some(name) = line.strip_prefix(b"event: ") {
                event = name.trim_ascii().to_vec();
            } else if let Some(data) = line.strip_prefix(b"data: ") {
                let told = match event.as_slice() {
                    b"call" => read_call(stream, data).map(Heard::Call),
                    b"reset" => Some(Heard::Reset),
                    b"hello" => Some(Heard::Opened),
                    _ => None,
                };
                // Nobody listens any more when the run is over.
                told.map(|told| heard.send(told).ok());
            }
            line.clear();
        }
    }
    let _ = heard.send(Heard::Closed);
}

fn read_call(stream: usize, data: &[u8]) -> Option<Told> {
    let at = Instant::now();
    let text = std::str::from_utf8(data).ok()?;
    let state = value_of(text, "\"state\":\"")?;
    let customer = owner_of(value_of(text, "\"e164\":\"")?)?;
    Some(Told { stream, customer, has_ended: state == "ended", has_card: text.contains("\"card\":{"), at })
}

fn value_of<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let rest = &text[text.find(key)? + key.len()..];
    rest.split('"').next()
}
