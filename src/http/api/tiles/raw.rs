//! Whole archives by range, for readers that speak PMTiles themselves, and the files' one address.

use std::io;
use std::ops::Range;
use std::sync::Arc;

use axum::body::Body;
use axum::http::header::{ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, IF_RANGE, RANGE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::stream;

use super::answer::{Keep, empty};
use super::negotiate::has_already;
use crate::http::error::Problem;
use crate::service::tile_archives::ServedArchive;

/// Bytes read and sent at a time.
const CHUNK_BYTES: u64 = 256 << 10;

/// What `Range` asks for.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    Whole,
    Part(Range<u64>),
    Nothing,
}

/// The archive or a part of it. Several parts at once are answered with the whole, as HTTP allows.
pub fn send(served: &Arc<ServedArchive>, headers: &HeaderMap) -> Result<Response, Problem> {
    if served.is_remote {
        let name = &served.name;
        let detail = format!(
            "The archive {name} lies on another server: read the file there, or tile by tile here; \
             /tiles/{name}.json says where."
        );
        return Err(Problem::not_found("archive_is_remote", detail));
    }
    let (size, tag) = (served.archive.size(), format!("\"{}\"", served.archive.version()));
    if has_already(headers, &tag) {
        return Ok(empty(StatusCode::NOT_MODIFIED, &tag, Keep::AskAgain));
    }
    let (status, range) = match wanted(headers, &tag, size) {
        Wanted::Whole => (StatusCode::OK, 0..size),
        Wanted::Part(range) => (StatusCode::PARTIAL_CONTENT, range),
        Wanted::Nothing => return Ok(unsatisfiable(size)),
    };
    let mut response = empty(status, &tag, Keep::AskAgain);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/vnd.pmtiles"));
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    headers.insert(CONTENT_LENGTH, HeaderValue::from(range.end - range.start));
    if status == StatusCode::PARTIAL_CONTENT {
        let (first, last) = (range.start, range.end - 1);
        headers.insert(CONTENT_RANGE, text(format!("bytes {first}-{last}/{size}")));
    }
    *response.body_mut() = body(Arc::clone(served), range);
    Ok(response)
}

fn wanted(headers: &HeaderMap, tag: &str, size: u64) -> Wanted {
    let text = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    // Only for the version that the client has begun with.
    if text(IF_RANGE).is_some_and(|known| known != tag) {
        return Wanted::Whole;
    }
    match text(RANGE).and_then(|range| range.strip_prefix("bytes=")) {
        Some(range) => part(range.trim(), size),
        None => Wanted::Whole,
    }
}

/// `0-99`, `100-`, `-50`.
fn part(range: &str, size: u64) -> Wanted {
    let Some((first, last)) = range.split_once('-').filter(|_| !range.contains(',')) else { return Wanted::Whole };
    let number = |text: &str| text.parse::<u64>();
    match (number(first), number(last)) {
        (Ok(first), Ok(last)) if first > last => Wanted::Whole,
        (Ok(first), _) if first >= size => Wanted::Nothing,
        (Ok(first), Ok(last)) => Wanted::Part(first..last.saturating_add(1).min(size)),
        (Ok(first), Err(_)) if last.is_empty() => Wanted::Part(first..size),
        (Err(_), Ok(0)) if first.is_empty() => Wanted::Nothing,
        (Err(_), Ok(length)) if first.is_empty() => Wanted::Part(size.saturating_sub(length)..size),
        _ => Wanted::Whole,
    }
}

fn unsatisfiable(size: u64) -> Response {
    let detail = format!("The range lies outside of the archive, which has {size} bytes.");
    let mut response = Problem::new(StatusCode::RANGE_NOT_SATISFIABLE, "range_not_satisfiable", detail).into_response();
    response.headers_mut().insert(CONTENT_RANGE, text(format!("bytes */{size}")));
    response
}

fn text(value: String) -> HeaderValue {
    HeaderValue::from_str(&value).expect("letters and digits are fit for a header")
}

/// Reads as the client takes it. An archive that changes meanwhile breaks the answer off.
fn body(served: Arc<ServedArchive>, range: Range<u64>) -> Body {
    Body::from_stream(stream::try_unfold(range.start, move |from| {
        let (served, end) = (Arc::clone(&served), range.end);
        async move {
            if from >= end {
                return Ok(None);
            }
            let length = CHUNK_BYTES.min(end - from);
            let read = tokio::task::spawn_blocking(move || served.archive.raw(from, length as usize)).await;
            let chunk: Bytes = read.map_err(io::Error::other)?.map_err(io::Error::other)?;
            Ok::<_, io::Error>(Some((chunk, from + length)))
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_http_says() {
        let cases = [
            ("0-99", Wanted::Part(0..100)),
            ("100-", Wanted::Part(100..1000)),
            ("-50", Wanted::Part(950..1000)),
            ("-5000", Wanted::Part(0..1000)),
            ("990-2000", Wanted::Part(990..1000)),
            ("0-18446744073709551615", Wanted::Part(0..1000)),
            ("1000-", Wanted::Nothing),
            ("-0", Wanted::Nothing),
            ("5-2", Wanted::Whole),
            ("0-1,5-6", Wanted::Whole),
            ("x", Wanted::Whole),
            ("-", Wanted::Whole),
        ];
        for (range, expected) in cases {
            assert_eq!(part(range, 1000), expected, "{range}");
        }
    }
}
