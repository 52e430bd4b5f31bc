//! The search over HTTP: how fast, and how often the one who was meant comes first.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::DeskArgs;
use super::agents::Agent;
use super::client::{Client, Request};
use super::ledger::at;
use super::misspelt::misspelt;
use super::people::Person;
use crate::cli::bench::child::BenchResult;
use crate::cli::bench::report::Report;
use crate::cli::bench::world::Dice;

/// How long everybody may take to be in memory.
const LOADED_WITHIN: Duration = Duration::from_secs(300);

/// Seconds from now until the search answers out of memory.
pub(super) async fn wait_for_memory(address: &str, agent: &Agent) -> BenchResult<f64> {
    let (client, started) = (Client::new(address), Instant::now());
    while started.elapsed() < LOADED_WITHIN {
        if ask(&client, agent, "Nowak").await?["basis"] == "memory" {
            return Ok(started.elapsed().as_secs_f64());
        }
    }
    Err("the customers were not in memory in time".into())
}

/// Searches for names and towns with one slip, one after the other.
pub(super) async fn run(
    args: &DeskArgs,
    address: &str,
    agent: &Agent,
    report: &mut Report<'_, impl std::io::Write>,
) -> BenchResult<()> {
    let client = Client::new(address);
    let mut dice = Dice::new(args.seed.wrapping_add(1));
    for (case, with_slip) in [("desk_search_exact", false), ("desk_search_misspelt", true)] {
        let (mut times, mut first) = (Vec::new(), 0);
        for _ in 0..args.searches {
            let person = Person::new(dice.below(args.customers), args.seed);
            let text = format!("{} {}", person.name, person.town);
            let text = if with_slip { misspelt(&text, &mut dice) } else { text };
            let started = Instant::now();
            let answer = ask(&client, agent, &text).await?;
            times.push(started.elapsed());
            first += usize::from(is_meant(&answer["items"][0], &person));
        }
        times.sort_unstable();
        let share = (first as f64 / args.searches.max(1) as f64 * 10_000.0).round() / 100.0;
        let fields = vec![
            ("searches", json!(args.searches)),
            ("p50_ms", at(&times, 0.5)),
            ("p99_ms", at(&times, 0.99)),
            ("first_percent", json!(share)),
        ];
        report.line(case, fields)?;
    }
    Ok(())
}

/// The one that was meant, or one of the same name in the same town: nobody could tell them apart.
fn is_meant(found: &Value, person: &Person) -> bool {
    found["name"] == person.name.as_str() && found["addresses"][0]["city"] == person.town.as_str()
}

async fn ask(client: &Client, agent: &Agent, text: &str) -> BenchResult<Value> {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("q", text).finish();
    let path = format!("/api/v1/customers/search?{query}");
    let reply = client.ask(Request { method: "GET", path: &path, headers: &agent.headers, body: "" }).await?;
    if reply.status != 200 {
        return Err(format!("the search answered {}: {}", reply.status, String::from_utf8_lossy(&reply.body)).into());
    }
    Ok(serde_json::from_slice(&reply.body)?)
}
