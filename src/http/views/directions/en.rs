//! English, where names are never bent.

use super::names::says_name;
use super::{Act, Said, Words};
use crate::service::roads::{LandmarkKind, Position, Seen};

pub(super) struct English;

const EXITS: [&str; 6] = ["first", "second", "third", "fourth", "fifth", "sixth"];

impl Words for English {
    fn begin(&self, street: &str) -> String {
        if street.is_empty() { "straight on".to_owned() } else { format!("along {street}") }
    }

    fn step(&self, said: &Said<'_>) -> String {
        let Said { after, landmark, act, street } = said;
        let onto = if street.is_empty() { String::new() } else { format!(" onto {street}") };
        let place = landmark.and_then(place).map(|place| format!("{place} ")).unwrap_or_default();
        let done = match act {
            Act::Left => format!("{place}left{onto}"),
            Act::Right => format!("{place}right{onto}"),
            Act::TurnRound => format!("{place}turn round"),
            Act::Roundabout(exit) if place.is_empty() => format!("at the roundabout {}{onto}", exit_of(*exit)),
            Act::Roundabout(exit) => format!("{place}{}{onto}", exit_of(*exit)),
            Act::Ferry => "onto the ferry".to_owned(),
        };
        match (after.is_empty(), place.is_empty()) {
            (false, _) => format!("after {after} {done}"),
            (true, true) => format!("at once {done}"),
            (true, false) => done,
        }
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

    fn can_say(&self, landmark: &Seen) -> bool {
        place(landmark).is_some()
    }
}

/// What it is, and parts of words that say so on a sign, in English and the languages of our maps.
const fn words(kind: LandmarkKind) -> (&'static str, &'static [&'static str]) {
    match kind {
        // Its name is that of the ring, and says so.
        LandmarkKind::Roundabout => ("roundabout", &[""]),
        LandmarkKind::Church => (
            "church",
            &[
                "kirche",
                "church",
                "kościół",
                "kostel",
                "kapelle",
                "kaplica",
                "kaple",
                "cathedral",
                "katedra",
                "chapel",
                "igreja",
                "capela",
                "dom",
                "bazylika",
            ],
        ),
        LandmarkKind::Square => {
            ("square", &["platz", "markt", "plac", "rynek", "skwer", "náměstí", "square", "praça", "largo"])
        }
        LandmarkKind::CityGate => ("gate", &["tor", "gate", "brama", "brána"]),
        LandmarkKind::Hotel => ("hotel", &["hotel"]),
        LandmarkKind::Bank => ("bank", &["bank", "kasse", "banka", "banco"]),
        LandmarkKind::ShoppingCentre => ("shopping centre", &["center", "centre", "galeria", "centrum", "passage"]),
        LandmarkKind::Supermarket => ("supermarket", &["supermarket", "markt"]),
        LandmarkKind::Station => ("railway station", &[]),
        LandmarkKind::TownHall => ("town hall", &[]),
        LandmarkKind::FillingStation => ("petrol station", &[]),
        LandmarkKind::FastFood => ("restaurant", &[]),
        LandmarkKind::Hospital => ("hospital", &[]),
        LandmarkKind::FireStation => ("fire station", &[]),
        LandmarkKind::School => ("school", &[]),
        LandmarkKind::Theatre => ("theatre", &[]),
        LandmarkKind::Cinema => ("cinema", &[]),
        LandmarkKind::Museum => ("museum", &[]),
        LandmarkKind::Stadium => ("stadium", &[]),
        LandmarkKind::PostOffice => ("post office", &[]),
        LandmarkKind::Police => ("police station", &[]),
        LandmarkKind::Library => ("library", &[]),
        LandmarkKind::Cemetery => ("cemetery", &[]),
        LandmarkKind::Pharmacy => ("pharmacy", &[]),
        LandmarkKind::CouncilOffice => ("council office", &[]),
    }
}

/// Where it is: at St. Johannis church, past the Orlen petrol station, before the school.
fn place(landmark: &Seen) -> Option<String> {
    let (word, parts) = words(landmark.kind);
    let name = &landmark.name;
    let is_telling = says_name(landmark)?;
    let says_it = name.to_lowercase().split([' ', '-']).any(|one| parts.iter().any(|part| one.ends_with(part)));
    let called = match (is_telling, says_it) {
        (false, _) => format!("the {word}"),
        (true, true) => name.clone(),
        (true, false) => format!("the {name} {word}"),
    };
    Some(match landmark.position {
        Position::At => format!("at {called}"),
        Position::Passed => format!("past {called}"),
        Position::Ahead => format!("before {called}"),
    })
}

fn exit_of(exit: u32) -> String {
    match EXITS.get((exit as usize).wrapping_sub(1)) {
        Some(ordinal) => format!("{ordinal} exit"),
        None if exit == 0 => "stop".to_owned(),
        None => format!("exit {exit}"),
    }
}
