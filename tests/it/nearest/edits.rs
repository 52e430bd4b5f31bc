//! The mirror after edits answers like one built from scratch.

use blisko::cli::bench::questions::question;
use blisko::cli::bench::world::{self, Dice, WORLD_NOW};
use blisko::domain::outlet::Outlet;
use blisko::live::outlets::{OutletIndex, ServiceVocabulary};
use blisko::service::find_nearest_outlets::find_nearest_outlets;
use blisko::units::Seconds;

fn assert_same(edited: &OutletIndex, built: &OutletIndex, questions: usize) {
    assert_eq!(edited.len(), built.len());
    assert_eq!(edited.distinct_hours(), built.distinct_hours());
    let mut dice = Dice::new(5);
    for _ in 0..questions {
        let query = question(&mut dice);
        let outline =
            |index: &OutletIndex| find_nearest_outlets(index, &query, WORLD_NOW).map(|answer| answer.outline());
        assert_eq!(outline(edited), outline(built), "{query:#?}");
    }
}

fn build(outlets: &[Outlet]) -> OutletIndex {
    OutletIndex::build(outlets.iter().cloned(), world::services(), WORLD_NOW)
}

#[test]
fn any_sequence_of_writes_equals_an_index_built_from_scratch() {
    let all: Vec<Outlet> = world::outlets(400, 11, true).collect();
    let newer: Vec<Outlet> = world::outlets(400, 12, true).collect();
    let mut dice = Dice::new(13);
    let mut index = build(&all[..200]);
    let mut expected: Vec<Option<Outlet>> = all.iter().take(200).cloned().map(Some).collect();
    expected.resize(400, None);
    for _ in 0..1_500 {
        let number = dice.below(400);
        match dice.below(3) {
            0 => assert_eq!(index.remove(all[number].id), expected[number].take().is_some()),
            1 => {
                index.upsert(&all[number], WORLD_NOW);
                expected[number] = Some(all[number].clone());
            }
            _ => {
                let moved = Outlet { id: all[number].id, version: 2, ..newer[number].clone() };
                index.upsert(&moved, WORLD_NOW);
                expected[number] = Some(moved);
            }
        }
    }
    let expected: Vec<Outlet> = expected.into_iter().flatten().collect();
    assert_same(&index, &build(&expected), 150);
    for outlet in &expected {
        let found = index.get(outlet.id).expect("kept");
        assert_eq!((found.point(), found.version()), (outlet.draft.point, outlet.version));
        assert_eq!(
            (found.card().code, found.card().website),
            (outlet.draft.code.as_str(), outlet.draft.website.as_str())
        );
        assert_eq!(found.services().map(str::to_owned).collect::<Vec<_>>().len(), outlet.draft.services.len());
    }
}

#[test]
fn a_new_order_of_the_vocabulary_changes_no_answer() {
    let outlets: Vec<Outlet> = world::outlets(150, 21, true).collect();
    let mut index = build(&outlets);
    let mut codes = world::services().codes().to_vec();
    codes.reverse();
    codes.push("fax".to_owned());
    index.set_vocabulary(ServiceVocabulary::new(codes));
    assert_same(&index, &build(&outlets), 60);
}

#[test]
fn a_word_that_nobody_announced_joins_the_vocabulary() {
    let outlets: Vec<Outlet> = world::outlets(50, 31, true).collect();
    let index = OutletIndex::build(outlets.iter().cloned(), ServiceVocabulary::default(), WORLD_NOW);
    assert_same(&index, &build(&outlets), 30);
}

#[test]
fn hours_are_compiled_anew_when_the_day_is_over() {
    let outlets: Vec<Outlet> = world::outlets(50, 41, true).collect();
    let mut index = build(&outlets);
    assert!(index.stale_hours(WORLD_NOW, 1_000).is_empty());
    let tomorrow = WORLD_NOW + Seconds::hours(12);
    let stale = index.stale_hours(tomorrow, 1_000);
    assert_eq!(stale.len(), index.distinct_hours());
    index.install_hours(stale.into_iter().map(|each| each.compile(tomorrow)));
    assert!(index.stale_hours(tomorrow, 1_000).is_empty());
    let rebuilt = OutletIndex::build(outlets, world::services(), tomorrow);
    assert_same(&index, &rebuilt, 30);
}

#[test]
fn promotions_come_back_as_they_were_packed() {
    use blisko::domain::outlet::{Localized, Promotion};
    let mut outlet: Outlet = world::outlets(1, 51, false).next().expect("one");
    let day = |day| chrono::NaiveDate::from_ymd_opt(2026, 11, day).expect("a day of November");
    let title = |pl: &str| Localized { pl: pl.to_owned(), cs: "Sleva".to_owned(), en: String::new() };
    outlet.draft.promotions = vec![
        Promotion { title: title("Zniżka 20% na czajniki"), valid_from: day(1), valid_until: day(30) },
        Promotion { title: title(""), valid_from: day(2), valid_until: day(2) },
    ];
    let index = build(std::slice::from_ref(&outlet));
    assert_eq!(index.get(outlet.id).expect("kept").card().promotions, outlet.draft.promotions);
}
