//! What is being sent, what was, and what was given up and why.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::commit;
use crate::app::App;
use crate::domain::answer::{OutboxMessage, OutboxState};
use crate::domain::customer_sight::{CustomerSight, Whose};
use crate::domain::ids::OutboxId;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, StrictQuery};
use crate::http::page;
use crate::http::views::time;
use crate::service::send_outbox::{self, OutboxError};
use crate::store::outbox::OutboxFilter;

/// Most messages a page holds.
const LIMIT_MAX: i64 = 500;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct OutboxQuery {
    /// `waiting`, `sending`, `sent`, `failed` or `cancelled`; all of them when absent.
    state: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// 1 to 500; 100 when absent.
    limit: Option<i64>,
}

/// A message of the outbox.
#[derive(Debug, Serialize, ToSchema)]
pub struct OutboxView {
    pub id: Uuid,
    /// `sms`, `email` or `chat`.
    pub channel: &'static str,
    /// `answer` or `marketing`.
    pub purpose: &'static str,
    /// `waiting`, `sending`, `sent`, `failed` or `cancelled`.
    pub state: &'static str,
    /// Why it was not sent so far: `no_sender` (nothing is configured that sends by this channel), `no_consent` (the
    /// customer has refused it, or never allowed an offer), `expired`, `refused` or `unavailable`.
    pub failure: Option<&'static str>,
    /// Tries so far.
    pub attempts: i64,
    /// When it is tried next; only while it waits.
    pub next_try_at: Option<String>,
    pub sent_at: Option<String>,
    pub created_at: String,
    pub customer_id: Option<Uuid>,
    /// Absent for those who see no contact points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    /// Absent for those who see no contact points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct OutboxPage {
    /// Newest first.
    pub items: Vec<OutboxView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// A page of the messages to customers whom the caller sees, newest first.
#[utoipa::path(get, path = "/api/v1/outbox", tag = "customers", operation_id = "list_outbox", params(OutboxQuery),
    responses(
        (status = 200, description = "A page", body = OutboxPage),
        (status = 400, description = "A parameter cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn list_outbox(
    State(app): State<App>,
    caller: Caller,
    StrictQuery(query): StrictQuery<OutboxQuery>,
) -> Result<Json<OutboxPage>, Problem> {
    let sight = CustomerSight::of(&caller.actor);
    let before = query.after.as_deref().map(|token| page::read_id(token, 'o')).transpose()?;
    let limit = page::limit(query.limit, 100, LIMIT_MAX)?;
    let state = query.state.as_deref().map(read_state).transpose()?;
    if sight.whose == Whose::Nobody {
        return Ok(Json(OutboxPage { items: Vec::new(), next: None }));
    }
    let filter = OutboxFilter { state, owner: sight.owner() };
    let mut found = app.store.outbox_page(filter, before, limit + 1).await?;
    let more = found.len() as i64 > limit;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| more).map(|last| page::write_mark('o', &last.id.0.to_string()));
    let items = found.into_iter().map(|message| OutboxView::new(message, sight)).collect();
    Ok(Json(OutboxPage { items, next }))
}

fn read_state(code: &str) -> Result<OutboxState, Problem> {
    let words: Vec<_> = OutboxState::ALL.iter().map(|state| state.code()).collect();
    let wrong = || Problem::parameter("state", "unknown_value", format!("use one of {}", words.join(", ")));
    OutboxState::from_code(code).ok_or_else(wrong)
}

/// Tries a message again that was given up or taken back.
#[utoipa::path(post, path = "/api/v1/outbox/{outbox_id}/retry", tag = "customers", operation_id = "retry_outbox",
    params(("outbox_id" = uuid::Uuid, Path)),
    responses(
        (status = 200, description = "It waits again", body = OutboxView),
        (status = 404, description = "There is no such message", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "It waits, is being sent or was sent", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn retry_outbox(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<OutboxId>,
) -> Result<Json<OutboxView>, Problem> {
    let sight = CustomerSight::of(&caller.actor);
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let message = send_outbox::retry(&mut tx, id, sight).await?;
    commit(&app, tx).await?;
    Ok(Json(OutboxView::new(message, sight)))
}

/// Takes back a message that has not gone out.
#[utoipa::path(post, path = "/api/v1/outbox/{outbox_id}/cancel", tag = "customers", operation_id = "cancel_outbox",
    params(("outbox_id" = uuid::Uuid, Path)),
    responses(
        (status = 200, description = "It is not sent", body = OutboxView),
        (status = 404, description = "There is no such message", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "It is being sent, or was sent or taken back", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn cancel_outbox(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<OutboxId>,
) -> Result<Json<OutboxView>, Problem> {
    let sight = CustomerSight::of(&caller.actor);
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let message = send_outbox::cancel(&mut tx, id, sight).await?;
    commit(&app, tx).await?;
    Ok(Json(OutboxView::new(message, sight)))
}

impl OutboxView {
    fn new(message: OutboxMessage, sight: CustomerSight) -> Self {
        let waits = message.state == OutboxState::Waiting;
        Self {
            id: message.id.0,
            channel: message.channel.code(),
            purpose: message.purpose.code(),
            state: message.state.code(),
            failure: message.failure.map(|failure| failure.code()),
            attempts: message.attempts,
            next_try_at: waits.then(|| time::utc(message.next_try_at)),
            sent_at: message.sent_at.map(time::utc),
            created_at: time::utc(message.created_at),
            customer_id: message.customer.map(|id| id.0),
            recipient: sight.personal.then_some(message.recipient),
            text: sight.personal.then_some(message.body),
        }
    }
}

impl From<OutboxError> for Problem {
    fn from(error: OutboxError) -> Self {
        match error {
            OutboxError::NotFound => Problem::not_found("message_not_found", "There is no such message."),
            OutboxError::InState(state) => {
                Problem::conflict("message_state", format!("The message is {}; this cannot be done now.", state.code()))
            }
            OutboxError::Store(store) => store.into(),
        }
    }
}
