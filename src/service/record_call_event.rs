//! What a switchboard tells about a call: kept, folded into the call, and told to the agent, in one transaction.
//!
//! Whoever calls is looked up before the transaction begins, so that the writer is not kept waiting. An event that
//! was told before changes nothing. The call has one line on the timeline from its first event on: a browser that
//! dies in the middle of it loses nothing.

use chrono::NaiveDate;
use chrono_tz::Tz;
use thiserror::Error;

use crate::domain::call::{Call, CallCourse, CallEvent, CallEventKind, CallState, Caller, EVENTS_MAX};
use crate::domain::ids::{CallId, InteractionId, QueueItemId};
use crate::domain::interaction::{Channel, Direction, Interaction, InteractionDraft};
use crate::domain::opening_hours::local_date;
use crate::domain::queue::{CALL_BACK_WITHIN, QueueItem, QueueKind};
use crate::domain::user::fold_login_name;
use crate::domain::validation::{FieldError, ValidationError};
use crate::service::identify_caller::{Identity, identify_caller};
use crate::store::{Author, Op, Store, StoreError, Tx};

/// By whose calendar a number of a customer holds or has ceased to.
const ZONE: Tz = chrono_tz::Europe::Warsaw;

/// The outcome of a call that nobody answered, on the timeline.
pub const MISSED: &str = "missed";

#[derive(Debug, Error)]
pub enum RecordCallError {
    #[error(transparent)]
    Invalid(#[from] ValidationError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The call after the event.
#[derive(Clone, Debug)]
pub struct RecordedCall {
    pub call: Call,
    /// False when the event was told before.
    pub applied: bool,
    /// Of the last change; `None` when nothing changed.
    pub revision: Option<i64>,
}

/// Takes one event. `region` is where numbers without a country code are from.
pub async fn record_call_event(
    store: &Store,
    author: Author,
    event: CallEvent,
    region: &str,
) -> Result<RecordedCall, RecordCallError> {
    let event = event.validate()?;
    let day = local_date(ZONE, author.at).unwrap_or(NaiveDate::MAX);
    let identity = identify(store, &event, region, day).await?;
    match write(store, author.clone(), &event, &identity).await {
        // Two deliveries of a call's first event at the same moment: the slower one finds the call now.
        Err(RecordCallError::Store(StoreError::Duplicate { .. })) => {}
        written => return written,
    }
    match write(store, author.clone(), &event, &identity).await {
        Err(RecordCallError::Store(StoreError::Duplicate { .. })) => told_of_another_call(store, author, &event).await,
        written => written,
    }
}

/// The event was told before, of another call: this one stays as it is.
async fn told_of_another_call(
    store: &Store,
    author: Author,
    event: &CallEvent,
) -> Result<RecordedCall, RecordCallError> {
    let mut tx = store.begin(author).await?;
    let known = tx.find_call_of(&event.provider, &event.call_id).await?;
    tx.rollback().await?;
    let message = "another call has an event with this id already";
    let taken = || ValidationError(vec![FieldError::new("/event_id", "taken", message)]);
    let call = known.ok_or_else(taken)?;
    Ok(RecordedCall { call, applied: false, revision: None })
}

/// `None` where the event says nothing about the number.
async fn identify(
    store: &Store,
    event: &CallEvent,
    region: &str,
    day: NaiveDate,
) -> Result<Option<Identity>, StoreError> {
    if event.number.is_empty() && event.kind != CallEventKind::Ringing {
        return Ok(None);
    }
    identify_caller(store, &event.number, region, day).await.map(Some)
}

async fn write(
    store: &Store,
    author: Author,
    event: &CallEvent,
    identity: &Option<Identity>,
) -> Result<RecordedCall, RecordCallError> {
    let mut tx = store.begin(author).await?;
    let call = match tx.find_call_of(&event.provider, &event.call_id).await? {
        Some(before) => {
            let events = tx.events_of(&before).await?;
            if events.iter().any(|known| known.event_id == event.event_id) {
                tx.rollback().await?;
                return Ok(RecordedCall { call: before, applied: false, revision: None });
            }
            go_on(&mut tx, before, events, event, identity).await?
        }
        None => begin(&mut tx, event, identity).await?,
    };
    keep_timeline(&mut tx, &call).await?;
    keep_queue(&mut tx, &call).await?;
    let revision = tx.commit().await?.revision;
    Ok(RecordedCall { call, applied: true, revision })
}

async fn begin(tx: &mut Tx, event: &CallEvent, identity: &Option<Identity>) -> Result<Call, RecordCallError> {
    let course = CallCourse::of(std::slice::from_ref(event)).expect("one event is a course");
    let at = tx.author().at;
    let mut call = Call {
        id: CallId::generate(),
        provider: event.provider.clone(),
        provider_call_id: event.call_id.clone(),
        agent: tx.agent_of_login(&fold_login_name(&course.agent_login)).await?,
        course,
        e164: String::new(),
        extension: String::new(),
        caller: Caller::None,
        customer: None,
        contact: None,
        wrapped_up_at: None,
        version: 1,
        created_at: at,
        updated_at: at,
    };
    name_caller(&mut call, identity);
    tx.insert_call(&call).await?;
    tx.insert_event(call.id, event).await?;
    tx.record_call(call.id, &[call.agent], Op::Create).await?;
    Ok(call)
}

async fn go_on(
    tx: &mut Tx,
    before: Call,
    mut events: Vec<CallEvent>,
    event: &CallEvent,
    identity: &Option<Identity>,
) -> Result<Call, RecordCallError> {
    if events.len() >= EVENTS_MAX {
        let message = format!("this call has {EVENTS_MAX} events already");
        return Err(ValidationError(vec![FieldError::new("/call_id", "too_many", message)]).into());
    }
    events.push(event.clone());
    let course = CallCourse::of(&events).expect("there are events");
    let is_first_number = course.number == event.number && course.number != before.course.number;
    let is_same_agent = course.agent_login == before.course.agent_login && before.agent.is_some();
    let mut call = Call {
        agent: match before.agent.filter(|_| is_same_agent) {
            Some(agent) => Some(agent),
            None => tx.agent_of_login(&fold_login_name(&course.agent_login)).await?,
        },
        course,
        version: before.version + 1,
        updated_at: tx.author().at,
        ..before.clone()
    };
    if is_first_number || (call.course.number.is_empty() && event.kind == CallEventKind::Ringing) {
        name_caller(&mut call, identity);
    }
    tx.insert_event(call.id, event).await?;
    tx.update_call(&call).await?;
    tx.record_call(call.id, &[call.agent, before.agent], Op::Update).await?;
    Ok(call)
}

/// Writes down who it is. Whom the agent has named stays.
fn name_caller(call: &mut Call, identity: &Option<Identity>) {
    let Some(identity) = identity else { return };
    let number = identity.number.as_ref();
    call.e164 = number.map(|number| number.e164.clone()).unwrap_or_default();
    call.extension = number.and_then(|number| number.extension.clone()).unwrap_or_default();
    call.caller = identity.caller;
    if call.customer.is_none() && identity.caller == Caller::One {
        call.customer = identity.candidates.first().copied();
        call.contact = identity.contact;
    }
}

/// The one line that a call has on the timeline, made or brought up to date.
async fn keep_timeline(tx: &mut Tx, call: &Call) -> Result<(), StoreError> {
    let at = tx.author().at;
    let Some(before) = tx.interaction_of_call(call.id).await? else {
        let draft = timeline_draft(call, InteractionDraft::new(Channel::Phone, call.course.direction, at));
        let id = InteractionId::generate();
        let line = Interaction { id, version: 1, created_at: at, updated_at: at, draft };
        return tx.insert_interactions(&[line]).await;
    };
    let draft = timeline_draft(call, before.draft.clone());
    if draft == before.draft {
        return Ok(());
    }
    let expected = before.version;
    tx.update_interaction(&Interaction { draft, version: expected + 1, updated_at: at, ..before }, expected).await
}

fn timeline_draft(call: &Call, mut draft: InteractionDraft) -> InteractionDraft {
    let course = &call.course;
    draft.call = Some(call.id);
    draft.direction = course.direction;
    draft.at = course.began_at;
    draft.agent = call.agent;
    draft.duration = course.duration();
    draft.customer = draft.customer.or(call.customer);
    draft.contact = draft.contact.or(call.contact);
    if course.state == CallState::Missed && draft.outcome.is_empty() {
        draft.outcome = MISSED.to_owned();
    } else if course.state != CallState::Missed && draft.outcome == MISSED {
        draft.outcome.clear();
    }
    draft
}

/// A missed call waits until somebody calls back; one that was answered after all waits no longer.
async fn keep_queue(tx: &mut Tx, call: &Call) -> Result<(), StoreError> {
    let waiting = tx.queue_item_of(call.id.0).await?;
    let is_missed = call.course.state == CallState::Missed && call.course.direction == Direction::Inbound;
    match waiting {
        None if is_missed => {
            let since = call.course.began_at;
            let item = QueueItem {
                id: QueueItemId::generate(),
                kind: QueueKind::MissedCall,
                subject: call.id.0,
                customer: call.customer,
                note: String::new(),
                waiting_since: since,
                due_at: since + CALL_BACK_WITHIN,
                taken: None,
                done_at: None,
                version: 1,
            };
            tx.insert_queue_item(&item).await
        }
        Some(item) if !is_missed && item.done_at.is_none() => {
            let done = QueueItem { done_at: Some(tx.author().at), version: item.version + 1, ..item };
            tx.update_queue_item(&done, "answered").await
        }
        _ => Ok(()),
    }
}
