//! All outlets, one after the other: what the first load of the mirrors reads.
//!
//! Every column of a row costs the driver two allocations and a lock, and every row a turn of its channel.
//! So the texts come as one column, put together by the database with a character that no text may have,
//! and rows are handed on in batches: a million outlets in a quarter of the time.

use futures_util::TryStreamExt;
use sqlx::FromRow;
use uuid::Uuid;

use super::row::OutletRow;
use crate::domain::outlet::Outlet;
use crate::store::{Store, StoreError, on};

/// Unit separator; validation lets no control character into a text.
const SEPARATOR: &str = "\u{1f}";

/// How many texts a row has.
const TEXTS: usize = 19;

/// Outlets handed on at a time.
const BATCH: usize = 1_024;

const SELECT: &str = "select id, lon, lat, floor_area_m2, version, created_at_ms, updated_at_ms, \
     code || $1 || name || $1 || kind || $1 || status || $1 || street || $1 || postcode || $1 || city || $1 || \
     region || $1 || country || $1 || time_zone || $1 || opening_hours || $1 || overrides || $1 || trade_class || \
     $1 || services || $1 || products || $1 || promotions || $1 || phone || $1 || email || $1 || website as texts \
     from outlet";

/// An outlet on its way out of the database, not looked at yet.
#[derive(Clone, Debug, FromRow)]
pub struct RawOutlet {
    id: Uuid,
    lon: f64,
    lat: f64,
    floor_area_m2: Option<f64>,
    version: i64,
    created_at_ms: i64,
    updated_at_ms: i64,
    texts: String,
}

impl Store {
    /// Hands all outlets to `visit` in batches, in no order, together with the revision they belong to: one
    /// read transaction, a batch in memory at a time. Reading them is the visitor's work, in a thread of its own.
    pub async fn each_outlet(&self, mut visit: impl FnMut(Vec<RawOutlet>)) -> Result<i64, StoreError> {
        on!(self, pool => {
            let mut snapshot = pool.begin().await?;
            // Without this PostgreSQL would show the revision and the rows at two moments.
            if !self.is_sqlite() {
                sqlx::query("set transaction isolation level repeatable read read only").execute(&mut *snapshot).await?;
            }
            let revision = sqlx::query_scalar("select value from revision where id = 1").fetch_one(&mut *snapshot).await?;
            let mut rows = sqlx::query_as::<_, RawOutlet>(SELECT).bind(SEPARATOR).fetch(&mut *snapshot);
            let mut batch = Vec::with_capacity(BATCH);
            while let Some(row) = rows.try_next().await? {
                batch.push(row);
                if batch.len() == BATCH {
                    visit(std::mem::replace(&mut batch, Vec::with_capacity(BATCH)));
                }
            }
            visit(batch);
            Ok(revision)
        })
    }
}

impl RawOutlet {
    /// Errors with `CorruptRow` when the row holds what this version never writes.
    pub fn read(self) -> Result<Outlet, StoreError> {
        let mut texts = self.texts.split(SEPARATOR).map(str::to_owned);
        let texts: Option<[String; TEXTS]> =
            texts.by_ref().take(TEXTS).collect::<Vec<_>>().try_into().ok().filter(|_| texts.next().is_none());
        let Some(texts) = texts else {
            let problem = "a text with a control character".to_owned();
            return Err(StoreError::CorruptRow { entity: "outlet", id: self.id.to_string(), problem });
        };
        let [code, name, kind, status, street, postcode, city, region, country, time_zone, rest @ ..] = texts;
        let [opening_hours, overrides, trade_class, services, products, promotions, phone, email, website] = rest;
        let row = OutletRow {
            id: self.id,
            code,
            name,
            kind,
            status,
            lon: self.lon,
            lat: self.lat,
            street,
            postcode,
            city,
            region,
            country,
            time_zone,
            opening_hours,
            // Neither is part of the outlet.
            hours_readable: true,
            search_text: String::new(),
            overrides,
            trade_class,
            floor_area_m2: self.floor_area_m2,
            services,
            products,
            promotions,
            phone,
            email,
            website,
            version: self.version,
            created_at_ms: self.created_at_ms,
            updated_at_ms: self.updated_at_ms,
        };
        row.into_outlet()
    }
}
