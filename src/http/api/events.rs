//! Changes as server-sent events: `id` is the revision, and `Last-Event-ID` resumes without a gap.
//!
//! A call is told the moment it is known, before changes of lower revisions that are still being collected; so it has
//! no id of its own, and whoever loses the connection right then is told of it again.

mod frames;

use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use tokio::time::{Instant, interval_at};
use tokio_stream::wrappers::ReceiverStream;
use utoipa::ToSchema;
use uuid::Uuid;

use self::frames::ChangeSight;
use super::calls::call_view;
use crate::app::App;
use crate::domain::actor::Actor;
use crate::domain::ids::{CallId, SessionId};
use crate::http::auth::CurrentSession;
use crate::http::context::Caller;
use crate::live::{Batch, Event, Personal};
use crate::store::{Change, calls};

/// Proxies drop connections that are silent for long.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Changes replayed to a listener that comes back; one further behind is told to start over.
const REPLAY_MAX: i64 = 10_000;

/// Sessions and keys that expire are noticed at the next look; those that are ended, at once.
const RECHECK: Duration = Duration::from_secs(30);

/// Texts that wait for a slow listener.
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
) -> Response {
    let last_seen = headers.get("last-event-id").and_then(|value| value.to_str().ok()?.trim().parse::<i64>().ok());
    let (sender, receiver) = tokio::sync::mpsc::channel(LISTENER_BUFFER);
    let sight = ChangeSight::of(&caller.actor);
    let session_id = session.map(|CurrentSession(session)| session.session_id);
    let feed = Feed { app, actor: caller.actor, session_id, sight, sender, sent: 0 };
    // Ends when the listener hangs up or the service stops.
    tokio::spawn(async move { feed.run(last_seen).await });
    let headers = [(CONTENT_TYPE, "text/event-stream"), (CACHE_CONTROL, "no-cache")];
    (headers, Body::from_stream(ReceiverStream::new(receiver))).into_response()
}

type Sender = tokio::sync::mpsc::Sender<Result<Bytes, Infallible>>;

/// One open stream. The right to listen may end while it goes on.
struct Feed {
    app: App,
    actor: Actor,
    session_id: Option<SessionId>,
    sight: ChangeSight,
    sender: Sender,
    /// Every change that is for all was told up to this revision.
    sent: i64,
}

impl Feed {
    async fn run(mut self, last_seen: Option<i64>) -> Option<()> {
        let mut recheck = tokio::time::interval(RECHECK);
        let mut heartbeat = interval_at(Instant::now() + HEARTBEAT, HEARTBEAT);
        // Listening before replaying: what happens meanwhile waits in the buffer.
        let mut events = self.app.live.listen(self.actor.user_id());
        let start = self.app.live.applied();
        let seen = last_seen.unwrap_or(start).min(start);
        if seen < start {
            self.replay(seen, start).await?;
        } else {
            self.send(frames::event(Some(start), "hello", "{}")).await?;
        }
        self.sent = start;
        loop {
            tokio::select! {
                event = events.next() => match event? {
                    Event::Batch(batch) => self.tell(&batch).await?,
                    Event::Personal(personal) if personal.change.revision > start => self.tell_alone(&personal).await?,
                    Event::Personal(_) => {}
                    Event::Missed => self.reset(self.app.live.applied()).await?,
                },
                _ = recheck.tick() => self.still_let_in().await?,
                _ = heartbeat.tick() => self.send(Bytes::from_static(b":\n\n")).await?,
                () = self.sender.closed() => return None,
                () = self.app.until_stopping() => return None,
            }
        }
    }

    async fn tell(&mut self, batch: &Batch) -> Option<()> {
        let sent = self.sent.max(batch.last_revision());
        let frame = if batch.first_revision() > self.sent {
            batch.form(self.sight.form(), |changes| self.sight.frame(changes))
        } else {
            // Collected while the stream opened: the beginning is told already.
            let from = batch.changes.partition_point(|change| change.revision <= self.sent);
            self.sight.frame(&batch.changes[from..])
        };
        self.sent = sent;
        if batch.changes.iter().any(|change| self.is_own(change.entity_id)) {
            self.still_let_in().await?;
        }
        if frame.is_empty() { Some(()) } else { self.send(frame).await }
    }

    /// Whether that is the listener's own session, user or key.
    fn is_own(&self, id: Uuid) -> bool {
        self.actor.id() == Some(id) || self.session_id.is_some_and(|session| session.0 == id)
    }

    async fn tell_alone(&self, personal: &Personal) -> Option<()> {
        let frame = personal.form.get_or_init(|| self.frame_alone(&personal.change, None)).await;
        match frame {
            Some(frame) => self.send(frame.clone()).await,
            None => Some(()),
        }
    }

    /// The call with who it is and the card, so that the screen needs no second question.
    async fn frame_alone(&self, change: &Change, id: Option<i64>) -> Option<Bytes> {
        if change.entity != calls::ENTITY {
            return Some(frames::change(change));
        }
        let call = self.app.store.find_call(CallId(change.entity_id)).await.ok()??;
        let view = call_view(&self.app, &call, &self.actor).await.ok()?;
        Some(frames::event(id, "call", &serde_json::to_string(&view).ok()?))
    }

    /// Sends what happened after `seen` up to `until`; one `reset` instead when that is too much or no longer known.
    async fn replay(&mut self, seen: i64, until: i64) -> Option<()> {
        let oldest = self.app.store.oldest_change().await.ok()?.unwrap_or(until + 1);
        if oldest > seen + 1 || until - seen > REPLAY_MAX {
            return self.reset(until).await;
        }
        let changes = self.app.store.changes_after(seen, REPLAY_MAX).await.ok()?;
        let seen: Vec<&Change> =
            changes.iter().filter(|change| change.revision <= until && self.may_see(change)).collect();
        for (index, change) in seen.iter().enumerate() {
            // A call is told as it is now: once, at its last change.
            let is_told_later = change.entity == calls::ENTITY
                && seen[index + 1..].iter().any(|later| later.entity_id == change.entity_id);
            let frame = match change.audience {
                _ if is_told_later => None,
                Some(_) => self.frame_alone(change, Some(change.revision)).await,
                None => Some(frames::change(change)),
            };
            if let Some(frame) = frame {
                self.send(frame).await?;
            }
        }
        Some(())
    }

    /// What is for one user alone is for nobody else, whoever that is.
    fn may_see(&self, change: &Change) -> bool {
        match change.audience {
            Some(audience) => self.actor.user_id().is_some_and(|user| user.0 == audience),
            None => self.sight.reaches(change),
        }
    }

    /// Tells the listener to read anew.
    async fn reset(&mut self, revision: i64) -> Option<()> {
        self.sent = revision;
        self.send(frames::event(Some(revision), "reset", "{}")).await
    }

    /// `None` when the listener is no longer let in, or nobody can tell.
    async fn still_let_in(&self) -> Option<()> {
        let let_in = self.app.accounts.is_let_in(&self.actor, self.session_id).await.ok()?;
        let_in.then_some(())
    }

    async fn send(&self, frame: Bytes) -> Option<()> {
        self.sender.send(Ok(frame)).await.ok()
    }
}
