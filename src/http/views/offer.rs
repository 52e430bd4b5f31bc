//! Prices, promotions and policies as JSON. Amounts are minor units: 1999 is 19,99.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::coded;
use super::outlet::LocalizedBody;
use crate::domain::ids::OutletId;
use crate::domain::policy::{Policy, PolicyKind};
use crate::domain::price::{AskedPrice, OfferScope, Price, PriceList, PricePromotion, Quote};
use crate::domain::validation::ValidationError;
use crate::domain::validity::Validity;
use crate::store::offers::PriceListHead;

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceListBody {
    #[serde(default)]
    pub name: String,
    /// ISO 4217.
    #[schema(example = "PLN")]
    pub currency: String,
    /// ISO 3166-1; empty for everywhere.
    #[serde(default)]
    pub country: String,
    /// Absent for every outlet of the country.
    #[serde(default)]
    pub outlet_id: Option<Uuid>,
    /// Group of customers; empty for everybody.
    #[serde(default)]
    pub segment: String,
    /// At most 5,000; keep those of the last month: the lowest of thirty days is asked of them.
    pub prices: Vec<PriceBody>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PriceBody {
    #[schema(example = "KETTLE-17")]
    pub product: String,
    pub amount: i64,
    #[schema(value_type = String, format = Date)]
    pub valid_from: NaiveDate,
    /// The last day; open when absent.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_until: Option<NaiveDate>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PricePromotionBody {
    pub title: LocalizedBody,
    pub product: String,
    pub amount: i64,
    pub currency: String,
    #[serde(default)]
    pub country: String,
    #[serde(default)]
    pub outlet_id: Option<Uuid>,
    #[serde(default)]
    pub segment: String,
    #[schema(value_type = String, format = Date)]
    pub valid_from: NaiveDate,
    #[schema(value_type = String, format = Date)]
    pub valid_until: NaiveDate,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyBody {
    /// `returns`, `warranty`, `delivery`, `payment` or `other`.
    #[schema(example = "returns")]
    pub kind: String,
    /// ISO 3166-1; empty for everywhere.
    #[serde(default)]
    pub country: String,
    pub title: LocalizedBody,
    pub text: LocalizedBody,
    /// The first day of purchases for which it holds.
    #[schema(value_type = String, format = Date)]
    pub valid_from: NaiveDate,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_until: Option<NaiveDate>,
}

/// That something was written.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WrittenView {
    pub code: String,
    /// Also the `ETag`.
    pub version: i64,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PriceListView {
    pub code: String,
    pub name: String,
    pub currency: String,
    pub country: String,
    pub outlet_id: Option<Uuid>,
    pub segment: String,
    pub version: i64,
}

/// What a product costs.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct QuoteView {
    pub product: String,
    /// `null` where the product has no price there.
    pub price: Option<AskedPriceView>,
    pub promotion: Option<PromotionQuoteView>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AskedPriceView {
    pub amount: i64,
    pub currency: String,
    /// Code of the price list or the promotion.
    pub code: String,
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_until: Option<NaiveDate>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PromotionQuoteView {
    #[serde(flatten)]
    pub price: AskedPriceView,
    /// The lowest price of the thirty days before the promotion began (Directive 98/6/EC, article 6a).
    pub lowest_30_days_amount: Option<i64>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PolicyView {
    pub code: String,
    #[serde(flatten)]
    pub policy: PolicyBody,
}

fn scope(country: String, outlet_id: Option<Uuid>, segment: String) -> OfferScope {
    OfferScope { country, outlet: outlet_id.map(OutletId), segment }
}

impl PriceListBody {
    pub fn into_list(self, code: String) -> PriceList {
        let price = |price: PriceBody| Price {
            product: price.product,
            amount: price.amount,
            validity: Validity { from: Some(price.valid_from), until: price.valid_until },
        };
        PriceList {
            code,
            name: self.name,
            currency: self.currency,
            scope: scope(self.country, self.outlet_id, self.segment),
            prices: self.prices.into_iter().map(price).collect(),
        }
    }
}

impl PricePromotionBody {
    pub fn into_promotion(self, code: String) -> PricePromotion {
        PricePromotion {
            code,
            title: self.title.into(),
            product: self.product,
            amount: self.amount,
            currency: self.currency,
            scope: scope(self.country, self.outlet_id, self.segment),
            validity: Validity { from: Some(self.valid_from), until: Some(self.valid_until) },
        }
    }
}

impl PolicyBody {
    pub fn into_policy(self, code: String) -> Result<Policy, ValidationError> {
        let mut errors = Vec::new();
        let kinds = PolicyKind::ALL.iter().map(|kind| kind.code());
        let kind = coded(&mut errors, "/kind", &self.kind, PolicyKind::from_code, kinds);
        let kind = kind.ok_or(ValidationError(errors))?;
        let validity = Validity { from: Some(self.valid_from), until: self.valid_until };
        Ok(Policy { code, kind, country: self.country, title: self.title.into(), text: self.text.into(), validity })
    }
}

impl From<PriceListHead> for PriceListView {
    fn from(head: PriceListHead) -> Self {
        let PriceListHead { code, name, currency, country, outlet_id, segment, version } = head;
        Self { code, name, currency, country, outlet_id, segment, version }
    }
}

impl From<&AskedPrice> for AskedPriceView {
    fn from(price: &AskedPrice) -> Self {
        Self {
            amount: price.amount,
            currency: price.currency.clone(),
            code: price.code.clone(),
            valid_until: price.validity.until,
        }
    }
}

impl QuoteView {
    pub fn new(product: String, quote: Option<Quote>) -> Self {
        let promotion = quote.as_ref().and_then(|quote| quote.promotion.as_ref()).map(|promotion| PromotionQuoteView {
            price: AskedPriceView::from(&promotion.price),
            lowest_30_days_amount: promotion.lowest_before,
        });
        Self { product, price: quote.as_ref().map(|quote| AskedPriceView::from(&quote.regular)), promotion }
    }
}

impl From<Policy> for PolicyView {
    fn from(policy: Policy) -> Self {
        Self {
            policy: PolicyBody {
                kind: policy.kind.code().to_owned(),
                country: policy.country,
                title: LocalizedBody::from(&policy.title),
                text: LocalizedBody::from(&policy.text),
                valid_from: policy.validity.from.unwrap_or_default(),
                valid_until: policy.validity.until,
            },
            code: policy.code,
        }
    }
}
