//! Writes down what was heard, in its order, and tries again while the database is busy.

use std::collections::BTreeSet;
use std::time::Duration;

use tokio::sync::mpsc;

use crate::clock::Clock;
use crate::domain::call::{Call, CallEvent, CallEventKind};
use crate::service::record_call_event::{RecordCallError, record_call_event};
use crate::store::{Author, Store, StoreError};
use crate::units::{Seconds, Timestamp};

/// A database that is gone for longer has lost more than calls.
const TRIES: u32 = 6;
const PAUSE: Duration = Duration::from_millis(500);
/// A call that began earlier than this is not looked for.
const LIVE_FOR: Seconds = Seconds::hours(24);
/// A call younger than this may not have been on the list yet.
const SETTLED_AFTER: Seconds = Seconds::minutes(1);

/// What a link has heard.
#[derive(Debug)]
pub(super) enum Heard {
    Event(CallEvent),
    /// These calls of the system go on; no others do.
    LiveCalls {
        provider: String,
        live: BTreeSet<String>,
        at: Timestamp,
    },
}

/// Writes until the link is gone.
pub(super) async fn keep_recording(store: Store, clock: Clock, region: String, mut heard: mpsc::Receiver<Heard>) {
    while let Some(heard) = heard.recv().await {
        match heard {
            Heard::Event(event) => record(&store, &clock, &region, event).await,
            Heard::LiveCalls { provider, live, at } => {
                for call in forgotten(&store, &provider, &live, at).await {
                    record(&store, &clock, &region, ended_unheard(&call, at)).await;
                }
            }
        }
    }
}

async fn record(store: &Store, clock: &Clock, region: &str, event: CallEvent) {
    let system = event.provider.clone();
    for attempt in 1..=TRIES {
        let author = Author::hook(&event.provider, &event.event_id, clock.now());
        match record_call_event(store, author, event.clone(), region).await {
            Ok(_) => {
                metrics::counter!("blisko_telephone_events_total", "system" => system, "outcome" => "recorded")
                    .increment(1);
                return;
            }
            Err(RecordCallError::Store(error)) if attempt < TRIES => {
                tracing::warn!(%system, %error, "Could not record a call's event, trying again: {error}");
                tokio::time::sleep(PAUSE * attempt).await;
            }
            Err(error) => {
                tracing::error!(%system, %error, "A call's event is lost: {error}");
                break;
            }
        }
    }
    metrics::counter!("blisko_telephone_events_total", "system" => system, "outcome" => "lost").increment(1);
}

/// Calls that we hold for live and the system does not: they ended while nobody listened.
async fn forgotten(store: &Store, provider: &str, live: &BTreeSet<String>, at: Timestamp) -> Vec<Call> {
    let found: Result<Vec<Call>, StoreError> = store.live_calls(provider, at - LIVE_FOR, at - SETTLED_AFTER).await;
    let calls = found.unwrap_or_else(|error| {
        tracing::warn!(system = %provider, %error, "Could not look for calls that have ended: {error}");
        Vec::new()
    });
    calls.into_iter().filter(|call| !live.contains(&call.provider_call_id)).collect()
}

fn ended_unheard(call: &Call, at: Timestamp) -> CallEvent {
    CallEvent {
        provider: call.provider.clone(),
        call_id: call.provider_call_id.clone(),
        event_id: format!("ended-{}-unheard", call.provider_call_id),
        kind: CallEventKind::Ended,
        direction: call.course.direction,
        at,
        number: String::new(),
        line: String::new(),
        agent_login: String::new(),
    }
}
