//! Calls and what the switchboards told about them.

use sqlx::FromRow;
use uuid::Uuid;

use super::{Op, Store, StoreError, Tx, on, on_tx};
use crate::domain::call::{Call, CallCourse, CallEvent, CallEventKind, CallState, Caller, EVENTS_MAX};
use crate::domain::ids::{CallId, ContactId, CustomerId, UserId};
use crate::domain::interaction::Direction;
use crate::units::Timestamp;

/// Name of this kind of record in `change`; each change is for one agent alone.
pub const ENTITY: &str = "call";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, provider, provider_call_id, direction, state, number_text, e164, extension, line, \
             agent_login, agent_id, caller, customer_id, contact_id, began_at_ms, answered_at_ms, ended_at_ms, \
             wrapped_up_at_ms, version, created_at_ms, updated_at_ms from phone_call ",
            $rest
        )
    };
}

#[derive(FromRow)]
struct CallRow {
    id: Uuid,
    provider: String,
    provider_call_id: String,
    direction: String,
    state: String,
    number_text: String,
    e164: String,
    extension: String,
    line: String,
    agent_login: String,
    agent_id: Option<Uuid>,
    caller: String,
    customer_id: Option<Uuid>,
    contact_id: Option<Uuid>,
    began_at_ms: i64,
    answered_at_ms: Option<i64>,
    ended_at_ms: Option<i64>,
    wrapped_up_at_ms: Option<i64>,
    version: i64,
    created_at_ms: i64,
    updated_at_ms: i64,
}

#[derive(FromRow)]
struct EventRow {
    event_id: String,
    kind: String,
    at_ms: i64,
    number_text: String,
    line: String,
    agent_login: String,
}

impl Store {
    pub async fn find_call(&self, id: CallId) -> Result<Option<Call>, StoreError> {
        let row: Option<CallRow> =
            on!(self, db => sqlx::query_as(select!("where id = $1")).bind(id.0).fetch_optional(db).await)?;
        row.map(CallRow::into_call).transpose()
    }

    /// The call that the agent has on the line, else the last one that is not wrapped up; none that began before
    /// `since`.
    pub async fn current_call(&self, agent: UserId, since: Timestamp) -> Result<Option<Call>, StoreError> {
        let row: Option<CallRow> = on!(self, db => sqlx::query_as(select!(
            "where agent_id = $1 and began_at_ms >= $2 and wrapped_up_at_ms is null \
             order by case when ended_at_ms is null then 0 else 1 end, began_at_ms desc limit 1"
        )).bind(agent.0).bind(since.0).fetch_optional(db).await)?;
        row.map(CallRow::into_call).transpose()
    }

    /// Calls of a telephone system that have not ended, of those that began in this span; at most 1,000, old first.
    pub async fn live_calls(&self, provider: &str, from: Timestamp, until: Timestamp) -> Result<Vec<Call>, StoreError> {
        let rows: Vec<CallRow> = on!(self, db => sqlx::query_as(select!(
            "where provider = $1 and began_at_ms between $2 and $3 and ended_at_ms is null \
             order by began_at_ms limit 1000"
        )).bind(provider).bind(from.0).bind(until.0).fetch_all(db).await)?;
        rows.into_iter().map(CallRow::into_call).collect()
    }
}

impl Tx {
    /// The call of that name; nobody else writes it until the end.
    pub async fn find_call_of(&mut self, provider: &str, call_id: &str) -> Result<Option<Call>, StoreError> {
        let text = if self.is_sqlite() {
            select!("where provider_call_id = $1 and provider = $2")
        } else {
            select!("where provider_call_id = $1 and provider = $2 for update")
        };
        let row: Option<CallRow> = on_tx!(self, db => sqlx::query_as(text)
            .bind(call_id).bind(provider).fetch_optional(db).await)?;
        row.map(CallRow::into_call).transpose()
    }

    pub async fn find_call(&mut self, id: CallId) -> Result<Option<Call>, StoreError> {
        let row: Option<CallRow> =
            on_tx!(self, db => sqlx::query_as(select!("where id = $1")).bind(id.0).fetch_optional(db).await)?;
        row.map(CallRow::into_call).transpose()
    }

    /// What was told about the call, in the order of its own times; at most `EVENTS_MAX`.
    pub async fn events_of(&mut self, call: &Call) -> Result<Vec<CallEvent>, StoreError> {
        let rows: Vec<EventRow> = on_tx!(self, db => sqlx::query_as(
            "select event_id, kind, at_ms, number_text, line, agent_login from call_event where call_id = $1 \
             order by at_ms, event_id limit $2",
        ).bind(call.id.0).bind(EVENTS_MAX as i64).fetch_all(db).await)?;
        rows.into_iter().map(|row| row.into_event(call)).collect()
    }

    /// The call must be there.
    pub async fn insert_event(&mut self, call: CallId, event: &CallEvent) -> Result<(), StoreError> {
        let now = self.author().at;
        on_tx!(self, db => sqlx::query(
            "insert into call_event (provider, event_id, call_id, kind, at_ms, number_text, line, agent_login, \
             created_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(&event.provider).bind(&event.event_id).bind(call.0).bind(event.kind.code()).bind(event.at.0)
        .bind(&event.number).bind(&event.line).bind(&event.agent_login).bind(now.0).execute(db).await.map(drop))?;
        Ok(())
    }

    pub async fn insert_call(&mut self, call: &Call) -> Result<(), StoreError> {
        let course = &call.course;
        on_tx!(self, db => sqlx::query(
            "insert into phone_call (id, provider, provider_call_id, direction, state, number_text, e164, extension, \
             line, agent_login, agent_id, caller, customer_id, contact_id, began_at_ms, answered_at_ms, ended_at_ms, \
             version, created_at_ms, updated_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, \
             $14, $15, $16, $17, $18, $19, $20)",
        )
        .bind(call.id.0).bind(&call.provider).bind(&call.provider_call_id).bind(course.direction.code())
        .bind(course.state.code()).bind(&course.number).bind(&call.e164).bind(&call.extension).bind(&course.line)
        .bind(&course.agent_login).bind(call.agent.map(|id| id.0)).bind(call.caller.code())
        .bind(call.customer.map(|id| id.0)).bind(call.contact.map(|id| id.0)).bind(course.began_at.0)
        .bind(course.answered_at.map(|at| at.0)).bind(course.ended_at.map(|at| at.0)).bind(call.version)
        .bind(call.created_at.0).bind(call.updated_at.0).execute(db).await.map(drop))?;
        Ok(())
    }

    /// Replaces the call as it stands in this transaction.
    pub async fn update_call(&mut self, call: &Call) -> Result<(), StoreError> {
        let course = &call.course;
        on_tx!(self, db => sqlx::query(
            "update phone_call set direction = $2, state = $3, number_text = $4, e164 = $5, extension = $6, line = $7, \
             agent_login = $8, agent_id = $9, caller = $10, customer_id = $11, contact_id = $12, began_at_ms = $13, \
             answered_at_ms = $14, ended_at_ms = $15, wrapped_up_at_ms = $16, version = $17, updated_at_ms = $18 \
             where id = $1",
        )
        .bind(call.id.0).bind(course.direction.code()).bind(course.state.code()).bind(&course.number)
        .bind(&call.e164).bind(&call.extension).bind(&course.line).bind(&course.agent_login)
        .bind(call.agent.map(|id| id.0)).bind(call.caller.code()).bind(call.customer.map(|id| id.0))
        .bind(call.contact.map(|id| id.0)).bind(course.began_at.0).bind(course.answered_at.map(|at| at.0))
        .bind(course.ended_at.map(|at| at.0)).bind(call.wrapped_up_at.map(|at| at.0)).bind(call.version)
        .bind(call.updated_at.0).execute(db).await.map(drop))?;
        Ok(())
    }

    /// Tells these agents, and nobody else, that the call looks different now.
    pub async fn record_call(&mut self, call: CallId, agents: &[Option<UserId>], op: Op) -> Result<(), StoreError> {
        for (index, agent) in agents.iter().enumerate() {
            if let Some(agent) = agent.filter(|_| !agents[..index].contains(agent)) {
                self.record_for(agent.0, ENTITY, call.0, op).await?;
            }
        }
        Ok(())
    }

    /// The user of that login name who may sign in.
    pub async fn agent_of_login(&mut self, login_name: &str) -> Result<Option<UserId>, StoreError> {
        let id: Option<Uuid> = on_tx!(self, db => sqlx::query_scalar(
            "select id from user_account where login_name = $1 and disabled = $2",
        ).bind(login_name).bind(false).fetch_optional(db).await)?;
        Ok(id.map(UserId))
    }
}

impl CallRow {
    fn into_call(self) -> Result<Call, StoreError> {
        let corrupt = |problem: &str| corrupt(self.id, problem);
        let course = CallCourse {
            state: CallState::from_code(&self.state).ok_or_else(|| corrupt("state"))?,
            direction: Direction::from_code(&self.direction).ok_or_else(|| corrupt("direction"))?,
            began_at: Timestamp(self.began_at_ms),
            answered_at: self.answered_at_ms.map(Timestamp),
            ended_at: self.ended_at_ms.map(Timestamp),
            number: self.number_text,
            line: self.line,
            agent_login: self.agent_login,
        };
        Ok(Call {
            id: CallId(self.id),
            caller: Caller::from_code(&self.caller).ok_or_else(|| corrupt("caller"))?,
            provider: self.provider,
            provider_call_id: self.provider_call_id,
            course,
            e164: self.e164,
            extension: self.extension,
            agent: self.agent_id.map(UserId),
            customer: self.customer_id.map(CustomerId),
            contact: self.contact_id.map(ContactId),
            wrapped_up_at: self.wrapped_up_at_ms.map(Timestamp),
            version: self.version,
            created_at: Timestamp(self.created_at_ms),
            updated_at: Timestamp(self.updated_at_ms),
        })
    }
}

impl EventRow {
    fn into_event(self, call: &Call) -> Result<CallEvent, StoreError> {
        Ok(CallEvent {
            provider: call.provider.clone(),
            call_id: call.provider_call_id.clone(),
            event_id: self.event_id,
            kind: CallEventKind::from_code(&self.kind).ok_or_else(|| corrupt(call.id.0, "call_event.kind"))?,
            direction: call.course.direction,
            at: Timestamp(self.at_ms),
            number: self.number_text,
            line: self.line,
            agent_login: self.agent_login,
        })
    }
}

fn corrupt(id: Uuid, problem: &str) -> StoreError {
    StoreError::CorruptRow { entity: ENTITY, id: id.to_string(), problem: problem.to_owned() }
}
