//! The roads as the rest of the product asks them, without HTTP.

use blisko::geo::LonLat;
use blisko::service::roads::{Basis, KnownPlaces, Mode, Trip};

use crate::support::app::TestApp;
use crate::support::river_town::{B1, ISLAND, R1, R2, SEA, at, road_file};

fn point((lon, lat): (f64, f64)) -> LonLat {
    LonLat::new(lon, lat).expect("a point")
}

/// Places all over the town, some off its roads.
fn places() -> Vec<LonLat> {
    let mut places = vec![R1, R2, ISLAND, SEA, at(1_200, -600), at(4_000, -200), at(-400, 0)];
    places.extend((0..40).map(|number| at((number * 379) % 6_400, (number % 2) * 800)));
    places.into_iter().map(point).collect()
}

#[tokio::test]
async fn one_to_many_gives_each_its_time_and_what_it_is_made_of() {
    let app = TestApp::with_roads().await;
    let trips = app.app.routing.roads().trips(Mode::Car, point(B1), &[R1, R2, SEA].map(point));
    assert_eq!(trips.iter().map(|trip| trip.basis).collect::<Vec<_>>(), [Basis::Roads, Basis::Roads, Basis::CrowFlies]);
    let metres = |trip: &Trip| trip.travel.expect("a way").distance.0;
    assert!(metres(&trips[0]) > 12_000.0 && metres(&trips[1]) < 3_000.0, "{trips:?}");
}

#[tokio::test]
async fn known_places_come_out_by_time_as_one_to_many_has_them() {
    let app = TestApp::with_roads().await;
    let (roads, places) = (app.app.routing.roads(), places());
    for mode in Mode::ALL {
        let known = KnownPlaces::new(&roads, mode, &places);
        for from in [B1, R2, at(1_200, -600), at(4_000, -200)].map(point) {
            let nearest: Vec<(usize, Trip)> = known.nearest(from).expect("on the roads").collect();
            let trips = roads.trips(mode, from, &places);
            for (place, trip) in &nearest {
                assert_eq!(*trip, trips[*place], "{mode:?} to place {place}");
            }
            let times = nearest.iter().map(|(_, trip)| trip.travel.expect("a way").duration);
            assert!(times.is_sorted(), "{mode:?}");
            let on_road = trips.iter().filter(|trip| trip.basis == Basis::Roads && trip.travel.is_some()).count();
            assert_eq!(nearest.len(), on_road, "{mode:?}: none is left out");
        }
    }
}

#[tokio::test]
async fn far_from_all_roads_no_place_is_near_by_road() {
    let app = TestApp::with_roads().await;
    let known = KnownPlaces::new(&app.app.routing.roads(), Mode::Car, &places());
    assert!(known.nearest(point(SEA)).is_none());
}

#[tokio::test]
async fn known_places_know_when_the_roads_have_changed() {
    let app = TestApp::with_roads().await;
    let known = KnownPlaces::new(&app.app.routing.roads(), Mode::Car, &places());
    assert!(known.is_of(&app.app.routing.roads()));
    app.put_roads_file("other-town", road_file()).await;
    assert!(!known.is_of(&app.app.routing.roads()));
    let known = KnownPlaces::new(&app.app.routing.roads(), Mode::Car, &places());
    assert!(known.is_of(&app.app.routing.roads()));
}
