//! What a name of a street or a landmark tells of itself, in all three languages and those of our neighbours.

use crate::service::roads::{LandmarkKind, Seen};

/// What is left to be said of a landmark besides what it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum OwnName<'n> {
    /// Nothing: there is no other of the kind.
    None,
    /// What follows the word of the language on the sign, `św. Jana` of `Kościół św. Jana`.
    After(&'n str),
    /// The whole sign, which stands beside that word as it is.
    Beside(&'n str),
}

/// Longer names are not said.
const NAME_WORDS_MAX: usize = 4;

/// Whether its name is said. Nothing where people would have to say the name and it is too long for that.
pub(super) fn says_name(landmark: &Seen) -> Option<bool> {
    let by_name = landmark.kind.is_told_by_name();
    match landmark.name.split_whitespace().count() {
        words if words > NAME_WORDS_MAX => (!by_name).then_some(false),
        _ => Some(by_name || is_named(landmark.kind)),
    }
}

/// How a landmark is called where the language has `word` for its kind in the basic form, in small letters. Nothing
/// where it cannot be said.
pub(super) fn own_name<'n>(landmark: &'n Seen, word: &str) -> Option<OwnName<'n>> {
    let (kind, name) = (landmark.kind, landmark.name.as_str());
    if !says_name(landmark)? {
        return Some(OwnName::None);
    }
    if let Some((first, rest)) = name.split_once(' ')
        && first.to_lowercase() == word
    {
        return Some(OwnName::After(rest));
    }
    let must_bend = |part: &str| part == word || is_of_the_kind(kind, part);
    let must_bend = !kind.is_told_by_name() && name.to_lowercase().split([' ', '-']).any(must_bend);
    Some(if must_bend { OwnName::None } else { OwnName::Beside(name) })
}

/// Kinds of which the name is said too, though there is no other: it is on the map and on the tram stop.
const fn is_named(kind: LandmarkKind) -> bool {
    matches!(kind, LandmarkKind::Church | LandmarkKind::Square | LandmarkKind::CityGate)
}

/// Other words of Polish and Czech for the same, which would have to be bent.
fn is_of_the_kind(kind: LandmarkKind, word: &str) -> bool {
    let words: &[&str] = match kind {
        LandmarkKind::Church => &[
            "kościół",
            "katedra",
            "bazylika",
            "kaplica",
            "parafia",
            "cerkiew",
            "zbór",
            "sanktuarium",
            "klasztor",
            "kolegiata",
            "kostel",
            "kostelík",
            "chrám",
            "katedrála",
            "bazilika",
            "kaple",
            "klášter",
            "sbor",
            "modlitebna",
        ],
        LandmarkKind::Square => &["plac", "rynek", "skwer", "targ", "náměstí", "rynk", "tržiště", "prostranství"],
        LandmarkKind::CityGate => &["brama", "furta", "baszta", "brána", "branka", "věž"],
        _ => &[],
    };
    words.contains(&word)
}

/// Words that stand in a street's name and say already what it is, in small letters.
pub(super) fn says_its_kind(street: &str) -> bool {
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
pub(super) fn is_one_word(street: &str) -> bool {
    street.chars().all(char::is_alphabetic) && street.chars().count() > 4
}
