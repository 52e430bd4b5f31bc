//! Public holidays of Poland, Czechia, Slovakia, Germany by state, and Austria, each with the years it holds.
//!
//! A public holiday here is a day off by law for the whole country or the whole state. Holidays of
//! single municipalities (Assumption in parts of Bavaria, Corpus Christi in parts of Saxony and
//! Thuringia) are left out: the region code cannot tell where they hold. Where a country is not
//! listed no day is a holiday. Names are in `words`.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::HolidayId;
use super::easter::easter_sunday;
use super::words;

/// How a holiday finds its date in a year.
#[derive(Clone, Copy)]
enum On {
    /// Month and day.
    Date(u32, u32),
    /// Days after Easter Sunday; negative before it.
    Easter(i64),
    /// The Wednesday before 23 November: the German day of repentance.
    RepentanceDay,
}

/// One line of the law: where and in which years a day is a holiday.
struct Rule {
    country: &'static str,
    /// ISO 3166-2 codes of the states where it holds; empty: in all of the country.
    regions: &'static [&'static str],
    on: On,
    /// First and last year, both included.
    years: (i32, i32),
    id: HolidayId,
}

const ALWAYS: (i32, i32) = (i32::MIN, i32::MAX);

const fn since(year: i32) -> (i32, i32) {
    (year, i32::MAX)
}

const fn until(year: i32) -> (i32, i32) {
    (i32::MIN, year)
}

const fn only(year: i32) -> (i32, i32) {
    (year, year)
}

const fn rule(country: &'static str, on: On, years: (i32, i32), code: &'static str) -> Rule {
    Rule { country, regions: &[], on, years, id: words::holiday_of_code(code) }
}

const fn state_rule(regions: &'static [&'static str], on: On, years: (i32, i32), code: &'static str) -> Rule {
    Rule { country: "DE", regions, on, years, id: words::holiday_of_code(code) }
}

use On::{Date, Easter, RepentanceDay};

const RULES: &[Rule] = &[
    rule("PL", Date(1, 1), ALWAYS, "new_year"),
    rule("PL", Date(1, 6), since(2011), "epiphany"),
    rule("PL", Easter(0), ALWAYS, "easter_sunday"),
    rule("PL", Easter(1), ALWAYS, "easter_monday"),
    rule("PL", Date(5, 1), ALWAYS, "labour_day"),
    rule("PL", Date(5, 3), ALWAYS, "pl_constitution_day"),
    rule("PL", Easter(49), ALWAYS, "pentecost"),
    rule("PL", Easter(60), ALWAYS, "corpus_christi"),
    rule("PL", Date(8, 15), ALWAYS, "assumption"),
    rule("PL", Date(11, 1), ALWAYS, "all_saints"),
    rule("PL", Date(11, 11), ALWAYS, "pl_independence_day"),
    rule("PL", Date(11, 12), only(2018), "pl_independence_centenary"),
    rule("PL", Date(12, 24), since(2025), "christmas_eve"),
    rule("PL", Date(12, 25), ALWAYS, "christmas_day"),
    rule("PL", Date(12, 26), ALWAYS, "second_christmas_day"),
    rule("CZ", Date(1, 1), ALWAYS, "cz_restoration_day"),
    rule("CZ", Easter(-2), since(2016), "good_friday"),
    rule("CZ", Easter(1), ALWAYS, "easter_monday"),
    rule("CZ", Date(5, 1), ALWAYS, "labour_day"),
    rule("CZ", Date(5, 8), ALWAYS, "victory_day"),
    rule("CZ", Date(7, 5), ALWAYS, "cyril_methodius"),
    rule("CZ", Date(7, 6), ALWAYS, "jan_hus"),
    rule("CZ", Date(9, 28), since(2000), "cz_statehood_day"),
    rule("CZ", Date(10, 28), ALWAYS, "cz_independence_day"),
    rule("CZ", Date(11, 17), since(2000), "freedom_democracy_day"),
    rule("CZ", Date(12, 24), ALWAYS, "christmas_eve"),
    rule("CZ", Date(12, 25), ALWAYS, "christmas_day"),
    rule("CZ", Date(12, 26), ALWAYS, "second_christmas_day"),
    rule("SK", Date(1, 1), ALWAYS, "sk_republic_day"),
    rule("SK", Date(1, 6), ALWAYS, "epiphany"),
    rule("SK", Easter(-2), ALWAYS, "good_friday"),
    rule("SK", Easter(1), ALWAYS, "easter_monday"),
    rule("SK", Date(5, 1), ALWAYS, "labour_day"),
    rule("SK", Date(5, 8), until(2025), "victory_day"),
    rule("SK", Date(5, 8), since(2027), "victory_day"),
    rule("SK", Date(7, 5), ALWAYS, "cyril_methodius"),
    rule("SK", Date(8, 29), ALWAYS, "sk_uprising_day"),
    rule("SK", Date(9, 1), until(2023), "sk_constitution_day"),
    rule("SK", Date(9, 15), until(2025), "our_lady_of_sorrows"),
    rule("SK", Date(9, 15), since(2027), "our_lady_of_sorrows"),
    rule("SK", Date(10, 30), only(2018), "sk_martin_declaration"),
    rule("SK", Date(11, 1), ALWAYS, "all_saints"),
    rule("SK", Date(11, 17), until(2024), "freedom_democracy_day"),
    rule("SK", Date(12, 24), ALWAYS, "christmas_eve"),
    rule("SK", Date(12, 25), ALWAYS, "christmas_day"),
    rule("SK", Date(12, 26), ALWAYS, "second_christmas_day"),
    rule("DE", Date(1, 1), ALWAYS, "new_year"),
    rule("DE", Easter(-2), ALWAYS, "good_friday"),
    rule("DE", Easter(1), ALWAYS, "easter_monday"),
    rule("DE", Date(5, 1), ALWAYS, "labour_day"),
    rule("DE", Easter(39), ALWAYS, "ascension"),
    rule("DE", Easter(50), ALWAYS, "whit_monday"),
    rule("DE", Date(10, 3), since(1990), "de_unity_day"),
    rule("DE", Date(10, 31), only(2017), "reformation_day"),
    rule("DE", Date(12, 25), ALWAYS, "christmas_day"),
    rule("DE", Date(12, 26), ALWAYS, "second_christmas_day"),
    state_rule(&["DE-BW", "DE-BY", "DE-ST"], Date(1, 6), ALWAYS, "epiphany"),
    state_rule(&["DE-BE"], Date(3, 8), since(2019), "womens_day"),
    state_rule(&["DE-MV"], Date(3, 8), since(2023), "womens_day"),
    state_rule(&["DE-BB"], Easter(0), ALWAYS, "easter_sunday"),
    state_rule(&["DE-BB"], Easter(49), ALWAYS, "pentecost"),
    state_rule(&["DE-BE"], Date(5, 8), only(2020), "liberation_day"),
    state_rule(&["DE-BE"], Date(5, 8), only(2025), "liberation_day"),
    state_rule(&["DE-BE"], Date(6, 17), only(2028), "de_uprising_anniversary"),
    state_rule(&["DE-BW", "DE-BY", "DE-HE", "DE-NW", "DE-RP", "DE-SL"], Easter(60), ALWAYS, "corpus_christi"),
    state_rule(&["DE-SL"], Date(8, 15), ALWAYS, "assumption"),
    state_rule(&["DE-TH"], Date(9, 20), since(2019), "childrens_day"),
    state_rule(&["DE-BB", "DE-MV", "DE-SN", "DE-ST", "DE-TH"], Date(10, 31), since(1990), "reformation_day"),
    state_rule(&["DE-HB", "DE-HH", "DE-NI", "DE-SH"], Date(10, 31), since(2018), "reformation_day"),
    state_rule(&["DE-BW", "DE-BY", "DE-NW", "DE-RP", "DE-SL"], Date(11, 1), ALWAYS, "all_saints"),
    state_rule(&["DE-SN"], RepentanceDay, ALWAYS, "repentance_day"),
    rule("AT", Date(1, 1), ALWAYS, "new_year"),
    rule("AT", Date(1, 6), ALWAYS, "epiphany"),
    rule("AT", Easter(1), ALWAYS, "easter_monday"),
    rule("AT", Date(5, 1), ALWAYS, "labour_day"),
    rule("AT", Easter(39), ALWAYS, "ascension"),
    rule("AT", Easter(50), ALWAYS, "whit_monday"),
    rule("AT", Easter(60), ALWAYS, "corpus_christi"),
    rule("AT", Date(8, 15), ALWAYS, "assumption"),
    rule("AT", Date(10, 26), ALWAYS, "at_national_day"),
    rule("AT", Date(11, 1), ALWAYS, "all_saints"),
    rule("AT", Date(12, 8), ALWAYS, "immaculate_conception"),
    rule("AT", Date(12, 25), ALWAYS, "christmas_day"),
    rule("AT", Date(12, 26), ALWAYS, "second_christmas_day"),
];

impl Rule {
    fn holds_in(&self, country: &str, region: &str) -> bool {
        self.country == country && (self.regions.is_empty() || self.regions.contains(&region))
    }

    /// The day in `year`; `None` in years in which the rule does not hold.
    fn date_in(&self, year: i32) -> Option<NaiveDate> {
        if year < self.years.0 || year > self.years.1 {
            return None;
        }
        match self.on {
            Date(month, day) => NaiveDate::from_ymd_opt(year, month, day),
            Easter(offset) => easter_sunday(year).checked_add_signed(chrono::TimeDelta::days(offset)),
            RepentanceDay => {
                let limit = NaiveDate::from_ymd_opt(year, 11, 23)?;
                let back = (limit.weekday().days_since(Weekday::Wed) + 6) % 7 + 1;
                limit.checked_sub_days(Days::new(back.into()))
            }
        }
    }
}

/// The public holiday on `date` in the country (`PL`) and region (`DE-MV`, may be empty), if it is one.
/// Of two holidays on one day the earlier line of the table names it.
pub fn public_holiday(country: &str, region: &str, date: NaiveDate) -> Option<HolidayId> {
    RULES
        .iter()
        .find(|rule| rule.holds_in(country, region) && rule.date_in(date.year()) == Some(date))
        .map(|rule| rule.id)
}

/// All public holidays from `first` to `last`, both included, by date; a date with two names comes twice, its
/// first name first.
pub fn public_holidays_between(
    country: &str,
    region: &str,
    first: NaiveDate,
    last: NaiveDate,
) -> Vec<(NaiveDate, HolidayId)> {
    let mut found = Vec::new();
    for rule in RULES.iter().filter(|rule| rule.holds_in(country, region)) {
        for date in (first.year()..=last.year()).filter_map(|year| rule.date_in(year)) {
            if (first..=last).contains(&date) {
                found.push((date, rule.id));
            }
        }
    }
    found.sort_by_key(|(date, _)| *date);
    found
}

/// Whether the country's holidays are in this table.
pub(super) fn has_table(country: &str) -> bool {
    RULES.iter().any(|rule| rule.country == country)
}

/// Days from `first` to `last`, both included, that are holidays in some regions of the country only; by date.
pub(super) fn regional_holidays_between(country: &str, first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
    let regional = RULES.iter().filter(|rule| rule.country == country && !rule.regions.is_empty());
    let dates = regional.flat_map(|rule| (first.year()..=last.year()).filter_map(|year| rule.date_in(year)));
    let mut found: Vec<_> = dates.filter(|date| (first..=last).contains(date)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::opening_hours::holiday_code;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn check(country: &str, region: &str, date: &str, expected: Option<&str>) {
        let found = public_holiday(country, region, day(date)).map(holiday_code);
        assert_eq!(found, expected, "{country} {region} {date}");
    }

    #[test]
    fn holidays_hold_in_their_years_and_states_only() {
        let table = [
            ("PL", "", "2010-01-06", None),
            ("PL", "", "2011-01-06", Some("epiphany")),
            ("PL", "PL-14", "2024-12-24", None),
            ("PL", "PL-14", "2025-12-24", Some("christmas_eve")),
            ("PL", "", "2018-11-12", Some("pl_independence_centenary")),
            ("PL", "", "2019-11-12", None),
            ("PL", "", "2026-06-04", Some("corpus_christi")),
            ("PL", "", "2026-05-24", Some("pentecost")),
            ("CZ", "", "2015-04-03", None),
            ("CZ", "", "2016-03-25", Some("good_friday")),
            ("CZ", "", "2026-10-28", Some("cz_independence_day")),
            ("CZ", "", "2026-04-05", None),
            ("SK", "", "2023-09-01", Some("sk_constitution_day")),
            ("SK", "", "2024-09-01", None),
            ("SK", "", "2025-11-17", None),
            ("SK", "", "2026-05-08", None),
            ("SK", "", "2027-05-08", Some("victory_day")),
            ("DE", "DE-MV", "2022-03-08", None),
            ("DE", "DE-MV", "2023-03-08", Some("womens_day")),
            ("DE", "DE-BE", "2019-03-08", Some("womens_day")),
            ("DE", "DE-HH", "2017-10-31", Some("reformation_day")),
            ("DE", "DE-HE", "2018-10-31", None),
            ("DE", "DE-SN", "2026-11-18", Some("repentance_day")),
            ("DE", "DE-SN", "2022-11-16", Some("repentance_day")),
            ("DE", "DE-BE", "2025-05-08", Some("liberation_day")),
            ("DE", "DE-BY", "2026-06-04", Some("corpus_christi")),
            ("DE", "", "2026-06-04", None),
            ("AT", "AT-9", "2026-10-26", Some("at_national_day")),
            ("FR", "", "2026-07-14", None),
        ];
        for (country, region, date, expected) in table {
            check(country, region, date, expected);
        }
    }

    #[test]
    fn the_list_of_a_span_and_the_question_for_a_day_agree() {
        let (first, last) = (day("2024-06-01"), day("2028-06-30"));
        for (country, region) in [("PL", ""), ("CZ", ""), ("SK", ""), ("DE", "DE-MV"), ("DE", "DE-SN"), ("AT", "")] {
            let mut listed = public_holidays_between(country, region, first, last);
            listed.dedup_by_key(|(date, _)| *date);
            let asked = first
                .iter_days()
                .take_while(|date| *date <= last)
                .filter_map(|date| Some((date, public_holiday(country, region, date)?)));
            assert_eq!(listed, asked.collect::<Vec<_>>(), "{country} {region}");
        }
    }
}
