//! What is said, language by language.

use super::*;
use crate::service::roads::Position;

fn step(maneuver: Maneuver, street: &str, metres: u64) -> JourneyStep {
    JourneyStep {
        maneuver,
        street: street.to_owned(),
        duration_ms: 0,
        distance_dm: metres * 10,
        line: Vec::new(),
        landmark: None,
    }
}

fn leg(steps: Vec<JourneyStep>, ends_on_right: Option<bool>) -> Leg {
    Leg { steps, ends_on_right, ..Leg::default() }
}

/// A way with two turns.
fn short() -> Leg {
    let steps = vec![
        step(Maneuver::Depart, "Rzeczna", 1_210),
        step(Maneuver::Turn(-90.0), "Lipowa", 300),
        step(Maneuver::Continue, "Długa", 40),
        step(Maneuver::Turn(60.0), "Mickiewicza", 80),
    ];
    leg(steps, Some(true))
}

/// A way with more turns than a breath has room for.
fn long() -> Leg {
    let steps = vec![
        step(Maneuver::Depart, "Rzeczna", 100),
        step(Maneuver::Turn(-90.0), "aleja Pokoju", 2_000),
        step(Maneuver::Turn(90.0), "Krótka", 50),
        step(Maneuver::Turn(90.0), "Śląska", 3_000),
        step(Maneuver::Roundabout { exit: 2 }, "Nowa", 400),
        step(Maneuver::Turn(90.0), "Lipowa", 1_000),
        step(Maneuver::Turn(-90.0), "", 10),
    ];
    leg(steps, None)
}

#[test]
fn a_short_way_is_told_whole_in_every_language() {
    for (language, expected) in [
        (
            Language::Polish,
            "Ulica Rzeczna, po 1,2 kilometra w lewo w Lipową, po 350 metrach w prawo, ulica Mickiewicza, po 80 metrach cel po prawej.",
        ),
        (
            Language::Czech,
            "Ulice Rzeczna, po 1,2 kilometru vlevo, ulice Lipowa, po 350 metrech vpravo, ulice Mickiewicza, po 80 metrech cíl vpravo.",
        ),
        (
            Language::English,
            "Along Rzeczna, after 1.2 kilometres left onto Lipowa, after 350 metres right onto Mickiewicza, after 80 metres you are there, on the right.",
        ),
    ] {
        assert_eq!(spoken(&short(), language), expected);
    }
}

#[test]
fn of_a_long_way_the_main_streets_and_the_last_turns_are_told() {
    for (language, expected) in [
        (
            Language::Polish,
            "Ulica Rzeczna, dalej: aleja Pokoju, Śląska, na koniec po 400 metrach w prawo w Lipową, po kilometrze w lewo, cel.",
        ),
        (
            Language::Czech,
            "Ulice Rzeczna, dál: aleja Pokoju, Śląska, nakonec po 400 metrech vpravo, ulice Lipowa, po kilometru vlevo, cíl.",
        ),
        (
            Language::English,
            "Along Rzeczna, then by aleja Pokoju and Śląska, at the end after 400 metres right onto Lipowa, after a kilometre left, you are there.",
        ),
    ] {
        assert_eq!(spoken(&long(), language), expected);
    }
}

#[test]
fn one_breath_is_forty_words() {
    for language in [Language::Polish, Language::Czech, Language::English] {
        for leg in [short(), long()] {
            let said = spoken(&leg, language);
            assert!(said.split_whitespace().count() < 40, "{said}");
        }
    }
}

/// Turning left into it after a hundred metres, without what comes before and after.
fn left_into(street: &str, language: Language) -> String {
    let steps = vec![step(Maneuver::Depart, "", 100), step(Maneuver::Turn(-90.0), street, 0)];
    let said = spoken(&leg(steps, None), language);
    let from = said.find(", ").expect("a part") + 2;
    said[from..].rsplit_once(", ").expect("the end").0.to_owned()
}

#[test]
fn polish_names_are_bent_only_where_the_form_is_certain() {
    for (street, expected) in [
        ("Lipowa", "w lewo w Lipową"),
        ("Krakowska", "w lewo w Krakowską"),
        ("Kielecka", "w lewo w Kielecką"),
        ("Grudziądzka", "w lewo w Grudziądzką"),
        ("Mickiewicza", "w lewo, ulica Mickiewicza"),
        ("Chopina", "w lewo, ulica Chopina"),
        ("Bema", "w lewo, ulica Bema"),
        ("Leśna", "w lewo, ulica Leśna"),
        ("3 Maja", "w lewo, 3 Maja"),
        ("Jana Pawła II", "w lewo, ulica Jana Pawła II"),
        ("Stara Krakowska", "w lewo, ulica Stara Krakowska"),
        ("aleja Niepodległości", "w lewo, aleja Niepodległości"),
        ("Plac Wolności", "w lewo, Plac Wolności"),
        ("Stargarder Straße", "w lewo, Stargarder Straße"),
        ("Demminer Straße", "w lewo, Demminer Straße"),
        ("A20", "w lewo, A20"),
        ("", "w lewo"),
    ] {
        assert_eq!(left_into(street, Language::Polish), format!("po 100 metrach {expected}"));
    }
}

#[test]
fn czech_names_are_bent_only_where_the_form_is_certain() {
    for (street, expected) in [
        ("Lipová", "vlevo do Lipové"),
        ("Pražská", "vlevo do Pražské"),
        ("Masarykova", "vlevo do Masarykovy"),
        ("Na Příkopě", "vlevo, ulice Na Příkopě"),
        ("Stará Lipová", "vlevo, ulice Stará Lipová"),
        ("náměstí Míru", "vlevo, náměstí Míru"),
        ("třída Míru", "vlevo, třída Míru"),
        ("", "vlevo"),
    ] {
        assert_eq!(left_into(street, Language::Czech), format!("po 100 metrech {expected}"));
    }
}

#[test]
fn whatever_is_done_has_words() {
    let say = |maneuver, language| {
        let steps = vec![step(Maneuver::Depart, "", 500), step(maneuver, "", 0)];
        let said = spoken(&leg(steps, None), language);
        said.split(", ").nth(1).expect("a part").to_owned()
    };
    for (maneuver, pl, cs, en) in [
        (Maneuver::Turn(180.0), "zawrócić", "otočit se", "turn round"),
        (
            Maneuver::Roundabout { exit: 1 },
            "na rondzie pierwszym zjazdem",
            "na kruhovém objezdu prvním výjezdem",
            "at the roundabout first exit",
        ),
        (
            Maneuver::Roundabout { exit: 9 },
            "na rondzie zjazdem numer 9",
            "na kruhovém objezdu výjezdem číslo 9",
            "at the roundabout exit 9",
        ),
        (
            Maneuver::Roundabout { exit: 0 },
            "na rondzie do celu",
            "na kruhovém objezdu do cíle",
            "at the roundabout stop",
        ),
        (Maneuver::BoardFerry, "promem", "přívozem", "onto the ferry"),
    ] {
        assert_eq!(say(maneuver, Language::Polish), format!("po 500 metrach {pl}"));
        assert_eq!(say(maneuver, Language::Czech), format!("po 500 metrech {cs}"));
        assert_eq!(say(maneuver, Language::English), format!("after 500 metres {en}"));
    }
}

#[test]
fn distances_are_said_as_people_say_them() {
    for (metres, expected) in [
        (10.0, ""),
        (84.0, "80 metrach"),
        (120.0, "100 metrach"),
        (970.0, "950 metrach"),
        (980.0, "kilometrze"),
        (1_990.0, "2 kilometrach"),
        (2_540.0, "2,5 kilometra"),
        (47_499.0, "47 kilometrach"),
    ] {
        assert_eq!(distance(&pl::Polish, metres), expected, "{metres}");
    }
}

#[test]
fn a_straight_line_says_nothing() {
    assert_eq!(spoken(&Leg::default(), Language::English), "");
}

fn seen(kind: LandmarkKind, name: &str, position: Position) -> Option<Seen> {
    Some(Seen { kind, name: name.to_owned(), position, on_right: None, place: [0; 2] })
}

/// Turning right at a landmark a hundred metres on, without what comes before and after.
fn right_by(kind: LandmarkKind, name: &str, position: Position, language: Language) -> String {
    let turn = JourneyStep { landmark: seen(kind, name, position), ..step(Maneuver::Turn(90.0), "", 0) };
    let said = spoken(&leg(vec![step(Maneuver::Depart, "", 100), turn], None), language);
    said.split(", ").nth(1).expect("a part").to_owned()
}

#[test]
fn landmarks_are_told_in_the_right_case() {
    use LandmarkKind::{Church, CityGate, FillingStation, Hotel, School, Square, Station, Supermarket};
    use Position::{Ahead, At, Passed};
    for (kind, name, position, pl, cs, en) in [
        (Church, "Kościół św. Jana", At, "przy kościele św. Jana", "u kostela", "at Kościół św. Jana"),
        (Church, "Kostel sv. Anny", At, "przy kościele", "u kostela sv. Anny", "at Kostel sv. Anny"),
        (
            Church,
            "St. Johannis",
            Passed,
            "za kościołem St. Johannis",
            "za kostelem St. Johannis",
            "past the St. Johannis church",
        ),
        (Church, "Kościół Mariacki", Ahead, "przed kościołem", "před kostelem", "before Kościół Mariacki"),
        (
            FillingStation,
            "Orlen",
            Passed,
            "za stacją paliw Orlen",
            "za čerpací stanicí Orlen",
            "past the Orlen petrol station",
        ),
        (Supermarket, "Biedronka", At, "przy sklepie Biedronka", "u obchodu Biedronka", "at the Biedronka supermarket"),
        (School, "Szkoła Podstawowa nr 3", Ahead, "przed szkołą", "před školou", "before the school"),
        (Station, "Cieszyn", At, "przy stacji kolejowej", "u nádraží", "at the railway station"),
        (Square, "Plac Wolności", At, "przy placu Wolności", "u náměstí", "at Plac Wolności"),
        (Square, "Plac Zamkowy", At, "przy placu", "u náměstí", "at Plac Zamkowy"),
        (Square, "náměstí Míru", Passed, "za placem", "za náměstím Míru", "past náměstí Míru"),
        (Square, "Masarykovo náměstí", At, "przy placu", "u náměstí", "at Masarykovo náměstí"),
        (CityGate, "Stargarder Tor", At, "przy bramie Stargarder Tor", "u brány Stargarder Tor", "at Stargarder Tor"),
        (Hotel, "Hotel Gołębiewski", At, "", "u hotelu Gołębiewski", "at Hotel Gołębiewski"),
    ] {
        let pl = if pl.is_empty() { String::new() } else { format!("{pl} ") };
        assert_eq!(right_by(kind, name, position, Language::Polish), format!("po 100 metrach {pl}w prawo"), "{name}");
        assert_eq!(right_by(kind, name, position, Language::Czech), format!("po 100 metrech {cs} vpravo"), "{name}");
        assert_eq!(right_by(kind, name, position, Language::English), format!("after 100 metres {en} right"), "{name}");
    }
}

#[test]
fn a_ring_is_called_by_its_name() {
    let say = |name: &str, language| {
        let landmark = seen(LandmarkKind::Roundabout, name, Position::At);
        let ring = JourneyStep { landmark, ..step(Maneuver::Roundabout { exit: 2 }, "", 0) };
        let said = spoken(&leg(vec![step(Maneuver::Depart, "", 500), ring], None), language);
        said.split(", ").nth(1).expect("a part").to_owned()
    };
    for (name, expected) in [
        ("Rondo Solidarności", "na rondzie Solidarności drugim zjazdem"),
        ("Rondo Mogilskie", "na rondzie Mogilskim drugim zjazdem"),
        ("Rondo Nowe", "na rondzie drugim zjazdem"),
        ("rondo Jana Pawła II", "na rondzie Jana Pawła II drugim zjazdem"),
        ("Kirchkreisel", "na rondzie Kirchkreisel drugim zjazdem"),
    ] {
        assert_eq!(say(name, Language::Polish), format!("po 500 metrach {expected}"));
    }
    assert_eq!(
        say("Rondo Solidarności", Language::Czech),
        "po 500 metrech na kruhovém objezdu Solidarności druhým výjezdem"
    );
    assert_eq!(say("Kirchkreisel", Language::English), "after 500 metres at Kirchkreisel second exit");
}

/// A way of so many turns, each by a landmark and into a street of four words.
fn wordy(turns: usize, words: usize) -> Leg {
    let street = vec!["Wielka"; words].join(" ");
    let turn = |_| JourneyStep {
        landmark: seen(LandmarkKind::Church, "Kościół św. Jana Chrzciciela", Position::At),
        ..step(Maneuver::Turn(90.0), &street, 1_240)
    };
    leg([step(Maneuver::Depart, &street, 340)].into_iter().chain((0..turns).map(turn)).collect(), Some(true))
}

#[test]
fn what_does_not_fit_into_a_breath_is_left_out() {
    for language in [Language::Polish, Language::Czech, Language::English] {
        for leg in (0..9).flat_map(|turns| (0..30).map(move |words| wordy(turns, words))) {
            let said = spoken(&leg, language);
            assert!(said.split_whitespace().count() < 40, "{said}");
        }
    }
    assert!(
        spoken(&wordy(2, 1), Language::Polish).contains("po 350 metrach przy kościele św. Jana Chrzciciela w prawo")
    );
    assert!(!spoken(&wordy(3, 6), Language::Polish).contains("przy"));
}
