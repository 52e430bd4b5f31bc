//! The real program in a process of its own, and a small HTTP client to talk to it.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A command of the real program on a data folder.
pub fn blisko(data_dir: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_blisko"));
    command.args(arguments).arg("--data-dir").arg(data_dir).env_remove("BLISKO_CONFIG");
    command
}

/// A running server; killed without warning when dropped.
pub struct Server {
    child: Child,
    log: BufReader<ChildStderr>,
    /// Every line up to the moment when it served.
    pub start_log: String,
    pub address: SocketAddr,
}

impl Server {
    /// Starts `blisko serve` on a free port and waits until it serves.
    pub fn start(data_dir: &Path, settings: &[&str]) -> Self {
        let mut command = blisko(data_dir, &["serve", "--listen", "127.0.0.1:0"]);
        for setting in settings {
            command.args(["--set", setting]);
        }
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the program is built");
        let mut log = BufReader::new(child.stderr.take().expect("standard error is piped"));
        let mut start_log = String::new();
        let address = loop {
            let mut line = String::new();
            if log.read_line(&mut line).expect("the log is UTF-8") == 0 {
                panic!("the server ended before it served:\n{start_log}");
            }
            start_log.push_str(&line);
            if let Some((_, rest)) = line.split_once("Serving on http://") {
                let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ':').unwrap_or(rest.len());
                break rest[..end].parse().expect("an address");
            }
        };
        Self { child, log, start_log, address }
    }

    /// `kill -9`: no handler runs, nothing is flushed.
    pub fn kill(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it was ours");
    }

    /// What it logged after it served. Only after `kill`.
    pub fn rest_of_log(&mut self) -> String {
        let mut rest = String::new();
        self.log.read_to_string(&mut rest).expect("the log is UTF-8");
        rest
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// One connection that is kept open; enough of HTTP/1.1 for our own server.
pub struct Connection {
    stream: TcpStream,
    /// Header lines that every request carries.
    headers: String,
}

/// What came back.
pub struct Reply {
    pub status: u16,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }
}

impl Connection {
    pub async fn open(address: SocketAddr, headers: &[(&str, &str)]) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let headers = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        Ok(Self { stream, headers })
    }

    pub async fn send(&mut self, method: &str, path: &str, body: Option<&Value>) -> std::io::Result<Reply> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let kind = if body.is_empty() { "" } else { "content-type: application/json\r\n" };
        let (headers, length) = (&self.headers, body.len());
        let request =
            format!("{method} {path} HTTP/1.1\r\nhost: test\r\n{headers}{kind}content-length: {length}\r\n\r\n{body}");
        self.stream.write_all(request.as_bytes()).await?;
        self.read_reply().await
    }

    async fn read_reply(&mut self) -> std::io::Result<Reply> {
        let broken = || std::io::Error::other("the answer broke off");
        let mut bytes = Vec::new();
        let head_end = loop {
            if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
                break end + 4;
            }
            if self.stream.read_buf(&mut bytes).await? == 0 {
                return Err(broken());
            }
        };
        let head = String::from_utf8_lossy(&bytes[..head_end]).to_ascii_lowercase();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(broken)?;
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.trim().parse().ok());
        let length: usize = length.unwrap_or(0);
        while bytes.len() < head_end + length {
            if self.stream.read_buf(&mut bytes).await? == 0 {
                return Err(broken());
            }
        }
        Ok(Reply { status, body: bytes[head_end..head_end + length].to_vec() })
    }
}
