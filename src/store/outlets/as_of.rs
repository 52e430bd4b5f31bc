//! An outlet as the database knew it at some moment, from the audit of its writes.
//!
//! Every write of an outlet leaves its record before and after in the audit, so the last one not later than the
//! moment tells what everybody was shown then. Where the audit begins later, its first row tells what was before it.

use sqlx::FromRow;
use uuid::Uuid;

use super::audit_record::outlet_of_audit;
use crate::domain::ids::OutletId;
use crate::domain::outlet::Outlet;
use crate::store::{Store, StoreError, on};
use crate::units::Timestamp;

/// What was known at a moment.
#[derive(Clone, Debug)]
pub enum KnownThen {
    /// As it stood, and since when; `None` where that was before the audit begins.
    Known { outlet: Box<Outlet>, since: Option<Timestamp> },
    /// It had not been entered yet, or had been deleted.
    Unknown,
}

#[derive(FromRow)]
struct WriteRow {
    at_ms: i64,
    before_json: Option<String>,
    after_json: Option<String>,
}

impl Store {
    /// `None` where nothing was ever known of such an outlet.
    pub async fn outlet_as_of(&self, id: OutletId, moment: Timestamp) -> Result<Option<KnownThen>, StoreError> {
        if let Some(write) = self.write_until(id.0, moment).await? {
            return known(id, write.after_json, Some(Timestamp(write.at_ms))).map(Some);
        }
        if let Some(write) = self.write_after(id.0, moment).await? {
            return known(id, write.before_json, None).map(Some);
        }
        let entered = |outlet: Outlet| match Some(outlet.updated_at).filter(|since| *since <= moment) {
            Some(since) => KnownThen::Known { outlet: Box::new(outlet), since: Some(since) },
            None => KnownThen::Unknown,
        };
        Ok(self.find_outlet(id).await?.map(entered))
    }

    async fn write_until(&self, id: Uuid, moment: Timestamp) -> Result<Option<WriteRow>, StoreError> {
        Ok(on!(self, db => sqlx::query_as(
            "select at_ms, before_json, after_json from audit where entity = 'outlet' and entity_id = $1 \
             and at_ms <= $2 and (before_json is not null or after_json is not null) order by revision desc limit 1",
        ).bind(id).bind(moment.0).fetch_optional(db).await)?)
    }

    async fn write_after(&self, id: Uuid, moment: Timestamp) -> Result<Option<WriteRow>, StoreError> {
        Ok(on!(self, db => sqlx::query_as(
            "select at_ms, before_json, after_json from audit where entity = 'outlet' and entity_id = $1 \
             and at_ms > $2 and (before_json is not null or after_json is not null) order by revision limit 1",
        ).bind(id).bind(moment.0).fetch_optional(db).await)?)
    }
}

fn known(id: OutletId, json: Option<String>, since: Option<Timestamp>) -> Result<KnownThen, StoreError> {
    let Some(json) = json else { return Ok(KnownThen::Unknown) };
    let outlet = outlet_of_audit(id, &json, since.unwrap_or(Timestamp(0)))?;
    Ok(KnownThen::Known { outlet: Box::new(outlet), since })
}
