//! What an answer costs over HTTP: the real binary as a child process with a real database, asked over
//! one kept connection; its own processor time is read from the system, not guessed from the clock.
//!
//! The floor is a bare JSON reply of the same size by the same HTTP library in a process of its own.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::json;

use super::world::{Dice, outlets, services};
use crate::cli::CliResult;
use crate::domain::outlet::{Localized, Service};
use crate::store::outlets::OutletWrite;
use crate::store::{Author, Store};
use crate::units::Timestamp;

/// Requests before the counted ones: connections, caches and branch predictors settle.
const WARM_UP: usize = 2_000;

/// Outlets per inserting transaction.
const INSERT_STEP: usize = 20_000;

/// How long the child may take to answer at all.
const READY_WITHIN: Duration = Duration::from_secs(120);

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
    /// One JSON line per case; there is no other form.
    #[arg(long)]
    json: bool,
}

/// The questions asked: a name, and what stands behind the point.
const CASES: [(&str, &str); 3] = [
    ("http_nearest", ""),
    ("http_nearest_open_on_arrival", "&open=on_arrival"),
    ("http_nearest_rare_open_now", "&services=rare&open=now&excluded_limit=10"),
];

/// Fills a database, starts the service on it, asks, and writes one JSON line per case.
pub async fn run(bench: HttpArgs) -> CliResult {
    let folder = temporary_folder()?;
    let filled = fill(&folder, &bench).await?;
    say(&json!({ "case": "store_fill", "outlets": bench.outlets, "seconds": seconds(filled) }))?;
    let mut server = Server::start(&["serve", "--data-dir", &folder.display().to_string(), "--listen", "127.0.0.1:0"])?;
    say(&json!({
        "case": "start", "outlets": bench.outlets, "ready_s": seconds(server.ready_after),
        "rss_mb": server.memory_mb("VmRSS:")?, "peak_rss_mb": server.memory_mb("VmHWM:")?,
    }))?;
    let measured: Vec<Measured> =
        CASES.iter().map(|(_, rest)| server.ask(&bench, |dice| question(dice, rest))).collect::<Result<_, _>>()?;
    say(&json!({ "case": "memory_after", "rss_mb": server.memory_mb("VmRSS:")? }))?;
    drop(server);
    fs::remove_dir_all(&folder)?;
    for ((case, _), measured) in CASES.iter().zip(&measured) {
        let mut bare = Server::start(&["bench", "bare", "--bytes", &measured.bytes.to_string()])?;
        let floor = bare.ask(&bench, |_| "/".to_owned())?;
        say(&measured.line(case, &bench, Some(&floor)))?;
        say(&floor.line("http_bare_reply", &bench, None))?;
    }
    Ok(())
}

fn say(line: &serde_json::Value) -> std::io::Result<()> {
    writeln!(std::io::stdout().lock(), "{line}")
}

fn temporary_folder() -> std::io::Result<std::path::PathBuf> {
    let folder = std::env::temp_dir().join(format!("blisko-bench-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

async fn fill(folder: &Path, bench: &HttpArgs) -> Result<Duration, crate::store::StoreError> {
    let started = Instant::now();
    let store = Store::open(&format!("sqlite:{}", folder.join("blisko.db").display()), 4).await?;
    store.migrate().await?;
    let mut tx = store.begin(Author::system(Timestamp(0))).await?;
    let named =
        |code: &String| Service { code: code.clone(), name: Localized { pl: code.clone(), ..Localized::default() } };
    tx.put_services(&services().codes().iter().map(named).collect::<Vec<_>>()).await?;
    tx.commit().await?;
    let mut outlets = outlets(bench.outlets, bench.seed, false).map(|outlet| OutletWrite { outlet, before: None });
    loop {
        let writes: Vec<OutletWrite> = outlets.by_ref().take(INSERT_STEP).collect();
        if writes.is_empty() {
            break;
        }
        let mut tx = store.begin(Author::system(Timestamp(0))).await?;
        tx.insert_outlets(&writes, "create").await?;
        tx.commit().await?;
    }
    store.close().await;
    Ok(started.elapsed())
}

/// Around any point of the earth, ten outlets.
fn question(dice: &mut Dice, rest: &str) -> String {
    let point = dice.point();
    format!("/api/v1/outlets/nearest?lon={:.6}&lat={:.6}&k=10{rest}", point.lon(), point.lat())
}

/// A child process that answers.
struct Server {
    child: Child,
    connection: BufReader<TcpStream>,
    ready_after: Duration,
}

/// What some thousand requests cost.
struct Measured {
    cpu: Duration,
    bytes: usize,
    latencies: Vec<Duration>,
}

impl Server {
    /// Starts this very binary and waits until it says where it listens.
    fn start(arguments: &[&str]) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let started = Instant::now();
        let mut child = Command::new(std::env::current_exe()?)
            .args(arguments)
            .env("BLISKO_LOG", "blisko=info")
            .env("BLISKO_LOG_FORMAT", "json")
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()?;
        let stderr = child.stderr.take().ok_or("the child has no standard error")?;
        let mut lines = BufReader::new(stderr).lines();
        let address = loop {
            let line = lines.next().ok_or("the service ended before it listened")??;
            if let Some(at) = line.find("http://127.0.0.1:") {
                let rest = &line[at + "http://".len()..];
                break rest.split(|c: char| c == '"' || c.is_whitespace()).next().unwrap_or_default().to_owned();
            }
        };
        // Somebody must go on reading, or the child stops when the pipe is full.
        std::thread::spawn(move || lines.for_each(drop));
        let connection = connect(&address)?;
        Ok(Self { child, connection, ready_after: started.elapsed() })
    }

    fn ask(
        &mut self,
        bench: &HttpArgs,
        mut path: impl FnMut(&mut Dice) -> String,
    ) -> Result<Measured, Box<dyn std::error::Error + Send + Sync>> {
        let mut dice = Dice::new(bench.seed);
        for _ in 0..WARM_UP {
            self.get(&path(&mut dice))?;
        }
        let before = self.processor_time()?;
        let mut latencies = Vec::with_capacity(bench.requests);
        let mut bytes = 0;
        for _ in 0..bench.requests {
            let path = path(&mut dice);
            let asked = Instant::now();
            bytes += self.get(&path)?;
            latencies.push(asked.elapsed());
        }
        let cpu = self.processor_time()?.saturating_sub(before) / bench.requests as u32;
        latencies.sort_unstable();
        Ok(Measured { cpu, bytes: bytes / bench.requests, latencies })
    }

    /// Sends one request and reads the answer to its end; returns the length of the body.
    fn get(&mut self, path: &str) -> Result<usize, Box<dyn std::error::Error + Send + Sync>> {
        let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\naccept: application/json\r\n\r\n");
        self.connection.get_mut().write_all(request.as_bytes())?;
        let mut length = 0;
        let mut line = String::new();
        let mut first = true;
        loop {
            line.clear();
            self.connection.read_line(&mut line)?;
            if std::mem::take(&mut first) && !line.contains(" 200 ") {
                return Err(format!("the service answered {} to {path}", line.trim()).into());
            }
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse()?;
            }
            if line == "\r\n" {
                break;
            }
        }
        std::io::copy(&mut (&mut self.connection).take(length), &mut std::io::sink())?;
        Ok(length as usize)
    }

    /// User and system time of all threads of the child so far.
    fn processor_time(&self) -> Result<Duration, Box<dyn std::error::Error + Send + Sync>> {
        let mut nanoseconds = 0;
        for thread in fs::read_dir(format!("/proc/{}/task", self.child.id()))? {
            let statistics = fs::read_to_string(thread?.path().join("schedstat"))?;
            nanoseconds += statistics.split(' ').next().unwrap_or_default().parse::<u64>()?;
        }
        Ok(Duration::from_nanos(nanoseconds))
    }

    fn memory_mb(&self, label: &str) -> Result<f64, Box<dyn std::error::Error + Send + Sync>> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find(|line| line.starts_with(label)).ok_or("the system tells no memory use")?;
        let kilobytes: f64 = line.split_whitespace().nth(1).unwrap_or_default().parse()?;
        Ok((kilobytes / 102.4).round() / 10.0)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
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

fn connect(address: &str) -> std::io::Result<BufReader<TcpStream>> {
    let started = Instant::now();
    loop {
        match TcpStream::connect(address) {
            Ok(stream) => {
                stream.set_nodelay(true)?;
                return Ok(BufReader::with_capacity(64 * 1024, stream));
            }
            Err(error) if started.elapsed() > READY_WITHIN => return Err(error),
            Err(_) => std::thread::sleep(Duration::from_millis(5)),
        }
    }
}

fn micros(duration: Duration) -> f64 {
    (duration.as_nanos() as f64 / 100.0).round() / 10.0
}

fn seconds(duration: Duration) -> f64 {
    (duration.as_secs_f64() * 100.0).round() / 100.0
}
