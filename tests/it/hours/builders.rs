//! Short ways to write a source of hours, a local moment and what is expected at it.

use blisko::domain::opening_hours::{HoursSource, Reason, Schedule, State, TradeClass, holiday_code, legal_rule_code};
use blisko::domain::outlet::HoursOverride;
use blisko::units::{Seconds, Timestamp};
use chrono::{NaiveDateTime, TimeZone};
use chrono_tz::Tz;

/// An ordinary Polish shop with these hours.
pub fn shop(hours: &str) -> HoursSource {
    HoursSource {
        opening_hours: hours.into(),
        overrides: Vec::new(),
        country: "PL".into(),
        region: String::new(),
        trade_class: TradeClass::Retail,
        floor_area_m2: Some(300),
        time_zone: Tz::Europe__Warsaw,
    }
}

/// The same outlet where no trade law holds.
pub fn office(hours: &str) -> HoursSource {
    HoursSource { trade_class: TradeClass::NotRetail, ..shop(hours) }
}

/// A Czech shop of that floor area.
pub fn czech_shop(hours: &str, area: Option<u32>) -> HoursSource {
    HoursSource { country: "CZ".into(), floor_area_m2: area, time_zone: Tz::Europe__Prague, ..shop(hours) }
}

/// `from` and `until` are dates; hours `closed` close.
pub fn dated(from: &str, until: &str, hours: &str) -> HoursOverride {
    HoursOverride {
        from: from.parse().unwrap(),
        until: until.parse().unwrap(),
        hours: (hours != "closed").then(|| hours.to_owned()),
        reason: "inventory".into(),
    }
}

/// `2026-11-28 17:40` on the outlet's wall; the first pass where it comes twice.
pub fn at(source: &HoursSource, wall: &str) -> Timestamp {
    let wall = NaiveDateTime::parse_from_str(wall, "%Y-%m-%d %H:%M").unwrap();
    Timestamp(source.time_zone.from_local_datetime(&wall).earliest().unwrap().timestamp_millis())
}

/// Two weeks around the moment.
pub fn schedule_around(source: &HoursSource, moment: Timestamp) -> Schedule {
    Schedule::compile(source, moment - Seconds::days(2), moment + Seconds::days(12))
}

/// State, reason and the next change on the outlet's wall: `closed regular until 2026-11-30 09:00`.
pub fn told(source: &HoursSource, wall: &str) -> String {
    let moment = at(source, wall);
    let status = schedule_around(source, moment).status_at(moment).unwrap();
    let state = match status.state {
        State::Open => "open",
        State::Closed => "closed",
        State::Unknown => "unknown",
    };
    let reason = match status.reason {
        Reason::Regular => "regular".to_owned(),
        Reason::Override(index) => format!("override {index}"),
        Reason::PublicHoliday(id) => holiday_code(id).to_owned(),
        Reason::LegalClosure(id) => legal_rule_code(id).to_owned(),
    };
    let until = status.next_change.map_or("for long".to_owned(), |change| format!("until {}", wall_of(source, change)));
    format!("{state} {reason} {until}")
}

pub fn wall_of(source: &HoursSource, moment: Timestamp) -> String {
    let local = source.time_zone.timestamp_millis_opt(moment.0).unwrap();
    local.format("%Y-%m-%d %H:%M").to_string()
}
