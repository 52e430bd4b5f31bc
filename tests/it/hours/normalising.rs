//! What people type, and what is understood of it.

use blisko::domain::opening_hours::{normalize_hours, read_hours};
use proptest::prelude::*;

const TABLE: &str = include_str!("../../data/hours/normalise.tsv");

fn cases() -> impl Iterator<Item = (String, &'static str, Option<&'static str>)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let fields: Vec<_> = line.split('\t').collect();
        let [raw, country, expected] = fields[..] else { panic!("three fields are needed: {line}") };
        (raw.replace("\\n", "\n"), country, (expected != "-").then_some(expected))
    })
}

#[test]
fn every_text_of_the_table_reads_as_it_is_meant() {
    let wrong: Vec<_> = cases()
        .filter_map(|(raw, country, expected)| {
            let found = normalize_hours(&raw, country);
            (found.as_deref() != expected)
                .then(|| format!("{raw} [{country}]\n  expected {expected:?}\n  found    {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} texts read wrongly\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_table_is_large_enough_to_mean_something() {
    assert!(cases().count() >= 200);
}

#[test]
fn what_was_read_reads_the_same_again() {
    for (raw, country, _) in cases() {
        if let Some(osm) = normalize_hours(&raw, country) {
            assert_eq!(normalize_hours(&osm, country).as_ref(), Some(&osm), "{raw}");
        }
    }
}

#[test]
fn text_beyond_the_bound_is_not_read() {
    assert_eq!(normalize_hours(&"Mo 08:00-16:00; ".repeat(2_000), "PL"), None);
    assert!(!read_hours(&"Mo 08:00-16:00; ".repeat(200), "PL").readable);
}

/// Words, signs and numbers of the trade, thrown together.
fn babble() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "pn",
        "pt",
        "So",
        "Do",
        "we",
        "niedziela",
        "święta",
        "čt",
        "Št",
        "Mo",
        "Fr",
        "PH",
        "8",
        "16",
        "24",
        "08:00",
        "16.30",
        "0900",
        "2026",
        "12.",
        "-",
        "–",
        ",",
        ";",
        "\n",
        ":",
        "/",
        "+",
        "od",
        "do",
        "am",
        "pm",
        "a.m.",
        "24h",
        "24/7",
        "h",
        "nieczynne",
        "zavřeno",
        "off",
        "oprócz",
        "przerwa",
        "květen",
        "Dec",
        "grudnia",
        "niedziele handlowe",
        "niedziele niehandlowe",
        "by appointment",
        "&nbsp;",
        "&amp;",
        "\"",
        "(",
        ")",
        "week",
        "easter",
        "sunset",
        "[1]",
        "|| ",
        "<br>",
        "🕐",
        "\u{a0}",
    ]);
    let gap = prop::sample::select(vec!["", " ", " ", "  "]);
    prop::collection::vec((word, gap), 0..14)
        .prop_map(|parts| parts.into_iter().flat_map(|(word, gap)| [word, gap]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_text_makes_it_panic_and_a_second_pass_changes_nothing(text in prop_oneof![".{0,60}", babble()], country in "PL|CZ|DE|") {
        if let Some(osm) = normalize_hours(&text, &country) {
            let again = normalize_hours(&osm, &country);
            prop_assert_eq!(again.as_deref(), Some(osm.as_str()));
        }
    }
}
