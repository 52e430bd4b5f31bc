//! What opening hours cost: reading a text for the first time, compiling two weeks, asking for a moment.
//!
//! `cargo bench --bench opening_hours` prints a JSON line per text; the best of several rounds, because
//! a neighbour on the machine can only make a round slower. Results are in `docs/OPENING_HOURS.md`.

#![expect(clippy::print_stdout, reason = "printing is what a benchmark is for")]

use std::hint::black_box;
use std::time::Instant;

use blisko::domain::opening_hours::{HoursSource, Schedule, TradeClass, normalize_hours};
use blisko::units::{Seconds, Timestamp};

/// 2026-11-23T00:00Z, a Monday; the two weeks hold a non-trading and a trading Sunday.
const START: Timestamp = Timestamp(1_795_392_000_000);
const WINDOW: Seconds = Seconds::days(14);
const ROUNDS: u32 = 7;

const TEXTS: [(&str, &str, &str); 6] = [
    ("weekdays", "PL", "Mo-Fr 08:00-16:00"),
    ("shop", "PL", "Mo-Fr 09:00-20:00; Sa 10:00-18:00; Su 10:00-16:00; PH off"),
    ("breaks", "CZ", "Mo-Fr 09:00-12:00,13:00-17:00; Sa 09:00-12:00"),
    ("typed", "PL", "poniedziałek–piątek od 8 do 16, sobota 9-13, niedziela nieczynne"),
    ("nights", "PL", "Mo-Th 16:00-24:00, Fr-Sa 16:00-03:00, Su 12:00-22:00"),
    ("unreadable", "PL", "ask at the counter"),
];

fn main() {
    for (name, country, text) in TEXTS {
        let source = source(text, country);
        let first_reading = best_micros(40, |round| {
            // Under a country nobody has asked for yet the text is not remembered.
            black_box(normalize_hours(text, &round.to_string()));
        });
        let compile = best_micros(400, |_| {
            black_box(Schedule::compile(&source, START, START + WINDOW));
        });
        let schedule = Schedule::compile(&source, START, START + WINDOW);
        let ask = best_micros(100_000, |round| {
            black_box(schedule.status_at(START + Seconds(i64::from(round) * 7_919 % WINDOW.0)));
        });
        println!(
            "{{\"case\":\"{name}\",\"first_reading_us\":{first_reading:.1},\"compile_14_days_us\":{compile:.1},\
             \"status_at_ns\":{:.1},\"memory_bytes\":{}}}",
            ask * 1_000.0,
            schedule.memory_bytes()
        );
    }
}

fn source(text: &str, country: &str) -> HoursSource {
    HoursSource {
        opening_hours: text.to_owned(),
        overrides: Vec::new(),
        country: country.to_owned(),
        region: String::new(),
        trade_class: TradeClass::Retail,
        floor_area_m2: Some(300),
        time_zone: chrono_tz::Tz::Europe__Warsaw,
    }
}

/// Microseconds of one call, in the best of the rounds; calls are numbered through all rounds.
fn best_micros(calls: u32, mut call: impl FnMut(u32)) -> f64 {
    let mut best = f64::INFINITY;
    for round in 0..ROUNDS {
        let clock = Instant::now();
        for number in 0..calls {
            call(round * calls + number);
        }
        best = best.min(clock.elapsed().as_secs_f64() * 1e6 / f64::from(calls));
    }
    best
}
