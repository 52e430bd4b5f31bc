//! What every request carries: an id, and who makes it.

use std::convert::Infallible;
use std::fmt;

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use uuid::Uuid;

use crate::domain::actor::Actor;
use crate::store::Author;
use crate::units::Timestamp;

pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Longest id that is taken over from a proxy.
const REQUEST_ID_CHARS_MAX: usize = 64;

/// Names a request in the answer, in the log and in the audit.
#[derive(Clone, Debug, Default)]
pub struct RequestId(String);

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl RequestId {
    /// The proxy's id when it is harmless, else a new one.
    pub fn from_given(given: Option<&HeaderValue>) -> Self {
        let given = given.and_then(|value| value.to_str().ok());
        let harmless = |id: &&str| {
            !id.is_empty()
                && id.len() <= REQUEST_ID_CHARS_MAX
                && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
        };
        match given.filter(harmless) {
            Some(id) => Self(id.to_owned()),
            None => Self(Uuid::now_v7().simple().to_string()),
        }
    }
}

/// Gives the request its id and repeats it in the answer.
pub async fn identify_request(mut request: Request, next: Next) -> Response {
    let id = RequestId::from_given(request.headers().get(REQUEST_ID));
    request.extensions_mut().insert(id.clone());
    let mut response = next.run(request).await;
    if let Ok(value) = HeaderValue::from_str(&id.0) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
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
        Author::of(&self.actor, &self.request_id.0, at)
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
