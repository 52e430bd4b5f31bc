//! `Idempotency-Key`: a POST that is repeated after a lost answer gets the first answer again.
//!
//! The answer is remembered in the transaction that did the work. The same key with another request is a
//! mistake and is told so (422).

use std::fmt::Write;

use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::header::{CONTENT_TYPE, ETAG, LOCATION};
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::context::Caller;
use super::error::Problem;
use crate::app::App;
use crate::store::idempotency::StoredReply;
use crate::store::{StoreError, Tx};

const KEY_CHARS_MAX: usize = 255;

/// Headers of an answer that are kept with it.
const KEPT_HEADERS: [HeaderName; 2] = [ETAG, LOCATION];

/// The key of this request, if it has one.
#[derive(Clone, Debug)]
pub struct IdempotencyKey(Option<String>);

impl<S: Sync> FromRequestParts<S> for IdempotencyKey {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        let Some(header) = parts.headers.get("idempotency-key") else {
            return Ok(Self(None));
        };
        let key = header.to_str().unwrap_or_default().trim();
        if key.is_empty() || key.len() > KEY_CHARS_MAX {
            let message = format!("send 1 to {KEY_CHARS_MAX} printable characters, best a UUID");
            return Err(Problem::parameter("Idempotency-Key", "format", message));
        }
        Ok(Self(Some(key.to_owned())))
    }
}

/// A request with a key: where its answer is looked up and kept.
#[derive(Debug)]
pub struct Idempotent {
    actor: String,
    key: Option<String>,
    digest: String,
}

impl Idempotent {
    /// `request` is what makes two requests the same: the operation and its body.
    pub fn new(caller: &Caller, key: IdempotencyKey, operation: &str, request: &impl Serialize) -> Self {
        let actor = format!("{}:{}", caller.actor.kind(), caller.actor.id().unwrap_or_default());
        let mut hasher = Sha256::new();
        hasher.update(operation);
        hasher.update(serde_json::to_vec(request).unwrap_or_default());
        let digest = hasher.finalize().iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        Self { actor, key: key.0, digest }
    }

    /// The answer given before, if there is one.
    pub async fn earlier(&self, app: &App) -> Result<Option<Response>, Problem> {
        let Some(key) = &self.key else {
            return Ok(None);
        };
        let Some(reply) = app.store.stored_reply(&self.actor, key).await? else {
            return Ok(None);
        };
        if reply.request_digest != self.digest {
            return Err(Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "idempotency_key_reused",
                "This Idempotency-Key was used for another request. Use a new key for each new request.",
            ));
        }
        Ok(Some(rebuild(reply)))
    }

    /// Keeps the answer, commits, waits for memory to follow, and gives the answer: this one, or, when a second
    /// request with the same key was quicker, the first one's.
    pub async fn finish(
        &self,
        app: &App,
        mut tx: Tx,
        status: StatusCode,
        headers: Vec<(HeaderName, String)>,
        body: impl Serialize,
    ) -> Result<Response, Problem> {
        match self.remember(&mut tx, status, &headers, &body).await {
            Err(StoreError::Duplicate { .. }) => {
                tx.rollback().await?;
                let earlier = self.earlier(app).await?;
                return earlier.ok_or_else(|| Problem::internal("a duplicate idempotency key without its reply"));
            }
            remembered => remembered?,
        }
        if let Some(revision) = tx.commit().await?.revision {
            app.live.wait_for(revision).await;
        }
        let mut response = (status, Json(body)).into_response();
        for (name, value) in headers {
            let value = HeaderValue::from_str(&value).map_err(Problem::internal)?;
            response.headers_mut().insert(name, value);
        }
        Ok(response)
    }

    /// Keeps the answer with the work. A second request with the same key that comes in between loses here
    /// with `StoreError::Duplicate`, and its work is rolled back.
    pub async fn remember(
        &self,
        tx: &mut Tx,
        status: StatusCode,
        headers: &[(HeaderName, String)],
        body: &impl Serialize,
    ) -> Result<(), StoreError> {
        let Some(key) = &self.key else {
            return Ok(());
        };
        let headers = headers.iter().map(|(name, value)| format!("{name}: {value}\n")).collect();
        let body = serde_json::to_string(body).unwrap_or_default();
        let request_digest = self.digest.clone();
        let reply = StoredReply { request_digest, status: i32::from(status.as_u16()), headers, body };
        tx.remember_reply(&self.actor, key, &reply).await
    }
}

fn rebuild(reply: StoredReply) -> Response {
    let status = u16::try_from(reply.status).ok().and_then(|status| StatusCode::from_u16(status).ok());
    let mut response = (status.unwrap_or(StatusCode::OK), reply.body).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert("idempotent-replayed", HeaderValue::from_static("true"));
    for line in reply.headers.lines() {
        let Some((name, value)) = line.split_once(": ") else { continue };
        let kept = KEPT_HEADERS.iter().find(|kept| kept.as_str() == name);
        if let (Some(name), Ok(value)) = (kept, HeaderValue::from_str(value)) {
            headers.insert(name, value);
        }
    }
    response
}
