//! What customers allowed and refused: written once, never changed.

use serde_json::json;
use sqlx::FromRow;
use uuid::Uuid;

use super::children::select_in;
use crate::domain::consent::{Consent, ConsentChannel, ConsentDraft};
use crate::domain::ids::{ConsentId, CustomerId};
use crate::store::{Store, StoreError, Tx, on, on_tx};
use crate::units::Timestamp;

pub(super) const COLUMNS: &str = "id, customer_id, channel, given, source, said_at_ms, recorded_by, created_at_ms";

#[derive(FromRow)]
pub(super) struct ConsentRow {
    id: Uuid,
    customer_id: Uuid,
    channel: String,
    given: bool,
    source: String,
    said_at_ms: i64,
    recorded_by: String,
    created_at_ms: i64,
}

impl Store {
    /// Every word of these customers, oldest first. Bounded by what people say in a life.
    pub async fn consents_of(&self, customers: &[CustomerId]) -> Result<Vec<Consent>, StoreError> {
        let ids: Vec<Uuid> = customers.iter().map(|id| id.0).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<ConsentRow> = on!(self, db => {
            let mut query = select_in("consent", COLUMNS, "customer_id", &ids);
            query.push(" order by said_at_ms, id");
            query.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(ConsentRow::into_consent).collect()
    }
}

impl Tx {
    /// Every word of a customer, oldest first, as this transaction sees them.
    pub async fn consents_of(&mut self, customer: CustomerId) -> Result<Vec<Consent>, StoreError> {
        let rows: Vec<ConsentRow> = on_tx!(self, db => {
            let mut query = select_in("consent", COLUMNS, "customer_id", &[customer.0]);
            query.push(" order by said_at_ms, id");
            query.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(ConsentRow::into_consent).collect()
    }

    /// Adds a word. The audit says the channel and the word, which prove what was allowed.
    pub async fn insert_consent(
        &mut self,
        customer_id: CustomerId,
        draft: ConsentDraft,
    ) -> Result<Consent, StoreError> {
        let (at, recorded_by) = (self.author().at, self.author().name.clone());
        let consent = Consent { id: ConsentId::generate(), customer_id, draft, recorded_by, created_at: at };
        let draft = &consent.draft;
        on_tx!(self, db => sqlx::query(
            "insert into consent (id, customer_id, channel, given, source, said_at_ms, recorded_by, created_at_ms, \
             updated_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        )
        .bind(consent.id.0).bind(customer_id.0).bind(draft.channel.code()).bind(draft.given).bind(&draft.source)
        .bind(draft.said_at.0).bind(&consent.recorded_by).bind(at.0).execute(db).await.map(drop))?;
        let what = json!({ "channel": draft.channel.code(), "given": draft.given });
        self.touch_customer(customer_id, "consent", what).await?;
        Ok(consent)
    }
}

impl ConsentRow {
    pub(super) fn into_consent(self) -> Result<Consent, StoreError> {
        let channel = ConsentChannel::from_code(&self.channel)
            .ok_or_else(|| super::row::corrupt(self.customer_id, "consent.channel"))?;
        let draft =
            ConsentDraft { channel, given: self.given, source: self.source, said_at: Timestamp(self.said_at_ms) };
        Ok(Consent {
            id: ConsentId(self.id),
            customer_id: CustomerId(self.customer_id),
            draft,
            recorded_by: self.recorded_by,
            created_at: Timestamp(self.created_at_ms),
        })
    }
}
