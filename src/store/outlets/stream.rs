//! All outlets, one after the other: what the first load of the mirrors reads.
//!
//! Every row that comes out of a driver costs allocations, a lock and a turn of a channel, and every column of
//! it again. So the database puts some hundred outlets into one text, with characters between them that no text
//! may have, and the reader takes that text apart in a thread of its own: a million outlets in a sixth of the
//! time that rows took.

use std::str::Split;

use sqlx::Connection;
use uuid::Uuid;

use super::row::OutletRow;
use crate::domain::outlet::Outlet;
use crate::store::{Store, StoreError, on};

/// Unit separator, between the columns; validation lets no control character into a text.
const BETWEEN_COLUMNS: char = '\u{1f}';

/// Record separator, between the outlets.
const BETWEEN_OUTLETS: char = '\u{1e}';

/// The next outlets after an id, as one text. What differs: how an id and an exact number become text.
macro_rules! select {
    (id: $id:literal, exact: $exact:literal, $end:literal) => {
        concat!(
            "select string_agg(line, $2) from (select concat_ws($1, ",
            $id, ", ", $exact, "lon", $end, ", ", $exact, "lat", $end, ", coalesce(", $exact, "floor_area_m2", $end,
            ", ''), version, created_at_ms, updated_at_ms, \
             code, name, kind, status, street, postcode, city, region, country, time_zone, opening_hours, overrides, \
             trade_class, services, products, promotions, phone, email, website) as line \
             from outlet where id > $3 order by id limit 512) as lines"
        )
    };
}

const SELECT_SQLITE: &str = select!(id: "hex(id)", exact: "format('%!.17g', ", ")");
const SELECT_POSTGRES: &str = select!(id: "cast(id as text)", exact: "cast(", " as text)");

/// Outlets on their way out of the database, not looked at yet: some hundred, in one text.
#[derive(Clone, Debug)]
pub struct RawOutlets(String);

impl Store {
    /// Hands all outlets to `visit` in batches, together with the revision they belong to: one read transaction,
    /// a batch in memory at a time. Reading them is the visitor's work, in a thread of its own.
    pub async fn each_outlet(&self, mut visit: impl FnMut(RawOutlets)) -> Result<i64, StoreError> {
        let select = if self.is_sqlite() { SELECT_SQLITE } else { SELECT_POSTGRES };
        on!(self, pool => {
            let mut snapshot = pool.begin().await?;
            // Without this PostgreSQL would show the revision and the rows at two moments.
            if !self.is_sqlite() {
                sqlx::query("set transaction isolation level repeatable read read only").execute(&mut *snapshot).await?;
            }
            let revision = sqlx::query_scalar("select value from revision where id = 1").fetch_one(&mut *snapshot).await?;
            let mut after = Uuid::nil();
            loop {
                let next = sqlx::query_scalar(select)
                    .bind(String::from(BETWEEN_COLUMNS))
                    .bind(String::from(BETWEEN_OUTLETS))
                    .bind(after);
                let lines: Option<String> = next.fetch_one(&mut *snapshot).await?;
                let Some(batch) = lines.map(RawOutlets) else { return Ok(revision) };
                after = batch.greatest_id().ok_or_else(|| corrupt("", "column id"))?;
                visit(batch);
            }
        })
    }
}

impl RawOutlets {
    /// Each errors with `CorruptRow` when its row holds what this version never writes. One after the other: with
    /// hundreds of them in memory at a time, finding room for their texts takes longer than reading them.
    pub fn read(self) -> impl Iterator<Item = Result<Outlet, StoreError>> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let line = self.0.get(from..)?.split(BETWEEN_OUTLETS).next()?;
            from += line.len() + BETWEEN_OUTLETS.len_utf8();
            Some(read_line(line))
        })
    }

    /// Databases need not put lines together in the order in which they were selected.
    fn greatest_id(&self) -> Option<Uuid> {
        self.0.split(BETWEEN_OUTLETS).filter_map(|line| line.split(BETWEEN_COLUMNS).next()?.parse().ok()).max()
    }
}

fn read_line(line: &str) -> Result<Outlet, StoreError> {
    let mut columns = line.split(BETWEEN_COLUMNS);
    match row(&mut columns) {
        Some(row) if columns.next().is_none() => row.into_outlet(),
        _ => Err(corrupt(line.split(BETWEEN_COLUMNS).next().unwrap_or_default(), "a text with a control character")),
    }
}

fn corrupt(id: &str, problem: &str) -> StoreError {
    StoreError::CorruptRow { entity: "outlet", id: id.to_owned(), problem: problem.to_owned() }
}

/// In the order of the columns; `None` where there are too few, or a number is none.
fn row<'a>(columns: &mut Split<'a, char>) -> Option<OutletRow<&'a str>> {
    let mut next = || columns.next();
    Some(OutletRow {
        id: next()?.parse().ok()?,
        lon: next()?.parse().ok()?,
        lat: next()?.parse().ok()?,
        floor_area_m2: next().filter(|area| !area.is_empty()).map(str::parse).transpose().ok()?,
        version: next()?.parse().ok()?,
        created_at_ms: next()?.parse().ok()?,
        updated_at_ms: next()?.parse().ok()?,
        code: next()?,
        name: next()?,
        kind: next()?,
        status: next()?,
        street: next()?,
        postcode: next()?,
        city: next()?,
        region: next()?,
        country: next()?,
        time_zone: next()?,
        opening_hours: next()?,
        overrides: next()?,
        trade_class: next()?,
        services: next()?,
        products: next()?,
        promotions: next()?,
        phone: next()?,
        email: next()?,
        website: next()?,
        // Neither is part of the outlet.
        hours_readable: true,
        search_text: "",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "018bcfe568007e55b2fbeea293f80bc9|21.0265|52.244|900.5|3|1|2|WAW-01|Centrum|store|active|\
        ul. Złota 1|00-019|Warszawa|PL-14|PL|Europe/Warsaw|Mo-Fr 08:00-18:00|[]|retail|[\"sale\"]|[]|[]|+48 22||";

    fn read(line: &str) -> Result<Outlet, StoreError> {
        read_line(&line.replace('|', "\u{1f}"))
    }

    #[test]
    fn a_line_is_an_outlet() {
        let outlet = read(LINE).expect("all columns are there");
        assert_eq!((outlet.draft.code.as_str(), outlet.draft.phone.as_str(), outlet.version), ("WAW-01", "+48 22", 3));
        assert_eq!((outlet.draft.point.lat(), outlet.draft.floor_area_m2), (52.244, Some(900.5)));
    }

    #[test]
    fn an_unknown_floor_area_is_none() {
        assert_eq!(read(&LINE.replace("900.5", "")).expect("readable").draft.floor_area_m2, None);
    }

    #[test]
    fn a_batch_is_read_to_its_last_line_past_corrupt_ones() {
        let line = LINE.replace('|', "\u{1f}");
        let batch = RawOutlets([&line, "broken", &line].join("\u{1e}"));
        let read: Vec<bool> = batch.read().map(|outlet| outlet.is_ok()).collect();
        assert_eq!(read, [true, false, true]);
    }

    #[test]
    fn a_column_too_many_or_too_few_is_a_corrupt_row() {
        for line in [format!("{LINE}|"), LINE[..LINE.len() - 1].to_owned(), String::new()] {
            assert!(matches!(read(&line), Err(StoreError::CorruptRow { .. })), "{line}");
        }
    }
}
