//! Bounds that keep a search short, and what the answer says when they are met.

use blisko::cli::bench::world::{self, WORLD_NOW};
use blisko::domain::outlet::{Outlet, OutletStatus};
use blisko::geo::LonLat;
use blisko::live::outlets::OutletIndex;
use blisko::service::find_nearest_outlets::{
    CANDIDATES_MAX, FilterName, K_MAX, NearestError, OpenFilter, Query, find_nearest_outlets,
};
use blisko::units::{KilometersPerHour, Meters, Seconds, Timestamp};

fn warsaw() -> LonLat {
    LonLat::new(21.0122, 52.2297).expect("valid point")
}

/// Plain active outlets along the equator, one every hundredth of a degree, closed on Saturday evening.
fn closed_outlets(count: usize) -> Vec<Outlet> {
    let mut outlets: Vec<Outlet> = world::outlets(count, 1, false).collect();
    for (number, outlet) in outlets.iter_mut().enumerate() {
        outlet.draft.point = LonLat::new(number as f64 * 0.01, 0.0).expect("valid point");
        outlet.draft.status = OutletStatus::Active;
        outlet.draft.opening_hours = "Mo-Fr 08:00-16:00".to_owned();
        outlet.draft.overrides.clear();
    }
    outlets
}

fn index(outlets: Vec<Outlet>) -> OutletIndex {
    OutletIndex::build(outlets, world::services(), WORLD_NOW)
}

fn open_now(from: LonLat) -> Query {
    Query { open: OpenFilter::Now, k: 3, ..Query::around(from) }
}

#[test]
fn at_night_the_search_ends_and_says_so() {
    let mut outlets = closed_outlets(CANDIDATES_MAX + 1);
    outlets[CANDIDATES_MAX].draft.opening_hours = "24/7".to_owned();
    let index = index(outlets);
    let origin = LonLat::new(0.0, 0.0).expect("valid point");
    let answer = find_nearest_outlets(&index, &open_now(origin), WORLD_NOW).expect("within bounds");
    assert!(answer.search_truncated && answer.offered.is_empty());
    assert_eq!(answer.excluded_total, CANDIDATES_MAX);
    assert_eq!(answer.blocking_filters, [FilterName::Open]);
    let next = answer.next_opening.expect("Monday at eight");
    assert_eq!(index.at(next.slot).expect("filled").point(), origin);
}

#[test]
fn the_last_outlet_within_the_limit_is_still_found() {
    let mut outlets = closed_outlets(CANDIDATES_MAX + 1);
    outlets[CANDIDATES_MAX - 1].draft.opening_hours = "24/7".to_owned();
    let origin = LonLat::new(0.0, 0.0).expect("valid point");
    let query = Query { k: 1, ..open_now(origin) };
    let answer = find_nearest_outlets(&index(outlets), &query, WORLD_NOW).expect("within bounds");
    assert_eq!(answer.offered.len(), 1);
    assert!(!answer.search_truncated);
}

#[test]
fn a_question_about_next_year_reads_a_thousand_opening_hours_and_no_more() {
    let mut outlets = closed_outlets(1_500);
    for (number, outlet) in outlets.iter_mut().enumerate() {
        outlet.draft.opening_hours = format!("Mo {:02}:{:02}-23:59", number / 60 % 24, number % 60);
    }
    // 2027-06-02 is a Wednesday.
    let query = Query { at: Some(Timestamp(1_811_930_400_000)), ..open_now(warsaw()) };
    let answer = find_nearest_outlets(&index(outlets), &query, WORLD_NOW).expect("within bounds");
    assert!(answer.search_truncated);
    assert!((1_000..1_450).contains(&answer.excluded_total), "{}", answer.excluded_total);
}

#[test]
fn an_empty_world_has_an_empty_answer() {
    let answer = find_nearest_outlets(&index(Vec::new()), &open_now(warsaw()), WORLD_NOW).expect("within bounds");
    assert!(answer.offered.is_empty() && answer.excluded.is_empty() && !answer.search_truncated);
}

#[test]
fn the_nearest_is_offered_though_it_lies_beyond_the_distance_asked_for() {
    let query = Query { max_distance: Some(Meters(1_000.0)), ..Query::around(warsaw()) };
    let answer = find_nearest_outlets(&index(closed_outlets(20)), &query, WORLD_NOW).expect("within bounds");
    assert_eq!(answer.offered.len(), 1);
    assert!(answer.offered[0].beyond_max_distance);
}

#[test]
fn an_unknown_service_is_named_with_those_that_are_known() {
    let query = Query { services: vec!["teleport".to_owned()], ..Query::around(warsaw()) };
    match find_nearest_outlets(&index(closed_outlets(1)), &query, WORLD_NOW) {
        Err(NearestError::UnknownService { code, known }) => {
            assert_eq!((code.as_str(), known[0].as_str()), ("teleport", "sale"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_bound_that_is_passed_is_named() {
    let mut query = Query {
        k: K_MAX + 1,
        stay_minutes: -1,
        excluded_limit: 1_001,
        max_distance: Some(Meters(f64::NAN)),
        at: Some(Timestamp(i64::MAX)),
        ..Query::around(warsaw())
    };
    query.travel.speed = KilometersPerHour(0.0);
    query.travel.fixed = Some(Seconds(-5));
    query.travel.detour = f64::INFINITY;
    let errors = query.check().expect_err("out of bounds").0;
    let pointers: Vec<&str> = errors.iter().map(|error| error.pointer.as_str()).collect();
    let expected = [
        "/k",
        "/excluded_limit",
        "/stay_minutes",
        "/travel_speed_kmh",
        "/detour_factor",
        "/travel_s",
        "/max_distance_m",
        "/at",
    ];
    assert_eq!(pointers, expected);
}
