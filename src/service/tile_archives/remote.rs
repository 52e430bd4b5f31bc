//! An archive on a server, read by HTTP range: object storage, or anything that answers `206`.
//!
//! Every answer must be for the version that was opened: the request names it (`If-Match`), the answer is
//! compared again, since not every server obeys. Bodies are read up to the length asked for and no further.

use std::time::Duration;

use bytes::Bytes;
use ureq::Agent;
use ureq::http::header::{CONTENT_RANGE, ETAG, HeaderName, IF_MATCH, LAST_MODIFIED, RANGE};
use ureq::http::{HeaderMap, Response, StatusCode};

use crate::tiles::pmtiles::{ArchiveError, ReadAt};

/// Connections kept open to one server.
const IDLE_CONNECTIONS: usize = 8;

/// Asks servers.
#[derive(Clone, Debug)]
pub struct ServerClient(Agent);

/// The archive as it was when it was opened.
#[derive(Debug)]
pub struct RemoteArchive {
    client: ServerClient,
    url: String,
    size: u64,
    identity: String,
    /// For `If-Match`, which takes strong tags only.
    strong_tag: Option<String>,
}

impl ServerClient {
    /// A client that gives up after `timeout`, connecting and reading included.
    pub fn new(timeout: Duration) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(timeout))
            .http_status_as_error(false)
            .max_idle_connections_per_host(IDLE_CONNECTIONS)
            .user_agent(concat!("blisko/", env!("CARGO_PKG_VERSION")))
            .build();
        Self(config.into())
    }

    /// What tells this version of the content from another: tag, time of change, size.
    pub fn identity(&self, url: &str) -> Result<String, ArchiveError> {
        let response = self.ask(url, 0, 1, None)?;
        Ok(identity_of(response.headers(), total(response.headers())?))
    }

    /// A checked 206.
    fn ask(
        &self,
        url: &str,
        offset: u64,
        length: usize,
        tag: Option<&str>,
    ) -> Result<Response<ureq::Body>, ArchiveError> {
        let last = offset + length as u64 - 1;
        let mut request = self.0.get(url).header(RANGE, format!("bytes={offset}-{last}"));
        if let Some(tag) = tag {
            request = request.header(IF_MATCH, tag);
        }
        let response = request.call().map_err(|error| ArchiveError::Server(format!("does not answer: {error}")))?;
        match response.status() {
            StatusCode::PARTIAL_CONTENT => Ok(response),
            StatusCode::PRECONDITION_FAILED => Err(ArchiveError::Changed),
            StatusCode::OK => Err(ArchiveError::Server("does not answer ranges, which archives need".to_owned())),
            status => Err(ArchiveError::Server(format!("answered {status}"))),
        }
    }
}

impl RemoteArchive {
    pub fn open(client: ServerClient, url: &str) -> Result<Self, ArchiveError> {
        let response = client.ask(url, 0, 1, None)?;
        let size = total(response.headers())?;
        let identity = identity_of(response.headers(), size);
        let strong_tag = text(response.headers(), &ETAG).filter(|tag| tag.starts_with('"')).map(str::to_owned);
        Ok(Self { client, url: url.to_owned(), size, identity, strong_tag })
    }
}

impl ReadAt for RemoteArchive {
    fn size(&self) -> u64 {
        self.size
    }

    fn read_at(&self, offset: u64, length: usize) -> Result<Bytes, ArchiveError> {
        if length == 0 {
            return Ok(Bytes::new());
        }
        let mut response = self.client.ask(&self.url, offset, length, self.strong_tag.as_deref())?;
        let headers = response.headers();
        if identity_of(headers, total(headers)?) != self.identity {
            return Err(ArchiveError::Changed);
        }
        let expected = format!("bytes {offset}-{}/", offset + length as u64 - 1);
        if !text(headers, &CONTENT_RANGE).is_some_and(|range| range.starts_with(&expected)) {
            return Err(ArchiveError::Server("answered another range than was asked for".to_owned()));
        }
        let body = response.body_mut().with_config().limit(length as u64 + 1).read_to_vec();
        let body = body.map_err(|error| ArchiveError::Server(format!("broke off: {error}")))?;
        if body.len() != length {
            return Err(ArchiveError::Server(format!("sent {} bytes instead of {length}", body.len())));
        }
        Ok(Bytes::from(body))
    }

    fn fingerprint(&self) -> Result<Vec<u8>, ArchiveError> {
        Ok(self.identity.clone().into_bytes())
    }
}

/// `bytes 0-0/1234` says that there are 1234.
fn total(headers: &HeaderMap) -> Result<u64, ArchiveError> {
    let total = text(headers, &CONTENT_RANGE).and_then(|range| range.rsplit_once('/')?.1.parse().ok());
    total.ok_or_else(|| ArchiveError::Server("does not say how long the archive is".to_owned()))
}

fn identity_of(headers: &HeaderMap, size: u64) -> String {
    let part = |name| text(headers, name).unwrap_or_default();
    format!("{}|{}|{size}", part(&ETAG), part(&LAST_MODIFIED))
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}
