//! How far our reading agrees with opening_hours.js and with hours taken from OpenStreetMap.
//!
//! The cases are not part of the project; `BLISKO_BENCH_DIR` says where they are, and without them these
//! tests say so and pass. `cargo test conformity -- --nocapture` lists every difference; the numbers here
//! are the ones of `docs/OPENING_HOURS.md` and may only grow.

use std::path::PathBuf;

use blisko::domain::opening_hours::{HoursSource, Schedule, State, normalize_hours, read_hours};
use blisko::units::{Seconds, Timestamp};
use chrono::{NaiveDateTime, TimeZone};
use chrono_tz::Tz;
use serde_json::Value;

use super::builders::{office, wall_of};

/// Cases whose window is longer than this are compared over its first part.
const COMPARED_DAYS_MAX: i64 = 390;

fn bench_file(name: &str) -> Option<String> {
    let folder = std::env::var_os("BLISKO_BENCH_DIR").map_or_else(|| PathBuf::from("../shared/bench"), PathBuf::from);
    let path = folder.join("opening_hours").join(name);
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(_) => {
            eprintln!("skipped: there is no {}; set BLISKO_BENCH_DIR", path.display());
            None
        }
    }
}

fn json_lines(name: &str) -> Option<Vec<Value>> {
    Some(bench_file(name)?.lines().map(|line| serde_json::from_str(line).unwrap()).collect())
}

/// Country and region of the place at which a case is played.
fn place(location: &str) -> (String, String) {
    let code = location.split('(').next().unwrap_or("").to_uppercase();
    match code.split_once('_') {
        Some((country, region)) if country == "DE" => (country.into(), format!("{country}-{region}")),
        Some((country, _)) if country.len() == 2 => (country.into(), String::new()),
        None if code.len() == 2 => (code, String::new()),
        _ => (String::new(), String::new()),
    }
}

fn berlin(wall: &str) -> Timestamp {
    read_wall(wall).unwrap_or_else(|| panic!("{wall} is no local time"))
}

fn read_wall(wall: &str) -> Option<Timestamp> {
    let wall = NaiveDateTime::parse_from_str(wall, "%Y-%m-%d %H:%M").ok()?;
    Some(Timestamp(Tz::Europe__Berlin.from_local_datetime(&wall).earliest()?.timestamp_millis()))
}

/// Two cases are played at times that are none, or in another form.
fn is_playable(case: &Value) -> bool {
    let intervals = case["intervals"].as_array().unwrap();
    let times = intervals.iter().flat_map(|interval| [&interval["from"], &interval["to"]]);
    times.chain([&case["from"], &case["to"]]).all(|time| time.as_str().and_then(read_wall).is_some())
}

fn source(value: &str, location: &str) -> HoursSource {
    let (country, region) = place(location);
    HoursSource { country, region, time_zone: Tz::Europe__Berlin, ..office(value) }
}

/// Stretches that are not closed, as `from..until` with `?` where unknown; neighbours alike are joined.
fn played(source: &HoursSource, from: Timestamp, until: Timestamp) -> Vec<String> {
    let schedule = Schedule::compile(source, from, until);
    let mut joined: Vec<(Timestamp, Timestamp, State)> = Vec::new();
    for each in schedule.stretches().filter(|each| each.state != State::Closed) {
        match joined.last_mut() {
            Some(last) if last.1 == each.from && last.2 == each.state => last.1 = each.until,
            _ => joined.push((each.from, each.until, each.state)),
        }
    }
    joined
        .into_iter()
        .map(|(from, until, state)| written(&wall_of(source, from), &wall_of(source, until), state == State::Unknown))
        .collect()
}

fn written(from: &str, until: &str, unknown: bool) -> String {
    format!("{from}..{until}{}", if unknown { "?" } else { "" })
}

/// The intervals a case expects, cut to the compared window.
fn expected(case: &Value, until: Timestamp) -> Vec<String> {
    let mut joined: Vec<(Timestamp, Timestamp, bool)> = Vec::new();
    for interval in case["intervals"].as_array().unwrap() {
        let from = berlin(interval["from"].as_str().unwrap());
        let end = berlin(interval["to"].as_str().unwrap()).min(until);
        let unknown = interval["unknown"].as_bool().unwrap();
        match joined.last_mut() {
            Some(last) if last.1 == from && last.2 == unknown => last.1 = end,
            _ if from < end => joined.push((from, end, unknown)),
            _ => {}
        }
    }
    let source = source("off", "none");
    joined
        .into_iter()
        .map(|(from, end, unknown)| written(&wall_of(&source, from), &wall_of(&source, end), unknown))
        .collect()
}

enum Outcome {
    Same,
    NotRead,
    /// Nothing false is said: some of the time is unknown to us.
    Careful,
    Different,
}

fn play(case: &Value) -> Outcome {
    let (value, location) = (case["value"].as_str().unwrap(), case["location"].as_str().unwrap_or("custom"));
    let source = source(value, location);
    let from = berlin(case["from"].as_str().unwrap());
    let until = berlin(case["to"].as_str().unwrap()).min(from + Seconds::days(COMPARED_DAYS_MAX));
    if !read_hours(value, &source.country).readable {
        return Outcome::NotRead;
    }
    let (played, expected) = (played(&source, from, until), expected(case, until));
    if played == expected {
        return Outcome::Same;
    }
    println!(
        "DIFF\t{}\t{}\t{value}\t{location}\n  ours   {:?}\n  theirs {:?}",
        case["id"],
        case["name"],
        first(&played),
        first(&expected)
    );
    if played.iter().any(|each| each.ends_with('?')) { Outcome::Careful } else { Outcome::Different }
}

fn first(list: &[String]) -> &[String] {
    &list[..list.len().min(4)]
}

#[test]
fn intervals_agree_with_opening_hours_js() {
    let Some(cases) = json_lines("intervals.jsonl") else { return };
    let (mut same, mut unread, mut careful, mut different) = (0, 0, 0, 0);
    for case in cases.iter().filter(|case| is_playable(case)) {
        match play(case) {
            Outcome::Same => same += 1,
            Outcome::NotRead => {
                println!("UNREAD\t{}\t{}\t{}", case["id"], case["name"], case["value"]);
                unread += 1;
            }
            Outcome::Careful => careful += 1,
            Outcome::Different => different += 1,
        }
    }
    println!("intervals: {same} same, {unread} unread, {careful} careful, {different} different, of {}", cases.len());
    assert!(same >= 188 && different <= 29, "worse than docs/OPENING_HOURS.md says");
}

#[test]
fn what_should_fail_is_not_read() {
    let Some(cases) = json_lines("should_fail.jsonl") else { return };
    let read: Vec<_> =
        cases.iter().filter_map(|case| Some((case, normalize_hours(case["value"].as_str()?, "DE")?))).collect();
    for (case, osm) in &read {
        println!("READ\t{}\t{}\t{}\t{osm}", case["id"], case["name"], case["value"]);
    }
    println!("should_fail: {} read of {}", read.len(), cases.len());
    assert!(read.len() <= 13, "worse than docs/OPENING_HOURS.md says");
}

/// Some values come with a note beside them.
fn first_value(case: &Value) -> &str {
    case["value"].as_str().or(case["value"][0].as_str()).unwrap()
}

#[test]
fn what_should_warn_is_read() {
    let Some(cases) = json_lines("should_warn.jsonl") else { return };
    let unread: Vec<_> = cases.iter().filter(|case| normalize_hours(first_value(case), "DE").is_none()).collect();
    for case in &unread {
        println!("UNREAD\t{}\t{}\t{}", case["id"], case["name"], case["value"]);
    }
    println!("should_warn: {} unread of {}", unread.len(), cases.len());
    assert!(unread.len() <= 26, "worse than docs/OPENING_HOURS.md says");
}

#[test]
fn real_values_that_are_valid_are_all_read() {
    let Some(text) = bench_file("real_osm_valid_values.txt") else { return };
    let unread: Vec<_> = text
        .lines()
        .filter(|value| !value.is_empty() && !value.starts_with('#') && normalize_hours(value, "DE").is_none())
        .collect();
    assert!(unread.is_empty(), "{unread:#?}");
}

#[test]
fn real_values_that_are_invalid_never_panic_and_degrade_to_unknown() {
    let Some(text) = bench_file("real_osm_invalid_values.tsv") else { return };
    let from = berlin("2026-11-23 00:00");
    let (mut read, mut all) = (0, 0);
    for value in text.lines().skip(1).filter_map(|line| line.split_once('\t')).map(|(_, value)| value) {
        all += 1;
        let source = source(value, "de_bw");
        let schedule = Schedule::compile(&source, from, from + Seconds::days(8));
        if read_hours(value, "DE").readable {
            read += 1;
        } else {
            assert!(schedule.stretches().all(|each| each.state == State::Unknown), "{value}");
        }
    }
    println!("real invalid values: {read} of {all} read");
    assert!(read >= 2_289, "worse than docs/OPENING_HOURS.md says");
}
