//! Servers under measurement, each a child process, and the client that asks them.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::TilesArgs;
use crate::tiles::coord::TileCoord;

/// Requests before the counted ones.
const WARM_UP: usize = 4_000;

/// How long a server may take to listen.
const READY_WITHIN: Duration = Duration::from_secs(60);

type BenchResult<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// A child process that serves tiles.
pub struct Peer {
    child: Child,
    address: String,
}

/// What some thousand requests cost.
pub struct Measured {
    cpu: Duration,
    pub bytes: usize,
    latencies: Vec<Duration>,
}

impl Peer {
    /// This very binary.
    pub fn blisko(archive: &Path, folder: &Path) -> BenchResult<Self> {
        let (address, data) = (free_address()?, folder.join("data").display().to_string());
        let archives = format!("tile_archives=bench={}", archive.canonicalize()?.display());
        let arguments = ["serve", "--data-dir", &data, "--listen", &address, "--set", &archives];
        Self::start(Command::new(std::env::current_exe()?).args(arguments).env("BLISKO_LOG", "warn"), address)
    }

    /// Tiles as files, with what a careful administrator would set; `None` where nginx is not installed.
    pub fn nginx(folder: &Path) -> BenchResult<Option<Self>> {
        if Command::new("nginx").arg("-v").stderr(Stdio::null()).status().is_err() {
            return Ok(None);
        }
        let address = free_address()?;
        let root = folder.display();
        let configuration = format!(
            "daemon off; worker_processes 2; pid {root}/nginx.pid; error_log stderr error; events {{ worker_connections 512; }}\n\
             http {{ access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 100000000;\n\
             client_body_temp_path {root}/b; proxy_temp_path {root}/p; fastcgi_temp_path {root}/f; uwsgi_temp_path {root}/u;\n\
             scgi_temp_path {root}/s; default_type application/vnd.mapbox-vector-tile;\n\
             server {{ listen {address}; root {root}/tiles; add_header Content-Encoding gzip;\n\
             add_header Cache-Control 'public, max-age=31536000, immutable'; }} }}\n"
        );
        let file = folder.join("nginx.conf");
        fs::write(&file, configuration)?;
        Self::start(Command::new("nginx").arg("-c").arg(file).arg("-e").arg("stderr"), address).map(Some)
    }

    /// Another tile server, over the same archive.
    pub fn martin(program: &Path, archive: &Path) -> BenchResult<Self> {
        let address = free_address()?;
        Self::start(Command::new(program).arg("--listen-addresses").arg(&address).arg(archive), address)
    }

    fn start(command: &mut Command, address: String) -> BenchResult<Self> {
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let peer = Self { child, address };
        drop(peer.connect()?);
        Ok(peer)
    }

    /// Asks for tiles in turn, with `headers` on every request.
    pub fn ask(
        &self,
        args: &TilesArgs,
        tiles: &[TileCoord],
        path: impl Fn(&TileCoord) -> String,
        headers: &str,
    ) -> BenchResult<Measured> {
        self.ask_with(args, tiles, path, |_| headers.to_owned())
    }

    pub fn ask_with(
        &self,
        args: &TilesArgs,
        tiles: &[TileCoord],
        path: impl Fn(&TileCoord) -> String,
        headers: impl Fn(&TileCoord) -> String,
    ) -> BenchResult<Measured> {
        let host = &self.address;
        let request = |tile| {
            let (path, headers) = (path(tile), headers(tile));
            format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: gzip\r\n{headers}\r\n")
        };
        let requests: Vec<String> = tiles.iter().map(request).collect();
        let mut next = requests.iter().cycle();
        let mut connections = (0..args.connections.max(1)).map(|_| self.connect()).collect::<Result<Vec<_>, _>>()?;
        let mut bytes = 0;
        let mut round = |latencies: &mut Vec<Duration>| -> BenchResult<()> {
            let mut asked = Vec::with_capacity(connections.len());
            for connection in &mut connections {
                asked.push(Instant::now());
                let request = next.next().ok_or("the archive has no tiles within its bounds")?;
                connection.get_mut().write_all(request.as_bytes())?;
            }
            for (connection, asked) in connections.iter_mut().zip(asked) {
                bytes += receive(connection)?;
                latencies.push(asked.elapsed());
            }
            Ok(())
        };
        let mut warm_up = Vec::new();
        while warm_up.len() < WARM_UP {
            round(&mut warm_up)?;
        }
        let before = self.processor_time()?;
        let mut latencies = Vec::with_capacity(args.requests);
        while latencies.len() < args.requests {
            round(&mut latencies)?;
        }
        let cpu = self.processor_time()?.saturating_sub(before) / latencies.len() as u32;
        let bytes = bytes / (latencies.len() + warm_up.len());
        latencies.sort_unstable();
        Ok(Measured { cpu, bytes, latencies })
    }

    /// User and system time of all threads of the child, and of its own children, so far.
    fn processor_time(&self) -> BenchResult<Duration> {
        let own = self.child.id();
        let children = fs::read_to_string(format!("/proc/{own}/task/{own}/children")).unwrap_or_default();
        let children = children.split_whitespace().filter_map(|id| id.parse().ok());
        let mut nanoseconds = 0;
        for process in std::iter::once(own).chain(children) {
            for thread in fs::read_dir(format!("/proc/{process}/task"))? {
                let statistics = fs::read_to_string(thread?.path().join("schedstat"))?;
                nanoseconds += statistics.split(' ').next().unwrap_or_default().parse::<u64>()?;
            }
        }
        Ok(Duration::from_nanos(nanoseconds))
    }

    fn connect(&self) -> std::io::Result<BufReader<TcpStream>> {
        let started = Instant::now();
        loop {
            match TcpStream::connect(&self.address) {
                Ok(stream) => {
                    stream.set_nodelay(true)?;
                    return Ok(BufReader::with_capacity(64 * 1024, stream));
                }
                Err(error) if started.elapsed() > READY_WITHIN => return Err(error),
                Err(_) => std::thread::sleep(Duration::from_millis(5)),
            }
        }
    }
}

impl Drop for Peer {
    /// Nginx ends its workers only when it is asked to.
    fn drop(&mut self) {
        let asked = Command::new("kill").arg(self.child.id().to_string()).status();
        if asked.is_err() {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

impl Measured {
    pub fn cpu_us(&self) -> f64 {
        micros(self.cpu)
    }

    /// The latency that this share of the answers kept within.
    pub fn latency_us(&self, share: f64) -> f64 {
        micros(self.latencies[((self.latencies.len() - 1) as f64 * share) as usize])
    }
}

fn micros(duration: Duration) -> f64 {
    (duration.as_nanos() as f64 / 100.0).round() / 10.0
}

/// A port that is free now; the child takes it a moment later.
fn free_address() -> std::io::Result<String> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}

/// Reads one answer to its end; returns the length of the body.
fn receive(connection: &mut BufReader<TcpStream>) -> BenchResult<usize> {
    let (mut length, mut line) = (0, String::new());
    connection.read_line(&mut line)?;
    if !line.contains(" 200 ") && !line.contains(" 304 ") {
        return Err(format!("the server answered {}", line.trim()).into());
    }
    let has_body = line.contains(" 200 ");
    while line != "\r\n" {
        line.clear();
        connection.read_line(&mut line)?;
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
    }
    let length = if has_body { length } else { 0 };
    std::io::copy(&mut connection.take(length), &mut std::io::sink())?;
    Ok(length as usize)
}
