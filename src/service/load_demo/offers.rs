//! Prices, a promotion and policies of the demo, so that the desk has something to say about them.

use chrono::{Days, NaiveDate};

use super::customer_words::ORDERED;
use crate::domain::outlet::Localized;
use crate::domain::policy::{Policy, PolicyKind};
use crate::domain::price::{OfferScope, Price, PriceList, PricePromotion};
use crate::domain::validity::Validity;
use crate::store::{StoreError, Tx};

/// Crowns to a zloty, about.
pub(super) const CROWNS: i64 = 6;

/// How long the prices of the demo have held: longer than the thirty days that are asked for.
const HELD_DAYS: u64 = 60;
/// How long a promotion goes on around the day of loading.
const PROMOTION_DAYS: u64 = 3;

/// Writes everything as of `today`.
pub(super) async fn add_offers(tx: &mut Tx, today: NaiveDate) -> Result<(), StoreError> {
    for (country, currency, rate) in [("PL", "PLN", 1), ("CZ", "CZK", CROWNS)] {
        tx.put_price_list(&price_list(country, currency, rate, today), None).await?;
        tx.put_promotion(&promotion(country, currency, rate, today), None).await?;
        tx.put_policy(&returns(country, today), None).await?;
    }
    Ok(())
}

fn in_country(country: &str) -> OfferScope {
    OfferScope { country: country.to_owned(), ..OfferScope::default() }
}

fn price_list(country: &str, currency: &str, rate: i64, today: NaiveDate) -> PriceList {
    let validity = Validity { from: today.checked_sub_days(Days::new(HELD_DAYS)), until: None };
    let price =
        |(product, amount): &(&str, i64)| Price { product: (*product).to_owned(), amount: amount * rate, validity };
    PriceList {
        code: format!("demo-{}", country.to_lowercase()),
        name: format!("Meteor {country}"),
        currency: currency.to_owned(),
        scope: in_country(country),
        prices: ORDERED.iter().map(price).collect(),
    }
}

/// A fifth off the kettle.
fn promotion(country: &str, currency: &str, rate: i64, today: NaiveDate) -> PricePromotion {
    let (product, amount) = ORDERED[0];
    PricePromotion {
        code: format!("demo-kettle-{}", country.to_lowercase()),
        title: Localized {
            pl: "Czajnik taniej o jedną piątą".to_owned(),
            cs: "Konvice o pětinu levněji".to_owned(),
            en: "A fifth off the kettle".to_owned(),
        },
        product: product.to_owned(),
        amount: amount * rate * 4 / 5,
        currency: currency.to_owned(),
        scope: in_country(country),
        validity: Validity {
            from: today.checked_sub_days(Days::new(PROMOTION_DAYS)),
            until: today.checked_add_days(Days::new(PROMOTION_DAYS)),
        },
    }
}

fn returns(country: &str, today: NaiveDate) -> Policy {
    Policy {
        code: format!("demo-returns-{}", country.to_lowercase()),
        kind: PolicyKind::Returns,
        country: country.to_owned(),
        title: Localized { pl: "Zwroty".to_owned(), cs: "Vrácení".to_owned(), en: "Returns".to_owned() },
        text: Localized {
            pl: "30 dni na zwrot w każdym sklepie, z paragonem i w pełnym opakowaniu.".to_owned(),
            cs: "30 dní na vrácení v každé prodejně, s účtenkou a v úplném balení.".to_owned(),
            en: "30 days to return it in any shop, with the receipt and complete packaging.".to_owned(),
        },
        validity: Validity { from: today.checked_sub_days(Days::new(HELD_DAYS * 6)), until: None },
    }
}
