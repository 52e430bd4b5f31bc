//! Strict extractors: an unknown key, a wrong type or a repeated parameter is a 400 that names it.

use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Path, Request};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, IF_MATCH};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use super::error::Problem;

/// The query string as `T`, which denies unknown fields.
#[derive(Clone, Copy, Debug)]
pub struct StrictQuery<T>(pub T);

impl<S: Sync, T: DeserializeOwned> FromRequestParts<S> for StrictQuery<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        let pairs = serde_urlencoded::Deserializer::new(form_pairs(query));
        serde_path_to_error::deserialize(pairs).map(Self).map_err(|error| {
            let name = error.path().to_string();
            let message = readable(&error.inner().to_string());
            match quoted_field(&error.inner().to_string(), "unknown field") {
                Some(unknown) => Problem::parameter(&unknown, "unknown_parameter", message),
                None if name == "." => Problem::bad_request("invalid_parameter", message),
                None => Problem::parameter(&name, "invalid_parameter", message),
            }
        })
    }
}

fn form_pairs(query: &str) -> form_urlencoded::Parse<'_> {
    form_urlencoded::parse(query.as_bytes())
}

/// The JSON body as `T`, which denies unknown fields.
#[derive(Clone, Copy, Debug)]
pub struct StrictJson<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for StrictJson<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let is_json = request.headers().get(CONTENT_TYPE).is_some_and(|kind| is_json(kind.as_bytes()));
        if !is_json {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "Send the body as application/json and say so in Content-Type.",
            ));
        }
        let body = read_body(request, state).await?;
        parse_json(&body).map(Self)
    }
}

fn is_json(kind: &[u8]) -> bool {
    let kind = kind.split(|byte| *byte == b';').next().unwrap_or_default().trim_ascii();
    kind.eq_ignore_ascii_case(b"application/json") || kind.to_ascii_lowercase().ends_with(b"+json")
}

async fn read_body<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    Bytes::from_request(request, state).await.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "body_too_large",
            "The body is larger than this address takes. The setting is body_bytes_max.",
        ),
        _ => Problem::bad_request("unreadable_body", "The body broke off while it was read."),
    })
}

/// Parses a JSON body; errors carry the JSON pointer of the place.
pub fn parse_json<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let message = readable(&error.inner().to_string());
        let parent = json_pointer(error.path());
        match quoted_field(&message, "unknown field").or_else(|| quoted_field(&message, "missing field")) {
            Some(field) if !parent.ends_with(&format!("/{field}")) => {
                Problem::field(format!("{parent}/{field}"), field_code(&message), message)
            }
            _ => Problem::field(parent, field_code(&message), message),
        }
    })?;
    json.end().map_err(|_| Problem::field("", "trailing_data", "nothing may follow the JSON value"))?;
    Ok(value)
}

fn field_code(message: &str) -> &'static str {
    if message.starts_with("unknown field") {
        "unknown_field"
    } else if message.starts_with("missing field") {
        "required"
    } else {
        "invalid_value"
    }
}

fn json_pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", key.replace('~', "~0").replace('/', "~1"))),
            Segment::Enum { variant } => pointer.push_str(&format!("/{variant}")),
            Segment::Unknown => {}
        }
    }
    pointer
}

/// The name in backticks after `label`.
fn quoted_field(message: &str, label: &str) -> Option<String> {
    let after = message.strip_prefix(label)?.trim_start().strip_prefix('`')?;
    after.split('`').next().map(str::to_owned)
}

/// The parser's sentence without its position, which the pointer gives better.
fn readable(message: &str) -> String {
    message.split(" at line ").next().unwrap_or(message).to_owned()
}

/// A path of one part as `T`; what cannot be read is not there.
#[derive(Clone, Copy, Debug)]
pub struct IdPath<T>(pub T);

impl<S: Send + Sync, T: std::str::FromStr + Send> FromRequestParts<S> for IdPath<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let not_found = || Problem::not_found("not_found", "The address holds no valid id.");
        let Path(text) = Path::<String>::from_request_parts(parts, state).await.map_err(|_| not_found())?;
        text.parse().map(Self).map_err(|_| not_found())
    }
}

/// The version that `If-Match` names. Absent is `None`; `*` is any version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfMatch {
    Any,
    Version(i64),
}

impl IfMatch {
    /// The version that must be there; `None` for any.
    pub fn version(self) -> Option<i64> {
        match self {
            IfMatch::Any => None,
            IfMatch::Version(version) => Some(version),
        }
    }
}

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let Some(header) = parts.headers.get(IF_MATCH) else {
            return Err(Problem::new(
                StatusCode::PRECONDITION_REQUIRED,
                "if_match_required",
                "Say which version you change: send the ETag you read as If-Match, or If-Match: * to write over whatever is there.",
            ));
        };
        let text = header.to_str().unwrap_or_default().trim();
        if text == "*" {
            return Ok(IfMatch::Any);
        }
        let version = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).and_then(|text| text.parse().ok());
        version.map(IfMatch::Version).ok_or_else(|| {
            Problem::new(
                StatusCode::PRECONDITION_FAILED,
                "version_conflict",
                "The If-Match header names no version of this record. Read it again and send its ETag.",
            )
        })
    }
}

/// The `ETag` of a version.
pub fn etag(version: i64) -> String {
    format!("\"{version}\"")
}
