//! As little HTTP as it takes, so that the client costs little beside the service: kept connections that are taken
//! from a shelf for one request and put back.

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// What came back.
#[derive(Debug)]
pub(super) struct Reply {
    pub status: u16,
    pub etag: Option<String>,
    pub body: Vec<u8>,
}

/// Connections to one server.
#[derive(Clone, Debug)]
pub(super) struct Client {
    address: String,
    shelf: Arc<Mutex<Vec<BufReader<TcpStream>>>>,
}

/// One request; `headers` end in `\r\n` each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Request<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub headers: &'a str,
    pub body: &'a str,
}

impl Client {
    pub fn new(address: &str) -> Self {
        Self { address: address.to_owned(), shelf: Arc::default() }
    }

    /// Sends and reads to the end, over a connection that nobody else uses meanwhile.
    pub async fn ask(&self, request: Request<'_>) -> io::Result<Reply> {
        let idle = self.shelf.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut stream = match idle {
            Some(stream) => stream,
            None => self.connect().await?,
        };
        self.send(&mut stream, request).await?;
        let reply = receive(&mut stream).await?;
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner).push(stream);
        Ok(reply)
    }

    /// Sends and leaves the reading of the answer to the caller.
    pub async fn open(&self, request: Request<'_>) -> io::Result<BufReader<TcpStream>> {
        let mut stream = self.connect().await?;
        self.send(&mut stream, request).await?;
        Ok(stream)
    }

    async fn connect(&self) -> io::Result<BufReader<TcpStream>> {
        let stream = TcpStream::connect(&self.address).await?;
        stream.set_nodelay(true)?;
        Ok(BufReader::with_capacity(16 * 1024, stream))
    }

    async fn send(&self, stream: &mut BufReader<TcpStream>, request: Request<'_>) -> io::Result<()> {
        let Request { method, path, headers, body } = request;
        let text = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\n{headers}content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        stream.get_mut().write_all(text.as_bytes()).await
    }
}

async fn receive(stream: &mut BufReader<TcpStream>) -> io::Result<Reply> {
    let mut line = String::new();
    stream.read_line(&mut line).await?;
    let status = line.split(' ').nth(1).and_then(|word| word.parse().ok()).ok_or(io::ErrorKind::UnexpectedEof)?;
    let (mut length, mut etag) = (0, None);
    loop {
        line.clear();
        stream.read_line(&mut line).await?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        match name {
            "content-length" => length = value.parse().map_err(|_| io::ErrorKind::InvalidData)?,
            "etag" => etag = Some(value.to_owned()),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await?;
    Ok(Reply { status, etag, body })
}
