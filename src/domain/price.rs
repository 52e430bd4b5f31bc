//! What something costs at an outlet, on a day, for a group of customers, and what it cost before.
//!
//! The special beats the general: the outlet's own list, then the country's, then everybody's; within one place, the
//! list of the customer's group. Beside a promotion stands the lowest price of the thirty days before it began
//! (Directive 98/6/EC, article 6a): of all that was asked here then, earlier promotions too.

use chrono::{Days, NaiveDate};

use super::ids::OutletId;
use super::order::{AMOUNT_MAX, is_currency};
use super::outlet::{CODE_CHARS_MAX, LINE_CHARS_MAX, Localized};
use super::validation::{Checker, ValidationError};
use super::validity::Validity;

/// The products of a large shop with a year of prices; bounds one body and one transaction.
pub const PRICES_MAX: usize = 5_000;
/// Article 6a (2).
const DAYS_BEFORE: u64 = 30;

/// Where and for whom something holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfferScope {
    /// ISO 3166-1; empty for everywhere.
    pub country: String,
    pub outlet: Option<OutletId>,
    /// Empty for everybody.
    pub segment: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    pub product: String,
    /// Minor units.
    pub amount: i64,
    /// With a first day.
    pub validity: Validity,
}

/// A price list as somebody writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceList {
    pub code: String,
    pub name: String,
    /// ISO 4217.
    pub currency: String,
    pub scope: OfferScope,
    pub prices: Vec<Price>,
}

/// A lower price for some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PricePromotion {
    pub code: String,
    pub title: Localized,
    pub product: String,
    pub amount: i64,
    pub currency: String,
    pub scope: OfferScope,
    /// With both days.
    pub validity: Validity,
}

/// A price that was asked somewhere that counts, as found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedPrice {
    /// Of the list or the promotion.
    pub code: String,
    pub currency: String,
    pub amount: i64,
    pub scope: OfferScope,
    pub validity: Validity,
}

/// What the agent says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    pub regular: AskedPrice,
    pub promotion: Option<PromotionQuote>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromotionQuote {
    pub price: AskedPrice,
    /// Of the thirty days before the promotion; `None` where nothing was asked then.
    pub lowest_before: Option<i64>,
}

impl OfferScope {
    fn check(&self, check: &mut Checker) {
        let country = &self.country;
        let country_ok = country.is_empty() || (country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase()));
        check.require(country_ok, "/country", "format", || "use the two-letter ISO 3166-1 code in capitals".into());
        check.text("/segment", &self.segment, CODE_CHARS_MAX);
    }

    /// The greater, the more special: an outlet before a country, and in one place the group before everybody.
    fn rank(&self) -> u8 {
        let place = if self.outlet.is_some() { 4 } else { u8::from(!self.country.is_empty()) * 2 };
        place + u8::from(!self.segment.is_empty())
    }
}

impl PriceList {
    pub fn validate(self) -> Result<Self, ValidationError> {
        let mut check = Checker::default();
        check_code(&self.code, &mut check);
        check.text("/name", &self.name, LINE_CHARS_MAX);
        check_currency(&self.currency, &mut check);
        self.scope.check(&mut check);
        check.require(self.prices.len() <= PRICES_MAX, "/prices", "too_many", || {
            format!("give at most {PRICES_MAX} prices")
        });
        for (index, price) in self.prices.iter().enumerate().take(PRICES_MAX) {
            let pointer = format!("/prices/{index}");
            check_product(&price.product, price.amount, &pointer, &mut check);
            price.validity.check(&mut check, &pointer);
            check.require(price.validity.from.is_some(), &format!("{pointer}/valid_from"), "required", || {
                "give the first day".into()
            });
        }
        check.finish(self)
    }
}

impl PricePromotion {
    pub fn validate(self) -> Result<Self, ValidationError> {
        let mut check = Checker::default();
        check_code(&self.code, &mut check);
        for title in [&self.title.pl, &self.title.cs, &self.title.en] {
            check.text("/title", title, LINE_CHARS_MAX);
        }
        check_product(&self.product, self.amount, "", &mut check);
        check_currency(&self.currency, &mut check);
        self.scope.check(&mut check);
        self.validity.check(&mut check, "");
        let dated = self.validity.from.is_some() && self.validity.until.is_some();
        check.require(dated, "/valid_until", "required", || "give the first and the last day".into());
        check.finish(self)
    }
}

pub(super) fn check_code(code: &str, check: &mut Checker) {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    let ok = !code.is_empty() && code.len() <= CODE_CHARS_MAX && code.bytes().all(plain);
    check.require(ok, "/code", "format", || format!("use 1 to {CODE_CHARS_MAX} letters, digits and . _ -"));
}

fn check_currency(currency: &str, check: &mut Checker) {
    check.require(is_currency(currency), "/currency", "format", || {
        "use the three-letter ISO 4217 code in capitals, like PLN or CZK".into()
    });
}

fn check_product(product: &str, amount: i64, pointer: &str, check: &mut Checker) {
    check.require(!product.is_empty(), &format!("{pointer}/product"), "required", || {
        "give the code of the product".into()
    });
    check.text(&format!("{pointer}/product"), product, CODE_CHARS_MAX);
    check.require((0..=AMOUNT_MAX).contains(&amount), &format!("{pointer}/amount"), "out_of_range", || {
        format!("give minor units from 0 to {AMOUNT_MAX}")
    });
}

/// What one product costs on `day`. `regular` and `promotions` are those that count at the outlet for the customer,
/// of any day. `None` where it has no price. A promotion in another currency, or above the price, is none.
pub fn quote(regular: &[AskedPrice], promotions: &[AskedPrice], day: NaiveDate) -> Option<Quote> {
    let price = price_on(regular, day)?;
    let promotion = promotion_on(promotions, price, day).map(|promotion| PromotionQuote {
        price: promotion.clone(),
        lowest_before: lowest_before(regular, promotions, promotion),
    });
    Some(Quote { regular: price.clone(), promotion })
}

/// The most special that holds; of equals the one that began last, then the lower.
fn price_on(regular: &[AskedPrice], day: NaiveDate) -> Option<&AskedPrice> {
    let held = regular.iter().filter(|price| price.validity.holds_on(day));
    held.max_by_key(|price| (price.scope.rank(), price.validity.from, std::cmp::Reverse(price.amount)))
}

fn promotion_on<'a>(promotions: &'a [AskedPrice], price: &AskedPrice, day: NaiveDate) -> Option<&'a AskedPrice> {
    let held = promotions
        .iter()
        .filter(|each| each.validity.holds_on(day) && each.currency == price.currency && each.amount < price.amount);
    held.min_by_key(|each| each.amount)
}

fn lowest_before(regular: &[AskedPrice], promotions: &[AskedPrice], promotion: &AskedPrice) -> Option<i64> {
    let began = promotion.validity.from?;
    let days = (1..=DAYS_BEFORE).filter_map(|back| began.checked_sub_days(Days::new(back)));
    let asked_on = |day: NaiveDate| {
        let price = price_on(regular, day).filter(|price| price.currency == promotion.currency)?;
        Some(promotion_on(promotions, price, day).map_or(price.amount, |each| each.amount))
    };
    days.filter_map(asked_on).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(amount: i64, from: &str, until: &str) -> AskedPrice {
        AskedPrice {
            code: "L".into(),
            currency: "PLN".into(),
            amount,
            scope: OfferScope::default(),
            validity: Validity { from: from.parse().ok(), until: until.parse().ok() },
        }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn beside_a_promotion_stands_the_lowest_price_of_the_thirty_days_before_it() {
        // 100 until 10 Nov, 120 from the 11th; the promotion of 90 begins on the 28th: thirty days back is 29 Oct.
        let regular = [asked(100, "2026-01-01", "2026-11-10"), asked(120, "2026-11-11", "")];
        let promotions = [asked(90, "2026-11-28", "2026-12-05")];
        let quote = quote(&regular, &promotions, day("2026-11-28")).unwrap();
        let promotion = quote.promotion.unwrap();
        assert_eq!((quote.regular.amount, promotion.price.amount, promotion.lowest_before), (120, 90, Some(100)));
    }

    #[test]
    fn an_earlier_promotion_within_the_thirty_days_counts_and_one_before_does_not() {
        let regular = [asked(120, "2026-01-01", "")];
        let current = asked(90, "2026-11-28", "2026-12-05");
        let within = [current.clone(), asked(80, "2026-10-20", "2026-10-29")];
        let before = [current, asked(80, "2026-10-20", "2026-10-28")];
        let lowest = |promotions: &[AskedPrice]| {
            quote(&regular, promotions, day("2026-11-28")).unwrap().promotion.unwrap().lowest_before
        };
        assert_eq!((lowest(&within), lowest(&before)), (Some(80), Some(120)));
    }

    #[test]
    fn the_special_beats_the_general_and_the_new_the_old() {
        let of = |scope: OfferScope, amount| AskedPrice { scope, ..asked(amount, "2026-01-01", "") };
        let outlet = OfferScope { outlet: Some(OutletId::generate()), ..OfferScope::default() };
        let country = OfferScope { country: "PL".into(), segment: "b2b".into(), ..OfferScope::default() };
        let all = [of(OfferScope::default(), 100), of(country, 95), of(outlet, 110), asked(99, "2026-06-01", "")];
        assert_eq!(quote(&all, &[], day("2026-11-28")).unwrap().regular.amount, 110);
        assert_eq!(quote(&all[..2], &[], day("2026-11-28")).unwrap().regular.amount, 95);
        assert_eq!(quote(&[all[0].clone(), all[3].clone()], &[], day("2026-11-28")).unwrap().regular.amount, 99);
    }

    #[test]
    fn a_promotion_above_the_price_or_in_another_currency_is_none() {
        let regular = [asked(100, "2026-01-01", "")];
        let dear = asked(101, "2026-11-01", "2026-12-31");
        let foreign = AskedPrice { currency: "CZK".into(), ..asked(10, "2026-11-01", "2026-12-31") };
        assert_eq!(quote(&regular, &[dear, foreign], day("2026-11-28")).unwrap().promotion, None);
        assert_eq!(quote(&regular, &[], day("2025-11-28")), None);
    }
}
