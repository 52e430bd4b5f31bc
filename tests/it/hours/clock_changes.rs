//! The two nights of the year in which the clock jumps, shifts over midnight, and zones side by side.

use blisko::domain::opening_hours::{HoursSource, Schedule, State};
use blisko::units::{Seconds, Timestamp};
use chrono_tz::Tz;

use super::builders::{at, office, told};

/// Hours for which the outlet is open between two local moments.
fn open_hours(source: &HoursSource, from: &str, until: &str) -> f64 {
    let schedule = Schedule::compile(source, at(source, from), at(source, until));
    let open = schedule.stretches().filter(|stretch| stretch.state == State::Open);
    open.map(|stretch| (stretch.until - stretch.from).0 as f64 / 3600.0).sum()
}

#[test]
fn a_night_shift_is_an_hour_shorter_in_spring_and_longer_in_autumn() {
    let bar = office("22:00-06:00");
    assert_eq!(open_hours(&bar, "2026-03-27 12:00", "2026-03-28 12:00"), 8.0);
    assert_eq!(open_hours(&bar, "2026-03-28 12:00", "2026-03-29 12:00"), 7.0);
    assert_eq!(open_hours(&bar, "2026-10-24 12:00", "2026-10-25 12:00"), 9.0);
}

#[test]
fn round_the_clock_stays_open_through_both_nights() {
    let source = office("24/7");
    assert_eq!(open_hours(&source, "2026-03-28 12:00", "2026-03-30 12:00"), 47.0);
    assert_eq!(open_hours(&source, "2026-10-24 12:00", "2026-10-26 12:00"), 49.0);
}

#[test]
fn closing_at_a_skipped_time_means_closing_at_the_jump() {
    let bar = office("20:00-02:30");
    assert_eq!(told(&bar, "2026-03-28 23:00"), "open regular until 2026-03-29 03:00");
}

#[test]
fn closing_at_a_time_that_comes_twice_means_the_first() {
    let bar = office("20:00-02:30");
    // From 20:00 to the first 02:30 there are six and a half hours.
    assert_eq!(open_hours(&bar, "2026-10-24 12:00", "2026-10-25 12:00"), 6.5);
}

#[test]
fn opening_at_a_time_that_comes_twice_means_the_last() {
    let baker = office("02:30-06:00");
    assert_eq!(open_hours(&baker, "2026-10-25 00:00", "2026-10-25 12:00"), 3.5);
}

#[test]
fn a_stretch_inside_the_repeated_hour_is_kept_in_its_last_pass() {
    let source = office("02:10-02:40");
    assert_eq!(open_hours(&source, "2026-10-25 00:00", "2026-10-25 12:00"), 0.5);
    assert_eq!(open_hours(&source, "2026-03-29 00:00", "2026-03-29 12:00"), 0.0);
}

#[test]
fn the_same_hours_begin_an_hour_later_in_lisbon() {
    let warsaw = office("Mo-Fr 08:00-18:00");
    let lisbon = HoursSource { time_zone: Tz::Europe__Lisbon, country: "PT".into(), ..warsaw.clone() };
    let day = (at(&warsaw, "2026-07-15 00:00"), at(&warsaw, "2026-07-16 12:00"));
    let opening = |source| Schedule::compile(source, day.0, day.1).next_open(day.0).unwrap();
    assert_eq!(opening(&lisbon) - opening(&warsaw), Seconds::hours(1));
}

#[test]
fn a_shift_over_midnight_is_one_stretch() {
    let bar = office("Fr 20:00-04:00");
    assert_eq!(told(&bar, "2026-12-04 23:00"), "open regular until 2026-12-05 04:00");
    assert_eq!(told(&bar, "2026-12-05 01:00"), "open regular until 2026-12-05 04:00");
}

#[test]
fn the_hours_of_the_next_day_do_not_cut_a_typed_shift() {
    let bar = office("pt-sob 18-2, nd 12-20");
    assert_eq!(told(&bar, "2026-12-06 01:00"), "open regular until 2026-12-06 02:00");
    // In OSM syntax `;` says that Sunday is another day altogether.
    let strict = office("Fr-Sa 18:00-02:00; Su 12:00-20:00");
    assert_eq!(told(&strict, "2026-12-06 01:00"), "closed regular until 2026-12-06 12:00");
}

#[test]
fn the_law_cuts_a_shift_at_midnight() {
    let shop = super::builders::shop("Mo-Su 20:00-04:00");
    assert_eq!(told(&shop, "2026-11-28 23:00"), "open regular until 2026-11-29 00:00");
    assert_eq!(told(&shop, "2026-11-29 01:00"), "closed pl_non_trading_sunday until 2026-11-30 00:00");
    assert_eq!(told(&shop, "2026-11-30 01:00"), "open regular until 2026-11-30 04:00");
}

#[test]
fn a_window_may_start_and_end_inside_a_minute() {
    let source = office("Mo-Fr 08:00-18:00");
    let start = Timestamp(at(&source, "2026-12-01 08:00").0 + 1_234);
    let schedule = Schedule::compile(&source, start, Timestamp(start.0 + 500));
    assert_eq!(schedule.status_at(start).unwrap().state, State::Open);
    assert_eq!(schedule.next_open(start), Some(start));
}

#[test]
fn absurd_windows_are_cut_and_never_panic() {
    let source = office("Mo-Fr 08:00-18:00");
    for (from, until) in [(i64::MIN, i64::MAX), (0, i64::MAX), (i64::MAX, i64::MIN), (i64::MAX, i64::MAX), (7, 7)] {
        let schedule = Schedule::compile(&source, Timestamp(from), Timestamp(until));
        let window = schedule.window();
        assert!(window.is_empty() || schedule.status_at(window.start).is_some());
    }
}
