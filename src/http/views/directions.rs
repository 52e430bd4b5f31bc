//! A way in one breath, to be read aloud on the phone: at most forty words, in Polish, Czech or English.
//!
//! A step that is told has a distance, what is done, and the street's name. Short ways are told whole; of long ones the
//! longest streets and the last turns, which are what people ask for. Each language is a file that says the pieces;
//! names are bent only where the bent form is certain, and otherwise stand beside the sentence, where none is needed.

mod cs;
mod en;
mod pl;

use crate::domain::language::Language;
use crate::service::roads::{JourneyStep, Leg, Maneuver};

/// Steps of a way that is told whole; with distances and names they stay below forty words.
const WHOLE_STEPS_MAX: usize = 4;
/// Of a longer one these are told at the end.
const LAST_STEPS: usize = 2;
/// And so many of its longest streets.
const MAIN_STREETS: usize = 2;
/// From here on one turns round.
const TURN_ROUND_DEGREES: f32 = 150.0;

/// What is done at a place.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Act {
    Left,
    Right,
    TurnRound,
    /// By which exit; 0 where the way ends on it.
    Roundabout(u32),
    Ferry,
}

/// Something to be said.
#[derive(Clone, Debug, PartialEq)]
struct Told {
    /// Metres since what was said before.
    after_m: f64,
    act: Act,
    /// Empty where there is no name.
    street: String,
}

/// The pieces of a sentence. Streets may be empty.
trait Words {
    fn begin(&self, street: &str) -> String;
    fn step(&self, after: &str, act: Act, street: &str) -> String;
    fn via(&self, streets: &[&str]) -> String;
    fn last(&self, steps: &str) -> String;
    fn arrive(&self, after: &str, on_right: Option<bool>) -> String;
    fn metres(&self, metres: u32) -> String;
    /// Tenths of a kilometre.
    fn kilometres(&self, tenths: u32) -> String;
}

/// The leg as one sentence; empty when it has no steps.
pub fn spoken(leg: &Leg, language: Language) -> String {
    let words: &dyn Words = match language {
        Language::Polish => &pl::Polish,
        Language::Czech => &cs::Czech,
        Language::English => &en::English,
    };
    let Some(first) = leg.steps.first() else { return String::new() };
    let (told, rest_m) = told(&leg.steps);
    let mut parts = vec![words.begin(&first.street)];
    let is_whole = told.len() <= WHOLE_STEPS_MAX;
    if is_whole {
        parts.extend(told.iter().map(|each| say(words, each)));
    } else {
        let last: Vec<String> = told[told.len() - LAST_STEPS..].iter().map(|each| say(words, each)).collect();
        parts.push(words.via(&main_streets(&leg.steps, &told)));
        parts.push(words.last(&last.join(", ")));
    }
    parts.push(words.arrive(&distance(words, rest_m), leg.ends_on_right));
    parts.retain(|part| !part.is_empty());
    let sentence = parts.join(", ");
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).chain(['.']).collect()).unwrap_or_default()
}

fn say(words: &dyn Words, told: &Told) -> String {
    words.step(&distance(words, told.after_m), told.act, &told.street)
}

/// What is worth saying, and the metres after the last of it. Where only the name changes, nothing is done.
fn told(steps: &[JourneyStep]) -> (Vec<Told>, f64) {
    let (mut told, mut since_m) = (Vec::new(), 0.0);
    for step in steps {
        let act = match step.maneuver {
            Maneuver::Depart | Maneuver::Continue => None,
            Maneuver::Turn(angle) if angle.abs() >= TURN_ROUND_DEGREES => Some(Act::TurnRound),
            Maneuver::Turn(angle) => Some(if angle > 0.0 { Act::Right } else { Act::Left }),
            Maneuver::Roundabout { exit } => Some(Act::Roundabout(exit)),
            Maneuver::BoardFerry => Some(Act::Ferry),
        };
        if let Some(act) = act {
            told.push(Told { after_m: since_m, act, street: step.street.clone() });
            since_m = 0.0;
        }
        since_m += step.distance_dm as f64 / 10.0;
    }
    (told, since_m)
}

/// The longest streets before the last turns, in the order of the way, each once.
fn main_streets<'s>(steps: &'s [JourneyStep], told: &[Told]) -> Vec<&'s str> {
    let said: Vec<&str> = told[told.len() - LAST_STEPS..].iter().map(|each| each.street.as_str()).collect();
    let mut streets: Vec<(&str, u64)> = Vec::new();
    for step in steps.iter().skip(1).filter(|step| !step.street.is_empty() && !said.contains(&step.street.as_str())) {
        match streets.iter_mut().find(|(street, _)| *street == step.street) {
            Some((_, length)) => *length += step.distance_dm,
            None => streets.push((&step.street, step.distance_dm)),
        }
    }
    streets.retain(|(street, _)| *street != steps[0].street);
    let mut longest: Vec<u64> = streets.iter().map(|(_, length)| *length).collect();
    longest.sort_unstable_by(|a, b| b.cmp(a));
    let least = longest.get(MAIN_STREETS - 1).or(longest.last()).copied().unwrap_or(0);
    streets.into_iter().filter(|(_, length)| *length >= least).map(|(street, _)| street).take(MAIN_STREETS).collect()
}

/// As people say it: tens of metres, then fifties, then tenths of a kilometre. Empty for a few steps.
fn distance(words: &dyn Words, metres: f64) -> String {
    let rounded = |unit: f64| (metres / unit).round() * unit;
    match metres {
        m if m < 25.0 => String::new(),
        m if m < 95.0 => words.metres(rounded(10.0) as u32),
        m if m < 975.0 => words.metres(rounded(50.0) as u32),
        m if m < 9_950.0 => words.kilometres((m / 100.0).round() as u32),
        m => words.kilometres((m / 1000.0).round() as u32 * 10),
    }
}

/// Words that stand in a street's name and say already what it is, in small letters.
fn says_its_kind(street: &str) -> bool {
    const KINDS: [&str; 37] = [
        "aleja",
        "aleje",
        "al.",
        "plac",
        "pl.",
        "rondo",
        "osiedle",
        "os.",
        "most",
        "ulica",
        "ul.",
        "bulwar",
        "skwer",
        "droga",
        "szosa",
        "rynek",
        "trasa",
        "třída",
        "tř.",
        "náměstí",
        "nám.",
        "nábřeží",
        "ulice",
        "silnice",
        "street",
        "road",
        "avenue",
        "straße",
        "strasse",
        "weg",
        "allee",
        "platz",
        "ring",
        "rua",
        "avenida",
        "praça",
        "damm",
    ];
    let small = street.to_lowercase();
    let is_number = small.chars().any(|letter| letter.is_ascii_digit()) && small.len() <= 6;
    let has_kind = |kind: &str| {
        let is_kind = |word: &str| word == kind || (kind.len() > 2 && word.ends_with(kind));
        small.split([' ', '-']).any(is_kind)
    };
    is_number || KINDS.iter().any(|kind| has_kind(kind))
}

/// A name of one word.
fn is_one_word(street: &str) -> bool {
    street.chars().all(char::is_alphabetic) && street.chars().count() > 4
}

#[cfg(test)]
mod tests;
