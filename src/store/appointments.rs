//! Appointments: of an outlet or a customer, in order of time.

use serde_json::json;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::audit::AuditEntry;
use super::{Op, Store, StoreError, Tx, on, on_tx};
use crate::domain::appointment::{Appointment, AppointmentDraft, AppointmentState};
use crate::domain::ids::{AppointmentId, CustomerId, OutletId, UserId};
use crate::units::Timestamp;

/// Name of this kind of record in `change` and `audit`.
pub const ENTITY: &str = "appointment";

const COLUMNS: &str = "id, outlet_id, customer_id, begins_at_ms, ends_at_ms, service, note, state, version, \
     created_at_ms, updated_at_ms";

/// Which appointments a page holds.
#[derive(Clone, Debug, Default)]
pub struct AppointmentFilter {
    pub outlet: Option<OutletId>,
    pub customer: Option<CustomerId>,
    pub from: Option<Timestamp>,
    pub until: Option<Timestamp>,
    /// Only those of the customers in this user's care.
    pub owner: Option<UserId>,
}

#[derive(FromRow)]
struct AppointmentRow {
    id: Uuid,
    outlet_id: Uuid,
    customer_id: Uuid,
    begins_at_ms: i64,
    ends_at_ms: i64,
    service: String,
    note: String,
    state: String,
    version: i64,
    created_at_ms: i64,
    updated_at_ms: i64,
}

impl Store {
    /// Appointments after `after` (the beginning and id of one), in order of time.
    pub async fn appointment_page(
        &self,
        filter: &AppointmentFilter,
        after: Option<(Timestamp, Uuid)>,
        limit: i64,
    ) -> Result<Vec<Appointment>, StoreError> {
        let rows: Vec<AppointmentRow> = on!(self, db => {
            let mut query = QueryBuilder::new("select ");
            query.push(COLUMNS).push(" from appointment where 1 = 1");
            if let Some(outlet) = filter.outlet {
                query.push(" and outlet_id = ").push_bind(outlet.0);
            }
            if let Some(customer) = filter.customer {
                query.push(" and customer_id = ").push_bind(customer.0);
            }
            if let Some(from) = filter.from {
                query.push(" and begins_at_ms >= ").push_bind(from.0);
            }
            if let Some(until) = filter.until {
                query.push(" and begins_at_ms < ").push_bind(until.0);
            }
            if let Some(owner) = filter.owner {
                query.push(" and customer_id in (select id from customer where owner_id = ").push_bind(owner.0).push(")");
            }
            if let Some((at, id)) = after {
                query.push(" and (begins_at_ms, id) > (").push_bind(at.0).push(", ").push_bind(id).push(")");
            }
            query.push(" order by begins_at_ms, id limit ").push_bind(limit);
            query.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(AppointmentRow::into_appointment).collect()
    }
}

impl Tx {
    /// The appointment as this transaction sees it; nobody else writes it until the end.
    pub async fn find_appointment(&mut self, id: AppointmentId) -> Result<Option<Appointment>, StoreError> {
        on_tx!(self, db => sqlx::query("update appointment set version = version where id = $1")
            .bind(id.0).execute(db).await.map(drop))?;
        let row: Option<AppointmentRow> = on_tx!(self, db => {
            let mut query = QueryBuilder::new("select ");
            query.push(COLUMNS).push(" from appointment where id = ").push_bind(id.0);
            query.build_query_as().fetch_optional(db).await
        })?;
        row.map(AppointmentRow::into_appointment).transpose()
    }

    pub async fn insert_appointment(&mut self, appointment: &Appointment) -> Result<(), StoreError> {
        let draft = &appointment.draft;
        on_tx!(self, db => sqlx::query(
            "insert into appointment (id, outlet_id, customer_id, begins_at_ms, ends_at_ms, service, note, state, \
             version, created_at_ms, updated_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        )
        .bind(appointment.id.0).bind(draft.outlet.0).bind(draft.customer.0).bind(draft.begins_at.0)
        .bind(draft.ends_at.0).bind(&draft.service).bind(&draft.note).bind(draft.state.code())
        .bind(appointment.version).bind(appointment.created_at.0).bind(appointment.updated_at.0)
        .execute(db).await.map(drop))?;
        self.log_appointment(appointment, Op::Create, "create").await
    }

    /// Replaces an appointment found in this transaction.
    pub async fn update_appointment(&mut self, appointment: &Appointment) -> Result<(), StoreError> {
        let draft = &appointment.draft;
        on_tx!(self, db => sqlx::query(
            "update appointment set outlet_id = $2, begins_at_ms = $3, ends_at_ms = $4, service = $5, note = $6, \
             state = $7, version = $8, updated_at_ms = $9 where id = $1",
        )
        .bind(appointment.id.0).bind(draft.outlet.0).bind(draft.begins_at.0).bind(draft.ends_at.0)
        .bind(&draft.service).bind(&draft.note).bind(draft.state.code()).bind(appointment.version)
        .bind(appointment.updated_at.0).execute(db).await.map(drop))?;
        self.log_appointment(appointment, Op::Update, "update").await
    }

    async fn log_appointment(
        &mut self,
        appointment: &Appointment,
        op: Op,
        action: &'static str,
    ) -> Result<(), StoreError> {
        let revision = self.record(ENTITY, appointment.id.0, op).await?;
        let draft = &appointment.draft;
        let after = json!({
            "outlet_id": draft.outlet.0, "customer_id": draft.customer.0, "state": draft.state.code(),
        });
        let (entity_id, after_json) = (appointment.id.0, Some(after.to_string()));
        self.audit(AuditEntry { revision, action, entity: ENTITY, entity_id, before_json: None, after_json }).await
    }
}

impl AppointmentRow {
    fn into_appointment(self) -> Result<Appointment, StoreError> {
        let state = AppointmentState::from_code(&self.state).ok_or_else(|| StoreError::CorruptRow {
            entity: ENTITY,
            id: self.id.to_string(),
            problem: "state".to_owned(),
        })?;
        let draft = AppointmentDraft {
            outlet: OutletId(self.outlet_id),
            customer: CustomerId(self.customer_id),
            begins_at: Timestamp(self.begins_at_ms),
            ends_at: Timestamp(self.ends_at_ms),
            service: self.service,
            note: self.note,
            state,
        };
        let (created_at, updated_at) = (Timestamp(self.created_at_ms), Timestamp(self.updated_at_ms));
        Ok(Appointment { id: AppointmentId(self.id), draft, version: self.version, created_at, updated_at })
    }
}
