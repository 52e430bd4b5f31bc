//! Polish. Only adjectives that cannot be anything else are bent: Lipowa, w Lipową; all other names stand beside the
//! sentence: w lewo, ulica Mickiewicza.

use super::names::{OwnName, is_one_word, own_name, says_its_kind};
use super::{Act, Said, Words};
use crate::service::roads::{LandmarkKind, Position, Seen};

pub(super) struct Polish;

const EXITS: [&str; 6] = ["pierwszym", "drugim", "trzecim", "czwartym", "piątym", "szóstym"];

/// Endings that only adjectives have in names of one word.
const ADJECTIVES: [&str; 4] = ["owa", "ska", "cka", "dzka"];

impl Words for Polish {
    fn begin(&self, street: &str) -> String {
        if street.is_empty() { "prosto".to_owned() } else { named(street) }
    }

    fn step(&self, said: &Said<'_>) -> String {
        let Said { after, landmark, act, street } = said;
        let onto = match (accusative(street), street.is_empty()) {
            (Some(bent), _) if matches!(act, Act::Left | Act::Right) => format!(" w {bent}"),
            (_, true) => String::new(),
            _ => format!(", {}", named(street)),
        };
        let place = landmark.and_then(place).map(|place| format!("{place} ")).unwrap_or_default();
        let done = match act {
            Act::Left => format!("{place}w lewo{onto}"),
            Act::Right => format!("{place}w prawo{onto}"),
            Act::TurnRound => format!("{place}zawrócić"),
            Act::Roundabout(exit) if place.is_empty() => format!("na rondzie {}{onto}", exit_of(*exit)),
            Act::Roundabout(exit) => format!("{place}{}{onto}", exit_of(*exit)),
            Act::Ferry => "promem".to_owned(),
        };
        match (after.is_empty(), place.is_empty()) {
            (false, _) => format!("po {after} {done}"),
            (true, true) => format!("zaraz {done}"),
            (true, false) => done,
        }
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

    fn can_say(&self, landmark: &Seen) -> bool {
        place(landmark).is_some()
    }
}

/// Basic form, after `przy`, after `za` and `przed`.
const fn forms(kind: LandmarkKind) -> [&'static str; 3] {
    match kind {
        LandmarkKind::Roundabout => ["rondo", "rondzie", "rondem"],
        LandmarkKind::Station => ["stacja", "stacji kolejowej", "stacją kolejową"],
        LandmarkKind::Church => ["kościół", "kościele", "kościołem"],
        LandmarkKind::Square => ["plac", "placu", "placem"],
        LandmarkKind::CityGate => ["brama", "bramie", "bramą"],
        LandmarkKind::TownHall => ["ratusz", "ratuszu", "ratuszem"],
        LandmarkKind::FillingStation => ["stacja", "stacji paliw", "stacją paliw"],
        LandmarkKind::Supermarket => ["sklep", "sklepie", "sklepem"],
        LandmarkKind::FastFood => ["restauracja", "restauracji", "restauracją"],
        LandmarkKind::ShoppingCentre => ["galeria", "galerii", "galerią"],
        LandmarkKind::Hospital => ["szpital", "szpitalu", "szpitalem"],
        LandmarkKind::FireStation => ["straż", "straży pożarnej", "strażą pożarną"],
        LandmarkKind::School => ["szkoła", "szkole", "szkołą"],
        LandmarkKind::Theatre => ["teatr", "teatrze", "teatrem"],
        LandmarkKind::Cinema => ["kino", "kinie", "kinem"],
        LandmarkKind::Museum => ["muzeum", "muzeum", "muzeum"],
        LandmarkKind::Stadium => ["stadion", "stadionie", "stadionem"],
        LandmarkKind::PostOffice => ["poczta", "poczcie", "pocztą"],
        LandmarkKind::Police => ["policja", "komisariacie policji", "komisariatem policji"],
        LandmarkKind::Library => ["biblioteka", "bibliotece", "biblioteką"],
        LandmarkKind::Cemetery => ["cmentarz", "cmentarzu", "cmentarzem"],
        LandmarkKind::Hotel => ["hotel", "hotelu", "hotelem"],
        LandmarkKind::Bank => ["bank", "banku", "bankiem"],
        LandmarkKind::Pharmacy => ["apteka", "aptece", "apteką"],
        LandmarkKind::CouncilOffice => ["urząd", "urzędzie", "urzędem"],
    }
}

/// Where it is: przy kościele św. Jana, za stacją paliw Orlen, na rondzie Mogilskim.
fn place(landmark: &Seen) -> Option<String> {
    let [word, at, beyond] = forms(landmark.kind);
    let own = match own_name(landmark, word)? {
        OwnName::None => String::new(),
        OwnName::Beside(name) => format!(" {name}"),
        OwnName::After(rest) => match after_word(landmark.kind, rest) {
            Some(rest) => format!(" {rest}"),
            None if landmark.kind.is_told_by_name() && landmark.kind != LandmarkKind::Roundabout => return None,
            None => String::new(),
        },
    };
    Some(match (landmark.kind, landmark.position) {
        (LandmarkKind::Roundabout, _) => format!("na {at}{own}"),
        (_, Position::At) => format!("przy {at}{own}"),
        (_, Position::Passed) => format!("za {beyond}{own}"),
        (_, Position::Ahead) => format!("przed {beyond}{own}"),
    })
}

/// What follows the word on the sign, where its form is certain: a genitive stays, `Mogilskie` is bent, of others
/// nothing is said.
fn after_word(kind: LandmarkKind, rest: &str) -> Option<String> {
    /// How saints and mysteries begin.
    const GENITIVES: [&str; 12] = [
        "św.",
        "świętego",
        "świętej",
        "świętych",
        "pw.",
        "najświętszego",
        "najświętszej",
        "matki",
        "wniebowzięcia",
        "podwyższenia",
        "miłosierdzia",
        "narodzenia",
    ];
    /// Endings that only genitives have among words that end as adjectives do.
    const NO_ADJECTIVES: [&str; 5] = ["ści", "cji", "sji", "zji", "nii"];
    let small = rest.to_lowercase();
    let is_one_word = rest.chars().all(char::is_alphabetic);
    match kind {
        LandmarkKind::Church => {
            let first = small.split(' ').next().unwrap_or_default();
            GENITIVES.contains(&first).then(|| rest.to_owned())
        }
        LandmarkKind::Roundabout if !small.ends_with('e') => Some(rest.to_owned()),
        LandmarkKind::Roundabout => {
            let is_adjective = is_one_word && ["skie", "ckie", "dzkie"].iter().any(|ending| small.ends_with(ending));
            is_adjective.then(|| format!("{}m", rest.trim_end_matches('e')))
        }
        LandmarkKind::Square => {
            let is_genitive =
                !small.ends_with(['y', 'i', 'a']) || NO_ADJECTIVES.iter().any(|ending| small.ends_with(ending));
            is_genitive.then(|| rest.to_owned())
        }
        LandmarkKind::CityGate | LandmarkKind::FillingStation | LandmarkKind::Supermarket => None,
        _ => {
            let is_adjective =
                ["y", "i", "ska", "cka", "dzka", "owa", "na"].iter().any(|ending| small.ends_with(ending));
            (!is_adjective).then(|| rest.to_owned())
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
