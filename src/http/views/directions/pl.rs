//! Polish. Only adjectives that cannot be anything else are bent: Lipowa, w Lipową; all other names stand beside the
//! sentence: w lewo, ulica Mickiewicza.

use super::{Act, Words, is_one_word, says_its_kind};

pub(super) struct Polish;

const EXITS: [&str; 6] = ["pierwszym", "drugim", "trzecim", "czwartym", "piątym", "szóstym"];

/// Endings that only adjectives have in names of one word.
const ADJECTIVES: [&str; 4] = ["owa", "ska", "cka", "dzka"];

impl Words for Polish {
    fn begin(&self, street: &str) -> String {
        if street.is_empty() { "prosto".to_owned() } else { named(street) }
    }

    fn step(&self, after: &str, act: Act, street: &str) -> String {
        let onto = match (accusative(street), street.is_empty()) {
            (Some(bent), _) if matches!(act, Act::Left | Act::Right) => format!(" w {bent}"),
            (_, true) => String::new(),
            _ => format!(", {}", named(street)),
        };
        let done = match act {
            Act::Left => format!("w lewo{onto}"),
            Act::Right => format!("w prawo{onto}"),
            Act::TurnRound => "zawrócić".to_owned(),
            Act::Roundabout(exit) => format!("na rondzie {}{onto}", exit_of(exit)),
            Act::Ferry => "promem".to_owned(),
        };
        if after.is_empty() { format!("zaraz {done}") } else { format!("po {after} {done}") }
    }

    fn via(&self, streets: &[&str]) -> String {
        match streets {
            [] => String::new(),
            streets => format!("dalej: {}", streets.join(", ")),
        }
    }

    fn last(&self, steps: &str) -> String {
        format!("na koniec {steps}")
    }

    fn arrive(&self, after: &str, on_right: Option<bool>) -> String {
        let place = match on_right {
            Some(true) => "cel po prawej",
            Some(false) => "cel po lewej",
            None => "cel",
        };
        if after.is_empty() { place.to_owned() } else { format!("po {after} {place}") }
    }

    fn metres(&self, metres: u32) -> String {
        format!("{metres} metrach")
    }

    fn kilometres(&self, tenths: u32) -> String {
        match (tenths / 10, tenths % 10) {
            (1, 0) => "kilometrze".to_owned(),
            (whole, 0) => format!("{whole} kilometrach"),
            (whole, part) => format!("{whole},{part} kilometra"),
        }
    }
}

fn named(street: &str) -> String {
    if says_its_kind(street) { street.to_owned() } else { format!("ulica {street}") }
}

fn accusative(street: &str) -> Option<String> {
    let is_adjective = is_one_word(street) && ADJECTIVES.iter().any(|ending| street.ends_with(ending));
    is_adjective.then(|| format!("{}ą", street.trim_end_matches('a')))
}

fn exit_of(exit: u32) -> String {
    match EXITS.get((exit as usize).wrapping_sub(1)) {
        Some(ordinal) => format!("{ordinal} zjazdem"),
        None if exit == 0 => "do celu".to_owned(),
        None => format!("zjazdem numer {exit}"),
    }
}
