//! Czech. Adjectives show by their long á, names after people by -ova: Lipová, do Lipové; Masarykova, do Masarykovy. All
//! other names stand beside the sentence: vlevo, ulice Na Příkopě.

use super::{Act, Words, is_one_word, says_its_kind};

pub(super) struct Czech;

const EXITS: [&str; 6] = ["prvním", "druhým", "třetím", "čtvrtým", "pátým", "šestým"];

impl Words for Czech {
    fn begin(&self, street: &str) -> String {
        if street.is_empty() { "rovně".to_owned() } else { named(street) }
    }

    fn step(&self, after: &str, act: Act, street: &str) -> String {
        let onto = match (genitive(street), street.is_empty()) {
            (Some(bent), _) if matches!(act, Act::Left | Act::Right) => format!(" do {bent}"),
            (_, true) => String::new(),
            _ => format!(", {}", named(street)),
        };
        let done = match act {
            Act::Left => format!("vlevo{onto}"),
            Act::Right => format!("vpravo{onto}"),
            Act::TurnRound => "otočit se".to_owned(),
            Act::Roundabout(exit) => format!("na kruhovém objezdu {}{onto}", exit_of(exit)),
            Act::Ferry => "přívozem".to_owned(),
        };
        if after.is_empty() { format!("hned {done}") } else { format!("po {after} {done}") }
    }

    fn via(&self, streets: &[&str]) -> String {
        match streets {
            [] => String::new(),
            streets => format!("dál: {}", streets.join(", ")),
        }
    }

    fn last(&self, steps: &str) -> String {
        format!("nakonec {steps}")
    }

    fn arrive(&self, after: &str, on_right: Option<bool>) -> String {
        let place = match on_right {
            Some(true) => "cíl vpravo",
            Some(false) => "cíl vlevo",
            None => "cíl",
        };
        if after.is_empty() { place.to_owned() } else { format!("po {after} {place}") }
    }

    fn metres(&self, metres: u32) -> String {
        format!("{metres} metrech")
    }

    fn kilometres(&self, tenths: u32) -> String {
        match (tenths / 10, tenths % 10) {
            (1, 0) => "kilometru".to_owned(),
            (whole, 0) => format!("{whole} kilometrech"),
            (whole, part) => format!("{whole},{part} kilometru"),
        }
    }
}

fn named(street: &str) -> String {
    if says_its_kind(street) { street.to_owned() } else { format!("ulice {street}") }
}

fn genitive(street: &str) -> Option<String> {
    let stem = |ending: &str| street.strip_suffix(ending).filter(|_| is_one_word(street));
    stem("á").map(|stem| format!("{stem}é")).or_else(|| stem("ova").map(|stem| format!("{stem}ovy")))
}

fn exit_of(exit: u32) -> String {
    match EXITS.get((exit as usize).wrapping_sub(1)) {
        Some(ordinal) => format!("{ordinal} výjezdem"),
        None if exit == 0 => "do cíle".to_owned(),
        None => format!("výjezdem číslo {exit}"),
    }
}
