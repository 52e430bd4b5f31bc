//! Pages of customers by keyset: the next page starts after a position, so edits in between shift nothing.

use sqlx::{Database, Encode, QueryBuilder, Type};
use uuid::Uuid;

use super::row::{COLUMNS, CustomerRow, fold};
use crate::domain::customer::{Customer, CustomerKind, ValueTier};
use crate::domain::ids::UserId;
use crate::store::{Store, StoreError, on};

/// Which customers a page holds; conditions that are `None` do not filter.
#[derive(Clone, Debug, Default)]
pub struct CustomerFilter {
    /// Words, each of which must occur in name or number; case and diacritics do not matter.
    pub text: Option<String>,
    pub kind: Option<CustomerKind>,
    pub segment: Option<String>,
    pub value_tier: Option<ValueTier>,
    pub owner: Option<UserId>,
    /// E.164, or an e-mail address in lower case, of the customer or a contact.
    pub reached_at: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomerSort {
    Number,
    /// By creation: ids are UUIDv7.
    Id,
}

/// Where a page ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CustomerPosition {
    Number(String),
    Id(Uuid),
}

/// More words than a search needs; bounds the length of the statement.
const WORDS_MAX: usize = 8;

impl Store {
    /// At most `limit` customers after `after`, in the order of `sort`.
    pub async fn customer_page(
        &self,
        filter: &CustomerFilter,
        sort: CustomerSort,
        after: Option<&CustomerPosition>,
        limit: i64,
    ) -> Result<Vec<Customer>, StoreError> {
        let rows: Vec<CustomerRow> = on!(self, db => {
            let mut query = QueryBuilder::new("select ");
            query.push(COLUMNS).push(" from customer where 1 = 1");
            push_filter(&mut query, filter);
            match after {
                Some(CustomerPosition::Number(number)) => query.push(" and number > ").push_bind(number.clone()),
                Some(CustomerPosition::Id(id)) => query.push(" and id > ").push_bind(*id),
                None => &mut query,
            };
            query.push(match sort {
                CustomerSort::Number => " order by number",
                CustomerSort::Id => " order by id",
            });
            query.push(" limit ").push_bind(limit);
            query.build_query_as().fetch_all(db).await
        })?;
        self.complete(rows).await
    }
}

fn push_filter<DB>(query: &mut QueryBuilder<DB>, filter: &CustomerFilter)
where
    DB: Database,
    String: for<'a> Encode<'a, DB> + Type<DB>,
    &'static str: for<'a> Encode<'a, DB> + Type<DB>,
    Uuid: for<'a> Encode<'a, DB> + Type<DB>,
{
    for word in filter.text.as_deref().map(fold).unwrap_or_default().split_whitespace().take(WORDS_MAX) {
        let escaped = word.replace('!', "!!").replace('%', "!%").replace('_', "!_");
        query.push(" and search_text like ").push_bind(format!("%{escaped}%")).push(" escape '!'");
    }
    if let Some(kind) = filter.kind {
        query.push(" and kind = ").push_bind(kind.code());
    }
    if let Some(segment) = &filter.segment {
        query.push(" and segment = ").push_bind(segment.clone());
    }
    if let Some(tier) = filter.value_tier {
        query.push(" and value_tier = ").push_bind(tier.code());
    }
    if let Some(owner) = filter.owner {
        query.push(" and owner_id = ").push_bind(owner.0);
    }
    if let Some(value) = &filter.reached_at {
        let of_value = " and id in (select customer_id from contact_point where value = ";
        query.push(of_value).push_bind(value.clone()).push(")");
    }
}
