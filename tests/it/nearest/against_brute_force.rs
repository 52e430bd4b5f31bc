use blisko::cli::bench::questions::{QUESTIONS_FROM, QUESTIONS_UNTIL, question};
use blisko::cli::bench::world::{self, Dice, WORLD_NOW};
use blisko::domain::outlet::Outlet;
use blisko::geo::{geodesic_distance, karney_distance};
use blisko::live::outlets::{LiveOutlets, OutletIndex};
use blisko::service::find_nearest_outlets::brute_force::{BruteForce, Measure};
use blisko::service::find_nearest_outlets::{Answer, find_nearest_outlets};
use blisko::service::outlets_by_road::find_each;

const SEED: u64 = 20_261_128;

/// Questions in a test run; `blisko bench nearest` asks ten times as many.
const QUESTIONS: usize = 1_000;

/// Outlets in awkward places, or evenly spread.
fn world(count: usize, awkward: bool) -> (Vec<Outlet>, OutletIndex) {
    let outlets: Vec<Outlet> = world::outlets(count, SEED, awkward).collect();
    let index = OutletIndex::build(outlets.iter().cloned(), world::services(), WORLD_NOW);
    (outlets, index)
}

fn check((outlets, index): (Vec<Outlet>, OutletIndex), questions: usize, measure: Measure) {
    let brute_force = BruteForce::new(&outlets, QUESTIONS_FROM, QUESTIONS_UNTIL, measure);
    let mut dice = Dice::new(SEED + 1);
    for number in 0..questions {
        let query = question(&mut dice);
        let answer = find_nearest_outlets(&index, &query, WORLD_NOW).expect("within bounds");
        let expected = brute_force.answer(&query, WORLD_NOW);
        assert_eq!(answer.outline(), expected, "question {number} among {}: {query:#?}", outlets.len());
        assert!(!answer.search_truncated);
    }
}

#[test]
fn an_even_world_is_searched_like_by_brute_force_with_karneys_algorithm() {
    check(world(600, false), QUESTIONS / 2, karney_distance);
}

#[test]
fn a_world_full_of_ties_and_seams_is_searched_like_by_brute_force() {
    check(world(600, true), QUESTIONS / 2, geodesic_distance);
}

#[test]
fn so_is_a_handful() {
    check(world(7, true), QUESTIONS / 4, geodesic_distance);
}

#[test]
fn a_batch_answers_like_one_by_one() {
    let (_, index) = world(300, true);
    let mut dice = Dice::new(SEED + 2);
    let queries: Vec<_> = (0..80).map(|_| question(&mut dice)).collect();
    let one_by_one: Vec<_> = queries.iter().map(|query| find_nearest_outlets(&index, query, WORLD_NOW)).collect();
    let starts = vec![None; queries.len()];
    let write = |_, _: &OutletIndex, answer: &Answer| answer.clone();
    let batch = find_each(&LiveOutlets::new(index), &queries, WORLD_NOW, &starts, write).expect("within bounds");
    assert_eq!(batch, one_by_one.into_iter().map(|answer| answer.expect("within bounds")).collect::<Vec<_>>());
}
