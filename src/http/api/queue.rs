//! The queue: everything that waits for an answer, and who works on it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

use super::commit;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::customer_sight::{CustomerSight, Whose};
use crate::domain::ids::{CustomerId, QueueItemId, UserId};
use crate::domain::queue::{QueueItem, Taken};
use crate::domain::validation::ValidationError;
use crate::http::context::Caller;
use crate::http::error::{Problem, ProblemBody};
use crate::http::extract::{IdPath, StrictJson, StrictQuery};
use crate::http::idempotency::{IdempotencyKey, Idempotent};
use crate::http::page;
use crate::http::views::queue::{CallBackBody, HandOverBody, QueueItemView, QueueView};
use crate::http::views::time;
use crate::service::work_queue::{self, QueueError, Worker};
use crate::store::queue::QueueLine;
use crate::units::Seconds;

/// Nobody looks farther down; the total is told anyway.
const LIMIT_MAX: i64 = 500;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct QueueQuery {
    /// 1 to 500; 100 when absent.
    limit: Option<i64>,
}

/// Everything that waits: by due time, then the customer's value, then the kind; each with the reason in words.
#[utoipa::path(get, path = "/api/v1/queue", tag = "queue", operation_id = "get_queue", params(QueueQuery),
    responses(
        (status = 200, description = "What waits", body = QueueView),
        (status = 400, description = "A parameter cannot be used", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn get_queue(
    State(app): State<App>,
    caller: Caller,
    StrictQuery(query): StrictQuery<QueueQuery>,
) -> Result<Json<QueueView>, Problem> {
    let sight = CustomerSight::of(&caller.actor);
    let limit = page::limit(query.limit, 100, LIMIT_MAX)?;
    let now = app.clock.now();
    let at = time::utc(now);
    if sight.whose == Whose::Nobody {
        return Ok(Json(QueueView { items: Vec::new(), total: 0, at }));
    }
    let lines = app.store.queue(sight.owner(), limit).await?;
    let total = app.store.queue_length(sight.owner()).await?;
    Ok(Json(QueueView { items: lines.iter().map(|line| QueueItemView::new(line, sight, now)).collect(), total, at }))
}

/// Takes an item, or takes it for longer. 409 names who was quicker.
#[utoipa::path(post, path = "/api/v1/queue/{queue_item_id}/take", tag = "queue", operation_id = "take_queue_item",
    params(("queue_item_id" = uuid::Uuid, Path)),
    responses(
        (status = 200, description = "It is yours", body = QueueItemView),
        (status = 404, description = "It no longer waits", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "Somebody else has it", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn take_queue_item(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<QueueItemId>,
) -> Result<Json<QueueItemView>, Problem> {
    let worker = worker(&app, &caller.actor)?;
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let taken = work_queue::take(&mut tx, id, worker).await;
    let item = known(&app, taken).await?;
    commit(&app, tx).await?;
    item_view(&app, item, worker.sight).await
}

/// Gives an item back to everybody.
#[utoipa::path(post, path = "/api/v1/queue/{queue_item_id}/return", tag = "queue", operation_id = "return_queue_item",
    params(("queue_item_id" = uuid::Uuid, Path)),
    responses(
        (status = 200, description = "It waits for anybody", body = QueueItemView),
        (status = 404, description = "It no longer waits", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "It is not yours", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn return_queue_item(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<QueueItemId>,
) -> Result<Json<QueueItemView>, Problem> {
    let worker = worker(&app, &caller.actor)?;
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let returned = work_queue::give_back(&mut tx, id, worker).await;
    let item = known(&app, returned).await?;
    commit(&app, tx).await?;
    item_view(&app, item, worker.sight).await
}

/// Hands an item over to a colleague.
#[utoipa::path(post, path = "/api/v1/queue/{queue_item_id}/hand-over", tag = "queue", operation_id = "hand_over_queue_item",
    request_body = HandOverBody, params(("queue_item_id" = uuid::Uuid, Path)),
    responses(
        (status = 200, description = "It is the colleague's", body = QueueItemView),
        (status = 400, description = "There is no such user", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "It no longer waits", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "It is not yours", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn hand_over_queue_item(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<QueueItemId>,
    StrictJson(body): StrictJson<HandOverBody>,
) -> Result<Json<QueueItemView>, Problem> {
    let worker = worker(&app, &caller.actor)?;
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let handed = work_queue::hand_over(&mut tx, id, worker, UserId(body.user_id)).await;
    let item = known(&app, handed).await?;
    commit(&app, tx).await?;
    item_view(&app, item, worker.sight).await
}

/// Takes an item out of the queue: it has been seen to.
#[utoipa::path(post, path = "/api/v1/queue/{queue_item_id}/done", tag = "queue", operation_id = "finish_queue_item",
    params(("queue_item_id" = uuid::Uuid, Path)),
    responses(
        (status = 204, description = "It waits no longer"),
        (status = 404, description = "It no longer waits", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "Somebody else has it", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn finish_queue_item(
    State(app): State<App>,
    caller: Caller,
    IdPath(id): IdPath<QueueItemId>,
) -> Result<StatusCode, Problem> {
    let worker = worker(&app, &caller.actor)?;
    let mut tx = app.store.begin(caller.author(app.clock.now())).await?;
    let finished = work_queue::finish(&mut tx, id, worker).await;
    known(&app, finished).await?;
    commit(&app, tx).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Promises a customer to call back; the promise waits in the queue.
#[utoipa::path(post, path = "/api/v1/call-backs", tag = "queue", operation_id = "promise_call_back", request_body = CallBackBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "A repeat with the same key gets the first answer")),
    responses(
        (status = 201, description = "It waits", body = QueueItemView),
        (status = 400, description = "Something in the body cannot be used", body = ProblemBody, content_type = "application/problem+json"),
        (status = 422, description = "The Idempotency-Key belongs to another request", body = ProblemBody, content_type = "application/problem+json"),
    ))]
pub async fn promise_call_back(
    State(app): State<App>,
    caller: Caller,
    key: IdempotencyKey,
    StrictJson(body): StrictJson<CallBackBody>,
) -> Result<Response, Problem> {
    let idempotent = Idempotent::new(&caller, key, "promise_call_back", &body);
    if let Some(earlier) = idempotent.earlier(&app).await? {
        return Ok(earlier);
    }
    let (sight, now) = (CustomerSight::of(&caller.actor), app.clock.now());
    let mut errors = Vec::new();
    let due_at = time::parse_field(&mut errors, "/due_at", &body.due_at).ok_or(ValidationError(errors))?;
    let mut tx = app.store.begin(caller.author(now)).await?;
    let customer = CustomerId(body.customer_id);
    let item = work_queue::promise_call_back(&mut tx, customer, due_at, body.note, sight).await?;
    let line = QueueLine { item, customer: None, taken_by_name: None };
    let headers = vec![(LOCATION, "/api/v1/queue".to_owned())];
    idempotent.finish(&app, tx, StatusCode::CREATED, headers, QueueItemView::new(&line, sight, now)).await
}

/// People work through the queue; software has no hands to take things into.
fn worker(app: &App, actor: &Actor) -> Result<Worker, Problem> {
    let user = actor
        .user_id()
        .ok_or_else(|| Problem::forbidden("session_required", "This is for people who signed in, not for API keys."))?;
    let return_after = Seconds::minutes(app.config.queue_return_minutes.get() as i64);
    Ok(Worker { user, sight: CustomerSight::of(actor), return_after })
}

async fn item_view(app: &App, item: QueueItem, sight: CustomerSight) -> Result<Json<QueueItemView>, Problem> {
    let line = app.store.find_queue_line(item.id).await?;
    let line = line.ok_or_else(|| Problem::internal("an item that was just written is gone"))?;
    Ok(Json(QueueItemView::new(&line, sight, app.clock.now())))
}

/// Names whoever was quicker.
async fn known(app: &App, result: Result<QueueItem, QueueError>) -> Result<QueueItem, Problem> {
    match result {
        Err(QueueError::Taken(taken)) => Err(taken_by(app, taken).await?),
        result => Ok(result?),
    }
}

async fn taken_by(app: &App, taken: Taken) -> Result<Problem, Problem> {
    let user = app.store.find_user(taken.by).await?;
    let name = user.map_or_else(|| "somebody".to_owned(), |user| user.draft.display_name);
    let since = time::utc(taken.at);
    let detail = format!("{name} has taken this, at {since}. Ask {name} to hand it over, or wait until it goes back.");
    Ok(Problem::new(StatusCode::CONFLICT, "queue_item_taken", detail))
}

impl From<QueueError> for Problem {
    fn from(error: QueueError) -> Self {
        match error {
            QueueError::NotFound => {
                Problem::not_found("queue_item_not_found", "This waits no longer, or never did for you.")
            }
            QueueError::Taken(_) => {
                Problem::new(StatusCode::CONFLICT, "queue_item_taken", "Somebody else has taken this.")
            }
            QueueError::NotTaken => {
                Problem::new(StatusCode::CONFLICT, "queue_item_not_taken", "Nobody has taken this: take it first.")
            }
            QueueError::Invalid(invalid) => invalid.into(),
            QueueError::Store(store) => store.into(),
        }
    }
}
