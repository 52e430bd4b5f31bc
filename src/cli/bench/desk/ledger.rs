//! Who was called when, what the streams were told of it, and what of that is missing.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::streams::{Heard, Told};

/// Ringing, answered, ended.
pub(super) const EVENTS_PER_CALL: usize = 3;

/// Everything that was sent and heard.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    /// By the customer who calls, who calls once: when the call was due, and the agent's number.
    pub calls: HashMap<usize, (Instant, usize)>,
    pub told: Vec<Told>,
    pub resets: usize,
    pub closed: usize,
}

impl Ledger {
    pub fn hear(&mut self, heard: Heard) {
        match heard {
            Heard::Opened => {}
            Heard::Call(told) => self.told.push(told),
            Heard::Reset => self.resets += 1,
            Heard::Closed => self.closed += 1,
        }
    }

    /// From when the telephone system was due to ring until each of the agent's streams had the card.
    pub fn fields(&self, agents: usize, streams: usize) -> Vec<(&'static str, Value)> {
        let mut seen: HashMap<(usize, usize), Vec<&Told>> = HashMap::new();
        for told in &self.told {
            seen.entry((told.customer, told.stream)).or_default().push(told);
        }
        let (mut times, mut lost, mut without_card, mut foreign) = (Vec::new(), 0, 0, 0);
        for (&customer, &(due, agent)) in &self.calls {
            for stream in (agent..streams).step_by(agents) {
                let events = seen.remove(&(customer, stream)).unwrap_or_default();
                let first = events.iter().map(|told| told.at.saturating_duration_since(due)).min();
                times.extend(first);
                lost += EVENTS_PER_CALL.saturating_sub(events.len());
                lost += usize::from(!events.is_empty() && !events.iter().any(|told| told.has_ended));
                without_card += events.iter().filter(|told| !told.has_card).count();
            }
        }
        foreign += seen.values().map(Vec::len).sum::<usize>();
        times.sort_unstable();
        vec![
            ("calls", json!(self.calls.len())),
            ("hook_to_card_p50_ms", at(&times, 0.5)),
            ("hook_to_card_p99_ms", at(&times, 0.99)),
            ("hook_to_card_max_ms", at(&times, 1.0)),
            ("events_lost", json!(lost)),
            ("events_without_card", json!(without_card)),
            ("events_to_others", json!(foreign)),
            ("resets", json!(self.resets)),
            ("streams_closed", json!(self.closed)),
        ]
    }
}

/// Of sorted times, in milliseconds.
pub(super) fn at(times: &[Duration], share: f64) -> Value {
    let rank = (times.len().saturating_sub(1) as f64 * share) as usize;
    json!(times.get(rank).map(|time| (time.as_secs_f64() * 100_000.0).round() / 100.0))
}
