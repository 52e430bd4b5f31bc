//! The service under measurement: this very binary as a child process, its own processor time and memory.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long the child may take to answer at all.
const READY_WITHIN: Duration = Duration::from_secs(120);

pub(super) type BenchResult<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// A child process that answers; ended when dropped.
#[derive(Debug)]
pub(super) struct Server {
    child: Child,
    pub address: String,
    pub ready_after: Duration,
}

impl Server {
    /// Starts this very binary and waits until it says where it listens.
    pub fn start(arguments: &[&str], environment: &[(&str, &str)]) -> BenchResult<Self> {
        let started = Instant::now();
        let mut child = Command::new(std::env::current_exe()?)
            .args(arguments)
            .env("BLISKO_LOG", "blisko=info")
            .env("BLISKO_LOG_FORMAT", "json")
            .envs(environment.iter().copied())
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
        drop(connect(&address)?);
        Ok(Self { child, address, ready_after: started.elapsed() })
    }

    /// User and system time of all threads of the child so far.
    pub fn processor_time(&self) -> BenchResult<Duration> {
        let mut nanoseconds = 0;
        for thread in fs::read_dir(format!("/proc/{}/task", self.child.id()))? {
            let statistics = fs::read_to_string(thread?.path().join("schedstat"))?;
            nanoseconds += statistics.split(' ').next().unwrap_or_default().parse::<u64>()?;
        }
        Ok(Duration::from_nanos(nanoseconds))
    }

    /// `VmRSS:` is what it has now, `VmHWM:` the most it ever had.
    pub fn memory_mb(&self, label: &str) -> BenchResult<f64> {
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

/// Opens a kept connection; waits for a server that is still starting.
pub(super) fn connect(address: &str) -> std::io::Result<BufReader<TcpStream>> {
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
