//! Changes as server-sent events: `id` is the revision, and `Last-Event-ID` resumes without a gap.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::sse::{Event as SseEvent, KeepAlive, Sse};
use futures_util::Stream;
use serde::Serialize;
use tokio_stream::wrappers::ReceiverStream;
use utoipa::ToSchema;
use uuid::Uuid;

use super::calls::call_view;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::customer_sight::{CustomerSight, Whose};
use crate::domain::ids::{CallId, SessionId};
use crate::domain::permission::Permission;
use crate::http::auth::CurrentSession;
use crate::http::context::Caller;
use crate::http::error::Problem;
use crate::live::Event;
use crate::store::{Change, calls};

/// Proxies drop connections that are silent for long.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Changes replayed to a listener that comes back; one further behind is told to start over.
const REPLAY_MAX: i64 = 10_000;

/// Sessions and keys that expire are noticed at the next look; those that are ended, at once.
const RECHECK: Duration = Duration::from_secs(30);

/// Events that wait for a slow listener.
const LISTENER_BUFFER: usize = 64;

/// The data of a `change` event.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeView {
    pub revision: i64,
    /// `outlet`, `service`, `customer`, `timeline` (of the customer of that id), `queue_item`, …
    pub entity: String,
    pub entity_id: Uuid,
    /// `create`, `update` or `delete`.
    pub op: &'static str,
}

/// What changes, as it happens. An event `reset` says that changes were missed: read anew. An event `call` is for the
/// agent of that call alone, and carries what `GET /api/v1/calls/current` answers.
#[utoipa::path(get, path = "/api/v1/events", tag = "operations", operation_id = "stream_events",
    params(("Last-Event-ID" = Option<i64>, Header, description = "The last revision seen; the stream goes on from there")),
    responses((status = 200, description = "A stream of `change`, `call` and `reset` events", body = ChangeView, content_type = "text/event-stream")))]
pub async fn stream_events(
    State(app): State<App>,
    caller: Caller,
    session: Option<CurrentSession>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<SseEvent, Infallible>>>, Problem> {
    let last_seen = headers.get("last-event-id").and_then(|value| value.to_str().ok()?.trim().parse::<i64>().ok());
    let (sender, receiver) = tokio::sync::mpsc::channel(LISTENER_BUFFER);
    let listener =
        Listener { actor: caller.actor, session_id: session.map(|CurrentSession(session)| session.session_id) };
    tokio::spawn(async move {
        // Ends when the listener hangs up or the service stops.
        let _ = feed(app, listener, last_seen, sender).await;
    });
    Ok(Sse::new(ReceiverStream::new(receiver)).keep_alive(KeepAlive::new().interval(HEARTBEAT)))
}

type Sender = tokio::sync::mpsc::Sender<Result<SseEvent, Infallible>>;

/// Who listens. The right to may end while the stream goes on.
struct Listener {
    actor: Actor,
    session_id: Option<SessionId>,
}

impl Listener {
    /// Whether the change is about the listener's own session, user or key.
    fn is_meant_by(&self, change: &Change) -> bool {
        let own = [self.actor.id(), self.session_id.map(|id| id.0)];
        own.contains(&Some(change.entity_id))
    }

    /// `None` when the listener is no longer let in, or nobody can tell.
    async fn still_let_in(&self, app: &App) -> Option<()> {
        let let_in = app.accounts.is_let_in(&self.actor, self.session_id).await.ok()?;
        let_in.then_some(())
    }
}

async fn feed(app: App, listener: Listener, last_seen: Option<i64>, sender: Sender) -> Option<()> {
    let actor = &listener.actor;
    let mut recheck = tokio::time::interval(RECHECK);
    // Subscribed before replaying: what happens meanwhile waits in the buffer.
    let mut events = app.live.subscribe();
    let start = app.live.applied();
    let mut sent = last_seen.unwrap_or(start).min(start);
    if sent < start {
        sent = replay(&app, actor, sent, start, &sender).await?;
    } else {
        sender.send(Ok(SseEvent::default().id(sent.to_string()).event("hello").data("{}"))).await.ok()?;
    }
    loop {
        tokio::select! {
            event = events.next() => match event? {
                Event::Changed(change) if change.revision > sent => {
                    sent = change.revision;
                    if listener.is_meant_by(&change) {
                        listener.still_let_in(&app).await?;
                    }
                    if may_see(actor, &change) {
                        send(&app, actor, &sender, &change).await?;
                    }
                }
                Event::Changed(_) => {}
                Event::Missed => {
                    sent = app.live.applied();
                    send_reset(&sender, sent).await?;
                }
            },
            _ = recheck.tick() => listener.still_let_in(&app).await?,
            () = sender.closed() => return None,
            () = app.until_stopping() => return None,
        }
    }
}

/// Sends what happened after `seen` up to `until`; one `reset` instead when that is too much or no longer known.
async fn replay(app: &App, actor: &Actor, seen: i64, until: i64, sender: &Sender) -> Option<i64> {
    let oldest = app.store.oldest_change().await.ok()?.unwrap_or(until + 1);
    if oldest > seen + 1 || until - seen > REPLAY_MAX {
        send_reset(sender, until).await?;
        return Some(until);
    }
    let changes = app.store.changes_after(seen, REPLAY_MAX).await.ok()?;
    let seen: Vec<&Change> =
        changes.iter().filter(|change| change.revision <= until && may_see(actor, change)).collect();
    for (index, change) in seen.iter().enumerate() {
        // A call is told as it is now: once, at its last change.
        let is_told_later =
            change.entity == calls::ENTITY && seen[index + 1..].iter().any(|later| later.entity_id == change.entity_id);
        if !is_told_later {
            send(app, actor, sender, change).await?;
        }
    }
    Some(until)
}

/// What is for one user alone is for nobody else, whoever that is. Who works here, and with which keys, is for those who manage them. Those who see some customers are told of none:
/// the log does not say whose they are.
fn may_see(actor: &Actor, change: &Change) -> bool {
    if change.audience.is_some() {
        return change.audience == actor.user_id().map(|user| user.0);
    }
    match change.entity.as_str() {
        "outlet" | "service" => true,
        "customer" | "timeline" | "queue_item" | "case" | "order" => CustomerSight::of(actor).whose == Whose::Everybody,
        "import" => actor.may(Permission::ImportsManage),
        _ => actor.may(Permission::UsersManage),
    }
}

async fn send(app: &App, actor: &Actor, sender: &Sender, change: &Change) -> Option<()> {
    if change.entity == calls::ENTITY {
        send_call(app, actor, sender, change).await
    } else {
        send_change(sender, change).await
    }
}

/// The call with who it is and the card, so that the screen needs no second question.
async fn send_call(app: &App, actor: &Actor, sender: &Sender, change: &Change) -> Option<()> {
    let Some(call) = app.store.find_call(CallId(change.entity_id)).await.ok()? else { return Some(()) };
    let view = call_view(app, &call, actor).await.ok()?;
    let event = SseEvent::default().id(change.revision.to_string()).event("call").json_data(view).ok()?;
    sender.send(Ok(event)).await.ok()
}

async fn send_change(sender: &Sender, change: &Change) -> Option<()> {
    let view = ChangeView {
        revision: change.revision,
        entity: change.entity.clone(),
        entity_id: change.entity_id,
        op: change.op.code(),
    };
    let event = SseEvent::default().id(change.revision.to_string()).event("change").json_data(view).ok()?;
    sender.send(Ok(event)).await.ok()
}

async fn send_reset(sender: &Sender, revision: i64) -> Option<()> {
    let event = SseEvent::default().id(revision.to_string()).event("reset").data("{}");
    sender.send(Ok(event)).await.ok()
}
