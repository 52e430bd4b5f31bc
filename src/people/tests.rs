use proptest::prelude::*;

use super::search::slips_allowed;
use super::*;
use crate::words::distance;

fn entry(name: &str, digits: &[&str], value: u8) -> Entry {
    Entry { words: words_of(name), digits: digits.iter().map(ToString::to_string).collect(), value }
}

fn index() -> PeopleIndex {
    let mut index = PeopleIndex::default();
    let customers = [
        entry("Anna Nowak Warszawa", &["20418", "601100201"], 1),
        entry("Annabella Nowacka Łódź", &["20419"], 1),
        entry("Karel Dvořák Český Těšín", &["30001", "601200300"], 1),
        entry("Zofia Wiśniewska Cieszyn", &[], 1),
        entry("Meteor Polska sp. z o.o. Warszawa", &["601"], 3),
        entry("Anna Nowak Kraków", &[], 2),
    ];
    customers.iter().enumerate().for_each(|(slot, entry)| index.set(slot as u32, entry));
    index
}

fn found(text: &str) -> Vec<u32> {
    index().search(text, 10, |_| true).iter().map(|hit| hit.slot).collect()
}

#[test]
fn marks_and_case_do_not_matter() {
    assert_eq!(found("dvorak"), [2]);
    assert_eq!(found("DVOŘÁK TĚŠÍN"), [2]);
    assert_eq!(found("wisniewska"), [3]);
}

#[test]
fn the_word_being_typed_may_go_on() {
    assert_eq!(found("zof"), [3]);
    // Both Annas as typed, the more valuable first; Annabella goes on.
    assert_eq!(found("anna"), [5, 0, 1]);
    assert_eq!(found("anna nowak war"), [0]);
}

#[test]
fn a_slip_finds_whom_it_meant() {
    for text in ["dvorka", "dvoark", "dvorrak", "dworak", "dvork"] {
        assert_eq!(found(text), [2], "{text}");
    }
    assert_eq!(found("wisnewska zofai"), [3]);
    assert!(found("zzzz").is_empty());
}

#[test]
fn who_was_spelt_rightly_comes_before_who_is_near() {
    assert_eq!(found("nowak")[..2], [5, 0]);
}

#[test]
fn forms_of_companies_are_passed_over() {
    assert_eq!(found("meteor"), [4]);
    assert_eq!(found("Meteor Polska Sp. z o.o."), [4]);
    assert_eq!(words_of("S.A."), ["s", "a"]);
}

#[test]
fn digits_find_numbers_and_phones_from_their_beginning() {
    assert_eq!(found("20418"), [0]);
    assert_eq!(found("204"), [0, 1]);
    assert_eq!(found("601-100"), [0]);
    assert_eq!(found("601"), [4, 0, 2]);
}

#[test]
fn who_is_not_seen_is_not_found() {
    let slots: Vec<u32> = index().search("anna", 10, |slot| slot != 5).iter().map(|hit| hit.slot).collect();
    assert_eq!(slots, [0, 1]);
    assert!(index().search("20418", 10, |_| false).is_empty());
}

#[test]
fn a_changed_customer_is_found_by_the_new_name_only() {
    let mut index = index();
    index.set(0, &entry("Anna Zielińska", &[], 1));
    index.remove(2);
    let slots = |text: &str| index.search(text, 10, |_| true).iter().map(|hit| hit.slot).collect::<Vec<_>>();
    assert_eq!(slots("zielinska"), [0]);
    assert!(slots("20418").is_empty());
    assert!(slots("dvorak").is_empty());
    assert_eq!(index.len(), 5);
}

/// The same order by looking at everybody: the slow twin.
fn linear(entries: &[Entry], text: &str, limit: usize) -> Vec<Hit> {
    let query = words_of(text);
    let cost_of = |typed: &String, word: &String, is_last: bool, slips: bool| {
        let other_first = 2 * u32::from(typed.as_bytes()[0] != word.as_bytes()[0]);
        let edits = |word: &[u8]| distance(word, typed.as_bytes());
        let allowed = if slips { slips_allowed(typed, query.len() == 1) } else { 0 };
        let whole = Some(edits(word.as_bytes())).filter(|edits| *edits <= allowed);
        let begun = (0..=word.len())
            .map(|end| edits(&word.as_bytes()[..end]))
            .min()
            .filter(|edits| is_last && *edits <= allowed);
        let priced = |edits: usize| edits as u32 * 5 + if edits > 0 { other_first } else { 0 };
        whole.map(priced).into_iter().chain(begun.map(|edits| priced(edits) + 1)).min()
    };
    let cost = |entry: &Entry, slips: bool| -> Option<u32> {
        let words = query.iter().enumerate();
        words
            .map(|(at, typed)| {
                entry.words.iter().filter_map(|word| cost_of(typed, word, at + 1 == query.len(), slips)).min()
            })
            .sum()
    };
    let mut hits: Vec<Hit> = Vec::new();
    for slips in [false, true] {
        let known: Vec<u32> = hits.iter().map(|hit| hit.slot).collect();
        let everybody = entries.iter().enumerate().filter(|(slot, _)| !known.contains(&(*slot as u32)));
        let mut more: Vec<Hit> =
            everybody.filter_map(|(slot, entry)| Some(Hit { slot: slot as u32, cost: cost(entry, slips)? })).collect();
        more.sort_by_key(|hit| (hit.cost, std::cmp::Reverse(entries[hit.slot as usize].value), hit.slot));
        hits.extend(more);
    }
    hits.truncate(limit);
    hits
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let words = prop::collection::vec("[ab]{1,9}", 1..4);
    let entry = (words, 0u8..3).prop_map(|(words, value)| Entry { words, digits: Vec::new(), value });
    prop::collection::vec(entry, 1..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_index_finds_whom_looking_at_everybody_finds(entries in entries(), typed in prop::collection::vec("[ab]{3,9}", 1..4)) {
        let mut index = PeopleIndex::default();
        // Put in twice and out of order: changes in place must leave nothing behind.
        entries.iter().enumerate().rev().for_each(|(slot, entry)| index.set(slot as u32, &Entry { value: 9, ..entry.clone() }));
        entries.iter().enumerate().for_each(|(slot, entry)| index.set(slot as u32, entry));
        let text = typed.join(" ");
        prop_assert_eq!(index.search(&text, 5, |_| true), linear(&entries, &text, 5));
    }
}
