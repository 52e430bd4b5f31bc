//! What every request carries: an id, and who makes it.

use std::convert::Infallible;
use std::fmt;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue};
use uuid::Uuid;

use crate::domain::actor::Actor;
use crate::store::Author;
use crate::units::Timestamp;

pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Longest id that is taken over from a proxy.
const REQUEST_ID_CHARS_MAX: usize = 64;

/// Names a request in the answer, in the log and in the audit. Visible ASCII; cheap to clone.
#[derive(Clone, Debug)]
pub struct RequestId(HeaderValue);

impl Default for RequestId {
    fn default() -> Self {
        Self(HeaderValue::from_static(""))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl RequestId {
    /// The proxy's id when it is harmless, else a new one.
    pub fn from_given(given: Option<&HeaderValue>) -> Self {
        let harmless = |id: &&HeaderValue| {
            !id.is_empty()
                && id.len() <= REQUEST_ID_CHARS_MAX
                && id.as_bytes().iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
        };
        match given.filter(harmless) {
            Some(id) => Self(id.clone()),
            None => Self::new(),
        }
    }

    fn new() -> Self {
        let mut text = Uuid::encode_buffer();
        let text = Uuid::now_v7().simple().encode_lower(&mut text);
        Self(HeaderValue::from_str(text).expect("hexadecimal digits are fit for a header"))
    }

    pub fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }

    /// As the answer repeats it.
    pub fn header(&self) -> HeaderValue {
        self.0.clone()
    }
}

/// Who makes the request, under which id. The actor is put there by the authentication layer.
#[derive(Clone, Debug)]
pub struct Caller {
    pub actor: Actor,
    pub request_id: RequestId,
}

impl Caller {
    /// The name under which this caller writes.
    pub fn author(&self, at: Timestamp) -> Author {
        Author::of(&self.actor, self.request_id.as_str(), at)
    }
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let actor = parts.extensions.get::<Actor>().cloned().unwrap_or(Actor::Anonymous);
        let request_id = parts.extensions.get::<RequestId>().cloned().unwrap_or_default();
        Ok(Self { actor, request_id })
    }
}
