//! How points were found, and the queue of those that a person has to look at.

use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::outlets::{image_from_json, image_to_json};
use super::{Store, StoreError, Tx, on, on_tx};
use crate::domain::ids::{ImportId, OutletId};
use crate::domain::outlet_geocode::{
    FoundPoint, Geocode, GeocodeCause, GeocodeLevel, GeocodeState, ImportedRow, OutletGeocode,
};
use crate::geo::LonLat;
use crate::units::{Meters, Timestamp};

/// SQLite allows 32,766 variables a statement; 21 a row.
const ROWS_PER_INSERT: usize = 1_000;

macro_rules! columns {
    () => {
        "id, outlet_id, held, held_code, import_id, import_row, raw_text, lon, lat, level, confidence, radius_m, source, \
         data_date, label, cause, state, attempts, created_at_ms, updated_at_ms"
    };
}

#[derive(FromRow)]
struct GeocodeRow {
    id: Uuid,
    held: String,
    held_code: String,
    import_id: Option<Uuid>,
    import_row: Option<i32>,
    raw_text: String,
    lon: Option<f64>,
    lat: Option<f64>,
    level: String,
    confidence: f64,
    radius_m: f64,
    source: String,
    data_date: String,
    label: String,
    cause: String,
    state: String,
    attempts: i32,
    created_at_ms: i64,
    updated_at_ms: i64,
}

impl Store {
    pub async fn find_outlet_geocode(&self, id: OutletId) -> Result<Option<OutletGeocode>, StoreError> {
        let row: Option<GeocodeRow> = on!(self, db => sqlx::query_as(
            concat!("select ", columns!(), " from outlet_geocode where id = $1"),
        ).bind(id.0).fetch_optional(db).await)?;
        row.map(GeocodeRow::into_geocode).transpose()
    }

    /// What waits for a person, oldest first, with an id above `after`; of one cause where it is given.
    pub async fn open_geocodes(
        &self,
        cause: Option<GeocodeCause>,
        after: Option<OutletId>,
        limit: i64,
    ) -> Result<Vec<OutletGeocode>, StoreError> {
        let rows: Vec<GeocodeRow> = on!(self, db => {
            let mut query = QueryBuilder::new(concat!("select ", columns!(), " from outlet_geocode where state = "));
            query.push_bind(GeocodeState::Open.code()).push(" and id > ").push_bind(after.map_or(Uuid::nil(), |id| id.0));
            if let Some(cause) = cause {
                query.push(" and cause = ").push_bind(cause.code());
            }
            query.push(" order by id limit ").push_bind(limit);
            query.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(GeocodeRow::into_geocode).collect()
    }

    /// How many wait, by cause.
    pub async fn open_geocode_counts(&self) -> Result<Vec<(GeocodeCause, i64)>, StoreError> {
        let rows: Vec<(String, i64)> = on!(self, db => sqlx::query_as(
            "select cause, count(*) from outlet_geocode where state = $1 group by cause",
        ).bind(GeocodeState::Open.code()).fetch_all(db).await)?;
        let mut counts: Vec<_> =
            rows.into_iter().filter_map(|(cause, count)| Some((GeocodeCause::from_code(&cause)?, count))).collect();
        counts.sort_unstable();
        Ok(counts)
    }
}

impl Tx {
    /// The one that waits under this id.
    pub async fn open_geocode(&mut self, id: OutletId) -> Result<Option<OutletGeocode>, StoreError> {
        let row: Option<GeocodeRow> = on_tx!(self, db => sqlx::query_as(
            concat!("select ", columns!(), " from outlet_geocode where id = $1 and state = $2"),
        ).bind(id.0).bind(GeocodeState::Open.code()).fetch_optional(db).await)?;
        row.map(GeocodeRow::into_geocode).transpose()
    }

    /// Writes geocodes over those with the same ids. Their outlets, unless held, are there.
    pub async fn put_outlet_geocodes(&mut self, geocodes: &[OutletGeocode]) -> Result<(), StoreError> {
        for chunk in geocodes.chunks(ROWS_PER_INSERT) {
            on_tx!(self, db => {
                let mut query = QueryBuilder::new(concat!("insert into outlet_geocode (", columns!(), ") "));
                query.push_values(chunk, |mut values, each| {
                    let row = GeocodeRow::of(each);
                    let outlet_id = row.held.is_empty().then_some(row.id);
                    values.push_bind(row.id).push_bind(outlet_id).push_bind(row.held).push_bind(row.held_code);
                    values.push_bind(row.import_id).push_bind(row.import_row).push_bind(row.raw_text);
                    values.push_bind(row.lon).push_bind(row.lat).push_bind(row.level).push_bind(row.confidence);
                    values.push_bind(row.radius_m).push_bind(row.source).push_bind(row.data_date);
                    values.push_bind(row.label).push_bind(row.cause).push_bind(row.state).push_bind(row.attempts);
                    values.push_bind(row.created_at_ms).push_bind(row.updated_at_ms);
                });
                query.push(
                    " on conflict (id) do update set outlet_id = excluded.outlet_id, held = excluded.held, \
                     held_code = excluded.held_code,                      import_id = excluded.import_id, import_row = excluded.import_row, raw_text = excluded.raw_text, \
                     lon = excluded.lon, lat = excluded.lat, level = excluded.level, confidence = excluded.confidence, \
                     radius_m = excluded.radius_m, source = excluded.source, data_date = excluded.data_date, \
                     label = excluded.label, cause = excluded.cause, state = excluded.state, \
                     attempts = excluded.attempts, updated_at_ms = excluded.updated_at_ms",
                );
                query.build().execute(db).await.map(drop)
            })?;
        }
        Ok(())
    }

    /// Takes something out of the queue; true when it was there.
    pub async fn delete_open_geocode(&mut self, id: OutletId) -> Result<bool, StoreError> {
        let deleted = on_tx!(self, db => sqlx::query("delete from outlet_geocode where id = $1 and state = $2")
            .bind(id.0).bind(GeocodeState::Open.code()).execute(db).await.map(|done| done.rows_affected()))?;
        Ok(deleted == 1)
    }

    /// Takes out what is held under these codes: something newer has come.
    pub async fn delete_held_with_codes(&mut self, codes: &[String]) -> Result<(), StoreError> {
        for chunk in codes.chunks(ROWS_PER_INSERT) {
            on_tx!(self, db => {
                let mut query = QueryBuilder::new("delete from outlet_geocode where held_code <> '' and held_code in (");
                let mut list = query.separated(", ");
                for code in chunk {
                    list.push_bind(code.clone());
                }
                query.push(")");
                query.build().execute(db).await.map(drop)
            })?;
        }
        Ok(())
    }

    /// Takes out what an import brought and nobody has placed yet.
    pub async fn delete_held_of_import(&mut self, id: ImportId) -> Result<u64, StoreError> {
        Ok(on_tx!(self, db => sqlx::query("delete from outlet_geocode where import_id = $1 and held <> ''")
            .bind(id.0).execute(db).await.map(|done| done.rows_affected()))?)
    }

    /// Somebody has moved the outlet: however its point was found before, now a person says so.
    pub async fn note_moved_by_hand(&mut self, id: OutletId, point: LonLat) -> Result<(), StoreError> {
        let at_ms = self.author().at.0;
        on_tx!(self, db => sqlx::query(
            "update outlet_geocode set lon = $2, lat = $3, level = $4, source = $4, confidence = 1, radius_m = 0, \
             cause = '', state = $5, data_date = '', label = '', updated_at_ms = $6 where outlet_id = $1",
        )
        .bind(id.0).bind(point.lon()).bind(point.lat()).bind(GeocodeLevel::Manual.code())
        .bind(GeocodeState::Manual.code()).bind(at_ms).execute(db).await.map(drop))?;
        Ok(())
    }
}

impl GeocodeRow {
    fn of(each: &OutletGeocode) -> Self {
        let geocode = &each.geocode;
        let found = geocode.found.as_ref();
        let text = |read: fn(&FoundPoint) -> &str| found.map(read).unwrap_or_default().to_owned();
        Self {
            id: each.id.0,
            held: each.held.as_deref().map(image_to_json).unwrap_or_default(),
            held_code: each.held.as_ref().map(|outlet| outlet.draft.code.clone()).unwrap_or_default(),
            import_id: each.imported.map(|row| row.import_id.0),
            import_row: each.imported.map(|row| row.number as i32),
            raw_text: geocode.raw_text.clone(),
            lon: found.map(|found| found.point.lon()),
            lat: found.map(|found| found.point.lat()),
            level: text(|found| found.level.code()),
            confidence: found.map_or(0.0, |found| found.confidence),
            radius_m: found.map_or(0.0, |found| found.radius.0),
            source: text(|found| &found.source),
            data_date: text(|found| &found.data_date),
            label: text(|found| &found.label),
            cause: geocode.cause.map(GeocodeCause::code).unwrap_or_default().to_owned(),
            state: geocode.state.code().to_owned(),
            attempts: each.attempts as i32,
            created_at_ms: each.created_at.0,
            updated_at_ms: each.updated_at.0,
        }
    }

    fn into_geocode(self) -> Result<OutletGeocode, StoreError> {
        let id = self.id;
        let corrupt = |column: &str| StoreError::CorruptRow {
            entity: "outlet_geocode",
            id: id.to_string(),
            problem: format!("column {column}"),
        };
        let held = (!self.held.is_empty()).then(|| image_from_json(&self.held).map(Box::new)).transpose()?;
        let found = match (self.lon, self.lat) {
            (Some(lon), Some(lat)) => Some(FoundPoint {
                point: LonLat::new(lon, lat).map_err(|_| corrupt("lon, lat"))?,
                level: GeocodeLevel::from_code(&self.level).ok_or_else(|| corrupt("level"))?,
                confidence: self.confidence,
                radius: Meters(self.radius_m),
                source: self.source,
                data_date: self.data_date,
                label: self.label,
            }),
            _ => None,
        };
        let imported = self.import_id.zip(self.import_row);
        Ok(OutletGeocode {
            id: OutletId(self.id),
            held,
            geocode: Geocode {
                raw_text: self.raw_text,
                found,
                cause: GeocodeCause::from_code(&self.cause),
                state: GeocodeState::from_code(&self.state).ok_or_else(|| corrupt("state"))?,
            },
            imported: imported.map(|(id, number)| ImportedRow { import_id: ImportId(id), number: number as u32 }),
            attempts: self.attempts as u32,
            created_at: Timestamp(self.created_at_ms),
            updated_at: Timestamp(self.updated_at_ms),
        })
    }
}
