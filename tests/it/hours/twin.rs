//! A slow twin of the schedule: it asks for each moment anew, by the wall clock and plain lists.
//!
//! Weeks, overrides and zones are random; trade law is taken as given, the gold tables hold it. Hours of
//! the night in which the wall clock shows a time twice are left out: there the twin cannot tell the pass.

use blisko::domain::opening_hours::{HoursSource, Schedule, State, TradeClass, trade_ban};
use blisko::domain::outlet::HoursOverride;
use blisko::units::{Seconds, Timestamp};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, TimeZone, Timelike};
use chrono_tz::Tz;
use proptest::prelude::*;

use super::builders::shop;

/// Open stretches of one day in minutes; until may lie on the next day.
type Stretches = Vec<(u16, u16)>;

const DAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

fn stretches() -> impl Strategy<Value = Stretches> {
    // The morning starts after the latest night has ended, as in every real week.
    let early = (3_u16..12, 1_u16..10).prop_map(|(from, length)| (from * 60, (from + length).min(12) * 60));
    let late = (13_u16..23, 1_u16..14).prop_map(|(from, length)| (from * 60 + 30, (from + length).min(27) * 60));
    (prop::option::of(early), prop::option::of(late)).prop_map(|(early, late)| early.into_iter().chain(late).collect())
}

fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn listed(stretches: &Stretches) -> String {
    stretches.iter().map(|(from, until)| format!("{}-{}", clock(*from), clock(*until))).collect::<Vec<_>>().join(",")
}

/// The week as one would write it where shifts run past midnight: rules joined by commas.
fn week_text(week: &[Stretches]) -> String {
    let rules: Vec<_> = week
        .iter()
        .zip(DAYS)
        .filter(|(day, _)| !day.is_empty())
        .map(|(day, name)| format!("{name} {}", listed(day)))
        .collect();
    if rules.is_empty() { "off".into() } else { rules.join(", ") }
}

#[derive(Clone, Debug)]
struct Plan {
    week: Vec<Stretches>,
    /// First day after the start, length in days, hours.
    overrides: Vec<(u64, u64, Stretches)>,
    start: NaiveDate,
    zone: Tz,
    class: TradeClass,
    country: &'static str,
}

fn plan() -> impl Strategy<Value = Plan> {
    let zones = vec![Tz::Europe__Warsaw, Tz::Europe__Lisbon, Tz::America__St_Johns, Tz::Asia__Kathmandu];
    let classes = vec![TradeClass::Retail, TradeClass::NotRetail];
    (
        prop::collection::vec(stretches(), 7),
        prop::collection::vec((0_u64..12, 0_u64..3, stretches()), 0..3),
        0_u64..1_500,
        prop::sample::select(zones),
        prop::sample::select(classes),
        prop::sample::select(vec!["PL", "CZ", "DE", "FR"]),
    )
        .prop_map(|(week, overrides, day, zone, class, country)| {
            let start = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap() + Days::new(day);
            Plan { week, overrides, start, zone, class, country }
        })
}

impl Plan {
    fn source(&self) -> HoursSource {
        let overrides = self.overrides.iter().map(|(first, length, hours)| HoursOverride {
            from: self.start + Days::new(*first),
            until: self.start + Days::new(first + length),
            hours: (!hours.is_empty()).then(|| listed(hours)),
            reason: String::new(),
        });
        HoursSource {
            overrides: overrides.collect(),
            country: self.country.into(),
            trade_class: self.class,
            time_zone: self.zone,
            ..shop(&week_text(&self.week))
        }
    }

    /// The stretches that start on that day: the shortest override, then the later one, then the week.
    fn shifts(&self, date: NaiveDate) -> &Stretches {
        let covers = |(first, length, _): &&(u64, u64, Stretches)| {
            let from = self.start + Days::new(*first);
            (from..=from + Days::new(*length)).contains(&date)
        };
        let best = self.overrides.iter().rev().filter(covers).min_by_key(|(_, length, _)| *length);
        best.map_or(&self.week[date.weekday().num_days_from_monday() as usize], |(_, _, hours)| hours)
    }

    fn is_open(&self, source: &HoursSource, wall: NaiveDateTime) -> bool {
        let minute = (wall.hour() * 60 + wall.minute()) as u16;
        let today = self.shifts(wall.date()).iter().any(|(from, until)| (*from..*until).contains(&minute));
        let yesterday = self.shifts(wall.date() - Days::new(1));
        let last_night = yesterday.iter().any(|(from, until)| (*from..*until).contains(&(minute + 24 * 60)));
        (today || last_night) && !self.is_banned(source, wall.date(), minute)
    }

    fn is_banned(&self, source: &HoursSource, date: NaiveDate, minute: u16) -> bool {
        let covered = self.overrides.iter().any(|(first, length, _)| {
            let from = self.start + Days::new(*first);
            (from..=from + Days::new(*length)).contains(&date)
        });
        let opened = covered && !self.shifts(date).is_empty();
        trade_ban(&source.trade_place(), date)
            .is_some_and(|ban| minute >= ban.from_minute && !(ban.yields_to_override && opened))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn the_schedule_says_at_every_moment_what_its_slow_twin_says(plan in plan()) {
        let source = plan.source();
        let start = Timestamp(plan.start.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis());
        let schedule = Schedule::compile(&source, start, start + Seconds::days(14));
        for step in 0..14 * 24 * 4 {
            let moment = start + Seconds::minutes(step * 15);
            let wall = plan.zone.timestamp_millis_opt(moment.0).unwrap().naive_local();
            if plan.zone.from_local_datetime(&wall).single().is_none() {
                continue;
            }
            let state = schedule.status_at(moment).unwrap().state;
            prop_assert_eq!(state == State::Open, plan.is_open(&source, wall), "{} in {}", wall, source.opening_hours);
        }
    }
}
