//! What an answer costs over HTTP: the real binary as a child process with a real database, asked over
//! kept connections; its own processor time is read from the system, not guessed from the clock.
//!
//! Each round asks once on every connection and then reads all answers, as clients do that do not know of
//! each other. With one connection the server would be put to sleep and woken up for each request, and
//! that, not the answer, would be measured.
//!
//! The floor is a bare JSON reply of the same size by the same HTTP library in a process of its own.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use chrono::{DateTime, Datelike, Utc};
use clap::Args;
use serde_json::json;

use super::child::{BenchResult, Server, connect};
use super::database;
use super::world::Dice;
use crate::cli::CliResult;
use crate::clock::Clock;
use crate::units::{Seconds, Timestamp};

/// Requests before the counted ones: connections, caches and branch predictors settle.
const WARM_UP: usize = 2_000;

/// What is measured.
#[derive(Clone, Debug, Args)]
pub struct HttpArgs {
    /// How many outlets the database holds.
    #[arg(long, default_value_t = 100_000)]
    outlets: usize,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Counted requests per case.
    #[arg(long, default_value_t = 20_000)]
    requests: usize,
    /// Kept connections that ask at the same time.
    #[arg(long, default_value_t = 32)]
    connections: usize,
    /// One JSON line per case; there is no other form.
    #[arg(long)]
    json: bool,
}

/// The questions asked: a name, and what stands behind the point.
const CASES: [(&str, &str); 5] = [
    ("http_nearest", "&lang=pl"),
    ("http_nearest_all_languages", ""),
    ("http_nearest_open_on_arrival", "&open=on_arrival&lang=pl"),
    ("http_nearest_open_on_arrival_all_languages", "&open=on_arrival"),
    ("http_nearest_rare_open_now", "&services=rare&open=now&lang=pl"),
];

/// Fills a database, starts the service on it, asks, and writes one JSON line per case.
pub async fn run(bench: HttpArgs) -> CliResult {
    let folder = database::temporary_folder()?;
    let started = Instant::now();
    database::filled(&folder, bench.outlets, bench.seed).await?.close().await;
    say(&json!({ "case": "store_fill", "outlets": bench.outlets, "seconds": seconds(started.elapsed()) }))?;
    let server =
        Server::start(&["serve", "--data-dir", &folder.display().to_string(), "--listen", "127.0.0.1:0"], &[])?;
    say(&json!({
        "case": "start", "outlets": bench.outlets, "ready_s": seconds(server.ready_after),
        "rss_mb": server.memory_mb("VmRSS:")?, "peak_rss_mb": server.memory_mb("VmHWM:")?,
    }))?;
    let at = working_afternoon(Clock::System.now());
    let measured: Vec<Measured> =
        CASES.iter().map(|(_, rest)| server.ask(&bench, |dice| question(dice, rest, at))).collect::<Result<_, _>>()?;
    say(&json!({ "case": "memory_after", "rss_mb": server.memory_mb("VmRSS:")? }))?;
    drop(server);
    fs::remove_dir_all(&folder)?;
    for ((case, _), measured) in CASES.iter().zip(&measured) {
        let bare = Server::start(&["bench", "bare", "--bytes", &measured.bytes.to_string()], &[])?;
        let floor = bare.ask(&bench, |_| "/".to_owned())?;
        say(&measured.line(case, &bench, Some(&floor)))?;
        say(&floor.line("http_bare_reply", &bench, None))?;
    }
    Ok(())
}

fn say(line: &serde_json::Value) -> std::io::Result<()> {
    writeln!(std::io::stdout().lock(), "{line}")
}

/// Around any point of the earth, ten outlets, on a working day.
fn question(dice: &mut Dice, rest: &str, at: DateTime<Utc>) -> String {
    let (point, at) = (dice.point(), at.format("%Y-%m-%dT%H:%M:%SZ"));
    format!("/api/v1/outlets/nearest?lon={:.6}&lat={:.6}&k=10&at={at}{rest}", point.lon(), point.lat())
}

/// The next working day's afternoon, when some outlets are open and some shut: the figures must not depend
/// on the day of the week on which they are measured.
fn working_afternoon(now: Timestamp) -> DateTime<Utc> {
    let days = (1..=3).filter_map(|days| DateTime::from_timestamp_millis((now + Seconds::days(days)).0));
    let working = |day: &DateTime<Utc>| day.weekday().num_days_from_monday() < 5;
    let day = days.into_iter().find(working).expect("of three days in a row one is a working day");
    day.date_naive().and_hms_opt(16, 40, 0).expect("an hour of the day").and_utc()
}

/// What some thousand requests cost.
struct Measured {
    cpu: Duration,
    bytes: usize,
    latencies: Vec<Duration>,
}

impl Server {
    fn ask(&self, bench: &HttpArgs, mut path: impl FnMut(&mut Dice) -> String) -> BenchResult<Measured> {
        let mut dice = Dice::new(bench.seed);
        let count = bench.connections.max(1);
        let mut connections: Vec<_> = (0..count).map(|_| connect(&self.address)).collect::<Result<_, _>>()?;
        let mut round = || -> BenchResult<(usize, Vec<Duration>)> {
            let mut asked = Vec::with_capacity(count);
            for connection in &mut connections {
                asked.push(Instant::now());
                send(connection, &path(&mut dice))?;
            }
            let mut bytes = 0;
            let mut latencies = Vec::with_capacity(count);
            for (connection, asked) in connections.iter_mut().zip(asked) {
                bytes += receive(connection)?;
                latencies.push(asked.elapsed());
            }
            Ok((bytes, latencies))
        };
        for _ in 0..WARM_UP.div_ceil(count) {
            round()?;
        }
        let before = self.processor_time()?;
        let (mut bytes, mut latencies) = (0, Vec::with_capacity(bench.requests));
        while latencies.len() < bench.requests {
            let (more, times) = round()?;
            bytes += more;
            latencies.extend(times);
        }
        let cpu = self.processor_time()?.saturating_sub(before) / latencies.len() as u32;
        let bytes = bytes / latencies.len();
        latencies.sort_unstable();
        Ok(Measured { cpu, bytes, latencies })
    }
}

/// Sends one request.
fn send(connection: &mut BufReader<TcpStream>, path: &str) -> std::io::Result<()> {
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\naccept: application/json\r\n\r\n");
    connection.get_mut().write_all(request.as_bytes())
}

/// Reads one answer to its end; returns the length of the body.
fn receive(connection: &mut BufReader<TcpStream>) -> BenchResult<usize> {
    let mut length = 0;
    let mut line = String::new();
    connection.read_line(&mut line)?;
    if !line.contains(" 200 ") {
        return Err(format!("the service answered {}", line.trim()).into());
    }
    while line != "\r\n" {
        line.clear();
        connection.read_line(&mut line)?;
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
    }
    std::io::copy(&mut connection.take(length), &mut std::io::sink())?;
    Ok(length as usize)
}

impl Measured {
    fn line(&self, case: &str, bench: &HttpArgs, floor: Option<&Measured>) -> serde_json::Value {
        let at = |share: f64| micros(self.latencies[((self.latencies.len() - 1) as f64 * share) as usize]);
        json!({
            "case": case, "outlets": bench.outlets, "requests": bench.requests, "body_bytes": self.bytes,
            "server_cpu_us": micros(self.cpu),
            "times_bare": floor.map(|floor| (self.cpu.as_secs_f64() / floor.cpu.as_secs_f64() * 100.0).round() / 100.0),
            "latency_p50_us": at(0.5), "latency_p99_us": at(0.99),
        })
    }
}

fn micros(duration: Duration) -> f64 {
    (duration.as_nanos() as f64 / 100.0).round() / 10.0
}

fn seconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 100.0).round() / 100.0
}
