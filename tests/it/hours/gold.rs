//! The trade calendar of every day from March 2018 to the end of 2030 against hand-written tables.

use std::collections::HashSet;

use blisko::domain::opening_hours::{TradeBan, TradeClass, TradePlace, legal_rule_code, public_holiday, trade_ban};
use chrono::{Datelike, NaiveDate, Weekday};

/// The lists of a table by what they list.
struct Gold {
    days: HashSet<(String, NaiveDate)>,
}

impl Gold {
    fn read(text: &str) -> Self {
        let mut listed = HashSet::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let fields: Vec<_> = line.split('\t').collect();
            let [year, what, days] = fields[..] else { panic!("three fields are needed: {line}") };
            for day in days.split(' ') {
                listed.insert((what.to_owned(), format!("{year}-{day}").parse().unwrap()));
            }
        }
        Self { days: listed }
    }

    fn lists(&self, what: &str, date: NaiveDate) -> bool {
        self.days.contains(&(what.to_owned(), date))
    }
}

fn polish() -> Gold {
    Gold::read(include_str!("../../data/hours/gold_pl.tsv"))
}

fn czech() -> Gold {
    Gold::read(include_str!("../../data/hours/gold_cz.tsv"))
}

fn every_day() -> impl Iterator<Item = NaiveDate> {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let last = day("2030-12-31");
    day("2018-03-01").iter_days().take_while(move |date| *date <= last)
}

fn place(country: &'static str, class: TradeClass, floor_area_m2: Option<u32>) -> TradePlace<'static> {
    TradePlace { country, region: "", class, floor_area_m2 }
}

fn told(ban: Option<TradeBan>) -> Option<(&'static str, u16)> {
    ban.map(|ban| (legal_rule_code(ban.rule), ban.from_minute))
}

#[test]
fn polish_shops_keep_the_hand_written_calendar() {
    let gold = polish();
    for date in every_day() {
        let expected = if gold.lists("public_holidays", date) {
            Some(("pl_public_holiday", 0))
        } else if date.weekday() == Weekday::Sun && !gold.lists("trading_sundays", date) {
            Some(("pl_non_trading_sunday", 0))
        } else if gold.lists("until_14", date) {
            Some(("pl_early_closing", 14 * 60))
        } else {
            None
        };
        for class in [TradeClass::Retail, TradeClass::SecondHand] {
            for area in [None, Some(20), Some(2_000)] {
                assert_eq!(told(trade_ban(&place("PL", class, area), date)), expected, "{class:?} {date}");
            }
        }
    }
}

#[test]
fn polish_exempt_outlets_trade_every_day() {
    let shops = [TradeClass::Retail, TradeClass::SecondHand];
    for class in TradeClass::ALL.iter().filter(|class| !shops.contains(class)) {
        for date in every_day() {
            assert_eq!(trade_ban(&place("PL", *class, Some(2_000)), date), None, "{class:?} {date}");
        }
    }
}

#[test]
fn polish_public_holidays_are_the_hand_written_ones() {
    let gold = polish();
    for date in every_day() {
        assert_eq!(public_holiday("PL", "PL-14", date).is_some(), gold.lists("public_holidays", date), "{date}");
    }
}

#[test]
fn czech_shops_keep_the_hand_written_calendar_by_their_area() {
    let gold = czech();
    for date in every_day() {
        let from = if gold.lists("closed", date) {
            Some(0)
        } else if gold.lists("until_12", date) {
            Some(12 * 60)
        } else {
            None
        };
        let expected = |rule: &'static str| from.map(|minute| (rule, minute));
        let ban = |class, area| told(trade_ban(&place("CZ", class, area), date));
        assert_eq!(ban(TradeClass::Retail, Some(201)), expected("cz_223_2016"), "{date}");
        assert_eq!(ban(TradeClass::OwnerServes, Some(2_500)), expected("cz_223_2016"), "{date}");
        assert_eq!(ban(TradeClass::Retail, Some(200)), None, "{date}");
        assert_eq!(ban(TradeClass::Retail, None), expected("cz_223_2016_area_unknown"), "{date}");
        assert_eq!(ban(TradeClass::SecondHand, Some(20)), expected("cz_223_2016_second_hand"), "{date}");
        assert_eq!(ban(TradeClass::PetrolStation, Some(900)), None, "{date}");
    }
}

#[test]
fn the_number_of_trading_sundays_is_that_of_the_act() {
    // Eight since 2025 although some newspapers printed seven for 2026: the three Sundays before 24 December count.
    let counts = [(2019, 15), (2020, 8), (2021, 7), (2022, 7), (2023, 7), (2024, 7), (2025, 8), (2026, 8), (2027, 8)];
    for (year, count) in counts {
        let trading = every_day().filter(|date| date.year() == year && date.weekday() == Weekday::Sun);
        let open = trading.filter(|date| trade_ban(&place("PL", TradeClass::Retail, None), *date).is_none());
        assert_eq!(open.count(), count, "{year}");
    }
}
