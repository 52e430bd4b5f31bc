//! Dated overrides: they beat the weekly hours and yield to the law.

use blisko::domain::opening_hours::{HoursSource, Schedule, TRADING_SUNDAYS, TradeClass};
use blisko::units::Seconds;
use chrono_tz::Tz;

use super::builders::{at, dated, office, shop, told};

#[test]
fn an_override_replaces_the_hours_of_its_days() {
    let source =
        HoursSource { overrides: vec![dated("2026-12-02", "2026-12-03", "10:00-14:00")], ..shop("Mo-Fr 08:00-18:00") };
    assert_eq!(told(&source, "2026-12-02 09:00"), "closed override 0 until 2026-12-02 10:00");
    assert_eq!(told(&source, "2026-12-03 11:00"), "open override 0 until 2026-12-03 14:00");
    assert_eq!(told(&source, "2026-12-04 09:00"), "open regular until 2026-12-04 18:00");
}

#[test]
fn a_closed_day_says_which_override_closed_it() {
    let source =
        HoursSource { overrides: vec![dated("2026-12-02", "2026-12-02", "closed")], ..shop("Mo-Fr 08:00-18:00") };
    assert_eq!(told(&source, "2026-12-02 09:00"), "closed override 0 until 2026-12-03 08:00");
}

#[test]
fn the_shortest_override_wins_then_the_later() {
    let overrides = vec![
        dated("2026-12-02", "2026-12-02", "closed"),
        dated("2026-11-01", "2026-12-20", "10:00-12:00"),
        dated("2026-12-02", "2026-12-02", "09:00-10:00"),
    ];
    let source = HoursSource { overrides, ..office("Mo-Fr 08:00-18:00") };
    assert_eq!(told(&source, "2026-12-02 09:30"), "open override 2 until 2026-12-02 10:00");
    assert_eq!(told(&source, "2026-12-03 11:00"), "open override 1 until 2026-12-03 12:00");
}

#[test]
fn an_override_does_not_open_a_shop_on_a_banned_day() {
    let overrides = vec![dated("2026-11-29", "2026-11-29", "10:00-14:00")];
    let source = HoursSource { overrides: overrides.clone(), ..shop("Mo-Fr 08:00-18:00") };
    assert_eq!(told(&source, "2026-11-29 11:00"), "closed pl_non_trading_sunday until 2026-11-30 08:00");
    let exempt = HoursSource { trade_class: TradeClass::Pharmacy, ..source };
    assert_eq!(told(&exempt, "2026-11-29 11:00"), "open override 0 until 2026-11-29 14:00");
}

#[test]
fn a_german_sunday_opens_by_override_but_a_holiday_does_not() {
    let source = HoursSource {
        country: "DE".into(),
        region: "DE-MV".into(),
        time_zone: Tz::Europe__Berlin,
        overrides: vec![
            dated("2026-10-04", "2026-10-04", "13:00-18:00"),
            dated("2026-10-31", "2026-10-31", "13:00-18:00"),
        ],
        ..shop("Mo-Sa 09:00-20:00; Su 13:00-18:00")
    };
    assert_eq!(told(&source, "2026-10-04 14:00"), "open override 0 until 2026-10-04 18:00");
    assert_eq!(told(&source, "2026-10-11 14:00"), "closed de_ladenschluss until 2026-10-12 09:00");
    assert_eq!(told(&source, "2026-10-31 14:00"), "closed de_ladenschluss until 2026-11-02 09:00");
}

#[test]
fn an_override_that_cannot_be_read_leaves_its_days_unknown() {
    let source = HoursSource {
        overrides: vec![dated("2026-12-02", "2026-12-02", "after the fair")],
        ..office("Mo-Fr 08:00-18:00")
    };
    assert_eq!(told(&source, "2026-12-02 09:00"), "unknown override 0 until 2026-12-03 00:00");
}

#[test]
fn overrides_hold_where_the_weekly_hours_cannot_be_read() {
    let source =
        HoursSource { overrides: vec![dated("2026-12-02", "2026-12-02", "10:00-14:00")], ..office("ask inside") };
    assert_eq!(told(&source, "2026-12-02 11:00"), "open override 0 until 2026-12-02 14:00");
    assert_eq!(told(&source, "2026-12-03 11:00"), "unknown regular for long");
}

#[test]
fn a_shift_belongs_to_the_day_on_which_it_starts() {
    let closed_saturday = vec![dated("2026-12-05", "2026-12-05", "closed")];
    let bar = HoursSource { overrides: closed_saturday, ..office("Fr,Sa 20:00-04:00") };
    // Friday night runs on into the closed Saturday; Saturday night does not take place.
    assert_eq!(told(&bar, "2026-12-05 03:00"), "open regular until 2026-12-05 04:00");
    assert_eq!(told(&bar, "2026-12-06 03:00"), "closed regular until 2026-12-11 20:00");
}

#[test]
fn an_override_past_midnight_runs_into_the_next_day() {
    let party = vec![dated("2026-12-02", "2026-12-02", "20:00-03:00")];
    let source = HoursSource { overrides: party, ..office("Mo-Fr 08:00-18:00") };
    assert_eq!(told(&source, "2026-12-02 22:00"), "open override 0 until 2026-12-03 03:00");
}

#[test]
fn round_the_clock_has_no_next_change() {
    assert_eq!(told(&office("24/7"), "2026-12-02 22:00"), "open regular for long");
    let source = HoursSource { overrides: vec![dated("2026-12-02", "2026-12-02", "24/7")], ..office("off") };
    assert_eq!(told(&source, "2026-12-02 22:00"), "open override 0 until 2026-12-03 00:00");
}

#[test]
fn a_change_of_reason_alone_is_no_change_of_state() {
    let source = HoursSource { overrides: vec![dated("2026-12-02", "2026-12-02", "24/7")], ..office("24/7") };
    assert_eq!(told(&source, "2026-12-01 22:00"), "open regular for long");
}

#[test]
fn hours_for_trading_sundays_only_bind_an_exempt_outlet_too() {
    let hours = format!("Mo-Sa 08:00-20:00; Su 10:00-16:00 \"{TRADING_SUNDAYS}\"");
    let source = HoursSource { trade_class: TradeClass::OwnerServes, ..shop(&hours) };
    assert_eq!(told(&source, "2026-11-29 12:00"), "closed pl_non_trading_sunday until 2026-11-30 08:00");
    assert_eq!(told(&source, "2026-12-06 12:00"), "open regular until 2026-12-06 16:00");
    assert_eq!(told(&source, "2026-11-11 12:00"), "open regular until 2026-11-11 20:00");
}

#[test]
fn outside_its_window_a_schedule_says_nothing() {
    let source = office("Mo-Fr 08:00-18:00");
    let start = at(&source, "2026-12-01 12:00");
    let schedule = Schedule::compile(&source, start, start + Seconds::days(14));
    assert_eq!(schedule.status_at(start - Seconds(1)), None);
    assert_eq!(schedule.status_at(start + Seconds::days(14)), None);
    assert!(schedule.status_at(start).is_some());
    assert_eq!(schedule.window(), start..start + Seconds::days(14));
}

#[test]
fn the_stretches_cover_the_window_without_gaps() {
    let source = shop("Mo-Fr 08:00-12:00,13:00-18:00; Sa 22:00-02:00");
    let start = at(&source, "2026-12-01 09:30");
    let schedule = Schedule::compile(&source, start, start + Seconds::days(60));
    let stretches: Vec<_> = schedule.stretches().collect();
    assert_eq!((stretches[0].from, stretches.last().unwrap().until), (start, start + Seconds::days(60)));
    for pair in stretches.windows(2) {
        assert_eq!(pair[0].until, pair[1].from);
        assert_ne!((pair[0].state, pair[0].reason), (pair[1].state, pair[1].reason));
    }
}

#[test]
fn a_shift_is_told_from_the_next_day_however_loosely_it_is_written() {
    let closed_friday = vec![dated("2026-12-04", "2026-12-04", "closed")];
    let bar = HoursSource { overrides: closed_friday, ..office("Fr 20:00 - 4:00, Sa 10:00-12:00") };
    assert_eq!(told(&bar, "2026-12-05 03:00"), "closed regular until 2026-12-05 10:00");
}
