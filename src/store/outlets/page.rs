//! Pages of outlets by keyset: the next page starts after a position, so edits in between shift nothing.

use sqlx::{Database, Encode, QueryBuilder, Type};
use uuid::Uuid;

use super::row::{COLUMNS, OutletRow, fold};
use crate::domain::outlet::{Outlet, OutletKind, OutletStatus};
use crate::geo::BoundingBox;
use crate::store::{Store, StoreError, on};
use crate::units::Timestamp;

/// Which outlets a page holds; conditions that are `None` do not filter.
#[derive(Clone, Debug, Default)]
pub struct OutletFilter {
    /// Words, each of which must occur in code, name or address; case and diacritics do not matter.
    pub text: Option<String>,
    pub kind: Option<OutletKind>,
    pub statuses: Option<Vec<OutletStatus>>,
    pub country: Option<String>,
    pub service: Option<String>,
    pub within: Option<BoundingBox>,
    pub hours_readable: Option<bool>,
    pub updated_from: Option<Timestamp>,
    pub updated_until: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutletSort {
    Code,
    /// By creation: ids are UUIDv7.
    Id,
}

/// Where a page ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutletPosition {
    Code(String),
    Id(Uuid),
}

/// More words than a search needs; bounds the length of the statement.
const WORDS_MAX: usize = 8;

impl Store {
    /// At most `limit` outlets after `after`, in the order of `sort`.
    pub async fn outlet_page(
        &self,
        filter: &OutletFilter,
        sort: OutletSort,
        after: Option<&OutletPosition>,
        limit: i64,
    ) -> Result<Vec<Outlet>, StoreError> {
        let rows: Vec<OutletRow> = on!(self, db => {
            let mut query = QueryBuilder::new("select ");
            query.push(COLUMNS).push(" from outlet where 1 = 1");
            push_filter(&mut query, filter);
            push_position(&mut query, after);
            query.push(match sort {
                OutletSort::Code => " order by code",
                OutletSort::Id => " order by id",
            });
            query.push(" limit ").push_bind(limit);
            query.build_query_as().fetch_all(db).await
        })?;
        rows.into_iter().map(OutletRow::into_outlet).collect()
    }

    /// Codes of at most `limit` outlets behind the first `skip` after `after`, in order.
    pub async fn outlet_codes(
        &self,
        filter: &OutletFilter,
        after: Option<&str>,
        skip: i64,
        limit: i64,
    ) -> Result<Vec<String>, StoreError> {
        let after = after.map(|code| OutletPosition::Code(code.to_owned()));
        Ok(on!(self, db => {
            let mut query = QueryBuilder::new("select code from outlet where 1 = 1");
            push_filter(&mut query, filter);
            push_position(&mut query, after.as_ref());
            query.push(" order by code limit ").push_bind(limit).push(" offset ").push_bind(skip);
            query.build_query_scalar().fetch_all(db).await
        })?)
    }

    /// How many outlets the filter lets through.
    pub async fn count_outlets_matching(&self, filter: &OutletFilter) -> Result<i64, StoreError> {
        Ok(on!(self, db => {
            let mut query = QueryBuilder::new("select count(*) from outlet where 1 = 1");
            push_filter(&mut query, filter);
            query.build_query_scalar().fetch_one(db).await
        })?)
    }
}

fn push_position<DB>(query: &mut QueryBuilder<DB>, after: Option<&OutletPosition>)
where
    DB: Database,
    String: for<'a> Encode<'a, DB> + Type<DB>,
    Uuid: for<'a> Encode<'a, DB> + Type<DB>,
{
    match after {
        Some(OutletPosition::Code(code)) => query.push(" and code > ").push_bind(code.clone()),
        Some(OutletPosition::Id(id)) => query.push(" and id > ").push_bind(*id),
        None => query,
    };
}

fn push_filter<DB>(query: &mut QueryBuilder<DB>, filter: &OutletFilter)
where
    DB: Database,
    String: for<'a> Encode<'a, DB> + Type<DB>,
    &'static str: for<'a> Encode<'a, DB> + Type<DB>,
    f64: for<'a> Encode<'a, DB> + Type<DB>,
    i64: for<'a> Encode<'a, DB> + Type<DB>,
    bool: for<'a> Encode<'a, DB> + Type<DB>,
{
    for word in filter.text.as_deref().map(fold).unwrap_or_default().split_whitespace().take(WORDS_MAX) {
        query.push(" and search_text like ").push_bind(format!("%{}%", escape_like(word))).push(" escape '!'");
    }
    if let Some(kind) = filter.kind {
        query.push(" and kind = ").push_bind(kind.code());
    }
    if let Some(statuses) = &filter.statuses {
        query.push(" and status in (");
        let mut list = query.separated(", ");
        for status in statuses {
            list.push_bind(status.code());
        }
        query.push(")");
    }
    if let Some(country) = &filter.country {
        query.push(" and country = ").push_bind(country.clone());
    }
    if let Some(service) = &filter.service {
        let pattern = format!("%\"{}\"%", escape_like(service));
        query.push(" and services like ").push_bind(pattern).push(" escape '!'");
    }
    if let Some(readable) = filter.hours_readable {
        query.push(" and hours_readable = ").push_bind(readable);
    }
    if let Some(from) = filter.updated_from {
        query.push(" and updated_at_ms >= ").push_bind(from.0);
    }
    if let Some(until) = filter.updated_until {
        query.push(" and updated_at_ms <= ").push_bind(until.0);
    }
    if let Some(within) = filter.within {
        push_box(query, within);
    }
}

fn push_box<DB>(query: &mut QueryBuilder<DB>, within: BoundingBox)
where
    DB: Database,
    f64: for<'a> Encode<'a, DB> + Type<DB>,
{
    query.push(" and lat >= ").push_bind(within.south()).push(" and lat <= ").push_bind(within.north());
    let joint = if within.crosses_antimeridian() { " or lon <= " } else { " and lon <= " };
    query.push(" and (lon >= ").push_bind(within.west()).push(joint).push_bind(within.east()).push(")");
}

fn escape_like(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}
