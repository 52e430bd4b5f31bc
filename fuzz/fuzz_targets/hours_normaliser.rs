//! Any text as opening hours: reading and evaluating it must not panic, and what was read must read the same again.

#![no_main]

use blisko::domain::opening_hours::{HoursSource, Schedule, TradeClass, normalize_hours};
use blisko::units::{Seconds, Timestamp};
use libfuzzer_sys::fuzz_target;

/// 2026-11-23T00:00Z, a Monday.
const START: Timestamp = Timestamp(1_795_392_000_000);

fuzz_target!(|text: &str| {
    for country in ["PL", "CZ", "DE", ""] {
        if let Some(osm) = normalize_hours(text, country) {
            assert_eq!(normalize_hours(&osm, country).as_deref(), Some(osm.as_str()));
        }
    }
    let source = HoursSource {
        opening_hours: text.to_owned(),
        overrides: Vec::new(),
        country: "PL".to_owned(),
        region: String::new(),
        trade_class: TradeClass::Retail,
        floor_area_m2: None,
        time_zone: chrono_tz::Tz::Europe__Warsaw,
    };
    let schedule = Schedule::compile(&source, START, START + Seconds::days(14));
    assert!(schedule.status_at(START).is_some());
});
