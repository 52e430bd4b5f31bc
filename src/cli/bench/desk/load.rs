//! The load itself: a telephone system, agents who listen, colleagues who write, for some minutes.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

use super::DeskArgs;
use super::agents::Agent;
use super::client::{Client, Request};
use super::ledger::{Ledger, at};
use super::people::{Person, e164};
use super::streams::{Heard, listen};
use crate::cli::bench::child::{BenchResult, Server};
use crate::cli::bench::report::Report;
use crate::clock::Clock;
use crate::service::webhook_signature::sign;

/// How long an agent lets it ring, and how long the talk is.
const RINGS: Duration = Duration::from_secs(1);
const TALKS: Duration = Duration::from_secs(2);

/// What is still under way when the load ends has this long to arrive.
const SETTLES: Duration = Duration::from_secs(10);

/// Customers who call and whose records are written lie far from each other in the database: a prime.
const STRIDE: usize = 7_919;

/// What all requests need.
#[derive(Clone, Debug)]
struct Office {
    client: Client,
    agents: Arc<[Agent]>,
    secret: &'static str,
    customers: usize,
    seed: u64,
}

/// How a request of the load ended.
#[derive(Clone, Copy, Debug)]
struct Done {
    is_call: bool,
    ok: bool,
    took: Duration,
}

/// Holds the load, then counts.
pub(super) async fn run(
    args: &DeskArgs,
    server: &Server,
    agents: Vec<Agent>,
    secret: &'static str,
    report: &mut Report<'_, impl std::io::Write>,
) -> BenchResult<()> {
    let client = Client::new(&server.address);
    let office = Office { client, agents: agents.into(), secret, customers: args.customers, seed: args.seed };
    let (heard, mut hearing) = mpsc::unbounded_channel();
    let mut listeners = JoinSet::new();
    for stream in 0..args.streams {
        let agent = office.agents[stream % office.agents.len()].clone();
        listeners.spawn(listen(office.client.clone(), agent, stream, heard.clone()));
    }
    for _ in 0..args.streams {
        if !matches!(hearing.recv().await, Some(Heard::Opened)) {
            return Err("a stream of changes did not open".into());
        }
    }
    let before = server.processor_time()?;
    let mut ledger = Ledger::default();
    let done = hold(args, &office, &mut ledger).await;
    let cpu = server.processor_time()?.saturating_sub(before);
    while let Ok(told) = hearing.try_recv() {
        ledger.hear(told);
    }
    listeners.abort_all();
    report.line("desk_hook_to_card", ledger.fields(office.agents.len(), args.streams))?;
    for (case, is_call) in [("desk_hooks", true), ("desk_writes", false)] {
        let of_case = done.iter().filter(|done| done.is_call == is_call);
        let mut times: Vec<Duration> = of_case.clone().map(|done| done.took).collect();
        times.sort_unstable();
        let errors = of_case.filter(|done| !done.ok).count();
        let fields = vec![
            ("requests", json!(times.len())),
            ("errors", json!(errors)),
            ("p50_ms", at(&times, 0.5)),
            ("p99_ms", at(&times, 0.99)),
        ];
        report.line(case, fields)?;
    }
    let share = cpu.as_secs_f64() / args.seconds.max(1) as f64;
    let fields = vec![
        ("streams", json!(args.streams)),
        ("seconds", json!(args.seconds)),
        ("server_cpus", json!((share * 100.0).round() / 100.0)),
        ("rss_mb", json!(server.memory_mb("VmRSS:")?)),
        ("peak_rss_mb", json!(server.memory_mb("VmHWM:")?)),
    ];
    Ok(report.line("desk_load", fields)?)
}

/// Starts every call and write at its time, and waits for the last of them.
async fn hold(args: &DeskArgs, office: &Office, ledger: &mut Ledger) -> Vec<Done> {
    let mut under_way = JoinSet::new();
    let until = Instant::now() + Duration::from_secs(args.seconds);
    let (mut calls, mut writes) = (ticks(args.calls_per_s), ticks(args.writes_per_s));
    let (mut call, mut write) = (0, 0);
    while Instant::now() < until {
        tokio::select! {
            due = calls.tick(), if args.calls_per_s > 0 => {
                let (agent, customer) = (call % office.agents.len(), (call * STRIDE) % office.customers);
                ledger.calls.insert(customer, (due.into_std(), agent));
                under_way.spawn(make_call(office.clone(), call, customer, agent, due.into_std()));
                call += 1;
            }
            due = writes.tick(), if args.writes_per_s > 0 => {
                under_way.spawn(make_write(office.clone(), write, due.into_std()));
                write += 1;
            }
        }
    }
    let done = under_way.join_all().await;
    tokio::time::sleep(SETTLES).await;
    done.into_iter().flatten().collect()
}

fn ticks(per_second: u64) -> tokio::time::Interval {
    let mut ticks = interval(Duration::from_secs(1) / per_second.max(1) as u32);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Burst);
    ticks
}

async fn make_call(office: Office, call: usize, customer: usize, agent: usize, due: Instant) -> Vec<Done> {
    let mut done = Vec::new();
    let mut due = due;
    for (event, pause) in [("ringing", RINGS), ("answered", TALKS), ("ended", Duration::ZERO)] {
        tokio::time::sleep_until(due.into()).await;
        let ok = hook(&office, call, event, customer, agent).await;
        done.push(Done { is_call: true, ok, took: due.elapsed() });
        due += pause;
    }
    done
}

/// One signed message of the telephone system.
async fn hook(office: &Office, call: usize, event: &str, customer: usize, agent: usize) -> bool {
    let now = Clock::System.now().0 / 1_000;
    let (id, timestamp) = (format!("{now}-{call}-{event}"), now.to_string());
    let number = if event == "ringing" { e164(customer) } else { String::new() };
    // Numbered anew in each run, so that a database that was kept takes them as new.
    let call_id = format!("{}-{call}", std::process::id());
    let agent = &office.agents[agent].login;
    let body = json!({ "event": event, "call_id": call_id, "number": number, "agent": agent }).to_string();
    let Some(signature) = sign(&id, &timestamp, body.as_bytes(), office.secret) else { return false };
    let headers = format!("webhook-id: {id}\r\nwebhook-timestamp: {timestamp}\r\nwebhook-signature: {signature}\r\n");
    let request = Request { method: "POST", path: "/api/v1/calls", headers: &headers, body: &body };
    office.client.ask(request).await.is_ok_and(|reply| reply.status == 200)
}

/// Six of ten are notes, two are new customers, two are changed ones.
async fn make_write(office: Office, write: usize, due: Instant) -> Vec<Done> {
    let agent = &office.agents[write % office.agents.len()];
    let ok = match write % 10 {
        0..6 => note(&office, agent, write).await,
        6..8 => add_customer(&office, agent, write).await,
        _ => change_customer(&office, agent, write).await.unwrap_or(false),
    };
    vec![Done { is_call: false, ok, took: due.elapsed() }]
}

async fn note(office: &Office, agent: &Agent, write: usize) -> bool {
    let customer = Person::new((write * STRIDE + 1) % office.customers, office.seed).id.0;
    let body = json!({
        "customer_id": customer, "channel": "phone", "direction": "outbound",
        "body": "Called back, will come on Tuesday.", "outcome": "answered",
    });
    let (headers, body) = (agent.headers.as_str(), body.to_string());
    let request = Request { method: "POST", path: "/api/v1/interactions", headers, body: &body };
    office.client.ask(request).await.is_ok_and(|reply| reply.status == 201)
}

async fn add_customer(office: &Office, agent: &Agent, write: usize) -> bool {
    let name = format!("Nowy Klient {write}");
    let body = json!({ "kind": "person", "name": name, "language": "pl" }).to_string();
    let request = Request { method: "POST", path: "/api/v1/customers", headers: &agent.headers, body: &body };
    office.client.ask(request).await.is_ok_and(|reply| reply.status == 201)
}

/// Reads, changes the segment, and writes with the version that was read.
async fn change_customer(office: &Office, agent: &Agent, write: usize) -> Option<bool> {
    let id = Person::new((write * STRIDE + 2) % office.customers, office.seed).id.0;
    let path = format!("/api/v1/customers/{id}");
    let read = Request { method: "GET", path: &path, headers: &agent.headers, body: "" };
    let reply = office.client.ask(read).await.ok()?;
    let mut customer: serde_json::Value = serde_json::from_slice(&reply.body).ok()?;
    let fields = customer.as_object_mut()?;
    for told_only in ["id", "version", "created_at", "updated_at", "consents", "nearest_outlet"] {
        fields.shift_remove(told_only);
    }
    fields.insert("segment".to_owned(), json!(format!("segment-{}", write % 7)));
    let (headers, body) = (format!("{}if-match: {}\r\n", agent.headers, reply.etag?), customer.to_string());
    let request = Request { method: "PUT", path: &path, headers: &headers, body: &body };
    Some(office.client.ask(request).await.ok()?.status == 200)
}
