//! Czech. Adjectives show by their long á, names after people by -ova: Lipová, do Lipové; Masarykova, do Masarykovy. All
//! other names stand beside the sentence: vlevo, ulice Na Příkopě.

use super::names::{OwnName, is_one_word, own_name, says_its_kind};
use super::{Act, Said, Words};
use crate::service::roads::{LandmarkKind, Position, Seen};

pub(super) struct Czech;

const EXITS: [&str; 6] = ["prvním", "druhým", "třetím", "čtvrtým", "pátým", "šestým"];

impl Words for Czech {
    fn begin(&self, street: &str) -> String {
        if street.is_empty() { "rovně".to_owned() } else { named(street) }
    }

    fn step(&self, said: &Said<'_>) -> String {
        let Said { after, landmark, act, street } = said;
        let onto = match (genitive(street), street.is_empty()) {
            (Some(bent), _) if matches!(act, Act::Left | Act::Right) => format!(" do {bent}"),
            (_, true) => String::new(),
            _ => format!(", {}", named(street)),
        };
        let place = landmark.and_then(place).map(|place| format!("{place} ")).unwrap_or_default();
        let done = match act {
            Act::Left => format!("{place}vlevo{onto}"),
            Act::Right => format!("{place}vpravo{onto}"),
            Act::TurnRound => format!("{place}otočit se"),
            Act::Roundabout(exit) if place.is_empty() => format!("na kruhovém objezdu {}{onto}", exit_of(*exit)),
            Act::Roundabout(exit) => format!("{place}{}{onto}", exit_of(*exit)),
            Act::Ferry => "přívozem".to_owned(),
        };
        match (after.is_empty(), place.is_empty()) {
            (false, _) => format!("po {after} {done}"),
            (true, true) => format!("hned {done}"),
            (true, false) => done,
        }
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

    fn can_say(&self, landmark: &Seen) -> bool {
        place(landmark).is_some()
    }
}

/// Basic form, after `u`, after `za` and `před`.
const fn forms(kind: LandmarkKind) -> [&'static str; 3] {
    match kind {
        LandmarkKind::Roundabout => ["rondo", "kruhovém objezdu", "kruhovým objezdem"],
        LandmarkKind::Station => ["nádraží", "nádraží", "nádražím"],
        LandmarkKind::Church => ["kostel", "kostela", "kostelem"],
        LandmarkKind::Square => ["náměstí", "náměstí", "náměstím"],
        LandmarkKind::CityGate => ["brána", "brány", "bránou"],
        LandmarkKind::TownHall => ["radnice", "radnice", "radnicí"],
        LandmarkKind::FillingStation => ["benzinka", "čerpací stanice", "čerpací stanicí"],
        LandmarkKind::Supermarket => ["obchod", "obchodu", "obchodem"],
        LandmarkKind::FastFood => ["restaurace", "restaurace", "restaurací"],
        LandmarkKind::ShoppingCentre => ["obchodní", "obchodního centra", "obchodním centrem"],
        LandmarkKind::Hospital => ["nemocnice", "nemocnice", "nemocnicí"],
        LandmarkKind::FireStation => ["hasiči", "hasičské stanice", "hasičskou stanicí"],
        LandmarkKind::School => ["škola", "školy", "školou"],
        LandmarkKind::Theatre => ["divadlo", "divadla", "divadlem"],
        LandmarkKind::Cinema => ["kino", "kina", "kinem"],
        LandmarkKind::Museum => ["muzeum", "muzea", "muzeem"],
        LandmarkKind::Stadium => ["stadion", "stadionu", "stadionem"],
        LandmarkKind::PostOffice => ["pošta", "pošty", "poštou"],
        LandmarkKind::Police => ["policie", "policejní stanice", "policejní stanicí"],
        LandmarkKind::Library => ["knihovna", "knihovny", "knihovnou"],
        LandmarkKind::Cemetery => ["hřbitov", "hřbitova", "hřbitovem"],
        LandmarkKind::Hotel => ["hotel", "hotelu", "hotelem"],
        LandmarkKind::Bank => ["banka", "banky", "bankou"],
        LandmarkKind::Pharmacy => ["lékárna", "lékárny", "lékárnou"],
        LandmarkKind::CouncilOffice => ["úřad", "úřadu", "úřadem"],
    }
}

/// Where it is: u kostela sv. Jana, za čerpací stanicí Orlen, před náměstím Míru.
fn place(landmark: &Seen) -> Option<String> {
    let [word, at, beyond] = forms(landmark.kind);
    let own = match own_name(landmark, word)? {
        OwnName::None => String::new(),
        OwnName::Beside(name) => format!(" {name}"),
        OwnName::After(rest) if is_certain(landmark.kind, rest) => format!(" {rest}"),
        OwnName::After(_) if landmark.kind.is_told_by_name() => return None,
        OwnName::After(_) => String::new(),
    };
    Some(match (landmark.kind, landmark.position) {
        (LandmarkKind::Roundabout, _) => format!("na {at}{own}"),
        (_, Position::At) => format!("u {at}{own}"),
        (_, Position::Passed) => format!("za {beyond}{own}"),
        (_, Position::Ahead) => format!("před {beyond}{own}"),
    })
}

/// Whether what follows the word on the sign is a genitive, which stays as it is.
fn is_certain(kind: LandmarkKind, rest: &str) -> bool {
    const GENITIVES: [&str; 9] =
        ["sv.", "svatého", "svaté", "svatých", "panny", "nanebevzetí", "narození", "povýšení", "nejsvětější"];
    let first = rest.split(' ').next().unwrap_or_default().to_lowercase();
    match kind {
        LandmarkKind::Church => GENITIVES.contains(&first.as_str()),
        LandmarkKind::CityGate => false,
        LandmarkKind::Square => true,
        _ => !rest.ends_with(['ý', 'í', 'á']),
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
