//! The index against the plain scan: built, edited, filtered, at poles and seams, with coincident points.

use proptest::prelude::*;

use super::*;
use crate::geo::LonLat;
use crate::units::Meters;

type Points = Vec<(u32, LonLat, Tags)>;

fn point(lon: f64, lat: f64) -> LonLat {
    LonLat::new(lon, lat).expect("valid point")
}

fn tags(features: u128) -> Tags {
    Tags { features, classes: 1 }
}

fn build(points: &Points) -> PointIndex {
    PointIndex::build(points.iter().map(|each| each.1).collect(), |slot| points[slot as usize].2)
}

fn by_slot(a: u32, b: u32) -> std::cmp::Ordering {
    a.cmp(&b)
}

fn take_all(_: &mut Candidate) -> Verdict {
    Verdict::Take
}

/// Points where they are hard: clusters, poles, the antimeridian, one place many times, a grid of ties.
fn any_point() -> impl Strategy<Value = LonLat> {
    prop_oneof![
        4 => (-180.0..=180.0, -1.0f64..=1.0).prop_map(|(lon, z)| point(lon, z.asin().to_degrees())),
        3 => (20.8..21.3, 52.1..52.4).prop_map(|(lon, lat)| point(lon, lat)),
        1 => (-180.0..=180.0, 89.9..=90.0).prop_map(|(lon, lat)| point(lon, lat)),
        1 => (-180.0..=180.0, -90.0..=-89.9).prop_map(|(lon, lat)| point(lon, lat)),
        1 => (179.9..=180.0, -20.0..20.0).prop_map(|(lon, lat)| point(lon, lat)),
        1 => (-180.0..=-179.9, -20.0..20.0).prop_map(|(lon, lat)| point(lon, lat)),
        1 => (0..4, 0..4).prop_map(|(lon, lat)| point(f64::from(lon) * 10.0, f64::from(lat) * 10.0)),
    ]
}

fn any_tags() -> impl Strategy<Value = Tags> {
    (any::<u8>(), 0..3u32).prop_map(|(features, class)| Tags { features: features.into(), classes: 1 << class })
}

fn any_points(most: usize) -> impl Strategy<Value = Points> {
    prop::collection::vec((any_point(), any_tags()), 0..most)
        .prop_map(|points| (0..).zip(points).map(|(slot, (point, tags))| (slot, point, tags)).collect())
}

fn any_search() -> impl Strategy<Value = Search> {
    let within = prop_oneof![3 => Just(f64::INFINITY), 1 => 0.0..2e7, 1 => Just(0.0)];
    let required = prop_oneof![Just(0u128), (0..8u32).prop_map(|bit| 1 << bit)];
    let classes = prop_oneof![Just(u32::MAX), 1..8u32];
    (any_point(), 0..60usize, within, required, classes).prop_map(|(from, k, within, required, classes)| Search {
        from,
        k,
        filter: TagFilter { required, classes },
        within: Meters(within),
    })
}

/// Slots in order; distances agree within the error of short lines.
fn assert_same(found: &[Neighbour], expected: &[Neighbour]) {
    let slots = |list: &[Neighbour]| list.iter().map(|neighbour| neighbour.slot).collect::<Vec<_>>();
    assert_eq!(slots(found), slots(expected));
    for (a, b) in found.iter().zip(expected) {
        assert!((a.distance.0 - b.distance.0).abs() < 5e-6, "{a:?} {b:?}");
    }
}

fn check(index: &PointIndex, scan: &LinearScan, search: &Search) {
    let every_third_left_out = |slot: u32| if slot.is_multiple_of(3) { Verdict::Skip } else { Verdict::Take };
    assert_same(&index.nearest(search, take_all, by_slot), &scan.nearest(search, |_| Verdict::Take));
    assert_same(
        &index.nearest(search, |candidate| every_third_left_out(candidate.slot), by_slot),
        &scan.nearest(search, |neighbour| every_third_left_out(neighbour.slot)),
    );
    let browsed: Vec<_> = index.by_distance(search.from, search.filter, by_slot).take(search.k).collect();
    assert_same(&browsed, &scan.nearest(&Search { within: Meters(f64::INFINITY), ..*search }, |_| Verdict::Take));
    assert_eq!(
        index.count_within(search.from, search.within, search.filter, |_| false),
        scan.count_within(search.from, search.within, search.filter)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_built_index_answers_like_the_scan(points in any_points(700), search in any_search()) {
        let index = build(&points);
        prop_assert_eq!(index.check(), points.len());
        check(&index, &LinearScan::new(points), &search);
    }

    #[test]
    fn an_edited_index_answers_like_the_scan(
        start in any_points(200),
        edits in prop::collection::vec((0..300u32, any_point(), any_tags(), any::<bool>()), 0..600),
        search in any_search(),
    ) {
        let mut index = build(&start);
        let mut scan = LinearScan::new(start);
        for (slot, point, tags, removes) in edits {
            if removes {
                prop_assert_eq!(index.remove(slot), scan.remove(slot));
            } else {
                index.insert(slot, point, tags);
                scan.insert(slot, point, tags);
            }
        }
        prop_assert_eq!(index.check(), index.len());
        check(&index, &scan, &search);
    }
}

#[test]
fn an_index_can_be_emptied_and_filled_again() {
    let mut index = PointIndex::default();
    for round in 0..2 {
        for slot in 0..1_000 {
            index.insert(slot, point(f64::from(slot) * 0.3 - 150.0, f64::from(slot % 100) - 50.0), tags(0));
        }
        assert_eq!(index.check(), 1_000, "round {round}");
        for slot in 0..1_000 {
            assert!(index.remove(slot));
        }
        assert_eq!((index.check(), index.len()), (0, 0));
    }
    assert!(index.nearest(&Search::nearest(point(0.0, 0.0), 5), take_all, by_slot).is_empty());
}

#[test]
fn points_in_one_place_come_in_the_order_of_ties() {
    let points: Points = (0..1_000).map(|slot| (slot, point(19.94, 50.06), tags(0))).collect();
    let index = build(&points);
    let backwards = |a: u32, b: u32| b.cmp(&a);
    let found = index.nearest(&Search::nearest(point(19.94, 50.06), 3), take_all, backwards);
    assert_eq!(found.iter().map(|neighbour| neighbour.slot).collect::<Vec<_>>(), [999, 998, 997]);
    let browsed: Vec<u32> =
        index.by_distance(point(21.0, 52.0), TagFilter::ANY, backwards).take(3).map(|next| next.slot).collect();
    assert_eq!(browsed, [999, 998, 997]);
}

#[test]
fn asking_for_more_than_there_are_gives_all() {
    let points: Points = (0..7).map(|slot| (slot, point(f64::from(slot), 0.0), tags(0))).collect();
    let found = build(&points).nearest(&Search::nearest(point(180.0, 0.0), 1_000_000_000), take_all, by_slot);
    assert_eq!(found.len(), 7);
}

#[test]
fn the_antipode_is_the_last_one() {
    let points: Points = vec![(0, point(-159.0, -52.0), tags(0)), (1, point(0.0, 0.0), tags(0))];
    let found = build(&points).nearest(&Search::nearest(point(21.0, 52.0), 2), take_all, by_slot);
    assert_eq!(found[1].slot, 0);
    assert!((found[1].distance.0 - 20_003_931.0).abs() < 1.0);
}

#[test]
fn a_count_asks_about_points_at_the_very_edge() {
    let points: Points = (0..4).map(|slot| (slot, point(21.0, 52.0), tags(0))).collect();
    let index = build(&points);
    let radius = index.nearest(&Search::nearest(point(20.0, 52.0), 1), take_all, by_slot)[0].distance;
    assert_eq!(index.count_within(point(20.0, 52.0), radius, TagFilter::ANY, |slot| slot < 3), 3);
}

#[test]
fn an_aborted_search_ends_at_once() {
    let points: Points = (0..5_000).map(|slot| (slot, point(f64::from(slot) * 0.01, 0.0), tags(0))).collect();
    let mut asked = 0;
    let judge = |_: &mut Candidate| {
        asked += 1;
        if asked == 10 { Verdict::Abort } else { Verdict::Skip }
    };
    assert!(build(&points).nearest(&Search::nearest(point(0.0, 0.0), 1), judge, by_slot).is_empty());
    assert_eq!(asked, 10);
}
