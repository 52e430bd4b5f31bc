//! What things cost at an outlet, and writing down prices, promotions and policies.

use chrono::NaiveDate;
use thiserror::Error;

use crate::domain::policy::Policy;
use crate::domain::price::{AskedPrice, OfferScope, PriceList, PricePromotion, Quote, quote};
use crate::domain::validation::{FieldError, ValidationError};
use crate::store::offers::{Asked, PriceQuestion};
use crate::store::{Store, StoreError, Tx};

/// Products of one question: an order's worth.
pub const PRODUCTS_MAX: usize = 50;

#[derive(Debug, Error)]
pub enum OfferError {
    #[error(transparent)]
    Invalid(#[from] ValidationError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What each product costs on `day`, in the order of the question; `None` for one without a price there.
pub async fn quote_prices(
    store: &Store,
    question: &PriceQuestion,
    day: NaiveDate,
) -> Result<Vec<(String, Option<Quote>)>, StoreError> {
    let regular = store.regular_prices(question).await?;
    let promotions = store.promotion_prices(question).await?;
    let of = |asked: &[Asked], product: &str| -> Vec<AskedPrice> {
        asked.iter().filter(|(each, _)| each == product).map(|(_, price)| price.clone()).collect()
    };
    let quoted = |product: &String| (product.clone(), quote(&of(&regular, product), &of(&promotions, product), day));
    Ok(question.products.iter().map(quoted).collect())
}

/// Writes a price list; returns its version. With `expected`, only over that version.
pub async fn put_price_list(tx: &mut Tx, list: PriceList, expected: Option<i64>) -> Result<i64, OfferError> {
    let list = list.validate()?;
    check_outlet(tx, &list.scope).await?;
    Ok(tx.put_price_list(&list, expected).await?)
}

/// See `put_price_list`.
pub async fn put_promotion(tx: &mut Tx, promotion: PricePromotion, expected: Option<i64>) -> Result<i64, OfferError> {
    let promotion = promotion.validate()?;
    check_outlet(tx, &promotion.scope).await?;
    Ok(tx.put_promotion(&promotion, expected).await?)
}

/// See `put_price_list`.
pub async fn put_policy(tx: &mut Tx, policy: Policy, expected: Option<i64>) -> Result<i64, OfferError> {
    Ok(tx.put_policy(&policy.validate()?, expected).await?)
}

async fn check_outlet(tx: &mut Tx, scope: &OfferScope) -> Result<(), OfferError> {
    match scope.outlet {
        Some(outlet) if tx.outlets_by_ids(&[outlet.0]).await?.is_empty() => {
            let error = FieldError::new("/outlet_id", "unknown_value", "there is no outlet with this id");
            Err(ValidationError(vec![error]).into())
        }
        _ => Ok(()),
    }
}
