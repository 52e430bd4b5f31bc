//! A telephone system in a few lines: lets an agent's telephone ring, to see the desk at work before the real one
//! is connected. The events take the way of a switchboard's, so the call is in the timeline afterwards.

use std::time::Duration;

use uuid::Uuid;

use crate::clock::Clock;
use crate::domain::call::{CallEvent, CallEventKind};
use crate::domain::interaction::Direction;
use crate::service::record_call_event::{RecordCallError, RecordedCall, record_call_event};
use crate::store::{Author, Store};

/// Name of the switchboard in calls that nobody made.
pub const PROVIDER: &str = "simulator";

/// A call that is to ring.
#[derive(Clone, Debug)]
pub struct SimulatedCall {
    id: String,
    /// In any notation; `anonymous` for a withheld number.
    pub number: String,
    /// Our number that was called.
    pub line: String,
    /// Login name of the agent whose telephone rings.
    pub agent: String,
    /// Until the agent answers.
    pub rings_for: Duration,
    /// Until somebody hangs up.
    pub talks_for: Duration,
}

impl SimulatedCall {
    pub fn new(number: &str, line: &str, agent: &str, rings_for: Duration, talks_for: Duration) -> Self {
        let id = Uuid::now_v7().to_string();
        let (number, line, agent) = (number.to_owned(), line.to_owned(), agent.to_owned());
        Self { id, number, line, agent, rings_for, talks_for }
    }

    /// What happens, and how long until the next thing does.
    pub fn course(&self) -> [(CallEventKind, Duration); 3] {
        let (rings, talks) = (self.rings_for, self.talks_for);
        [(CallEventKind::Ringing, rings), (CallEventKind::Answered, talks), (CallEventKind::Ended, Duration::ZERO)]
    }

    /// Tells one thing that happens. `region` is where numbers without a country code are from.
    pub async fn tell(
        &self,
        store: &Store,
        clock: &Clock,
        region: &str,
        kind: CallEventKind,
    ) -> Result<RecordedCall, RecordCallError> {
        let (now, event_id) = (clock.now(), format!("{}-{}", self.id, kind.code()));
        let event = CallEvent {
            provider: PROVIDER.to_owned(),
            call_id: self.id.clone(),
            event_id: event_id.clone(),
            kind,
            direction: Direction::Inbound,
            at: now,
            number: self.number.clone(),
            line: self.line.clone(),
            agent_login: self.agent.clone(),
        };
        record_call_event(store, Author::hook(PROVIDER, &event_id, now), event, region).await
    }

    /// Tells the rest of the call in its time; the first thing has been told.
    pub async fn go_on(self, store: Store, clock: Clock, region: String) {
        tokio::time::sleep(self.rings_for).await;
        for (kind, pause) in self.course().into_iter().skip(1) {
            if let Err(error) = self.tell(&store, &clock, &region, kind).await {
                tracing::warn!(%error, "A simulated call broke off: {error}");
                return;
            }
            tokio::time::sleep(pause).await;
        }
    }
}
