//! Price lists, promotions and policies: replaced whole by code, and asked for by place, day and group.

use chrono::NaiveDate;
use serde_json::json;
use sqlx::{FromRow, QueryBuilder};
use uuid::Uuid;

use super::audit::AuditEntry;
use super::{Op, Store, StoreError, Tx, on, on_tx};
use crate::domain::ids::OutletId;
use crate::domain::outlet::Localized;
use crate::domain::policy::{Policy, PolicyKind};
use crate::domain::price::{AskedPrice, OfferScope, PriceList, PricePromotion};
use crate::domain::validity::Validity;

/// SQLite allows 32,766 variables a statement; six a row.
const ROWS_PER_INSERT: usize = 4_000;

/// Prices of one question: a few products with the history of some lists.
const ASKED_MAX: i64 = 10_000;

/// A price list as a list of lists shows it.
#[derive(Clone, Debug, FromRow)]
pub struct PriceListHead {
    pub code: String,
    pub name: String,
    pub currency: String,
    pub country: String,
    pub outlet_id: Option<Uuid>,
    pub segment: String,
    pub version: i64,
}

#[derive(FromRow)]
struct AskedRow {
    product: String,
    code: String,
    currency: String,
    amount: i64,
    country: String,
    outlet_id: Option<Uuid>,
    segment: String,
    valid_from: String,
    valid_until: Option<String>,
}

#[derive(FromRow)]
struct PolicyRow {
    code: String,
    kind: String,
    country: String,
    title_pl: String,
    title_cs: String,
    title_en: String,
    text_pl: String,
    text_cs: String,
    text_en: String,
    valid_from: String,
    valid_until: Option<String>,
}

/// Where, when and for whom a price is asked.
#[derive(Clone, Debug)]
pub struct PriceQuestion {
    pub outlet: OutletId,
    pub country: String,
    pub segment: String,
    pub products: Vec<String>,
}

/// A product and a price that was asked for it.
pub type Asked = (String, AskedPrice);

impl Store {
    pub async fn price_lists(&self, limit: i64) -> Result<Vec<PriceListHead>, StoreError> {
        Ok(on!(self, db => sqlx::query_as(
            "select code, name, currency, country, outlet_id, segment, version from price_list order by code limit $1",
        ).bind(limit).fetch_all(db).await)?)
    }

    /// Regular prices of any day that count there.
    pub async fn regular_prices(&self, question: &PriceQuestion) -> Result<Vec<Asked>, StoreError> {
        let select = "select p.product, l.code, l.currency, p.amount, l.country, l.outlet_id, l.segment, p.valid_from, \
             p.valid_until from price p join price_list l on l.id = p.price_list_id where p.product in (";
        self.asked(select, "l.", question).await
    }

    /// Promotions of any day that count there.
    pub async fn promotion_prices(&self, question: &PriceQuestion) -> Result<Vec<Asked>, StoreError> {
        let select = "select p.product, p.code, p.currency, p.amount, p.country, p.outlet_id, p.segment, p.valid_from, \
             p.valid_until from price_promotion p where p.product in (";
        self.asked(select, "p.", question).await
    }

    async fn asked(
        &self,
        select: &'static str,
        scope: &'static str,
        question: &PriceQuestion,
    ) -> Result<Vec<Asked>, StoreError> {
        if question.products.is_empty() {
            return Ok(Vec::new());
        }
        let rows: Vec<AskedRow> = on!(self, db => {
            let mut query = QueryBuilder::new(select);
            let mut list = query.separated(", ");
            for product in &question.products {
                list.push_bind(product.clone());
            }
            query.push(") and (").push(scope).push("outlet_id is null or ").push(scope).push("outlet_id = ")
                .push_bind(question.outlet.0);
            query.push(") and ").push(scope).push("country in ('', ").push_bind(question.country.clone());
            query.push(") and ").push(scope).push("segment in ('', ").push_bind(question.segment.clone());
            query.push(") limit ").push_bind(ASKED_MAX);
            query.build_query_as().fetch_all(db).await
        })?;
        Ok(rows.into_iter().map(AskedRow::into_asked).collect())
    }

    /// The policies for what was bought in a country on a day; those of the country before those of everywhere.
    pub async fn policies_on(
        &self,
        country: &str,
        day: NaiveDate,
        kind: Option<PolicyKind>,
        limit: i64,
    ) -> Result<Vec<Policy>, StoreError> {
        let (every_kind, kind) = (kind.is_none(), kind.map_or("", PolicyKind::code));
        let rows: Vec<PolicyRow> = on!(self, db => sqlx::query_as(
            "select code, kind, country, title_pl, title_cs, title_en, text_pl, text_cs, text_en, valid_from, \
             valid_until from policy where country in ('', $1) and valid_from <= $2 \
             and (valid_until is null or valid_until >= $2) and ($3 or kind = $4) \
             order by kind, country desc, valid_from desc, code limit $5",
        ).bind(country).bind(day.to_string()).bind(every_kind).bind(kind).bind(limit).fetch_all(db).await)?;
        Ok(rows.into_iter().map(PolicyRow::into_policy).collect())
    }
}

/// Where a record stands that is about to be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Standing {
    id: Uuid,
    /// 0 for a new one.
    version: i64,
}

impl Tx {
    /// Puts a price list in the place of the one with its code, or adds it. With `expected`, only over that version.
    pub async fn put_price_list(&mut self, list: &PriceList, expected: Option<i64>) -> Result<i64, StoreError> {
        let standing =
            self.standing("select id, version from price_list where code = $1", &list.code, expected).await?;
        on_tx!(self, db => sqlx::query("delete from price_list where id = $1").bind(standing.id).execute(db).await.map(drop))?;
        let at_ms = self.author().at.0;
        on_tx!(self, db => sqlx::query(
            "insert into price_list (id, code, name, currency, country, outlet_id, segment, version, created_at_ms, \
             updated_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        )
        .bind(standing.id).bind(&list.code).bind(&list.name).bind(&list.currency).bind(&list.scope.country)
        .bind(list.scope.outlet.map(|id| id.0)).bind(&list.scope.segment).bind(standing.version + 1).bind(at_ms)
        .execute(db).await.map(drop))?;
        let prices: Vec<_> = list.prices.iter().enumerate().collect();
        for chunk in prices.chunks(ROWS_PER_INSERT) {
            on_tx!(self, db => {
                let mut query = QueryBuilder::new(
                    "insert into price (price_list_id, position, product, amount, valid_from, valid_until) ",
                );
                query.push_values(chunk, |mut row, (position, price)| {
                    row.push_bind(standing.id)
                        .push_bind(*position as i32)
                        .push_bind(price.product.clone())
                        .push_bind(price.amount)
                        .push_bind(first_day(price.validity))
                        .push_bind(price.validity.until.map(|day| day.to_string()));
                });
                query.build().execute(db).await.map(drop)
            })?;
        }
        self.log_offer("price_list", standing, &list.code).await
    }

    /// See `put_price_list`.
    pub async fn put_promotion(
        &mut self,
        promotion: &PricePromotion,
        expected: Option<i64>,
    ) -> Result<i64, StoreError> {
        let select = "select id, version from price_promotion where code = $1";
        let standing = self.standing(select, &promotion.code, expected).await?;
        on_tx!(self, db => sqlx::query("delete from price_promotion where id = $1").bind(standing.id).execute(db).await.map(drop))?;
        let (at_ms, title, scope) = (self.author().at.0, &promotion.title, &promotion.scope);
        on_tx!(self, db => sqlx::query(
            "insert into price_promotion (id, code, title_pl, title_cs, title_en, product, amount, currency, country, \
             outlet_id, segment, valid_from, valid_until, version, created_at_ms, updated_at_ms) values ($1, $2, $3, \
             $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15)",
        )
        .bind(standing.id).bind(&promotion.code).bind(&title.pl).bind(&title.cs).bind(&title.en)
        .bind(&promotion.product).bind(promotion.amount).bind(&promotion.currency).bind(&scope.country)
        .bind(scope.outlet.map(|id| id.0)).bind(&scope.segment).bind(first_day(promotion.validity))
        .bind(promotion.validity.until.map(|day| day.to_string())).bind(standing.version + 1).bind(at_ms)
        .execute(db).await.map(drop))?;
        self.log_offer("price_promotion", standing, &promotion.code).await
    }

    /// See `put_price_list`.
    pub async fn put_policy(&mut self, policy: &Policy, expected: Option<i64>) -> Result<i64, StoreError> {
        let standing = self.standing("select id, version from policy where code = $1", &policy.code, expected).await?;
        on_tx!(self, db => sqlx::query("delete from policy where id = $1").bind(standing.id).execute(db).await.map(drop))?;
        let (at_ms, title, text) = (self.author().at.0, &policy.title, &policy.text);
        on_tx!(self, db => sqlx::query(
            "insert into policy (id, code, kind, country, title_pl, title_cs, title_en, text_pl, text_cs, text_en, \
             valid_from, valid_until, version, created_at_ms, updated_at_ms) values ($1, $2, $3, $4, $5, $6, $7, $8, \
             $9, $10, $11, $12, $13, $14, $14)",
        )
        .bind(standing.id).bind(&policy.code).bind(policy.kind.code()).bind(&policy.country).bind(&title.pl)
        .bind(&title.cs).bind(&title.en).bind(&text.pl).bind(&text.cs).bind(&text.en)
        .bind(first_day(policy.validity)).bind(policy.validity.until.map(|day| day.to_string()))
        .bind(standing.version + 1).bind(at_ms).execute(db).await.map(drop))?;
        self.log_offer("policy", standing, &policy.code).await
    }

    async fn standing(
        &mut self,
        select: &'static str,
        code: &str,
        expected: Option<i64>,
    ) -> Result<Standing, StoreError> {
        let found: Option<(Uuid, i64)> =
            on_tx!(self, db => sqlx::query_as(select).bind(code).fetch_optional(db).await)?;
        let standing =
            found.map_or_else(|| Standing { id: Uuid::now_v7(), version: 0 }, |(id, version)| Standing { id, version });
        match expected {
            Some(expected) if expected != standing.version => {
                Err(StoreError::VersionConflict { current: standing.version })
            }
            _ => Ok(standing),
        }
    }

    /// Returns the new version.
    async fn log_offer(&mut self, entity: &'static str, standing: Standing, code: &str) -> Result<i64, StoreError> {
        let (op, action) = if standing.version == 0 { (Op::Create, "create") } else { (Op::Update, "update") };
        let revision = self.record(entity, standing.id, op).await?;
        let after_json = Some(json!({ "code": code, "version": standing.version + 1 }).to_string());
        self.audit(AuditEntry { revision, action, entity, entity_id: standing.id, before_json: None, after_json })
            .await?;
        Ok(standing.version + 1)
    }
}

/// Validation has seen to it that there is one.
fn first_day(validity: Validity) -> String {
    validity.from.unwrap_or_default().to_string()
}

fn validity(from: &str, until: Option<&str>) -> Validity {
    Validity { from: from.parse().ok(), until: until.and_then(|day| day.parse().ok()) }
}

impl AskedRow {
    fn into_asked(self) -> Asked {
        let validity = validity(&self.valid_from, self.valid_until.as_deref());
        let scope = OfferScope { country: self.country, outlet: self.outlet_id.map(OutletId), segment: self.segment };
        (self.product, AskedPrice { code: self.code, currency: self.currency, amount: self.amount, scope, validity })
    }
}

impl PolicyRow {
    fn into_policy(self) -> Policy {
        let kind = PolicyKind::from_code(&self.kind).unwrap_or(PolicyKind::Other);
        Policy {
            validity: validity(&self.valid_from, self.valid_until.as_deref()),
            code: self.code,
            kind,
            country: self.country,
            title: Localized { pl: self.title_pl, cs: self.title_cs, en: self.title_en },
            text: Localized { pl: self.text_pl, cs: self.text_cs, en: self.text_en },
        }
    }
}
