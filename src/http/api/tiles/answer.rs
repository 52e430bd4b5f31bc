//! Answers with a tile: tag, encoding, how long to keep it.

use axum::body::Body;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use bytes::Bytes;

use super::negotiate;
use crate::http::error::Problem;
use crate::tiles::pmtiles::{Compression, gunzip};

/// Bytes of one tile after decompression, for clients that take no gzip. Ten times what browsers manage.
const PLAIN_TILE_BYTES_MAX: usize = 64 << 20;

const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// Who may keep an answer, and how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// The address has the version in it.
    ForEver,
    /// The same for one person.
    ForEverPrivately,
    AskAgain,
    AskAgainPrivately,
}

/// How the tile lies in memory and how it goes out.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    content_type: &'static str,
    stored: Compression,
    /// The client does not take what is stored.
    unpack: bool,
}

impl Keep {
    const fn header(self) -> &'static str {
        match self {
            Keep::ForEver => "public, max-age=31536000, immutable",
            Keep::ForEverPrivately => "private, max-age=31536000, immutable",
            Keep::AskAgain => "public, no-cache",
            Keep::AskAgainPrivately => "private, no-cache",
        }
    }

    const fn is_public(self) -> bool {
        matches!(self, Keep::ForEver | Keep::AskAgain)
    }
}

impl Form {
    /// Fails when the tile is stored in a way that neither the client nor we can decompress.
    pub fn agreed(content_type: &'static str, stored: Compression, headers: &HeaderMap) -> Result<Self, Problem> {
        let unpack = stored.content_encoding().is_some_and(|encoding| !negotiate::accepts(headers, encoding));
        if unpack && stored != Compression::Gzip {
            let encoding = stored.content_encoding().unwrap_or_default();
            let detail = format!("These tiles are stored as {encoding}: send Accept-Encoding: {encoding}.");
            return Err(Problem::new(StatusCode::NOT_ACCEPTABLE, "encoding_not_accepted", detail));
        }
        Ok(Self { content_type, stored, unpack })
    }

    /// A strong tag: other bytes, other tag.
    pub fn tag(self, version: &str, place: &str) -> String {
        let form = if self.unpack { "-plain" } else { "" };
        format!("\"{version}-{place}{form}\"")
    }

    /// 200 with the tile; 204 where there is none.
    pub fn answer(self, tile: Option<Bytes>, tag: &str, keep: Keep) -> Result<Response, Problem> {
        let Some(tile) = tile.filter(|tile| !tile.is_empty()) else {
            return Ok(empty(StatusCode::NO_CONTENT, tag, keep));
        };
        let body = if self.unpack { Bytes::from(unpacked(&tile)?) } else { tile };
        let mut response = empty(StatusCode::OK, tag, keep);
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        if let Some(encoding) = self.stored.content_encoding() {
            headers.insert(VARY, HeaderValue::from_static("accept-encoding"));
            if !self.unpack {
                headers.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
            }
        }
        *response.body_mut() = Body::from(body);
        Ok(response)
    }
}

/// An answer without a body, but with all that a cache wants to know.
pub fn empty(status: StatusCode, tag: &str, keep: Keep) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(ETAG, tag);
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(keep.header()));
    if keep.is_public() {
        open_to_all_pages(headers);
    }
    response
}

/// Lets pages of other sites read the answer: an embedded map asks from there.
pub fn open_to_all_pages(headers: &mut HeaderMap) {
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(CROSS_ORIGIN_RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
}

fn unpacked(tile: &[u8]) -> Result<Vec<u8>, Problem> {
    match gunzip(tile, PLAIN_TILE_BYTES_MAX) {
        Ok(Some(plain)) => Ok(plain),
        Ok(None) => Err(Problem::internal("a tile is larger than the bound when decompressed")),
        Err(error) => Err(Problem::internal(format!("a tile does not decompress: {error}"))),
    }
}
