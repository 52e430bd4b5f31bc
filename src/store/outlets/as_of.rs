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
    /// As it stood, and since when.
    Known(Box<Outlet>),
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
    /// `None` where nothing was ever known of such an outlet. `updated_at` of the outlet is when that was written.
    pub async fn outlet_as_of(&self, id: OutletId, moment: Timestamp) -> Result<Option<KnownThen>, StoreError> {
        if let Some(write) = self.write_until(id.0, moment).await? {
            return known(id, write.after_json, write.at_ms).map(Some);
        }
        if let Some(write) = self.write_after(id.0, moment).await? {
            return known(id, write.before_json, 0).map(Some);
        }
        let entered = |outlet: Outlet| {
            if outlet.updated_at <= moment { KnownThen::Known(Box::new(outlet)) } else { KnownThen::Unknown }
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

fn known(id: OutletId, json: Option<String>, at_ms: i64) -> Result<KnownThen, StoreError> {
    let Some(json) = json else { return Ok(KnownThen::Unknown) };
    Ok(KnownThen::Known(Box::new(outlet_of_audit(id, &json, Timestamp(at_ms))?)))
}
