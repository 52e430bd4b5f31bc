//! Trade law: on which days, and from what hour, shops must stay closed.
//!
//! Poland, act of 10 January 2018 with its dated versions; Czechia, act 223/2016; Germany, the Sunday
//! and holiday rest common to the shop-closing laws of the states. The law only ever closes. It counts
//! by the calendar day of the outlet, so it cuts a shift that runs past midnight. Not modelled, because
//! nothing in our data tells: Czech states of emergency, German resort seasons and Sunday hour limits
//! of bakeries and florists. A decision support, not legal advice; `docs/OPENING_HOURS.md` has the table.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::easter::easter_sunday;
use super::public_holidays::public_holiday;
use super::words::{
    CZ_223_2016, CZ_223_2016_AREA_UNKNOWN, CZ_223_2016_SECOND_HAND, DE_CHRISTMAS_EVE, DE_LADENSCHLUSS,
    PL_EARLY_CLOSING, PL_NON_TRADING_SUNDAY, PL_PUBLIC_HOLIDAY,
};
use super::{LegalRuleId, TradeClass};

/// Sales area up to which the Czech act leaves a shop alone, in square metres (§ 1 (3) a).
const CZ_FREE_AREA_M2: u32 = 200;
const NOON: u16 = 12 * 60;
const TWO_PM: u16 = 14 * 60;

/// What the law needs to know of an outlet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TradePlace<'a> {
    /// ISO 3166-1 alpha-2.
    pub country: &'a str,
    /// ISO 3166-2, may be empty.
    pub region: &'a str,
    pub class: TradeClass,
    pub floor_area_m2: Option<u32>,
}

/// A stretch of one local day on which trade is banned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TradeBan {
    pub rule: LegalRuleId,
    /// Minutes after local midnight; the ban lasts to the end of the day.
    pub from_minute: u16,
    /// False where the ban hangs on something unknown: then the outlet may be closed.
    pub certain: bool,
    /// True where the authorities may permit single openings, which the company says by a dated override.
    pub yields_to_override: bool,
}

impl TradeBan {
    const fn from(rule: LegalRuleId, from_minute: u16) -> Self {
        Self { rule, from_minute, certain: true, yields_to_override: false }
    }
}

/// The ban that holds for the outlet on that local day, if any. Countries without a rule here have none.
pub fn trade_ban(place: &TradePlace, date: NaiveDate) -> Option<TradeBan> {
    match place.country {
        "PL" if !exempt_in_poland(place.class) => polish_ban(date),
        "CZ" if !exempt_in_czechia(place.class) => czech_ban(place, date),
        "DE" if !exempt_in_germany(place.class) => german_ban(place, date),
        _ => None,
    }
}

/// Whether a law of that country asks how large a shop is.
pub fn depends_on_area(country: &str) -> bool {
    country == "CZ"
}

/// Article 6 (1) of the Polish act. `SecondHand` is a shop there like any other.
fn exempt_in_poland(class: TradeClass) -> bool {
    !matches!(class, TradeClass::Retail | TradeClass::SecondHand)
}

/// § 1 (3) of the Czech act, and what is no retail sale at all. A small shop is free by its area, not its trade.
fn exempt_in_czechia(class: TradeClass) -> bool {
    use TradeClass::*;
    matches!(
        class,
        PetrolStation
            | Pharmacy
            | RailwayStation
            | Airport
            | Hospital
            | PostOffice
            | Gastronomy
            | Hotel
            | OnlinePickup
            | NotRetail
    )
}

/// What the laws of the states have in common: travel needs, sick needs, bread, flowers, papers for some hours.
fn exempt_in_germany(class: TradeClass) -> bool {
    !matches!(class, TradeClass::Retail | TradeClass::OwnerServes | TradeClass::SecondHand | TradeClass::Tobacconist)
}

fn polish_ban(date: NaiveDate) -> Option<TradeBan> {
    if date < ymd(2018, 3, 1) {
        return None;
    }
    if public_holiday("PL", "", date).is_some() {
        return Some(TradeBan::from(PL_PUBLIC_HOLIDAY, 0));
    }
    if date.weekday() == Weekday::Sun && !is_polish_trading_sunday(date) {
        return Some(TradeBan::from(PL_NON_TRADING_SUNDAY, 0));
    }
    // Since 2025 Christmas Eve is a holiday and was answered above.
    let christmas_eve = date.month() == 12 && date.day() == 24;
    let holy_saturday = date == easter_sunday(date.year()) - Days::new(1);
    (christmas_eve || holy_saturday).then_some(TradeBan::from(PL_EARLY_CLOSING, TWO_PM))
}

/// Whether the Polish act lets ordinary shops trade on this Sunday. `date` must be a Sunday; holidays are not looked at.
pub fn is_polish_trading_sunday(date: NaiveDate) -> bool {
    let week = Days::new(7);
    let last_of_month = (date + week).month() != date.month();
    let first_of_month = date.day() <= 7;
    let last_in_listed_month = last_of_month && matches!(date.month(), 1 | 4 | 6 | 8);
    let before_easter = date == easter_sunday(date.year()) - week;
    before_easter
        || is_sunday_before_christmas(date)
        || match date.year() {
            // Article 16: the first year opened two Sundays a month.
            2018 => first_of_month || last_of_month,
            // Article 17: the second year the last one.
            2019 => last_of_month,
            // One more by the anti-crisis act of November 2020.
            2020 => last_in_listed_month || date == ymd(2020, 12, 6),
            _ => last_in_listed_month,
        }
}

/// Article 7 (1): until 2024 the two Sundays before Christmas Day; since 2025 the three before Christmas Eve.
fn is_sunday_before_christmas(date: NaiveDate) -> bool {
    let year = date.year();
    let (limit, weeks) = match year {
        // The amendment of 29 November 2023: a Christmas Eve on a Sunday is closed, the two before it trade.
        2023 => (ymd(year, 12, 24), 2),
        ..=2024 => (ymd(year, 12, 25), 2),
        _ => (ymd(year, 12, 24), 3),
    };
    date < limit && date + Days::new(7 * weeks) >= limit
}

fn czech_ban(place: &TradePlace, date: NaiveDate) -> Option<TradeBan> {
    if date < ymd(2016, 10, 1) {
        return None;
    }
    let from_minute = match (date.month(), date.day()) {
        (1, 1) | (5, 8) | (9, 28) | (10, 28) | (12, 25) | (12, 26) => 0,
        (12, 24) => NOON,
        _ if date == easter_sunday(date.year()) + Days::new(1) => 0,
        _ => return None,
    };
    match (place.class, place.floor_area_m2) {
        // § 2: whatever the area.
        (TradeClass::SecondHand, _) => Some(TradeBan::from(CZ_223_2016_SECOND_HAND, from_minute)),
        (_, Some(area)) if area <= CZ_FREE_AREA_M2 => None,
        (_, Some(_)) => Some(TradeBan::from(CZ_223_2016, from_minute)),
        (_, None) => Some(TradeBan { certain: false, ..TradeBan::from(CZ_223_2016_AREA_UNKNOWN, from_minute) }),
    }
}

fn german_ban(place: &TradePlace, date: NaiveDate) -> Option<TradeBan> {
    // The states have had their own laws since 2007; before that one federal act said the same.
    if public_holiday("DE", place.region, date).is_some() {
        return Some(TradeBan::from(DE_LADENSCHLUSS, 0));
    }
    if date.weekday() == Weekday::Sun {
        return Some(TradeBan { yields_to_override: true, ..TradeBan::from(DE_LADENSCHLUSS, 0) });
    }
    let christmas_eve = date.month() == 12 && date.day() == 24;
    christmas_eve.then_some(TradeBan::from(DE_CHRISTMAS_EVE, TWO_PM))
}

fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the dates of the acts exist in every year")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::opening_hours::legal_rule_code;

    fn place(country: &'static str, class: TradeClass, area: Option<u32>) -> TradePlace<'static> {
        TradePlace { country, region: "", class, floor_area_m2: area }
    }

    fn check(place: TradePlace, date: &str, expected: Option<(&str, u16)>) {
        let ban = trade_ban(&place, date.parse().unwrap()).map(|ban| (legal_rule_code(ban.rule), ban.from_minute));
        assert_eq!(ban, expected, "{place:?} {date}");
    }

    #[test]
    fn polish_shops_close_on_most_sundays_on_holidays_and_early_before_feasts() {
        let shop = place("PL", TradeClass::Retail, Some(80));
        check(shop, "2018-02-25", None);
        check(shop, "2018-11-12", Some(("pl_public_holiday", 0)));
        check(shop, "2026-11-29", Some(("pl_non_trading_sunday", 0)));
        check(shop, "2026-12-06", None);
        check(shop, "2024-12-24", Some(("pl_early_closing", 840)));
        check(shop, "2025-12-24", Some(("pl_public_holiday", 0)));
        check(shop, "2023-12-24", Some(("pl_non_trading_sunday", 0)));
        check(shop, "2026-04-04", Some(("pl_early_closing", 840)));
        check(shop, "2026-04-05", Some(("pl_public_holiday", 0)));
    }

    #[test]
    fn the_exempt_classes_of_poland_trade_every_day() {
        for &class in TradeClass::ALL {
            let free = !matches!(class, TradeClass::Retail | TradeClass::SecondHand);
            let ban = trade_ban(&place("PL", class, None), "2026-11-29".parse().unwrap());
            assert_eq!(ban.is_none(), free, "{class:?}");
        }
    }

    #[test]
    fn czech_shops_close_by_area_and_not_by_owner() {
        check(place("CZ", TradeClass::Retail, Some(900)), "2026-10-28", Some(("cz_223_2016", 0)));
        check(place("CZ", TradeClass::OwnerServes, Some(900)), "2026-10-28", Some(("cz_223_2016", 0)));
        check(place("CZ", TradeClass::Retail, Some(200)), "2026-10-28", None);
        check(place("CZ", TradeClass::Retail, Some(201)), "2026-12-24", Some(("cz_223_2016", 720)));
        check(place("CZ", TradeClass::Pharmacy, Some(900)), "2026-10-28", None);
        check(place("CZ", TradeClass::SecondHand, Some(20)), "2026-10-28", Some(("cz_223_2016_second_hand", 0)));
        check(place("CZ", TradeClass::Retail, Some(900)), "2026-11-17", None);
        check(place("CZ", TradeClass::Retail, Some(900)), "2016-09-28", None);
    }

    #[test]
    fn a_czech_shop_of_unknown_area_is_only_perhaps_closed() {
        let ban = trade_ban(&place("CZ", TradeClass::Retail, None), "2026-10-28".parse().unwrap()).unwrap();
        assert!(!ban.certain);
        assert_eq!(legal_rule_code(ban.rule), "cz_223_2016_area_unknown");
    }

    #[test]
    fn german_shops_close_on_sundays_and_the_holidays_of_their_state() {
        let shop = TradePlace { region: "DE-MV", ..place("DE", TradeClass::Retail, None) };
        check(shop, "2026-11-29", Some(("de_ladenschluss", 0)));
        check(shop, "2027-03-08", Some(("de_ladenschluss", 0)));
        check(TradePlace { region: "DE-HH", ..shop }, "2027-03-08", None);
        check(shop, "2026-12-24", Some(("de_christmas_eve", 840)));
        check(TradePlace { class: TradeClass::Bakery, ..shop }, "2026-11-29", None);
    }

    #[test]
    fn only_the_german_sunday_yields_to_an_override() {
        let german = place("DE", TradeClass::Retail, None);
        assert!(trade_ban(&german, "2026-11-29".parse().unwrap()).unwrap().yields_to_override);
        assert!(!trade_ban(&german, "2026-12-25".parse().unwrap()).unwrap().yields_to_override);
        let polish = place("PL", TradeClass::Retail, None);
        assert!(!trade_ban(&polish, "2026-11-29".parse().unwrap()).unwrap().yields_to_override);
    }
}
