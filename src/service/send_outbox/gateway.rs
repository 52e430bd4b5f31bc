//! Messages for somebody else's programs: one signed POST each, as Standard Webhooks has it.
//!
//! The `webhook-id` is the message's own id and the same in every try, so that a receiver sends nothing twice.

use std::time::Duration;

use serde_json::json;
use ureq::Agent;
use ureq::http::HeaderMap;

use super::SendError;
use crate::domain::answer::OutboxMessage;
use crate::service::webhook_signature::sign;
use crate::units::{Seconds, Timestamp};

/// For one answer.
const TIMEOUT: Duration = Duration::from_secs(20);
/// A gateway that asks for more patience than this is asked again anyway.
const WAIT_MAX: Seconds = Seconds::hours(6);

/// Where messages are handed over.
#[derive(Clone, Debug)]
pub struct Gateway {
    url: String,
    /// Empty for unsigned messages.
    secret: String,
    agent: Agent,
}

impl Gateway {
    pub fn new(url: &str, secret: &str) -> Self {
        let config = Agent::config_builder()
            .timeout_global(Some(TIMEOUT))
            .http_status_as_error(false)
            .max_redirects(0)
            .user_agent(concat!("blisko/", env!("CARGO_PKG_VERSION")))
            .build();
        Self { url: url.to_owned(), secret: secret.to_owned(), agent: config.into() }
    }

    pub(super) async fn send(&self, message: &OutboxMessage, now: Timestamp) -> Result<(), SendError> {
        let (gateway, message) = (self.clone(), message.clone());
        let posted = tokio::task::spawn_blocking(move || gateway.post(&message, now)).await;
        posted.unwrap_or_else(|error| Err(SendError::Unavailable(error.to_string(), None)))
    }

    fn post(&self, message: &OutboxMessage, now: Timestamp) -> Result<(), SendError> {
        let id = message.id.0.to_string();
        let body = json!({
            "id": id, "channel": message.channel.code(), "recipient": message.recipient,
            "subject": message.subject, "text": message.body,
        });
        let (body, timestamp) = (body.to_string(), now.0.div_euclid(1_000).to_string());
        let mut request = self.agent.post(&self.url).header("content-type", "application/json");
        request = request.header("webhook-id", &id).header("webhook-timestamp", &timestamp);
        if !self.secret.is_empty() {
            let signature = sign(&id, &timestamp, body.as_bytes(), &self.secret)
                .ok_or_else(|| SendError::Refused("gateway_secret is not whsec_ and base64".to_owned()))?;
            request = request.header("webhook-signature", &signature);
        }
        let answer = request.send(body).map_err(|error| SendError::Unavailable(error.to_string(), None))?;
        judge(answer.status().as_u16(), answer.headers())
    }
}

/// What a gateway's answer means for the message.
fn judge(status: u16, headers: &HeaderMap) -> Result<(), SendError> {
    match status {
        200..=299 => Ok(()),
        408 | 425 | 429 | 500..=599 => {
            let text = headers.get("retry-after").and_then(|value| value.to_str().ok());
            let wait =
                text.and_then(|text| text.trim().parse().ok()).map(|wait: i64| Seconds(wait.clamp(0, WAIT_MAX.0)));
            Err(SendError::Unavailable(format!("the gateway answered {status}"), wait))
        }
        _ => Err(SendError::Refused(format!("the gateway answered {status}"))),
    }
}
