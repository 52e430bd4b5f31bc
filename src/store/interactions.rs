//! Interactions: one by one, and the timeline of a customer, newest first.

use serde_json::json;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::audit::AuditEntry;
use super::{Op, Store, StoreError, Tx, on, on_tx};
use crate::domain::ids::{CallId, CaseId, ContactId, CustomerId, InteractionId, OrderId, OutletId, UserId};
use crate::domain::interaction::{Channel, Direction, Interaction, InteractionDraft};
use crate::geo::LonLat;
use crate::units::{Seconds, Timestamp};

/// Name of this kind of record in `audit`.
pub const ENTITY: &str = "interaction";
/// In `change`, with the customer's id: there is something new on that customer's timeline.
pub const TIMELINE: &str = "timeline";

/// SQLite allows 32,766 variables a statement; 22 a row.
const ROWS_PER_INSERT: usize = 1_000;

const COLUMNS: &str = "id, customer_id, contact_id, channel, direction, subject, body, at_ms, agent_id, outlet_id, \
     case_id, order_id, call_id, lon, lat, attachment, outcome, duration_s, version, created_at_ms, updated_at_ms";

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "select id, customer_id, contact_id, channel, direction, subject, body, at_ms, agent_id, outlet_id, \
             case_id, order_id, call_id, lon, lat, attachment, outcome, duration_s, version, created_at_ms, \
             updated_at_ms from interaction ",
            $rest
        )
    };
}

#[derive(FromRow)]
struct InteractionRow {
    id: Uuid,
    customer_id: Option<Uuid>,
    contact_id: Option<Uuid>,
    channel: String,
    direction: String,
    subject: String,
    body: String,
    at_ms: i64,
    agent_id: Option<Uuid>,
    outlet_id: Option<Uuid>,
    case_id: Option<Uuid>,
    order_id: Option<Uuid>,
    call_id: Option<Uuid>,
    lon: Option<f64>,
    lat: Option<f64>,
    attachment: String,
    outcome: String,
    duration_s: Option<i64>,
    version: i64,
    created_at_ms: i64,
    updated_at_ms: i64,
}

impl Store {
    pub async fn find_interaction(&self, id: InteractionId) -> Result<Option<Interaction>, StoreError> {
        let row: Option<InteractionRow> =
            on!(self, db => sqlx::query_as(select!("where id = $1")).bind(id.0).fetch_optional(db).await)?;
        row.map(InteractionRow::into_interaction).transpose()
    }

    /// A customer's interactions before `before` (its time and id), newest first; of these channels, or of all.
    pub async fn timeline_page(
        &self,
        customer_id: CustomerId,
        channels: &[Channel],
        before: Option<(Timestamp, Uuid)>,
        limit: i64,
    ) -> Result<Vec<Interaction>, StoreError> {
        let rows: Vec<InteractionRow> = on!(self, db => {
            let mut query = QueryBuilder::new("select ");
            query.push(COLUMNS).push(" from interaction where customer_id = ").push_bind(customer_id.0);
            if let Some((at, id)) = before {
                query.push(" and (at_ms, id) < (").push_bind(at.0).push(", ").push_bind(id).push(")");
            }
            if !channels.is_empty() {
                query.push(" and channel in (");
                let mut list = query.separated(", ");
                for channel in channels {
                    list.push_bind(channel.code());
                }
                query.push(")");
            }
            query.push(" order by at_ms desc, id desc limit ").push_bind(limit);
            query.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(InteractionRow::into_interaction).collect()
    }

    /// When these customers last had to do with us; those who never had are left out.
    pub async fn last_interactions(
        &self,
        customers: &[CustomerId],
    ) -> Result<Vec<(CustomerId, Timestamp)>, StoreError> {
        if customers.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<(Uuid, i64)> = on!(self, db => {
            let mut query =
                QueryBuilder::new("select customer_id, max(at_ms) from interaction where customer_id in (");
            let mut list = query.separated(", ");
            for customer in customers {
                list.push_bind(customer.0);
            }
            query.push(") group by customer_id");
            query.build_query_as().fetch_all(db).await
        })?;
        Ok(rows.into_iter().map(|(id, at_ms)| (CustomerId(id), Timestamp(at_ms))).collect())
    }
}

impl Tx {
    pub async fn find_interaction(&mut self, id: InteractionId) -> Result<Option<Interaction>, StoreError> {
        let row: Option<InteractionRow> =
            on_tx!(self, db => sqlx::query_as(select!("where id = $1")).bind(id.0).fetch_optional(db).await)?;
        row.map(InteractionRow::into_interaction).transpose()
    }

    /// The line of the timeline that a call has made.
    pub async fn interaction_of_call(&mut self, call: CallId) -> Result<Option<Interaction>, StoreError> {
        let row: Option<InteractionRow> =
            on_tx!(self, db => sqlx::query_as(select!("where call_id = $1")).bind(call.0).fetch_optional(db).await)?;
        row.map(InteractionRow::into_interaction).transpose()
    }

    /// Adds interactions; the timeline of each of their customers has something new, which is told once.
    pub async fn insert_interactions(&mut self, interactions: &[Interaction]) -> Result<(), StoreError> {
        for chunk in interactions.chunks(ROWS_PER_INSERT) {
            on_tx!(self, db => {
                let mut query = QueryBuilder::new("insert into interaction (");
                query.push(COLUMNS).push(") ");
                query.push_values(chunk, |mut row, interaction| {
                    let draft = &interaction.draft;
                    row.push_bind(interaction.id.0)
                        .push_bind(draft.customer.map(|id| id.0))
                        .push_bind(draft.contact.map(|id| id.0))
                        .push_bind(draft.channel.code())
                        .push_bind(draft.direction.code())
                        .push_bind(draft.subject.clone())
                        .push_bind(draft.body.clone())
                        .push_bind(draft.at.0)
                        .push_bind(draft.agent.map(|id| id.0))
                        .push_bind(draft.outlet.map(|id| id.0))
                        .push_bind(draft.case.map(|id| id.0))
                        .push_bind(draft.order.map(|id| id.0))
                        .push_bind(draft.call.map(|id| id.0))
                        .push_bind(draft.point.map(LonLat::lon))
                        .push_bind(draft.point.map(LonLat::lat))
                        .push_bind(draft.attachment.clone())
                        .push_bind(draft.outcome.clone())
                        .push_bind(draft.duration.map(|span| span.0))
                        .push_bind(interaction.version)
                        .push_bind(interaction.created_at.0)
                        .push_bind(interaction.updated_at.0);
                });
                query.build().execute(db).await.map(drop)
            })?;
        }
        let mut customers: Vec<CustomerId> = interactions.iter().filter_map(|each| each.draft.customer).collect();
        customers.sort_unstable();
        customers.dedup();
        if customers.is_empty() {
            return Ok(());
        }
        let changes: Vec<(Uuid, Op)> = customers.into_iter().map(|customer| (customer.0, Op::Update)).collect();
        self.record_many(TIMELINE, &changes).await.map(drop)
    }

    /// Replaces an interaction whose stored version is `expected`. A call's line may find its customer this way.
    pub async fn update_interaction(&mut self, interaction: &Interaction, expected: i64) -> Result<(), StoreError> {
        let draft = &interaction.draft;
        let updated = on_tx!(self, db => sqlx::query(
            "update interaction set customer_id = $3, contact_id = $4, channel = $5, direction = $6, subject = $7, \
             body = $8, at_ms = $9, agent_id = $10, outlet_id = $11, case_id = $12, order_id = $13, lon = $14, \
             lat = $15, attachment = $16, outcome = $17, duration_s = $18, version = $19, updated_at_ms = $20 \
             where id = $1 and version = $2",
        )
        .bind(interaction.id.0).bind(expected).bind(draft.customer.map(|id| id.0)).bind(draft.contact.map(|id| id.0))
        .bind(draft.channel.code()).bind(draft.direction.code()).bind(&draft.subject).bind(&draft.body)
        .bind(draft.at.0).bind(draft.agent.map(|id| id.0)).bind(draft.outlet.map(|id| id.0))
        .bind(draft.case.map(|id| id.0)).bind(draft.order.map(|id| id.0)).bind(draft.point.map(LonLat::lon))
        .bind(draft.point.map(LonLat::lat)).bind(&draft.attachment).bind(&draft.outcome)
        .bind(draft.duration.map(|span| span.0)).bind(interaction.version).bind(interaction.updated_at.0)
        .execute(db).await.map(|done| done.rows_affected()))?;
        if updated == 0 {
            let current: Option<i64> = on_tx!(self, db => sqlx::query_scalar("select version from interaction where id = $1")
                .bind(interaction.id.0).fetch_optional(db).await)?;
            return Err(StoreError::VersionConflict { current: current.unwrap_or(0) });
        }
        self.record_timeline(draft.customer).await
    }

    /// Writes into the audit that somebody wrote this down; what it says is not in it.
    pub async fn audit_interaction(
        &mut self,
        interaction: &Interaction,
        action: &'static str,
    ) -> Result<(), StoreError> {
        let draft = &interaction.draft;
        let after = json!({
            "customer_id": draft.customer.map(|id| id.0),
            "channel": draft.channel.code(),
            "direction": draft.direction.code(),
            "outcome": draft.outcome,
        });
        let revision = self.revision().unwrap_or_default();
        let (entity_id, after_json) = (interaction.id.0, Some(after.to_string()));
        self.audit(AuditEntry { revision, action, entity: ENTITY, entity_id, before_json: None, after_json }).await
    }

    async fn record_timeline(&mut self, customer: Option<CustomerId>) -> Result<(), StoreError> {
        match customer {
            Some(customer) => self.record(TIMELINE, customer.0, Op::Update).await.map(drop),
            None => Ok(()),
        }
    }
}

impl InteractionRow {
    fn into_interaction(self) -> Result<Interaction, StoreError> {
        let corrupt = |problem: &str| StoreError::CorruptRow {
            entity: ENTITY,
            id: self.id.to_string(),
            problem: problem.to_owned(),
        };
        let draft = InteractionDraft {
            customer: self.customer_id.map(CustomerId),
            contact: self.contact_id.map(ContactId),
            channel: Channel::from_code(&self.channel).ok_or_else(|| corrupt("channel"))?,
            direction: Direction::from_code(&self.direction).ok_or_else(|| corrupt("direction"))?,
            point: self.lon.zip(self.lat).and_then(|(lon, lat)| LonLat::new(lon, lat).ok()),
            subject: self.subject,
            body: self.body,
            at: Timestamp(self.at_ms),
            agent: self.agent_id.map(UserId),
            outlet: self.outlet_id.map(OutletId),
            case: self.case_id.map(CaseId),
            order: self.order_id.map(OrderId),
            call: self.call_id.map(CallId),
            attachment: self.attachment,
            outcome: self.outcome,
            duration: self.duration_s.map(Seconds),
        };
        let (created_at, updated_at) = (Timestamp(self.created_at_ms), Timestamp(self.updated_at_ms));
        Ok(Interaction { id: InteractionId(self.id), version: self.version, created_at, updated_at, draft })
    }
}
