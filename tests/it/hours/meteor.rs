//! The outlets of the invented company "Meteor" at the moments of a day at the desk and at the locator.

use blisko::domain::opening_hours::{HoursSource, Reason, TradeClass, holiday_code};

use super::builders::{at, czech_shop, schedule_around, shop, told, wall_of};

fn waw_01() -> HoursSource {
    shop("Mo-Fr 09:00-20:00; Sa 10:00-18:00; Su 10:00-16:00")
}

fn waw_02() -> HoursSource {
    HoursSource { trade_class: TradeClass::OwnerServes, ..shop("Mo-Su 08:00-22:00") }
}

fn waw_03() -> HoursSource {
    shop("Mo-Sa 09:00-19:00")
}

fn waw_04() -> HoursSource {
    shop("Mo-Fr 10:00-18:00")
}

fn cie_01() -> HoursSource {
    HoursSource { floor_area_m2: Some(450), ..shop("Mo-Sa 09:00-19:00") }
}

fn cte_01() -> HoursSource {
    czech_shop("Mo-Su 09:00-20:00", Some(900))
}

#[test]
fn on_a_saturday_evening_three_of_four_are_open_each_to_its_hour() {
    let now = "2026-11-28 17:40";
    assert_eq!(told(&waw_01(), now), "open regular until 2026-11-28 18:00");
    assert_eq!(told(&waw_02(), now), "open regular until 2026-11-28 22:00");
    assert_eq!(told(&waw_03(), now), "open regular until 2026-11-28 19:00");
    assert_eq!(told(&waw_04(), now), "closed regular until 2026-11-30 10:00");
}

#[test]
fn on_a_non_trading_sunday_the_law_closes_only_who_would_have_opened() {
    let tomorrow = "2026-11-29 12:00";
    assert_eq!(told(&waw_01(), tomorrow), "closed pl_non_trading_sunday until 2026-11-30 09:00");
    assert_eq!(told(&waw_02(), tomorrow), "open regular until 2026-11-29 22:00");
    assert_eq!(told(&waw_03(), tomorrow), "closed regular until 2026-11-30 09:00");
}

#[test]
fn before_its_usual_opening_a_banned_day_is_the_laws_already() {
    assert_eq!(told(&waw_01(), "2026-11-29 08:00"), "closed pl_non_trading_sunday until 2026-11-30 09:00");
}

#[test]
fn on_the_next_trading_sunday_it_opens() {
    assert_eq!(told(&waw_01(), "2026-12-06 12:00"), "open regular until 2026-12-06 16:00");
    let source = waw_01();
    let saturday = at(&source, "2026-12-05 19:00");
    let next = schedule_around(&source, saturday).next_open(saturday).unwrap();
    assert_eq!(wall_of(&source, next), "2026-12-06 10:00");
}

#[test]
fn the_czech_holiday_closes_the_large_czech_shop_alone() {
    let now = "2026-10-28 11:00";
    assert_eq!(told(&cie_01(), now), "open regular until 2026-10-28 19:00");
    assert_eq!(told(&cte_01(), now), "closed cz_223_2016 until 2026-10-29 09:00");
    assert_eq!(told(&czech_shop("Mo-Su 09:00-20:00", Some(180)), now), "open regular until 2026-10-28 20:00");
}

#[test]
fn the_polish_holiday_closes_the_polish_shop_alone() {
    let now = "2026-11-11 11:00";
    assert_eq!(told(&cie_01(), now), "closed pl_public_holiday until 2026-11-12 09:00");
    assert_eq!(told(&cte_01(), now), "open regular until 2026-11-11 20:00");
}

#[test]
fn a_czech_holiday_without_trade_ban_closes_nobody() {
    assert_eq!(told(&cte_01(), "2026-11-17 11:00"), "open regular until 2026-11-17 20:00");
}

#[test]
fn the_outlet_knows_which_holiday_it_is_on_its_wall() {
    let source = cte_01();
    // 23:30 UTC on the 27th is half past midnight of the holiday in Prague.
    let moment = at(&source, "2026-10-28 00:30");
    assert_eq!(source.holiday_at(moment).map(holiday_code), Some("cz_independence_day"));
    assert_eq!(source.holiday_at(at(&source, "2026-10-29 00:30")), None);
}

#[test]
fn a_czech_shop_of_unknown_area_is_unknown_on_a_banned_day() {
    let source = czech_shop("Mo-Su 09:00-20:00", None);
    assert_eq!(told(&source, "2026-10-28 11:00"), "unknown cz_223_2016_area_unknown until 2026-10-28 20:00");
}

#[test]
fn christmas_eve_ends_at_noon_in_czechia_and_before_2025_at_two_in_poland() {
    assert_eq!(told(&cte_01(), "2026-12-24 11:00"), "open regular until 2026-12-24 12:00");
    assert_eq!(told(&cte_01(), "2026-12-24 13:00"), "closed cz_223_2016 until 2026-12-27 09:00");
    assert_eq!(told(&cie_01(), "2024-12-24 11:00"), "open regular until 2024-12-24 14:00");
    assert_eq!(told(&cie_01(), "2026-12-24 11:00"), "closed pl_public_holiday until 2026-12-28 09:00");
}

#[test]
fn hours_that_cannot_be_read_are_unknown_until_the_law_is_certain() {
    let source = shop("ask at the counter");
    assert_eq!(told(&source, "2026-11-27 11:00"), "unknown regular until 2026-11-29 00:00");
    assert_eq!(told(&source, "2026-11-29 11:00"), "closed pl_non_trading_sunday until 2026-11-30 00:00");
    let moment = at(&source, "2026-11-27 11:00");
    let status = schedule_around(&shop(""), moment).status_at(moment).unwrap();
    assert_eq!(status.reason, Reason::Regular);
}

#[test]
fn a_rule_for_public_holidays_is_the_reason_where_it_changes_the_day() {
    let source = HoursSource { trade_class: TradeClass::NotRetail, ..shop("Mo-Fr 08:00-16:00; PH off") };
    assert_eq!(told(&source, "2026-11-11 11:00"), "closed pl_independence_day until 2026-11-12 08:00");
    // A Sunday is closed with and without the holiday.
    assert_eq!(told(&source, "2026-11-01 11:00"), "closed regular until 2026-11-02 08:00");
    let shorter = HoursSource { opening_hours: "Mo-Fr 08:00-16:00; PH 10:00-12:00".into(), ..source };
    assert_eq!(told(&shorter, "2026-11-11 11:00"), "open pl_independence_day until 2026-11-11 12:00");
}
