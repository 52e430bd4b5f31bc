//! Ways over HTTP: servers that speak OSRM's dialect, each asked for the same ways in the same order over kept
//! connections, with snapping and JSON. The client does nothing but send and read, so that it does not dominate; the
//! processor time of a server is read from the system where its process is told.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::super::world::Dice;
use crate::cli::CliError;

/// Ways before the counted ones.
const WARM_UP: usize = 500;
/// Ways per case.
const WAYS: usize = 10_000;
/// A tick of the system's processor times, in microseconds: `USER_HZ` is 100 on every Linux of ours.
const TICK_US: f64 = 10_000.0;

/// A server under measurement: `127.0.0.1:5000`, or `127.0.0.1:5000=1234` with its process.
#[derive(Debug)]
pub(super) struct Server {
    address: String,
    process: Option<u32>,
}

/// What one client has seen: how long each answer took, and their lengths together.
#[derive(Debug)]
struct Asked {
    times: Vec<Duration>,
    bytes: usize,
}

impl Server {
    pub fn of(text: &str) -> Result<Self, CliError> {
        match text.split_once('=') {
            None => Ok(Self { address: text.to_owned(), process: None }),
            Some((address, process)) => Ok(Self { address: address.to_owned(), process: Some(process.parse()?) }),
        }
    }

    /// What a way between random points in a box of west, south, east and north costs, when so many clients ask at
    /// once, each one way after the other.
    pub fn measure(&self, sides: [f64; 4], clients: usize, seed: u64) -> Result<Vec<(&'static str, Value)>, CliError> {
        let mut dice = Dice::new(seed);
        let requests: Vec<String> = (0..WARM_UP + WAYS).map(|_| self.request(sides, &mut dice)).collect();
        let (warm_up, counted) = requests.split_at(WARM_UP);
        self.ask_all(warm_up)?;
        let (before, begun) = (self.ticks()?, Instant::now());
        let each = counted.len().div_ceil(clients.max(1));
        let asked: Vec<Result<Asked, String>> = std::thread::scope(|scope| {
            let ask = |part| scope.spawn(move || self.ask_all(part).map_err(|error| error.to_string()));
            let clients: Vec<_> = counted.chunks(each).map(ask).collect();
            clients.into_iter().map(|client| client.join().unwrap_or_else(|_| Err("a client broke".into()))).collect()
        });
        let (took, ticks) = (begun.elapsed(), self.ticks()? - before);
        let (mut times, mut bytes) = (Vec::with_capacity(WAYS), 0);
        for part in asked {
            let part = part?;
            times.extend(part.times);
            bytes += part.bytes;
        }
        times.sort_unstable();
        let last = times.len().checked_sub(1).ok_or("the server ended every connection")?;
        let at = |share: f64| json!(micros(times[(last as f64 * share) as usize]));
        let cpu_us = self.process.map(|_| (ticks as f64 * TICK_US / times.len() as f64).round());
        Ok(vec![
            ("server", json!(self.address)),
            ("clients", json!(clients)),
            ("ways", json!(times.len())),
            ("ways_per_s", json!((times.len() as f64 / took.as_secs_f64()).round())),
            ("median_us", at(0.5)),
            ("p90_us", at(0.9)),
            ("server_cpu_us", json!(cpu_us)),
            ("body_bytes", json!(bytes / times.len())),
        ])
    }

    /// Over one connection, one after the other.
    fn ask_all(&self, requests: &[String]) -> Result<Asked, CliError> {
        let mut connection = self.connect()?;
        let mut asked = Asked { times: Vec::with_capacity(requests.len()), bytes: 0 };
        for request in requests {
            let begun = Instant::now();
            let Some(body) = ask(&mut connection, request)? else {
                // Some servers end a connection after so many requests: that is not timed.
                connection = self.connect()?;
                continue;
            };
            asked.times.push(begun.elapsed());
            asked.bytes += body;
        }
        Ok(asked)
    }

    fn request(&self, [west, south, east, north]: [f64; 4], dice: &mut Dice) -> String {
        let mut point = || {
            let (lon, lat) = (west + (east - west) * dice.share(), south + (north - south) * dice.share());
            format!("{lon:.6},{lat:.6}")
        };
        let path = format!("/route/v1/driving/{};{}?overview=full&geometries=polyline6&steps=false", point(), point());
        format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address)
    }

    fn connect(&self) -> Result<BufReader<TcpStream>, CliError> {
        let stream = TcpStream::connect(&self.address)?;
        stream.set_nodelay(true)?;
        Ok(BufReader::with_capacity(64 * 1024, stream))
    }

    /// User and system time of the process so far.
    fn ticks(&self) -> Result<u64, CliError> {
        let Some(process) = self.process else { return Ok(0) };
        let statistics = fs::read_to_string(format!("/proc/{process}/stat"))?;
        let fields: Vec<&str> = statistics.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let field = |number: usize| fields.get(number).and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
        Ok(field(11) + field(12))
    }
}

/// The length of the body; nothing where the server has ended the connection.
fn ask(connection: &mut BufReader<TcpStream>, request: &str) -> Result<Option<usize>, CliError> {
    connection.get_mut().write_all(request.as_bytes())?;
    let (mut length, mut line) = (0, String::new());
    if connection.read_line(&mut line)? == 0 {
        return Ok(None);
    }
    if !line.contains(" 200 ") {
        return Err(format!("the server answered {}", line.trim()).into());
    }
    while line != "\r\n" {
        line.clear();
        connection.read_line(&mut line)?;
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse()?;
        }
    }
    std::io::copy(&mut connection.take(length), &mut std::io::sink())?;
    Ok(Some(length as usize))
}

fn micros(duration: Duration) -> f64 {
    (duration.as_nanos() as f64 / 1000.0).round()
}
