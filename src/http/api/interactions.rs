//! Interactions: written by hand or by other systems, and the timeline of a customer.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{ETAG, LOCATION};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::commit;
use crate::app::App;
use crate::domain::customer_sight::CustomerSight;
use crate::domain::ids::{CustomerId, InteractionId};
use crate::domain::interaction::Channel;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, IfMatch, StrictJson, StrictQuery, etag};
use crate::http::idempotency::{IdempotencyKey, Idempotent};
use crate::http::page;
use crate::http::views::interaction::{InteractionBody, InteractionView};
use crate::service::customers::see_customer;
use crate::service::record_interaction::{self, InteractionError};

/// Most interactions a page of the timeline holds.
const LIMIT_MAX: i64 = 500;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TimelineQuery {
    /// One or several channels, separated by commas; all when absent.
    channel: Option<String>,
    /// `next` of the page before.
    after: Option<String>,
    /// 1 to 500; 50 when absent.
    limit: Option<i64>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct Timeline {
    /// Newest first.
    pub items: Vec<InteractionView>,
    /// Give this as `after` for what was before; absent at the beginning of the history.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// Everything that passed between a customer and us, newest first.
#[utoipa::path(get, path = "/api/v1/customers/{customer_id}/timeline", tag = "customers", operation_id = "get_timeline",
    params(("customer_id" = uuid::Uuid, Path), TimelineQuery),
    responses(
        (status = 200, description = "A page", body = Timeline),
        (status = 400, description = "A parameter cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such customer, or not for you", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get_timeline(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<CustomerId>,
    StrictQuery(query): StrictQuery<TimelineQuery>,
) -> Result<Json<Timeline>, Problem> {
    let sight = CustomerSight::of(&caller.actor);
    see_customer(&app.store, id, sight).await?;
    let channels = query.channel.as_deref().map(channels).transpose()?.unwrap_or_default();
    let before = query.after.as_deref().map(|token| page::read_moment(token, 't')).transpose()?;
    let limit = page::limit(query.limit, 50, LIMIT_MAX)?;
    let mut lines = app.store.timeline_page(id, &channels, before, limit + 1).await?;
    let more = lines.len() as i64 > limit;
    lines.truncate(limit as usize);
    let next = lines.last().filter(|_| more).map(|last| page::write_moment('t', last.draft.at, last.id.0));
    let items = lines.into_iter().map(|line| InteractionView::from(&record_interaction::reduce(line, sight)));
    Ok(Json(Timeline { items: items.collect(), next }))
}

fn channels(list: &str) -> Result<Vec<Channel>, Problem> {
    let unknown = || {
        let words = Channel::ALL.iter().map(|channel| channel.code()).collect::<Vec<_>>().join(", ");
        Problem::parameter("channel", "unknown_value", format!("use one or several of {words}"))
    };
    list.split(',').map(|code| Channel::from_code(code.trim()).ok_or_else(unknown)).collect()
}

/// One interaction. The `ETag` is the version.
#[utoipa::path(get, path = "/api/v1/interactions/{interaction_id}", tag = "customers", operation_id = "get_interaction",
    params(("interaction_id" = uuid::Uuid, Path)),
    responses(
        (status = 200, description = "The interaction", body = InteractionView, headers(("etag" = String))),
        (status = 404, description = "There is no such interaction, or not for you", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get_interaction(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<InteractionId>,
) -> Result<Response, Problem> {
    let sight = CustomerSight::of(&caller.actor);
    let found = record_interaction::see_interaction(&app.store, id, sight).await?;
    Ok(([(ETAG, etag(found.version))], Json(InteractionView::from(&found))).into_response())
}

/// Writes down what passed. Four fields suffice. What came in writing waits in the queue until it has an outcome.
#[utoipa::path(post, path = "/api/v1/interactions", tag = "customers", operation_id = "record_interaction",
    request_body = InteractionBody, params(("Idempotency-Key" = Option<String>, Header, description = "A repeat with the same key gets the first answer")),
    responses(
        (status = 201, description = "Written down", body = InteractionView, headers(("etag" = String), ("location" = String))),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The Idempotency-Key belongs to another request", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn record_interaction(
    State(app): State<App>,
    caller: Caller,
    key: IdempotencyKey,
    StrictJson(body): StrictJson<InteractionBody>,
) -> Result<Response, Problem> {
    let idempotent = Idempotent::new(&caller, key, "record_interaction", &body);
    if let Some(earlier) = idempotent.earlier(&app).await? {
        return Ok(earlier);
    }
    let now = app.clock.now();
    let draft = body.into_draft(caller.actor.user_id(), now)?;
    let sight = CustomerSight::of(&caller.actor);
    let mut tx = app.store.begin(caller.author(now)).await?;
    let written = record_interaction::create_interaction(&mut tx, draft, sight).await?;
    let headers = vec![(ETAG, etag(written.version)), (LOCATION, format!("/api/v1/interactions/{}", written.id))];
    idempotent.finish(&app, tx, StatusCode::CREATED, headers, InteractionView::from(&written)).await
}

/// Replaces an interaction: its outcome, what it was about. `If-Match` must name the version that was read.
#[utoipa::path(put, path = "/api/v1/interactions/{interaction_id}", tag = "customers", operation_id = "update_interaction",
    request_body = InteractionBody, params(("interaction_id" = uuid::Uuid, Path), ("If-Match" = String, Header, description = "The ETag that was read")),
    responses(
        (status = 200, description = "The interaction after the change", body = InteractionView, headers(("etag" = String))),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "There is no such interaction, or not for you", body = ProblemBody, content_type = "application/problem+json"),
        (status = 412, description = "Somebody else has changed it since", body = ProblemBody, content_type = "application/problem+json"),
        (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn update_interaction(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<InteractionId>,
    if_match: IfMatch,
    StrictJson(body): StrictJson<InteractionBody>,
) -> Result<Response, Problem> {
    let now = app.clock.now();
    let draft = body.into_draft(caller.actor.user_id(), now)?;
    let sight = CustomerSight::of(&caller.actor);
    let mut tx = app.store.begin(caller.author(now)).await?;
    let after = record_interaction::update_interaction(&mut tx, id, if_match.version(), draft, sight).await?;
    commit(&app, tx).await?;
    Ok(([(ETAG, etag(after.version))], Json(InteractionView::from(&after))).into_response())
}

impl From<InteractionError> for Problem {
    fn from(error: InteractionError) -> Self {
        match error {
            InteractionError::NotFound => {
                Problem::not_found("interaction_not_found", "There is no interaction with this id that you may see.")
            }
            InteractionError::Invalid(invalid) => invalid.into(),
            InteractionError::Customer(customer) => customer.into(),
            InteractionError::Store(store) => store.into(),
        }
    }
}
