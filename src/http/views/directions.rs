//! A way in one breath, to be read aloud on the phone: fewer than forty words, in Polish, Czech or English.
//!
//! A step that is told has a distance, a landmark where there is one, what is done, and the street's name. Short ways are told whole; of long ones the
//! longest streets and the last turns, which are what people ask for. Each language is a file that says the pieces;
//! names are bent only where the bent form is certain, and otherwise stand beside the sentence, where none is needed.

mod cs;
mod en;
mod names;
mod pl;

use crate::domain::language::Language;
use crate::service::roads::{JourneyStep, LandmarkKind, Leg, Maneuver, Seen};

/// Steps of a way that is told whole.
const WHOLE_STEPS_MAX: usize = 4;
/// Of a longer one these are told at the end.
const LAST_STEPS: usize = 2;
/// And so many of its longest streets.
const MAIN_STREETS: usize = 2;
/// Fewer than forty words are one breath.
const WORDS_MAX: usize = 39;
/// So far one wants to know how far, in metres, even where a landmark is told.
const FAR_M: f64 = 975.0;
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
struct Told<'s> {
    /// Metres since what was said before.
    after_m: f64,
    act: Act,
    /// Empty where there is no name.
    street: &'s str,
    landmark: Option<&'s Seen>,
}

/// One step in the words of a language.
struct Said<'s> {
    /// The way until then; empty where it is not worth saying, or a landmark says it.
    after: String,
    landmark: Option<&'s Seen>,
    act: Act,
    /// Empty where there is no name.
    street: &'s str,
}

/// The pieces of a sentence. Streets may be empty.
trait Words {
    fn begin(&self, street: &str) -> String;
    fn step(&self, said: &Said<'_>) -> String;
    fn via(&self, streets: &[&str]) -> String;
    fn last(&self, steps: &str) -> String;
    fn arrive(&self, after: &str, on_right: Option<bool>) -> String;
    fn metres(&self, metres: u32) -> String;
    /// Tenths of a kilometre.
    fn kilometres(&self, tenths: u32) -> String;
    /// Whether the language can tell by this landmark without a slip.
    fn can_say(&self, landmark: &Seen) -> bool;
}

/// How much is told.
#[derive(Clone, Copy, Debug)]
struct Detail {
    /// All turns, or the longest streets and the last turns.
    whole: bool,
    landmarks: bool,
    /// Distances also where a landmark says the same.
    distances: bool,
    streets: bool,
}

/// The richest first; the first that fits into a breath is told.
const DETAILS: [Detail; 6] = [
    Detail { whole: true, landmarks: true, distances: true, streets: true },
    Detail { whole: true, landmarks: true, distances: false, streets: true },
    Detail { whole: true, landmarks: false, distances: true, streets: true },
    Detail { whole: false, landmarks: true, distances: true, streets: true },
    Detail { whole: false, landmarks: false, distances: true, streets: true },
    Detail { whole: false, landmarks: false, distances: true, streets: false },
];

/// The leg as one sentence; empty when it has no steps.
pub fn spoken(leg: &Leg, language: Language) -> String {
    let words: &dyn Words = match language {
        Language::Polish => &pl::Polish,
        Language::Czech => &cs::Czech,
        Language::English => &en::English,
    };
    let (told, _) = told(&leg.steps);
    let details = DETAILS.into_iter().filter(|detail| !detail.whole || told.len() <= WHOLE_STEPS_MAX);
    let mut sentences = details.map(|detail| sentence(words, leg, detail));
    let mut said = sentences.next().unwrap_or_default();
    while said.split_whitespace().count() > WORDS_MAX {
        match sentences.next() {
            Some(shorter) => said = shorter,
            None => break,
        }
    }
    said
}

fn sentence(words: &dyn Words, leg: &Leg, detail: Detail) -> String {
    let Some(first) = leg.steps.first() else { return String::new() };
    let (told, rest_m) = told(&leg.steps);
    let mut parts = vec![words.begin(if detail.streets { &first.street } else { "" })];
    let say = |told: &Told<'_>| say(words, told, detail);
    if detail.whole {
        parts.extend(told.iter().map(say));
    } else {
        let last: Vec<String> = last_of(&told).iter().map(say).collect();
        parts.push(if detail.streets { words.via(&main_streets(&leg.steps, &told)) } else { String::new() });
        parts.push(words.last(&last.join(", ")));
    }
    parts.push(words.arrive(&distance(words, rest_m), leg.ends_on_right));
    parts.retain(|part| !part.is_empty());
    let sentence = parts.join(", ");
    let mut letters = sentence.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).chain(['.']).collect()).unwrap_or_default()
}

fn last_of<'t, 's>(told: &'t [Told<'s>]) -> &'t [Told<'s>] {
    &told[told.len().saturating_sub(LAST_STEPS)..]
}

fn say(words: &dyn Words, told: &Told<'_>, detail: Detail) -> String {
    let landmark = told.landmark.filter(|landmark| detail.landmarks && words.can_say(landmark));
    let is_said = landmark.is_some_and(|landmark| landmark.kind != LandmarkKind::Roundabout) && !detail.distances;
    let after = if is_said && told.after_m < FAR_M { String::new() } else { distance(words, told.after_m) };
    let street = if detail.streets { told.street } else { "" };
    words.step(&Said { after, landmark, act: told.act, street })
}

/// What is worth saying, and the metres after the last of it. Where only the name changes, nothing is done.
fn told(steps: &[JourneyStep]) -> (Vec<Told<'_>>, f64) {
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
            told.push(Told { after_m: since_m, act, street: &step.street, landmark: step.landmark.as_ref() });
            since_m = 0.0;
        }
        since_m += step.distance_dm as f64 / 10.0;
    }
    (told, since_m)
}

/// The longest streets before the last turns, in the order of the way, each once.
fn main_streets<'s>(steps: &'s [JourneyStep], told: &[Told<'_>]) -> Vec<&'s str> {
    let said: Vec<&str> = last_of(told).iter().map(|each| each.street).collect();
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

#[cfg(test)]
mod tests;
