//! English, where names are never bent.

use super::{Act, Words};

pub(super) struct English;

const EXITS: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];

impl Words for English {
    fn begin(&self, street: &str) -> String {
        if street.is_empty() { "straight on".to_owned() } else { format!("along {street}") }
    }

    fn step(&self, after: &str, act: Act, street: &str) -> String {
        let onto = if street.is_empty() { String::new() } else { format!(" onto {street}") };
        let done = match act {
            Act::Left => format!("left{onto}"),
            Act::Right => format!("right{onto}"),
            Act::TurnRound => "turn round".to_owned(),
            Act::Roundabout(exit) => format!("at the roundabout {}{onto}", exit_of(exit)),
            Act::Ferry => "onto the ferry".to_owned(),
        };
        if after.is_empty() { format!("at once {done}") } else { format!("after {after} {done}") }
    }

    fn via(&self, streets: &[&str]) -> String {
        match streets {
            [] => String::new(),
            streets => format!("then by {}", streets.join(" and ")),
        }
    }

    fn last(&self, steps: &str) -> String {
        format!("at the end {steps}")
    }

    fn arrive(&self, after: &str, on_right: Option<bool>) -> String {
        let place = match on_right {
            Some(true) => "you are there, on the right",
            Some(false) => "you are there, on the left",
            None => "you are there",
        };
        if after.is_empty() { place.to_owned() } else { format!("after {after} {place}") }
    }

    fn metres(&self, metres: u32) -> String {
        format!("{metres} metres")
    }

    fn kilometres(&self, tenths: u32) -> String {
        match (tenths / 10, tenths % 10) {
            (1, 0) => "a kilometre".to_owned(),
            (whole, 0) => format!("{whole} kilometres"),
            (whole, part) => format!("{whole}.{part} kilometres"),
        }
    }
}

fn exit_of(exit: u32) -> String {
    match EXITS.get((exit as usize).wrapping_sub(1)) {
        Some(ordinal) => format!("{ordinal} exit"),
        None if exit == 0 => "stop".to_owned(),
        None => format!("exit {exit}"),
    }
}
